import type { StoreSettings } from '@tableorder/contract/settings';
import { useT } from '../../i18n/staff.ts';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { StaffSection } from './staff-section.tsx';
import { useSection } from './use-section.ts';

const NUMBERS = ['daily', 'continuous'] as const;
const isTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

/** Where one day ends and the next begins, and how its orders are numbered. */
export function StaffDaySection({ settings: { businessDayStartsAt, orderNumbers } }: { readonly settings: StoreSettings }) {
  const { t } = useT();
  const section = useSection(t('staff.settings.day'), { businessDayStartsAt, orderNumbers }, (draft) => draft);
  const { draft, put } = section;
  const fits = isTime(draft.businessDayStartsAt);
  return (
    <StaffSection section={section} fits={fits}>
      <TextField
        label={t('staff.settings.day.starts')}
        hint={fits ? t('staff.settings.day.starts.hint', { time: draft.businessDayStartsAt }) : undefined}
        type="time"
        value={draft.businessDayStartsAt}
        onChange={(next) => put({ businessDayStartsAt: next })}
        error={fits ? undefined : t('staff.settings.hours.time.wrong')}
      />
      <ChoiceList
        kind="one"
        legend={t('staff.settings.numbers')}
        value={draft.orderNumbers}
        choices={NUMBERS.map((value) => ({
          value,
          label: t(`staff.settings.numbers.${value}`),
          note: t(`staff.settings.numbers.${value}.note`),
        }))}
        onChange={(next) => put({ orderNumbers: next })}
      />
    </StaffSection>
  );
}
