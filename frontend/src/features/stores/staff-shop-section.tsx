import { LOCALES, type Locale } from '@tableorder/contract/locale';
import { useState } from 'react';
import { formatTime } from '../../i18n/dates.ts';
import { useT } from '../../i18n/staff.ts';
import { useNow } from '../../lib/use-now.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { StaffSection } from './staff-section.tsx';
import { type ShopSettings, useSection } from './use-section.ts';

/** Zones by name, the first market's before the others. */
const FIRST_ZONES = ['Asia/Seoul', 'Asia/Tokyo', 'Asia/Shanghai', 'America/Los_Angeles', 'America/New_York', 'Europe/London', 'UTC'];

function zonesWith(present: string): string[] {
  return [...new Set([present, ...FIRST_ZONES, ...Intl.supportedValuesOf('timeZone')])];
}

/** What the shop is called, where it is, and in which language its menu is written. */
export function StaffShopSection({ store }: Pick<ShopSettings, 'store'>) {
  const { t, locale } = useT();
  const now = useNow(60_000);
  const [zones] = useState(() => zonesWith(store.timeZone));
  const { name, timeZone, locale: menuLocale } = store;
  const section = useSection(t('staff.settings.shop'), { name, timeZone, locale: menuLocale }, (draft) => ({
    ...draft,
    name: draft.name.trim(),
  }));
  const { draft, put } = section;
  const isEmpty = draft.name.trim() === '';
  return (
    <StaffSection section={section} fits={!isEmpty}>
      <TextField
        label={t('staff.settings.shop.name')}
        hint={t('staff.settings.shop.name.hint')}
        name="organization"
        autoComplete="organization"
        maxLength={100}
        value={draft.name}
        onChange={(next) => put({ name: next })}
        error={isEmpty ? t('ui.field.required') : undefined}
      />
      <SelectField
        label={t('staff.settings.shop.zone')}
        hint={t('staff.settings.shop.zone.hint')}
        value={draft.timeZone}
        options={zones.map((zone) => ({
          value: zone,
          label: `${zone.replaceAll('_', ' ')} · ${t('staff.settings.shop.zone.now', { time: formatTime(now, locale, zone) })}`,
        }))}
        onChange={(next) => put({ timeZone: next })}
      />
      <SelectField<Locale>
        label={t('staff.settings.shop.locale')}
        hint={t('staff.settings.shop.locale.hint')}
        value={draft.locale}
        options={LOCALES.map((value) => ({ value, label: t(`ui.locale.${value}`) }))}
        onChange={(next) => put({ locale: next })}
      />
    </StaffSection>
  );
}
