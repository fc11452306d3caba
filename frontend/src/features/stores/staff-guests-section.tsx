import { LOCALES } from '@tableorder/contract/locale';
import type { StoreSettings } from '@tableorder/contract/settings';
import { languageTag } from '../../i18n/language.ts';
import { useT } from '../../i18n/staff.ts';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { StaffSection } from './staff-section.tsx';
import { useSection } from './use-section.ts';

const JOINING = ['open', 'ask'] as const;

export function StaffGuestsSection({ settings: { guestLanguages, joining } }: { readonly settings: StoreSettings }) {
  const { t } = useT();
  const section = useSection(t('staff.settings.guests'), { guestLanguages, joining }, (draft) => ({
    ...draft,
    guestLanguages: LOCALES.filter((locale) => draft.guestLanguages.includes(locale)),
  }));
  const { draft, put } = section;
  const none = draft.guestLanguages.length === 0;
  return (
    <StaffSection section={section} fits={!none}>
      <ChoiceList
        kind="many"
        legend={t('staff.settings.guests.languages')}
        value={draft.guestLanguages}
        choices={LOCALES.map((value) => ({ value, label: t(`ui.locale.${value}`), lang: languageTag(value) }))}
        onChange={(next) => put({ guestLanguages: next })}
        error={none ? t('staff.settings.guests.languages.wrong') : undefined}
      />
      <ChoiceList
        kind="one"
        legend={t('staff.settings.joining')}
        value={draft.joining}
        choices={JOINING.map((value) => ({
          value,
          label: t(`staff.settings.joining.${value}`),
          note: t(`staff.settings.joining.${value}.note`),
        }))}
        onChange={(next) => put({ joining: next })}
      />
    </StaffSection>
  );
}
