import Languages from 'lucide-react/icons/languages';
import { useState } from 'react';
import { useT } from '../i18n/guest.ts';
import { languageTag } from '../i18n/language.ts';
import { Button } from '../ui/button.tsx';
import { ChoiceList } from '../ui/choice-list.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useToasts } from '../ui/toast.tsx';

/** Each language in its own words, so that it is found by whoever reads no other. */
export function GuestLanguageSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t, locale, locales, setLocale } = useT();
  const toasts = useToasts();
  const choose = async (next: typeof locale) => {
    try {
      await setLocale(next);
    } catch (error) {
      console.warn('the words did not arrive', error);
      toasts.show({ text: t('ui.no-answer'), tone: 'problem', key: 'language' });
    }
    onClose();
  };
  return (
    <Sheet open={open} onClose={onClose} title={t('ui.language')} closeLabel={t('ui.close')}>
      <ChoiceList
        kind="one"
        legend={t('ui.language')}
        hideLegend
        value={locale}
        choices={locales.map((value) => ({ value, label: t(`ui.locale.${value}`), lang: languageTag(value) }))}
        onChange={(next) => void choose(next)}
      />
    </Sheet>
  );
}

/** The language before anyone is seated. */
export function LanguageCorner() {
  const { t, locale } = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" icon={<Languages aria-hidden="true" />} aria-expanded={open} onPress={() => setOpen(true)}>
        {t(`ui.locale.${locale}`)}
      </Button>
      <GuestLanguageSheet open={open} onClose={() => setOpen(false)} />
    </>
  );
}
