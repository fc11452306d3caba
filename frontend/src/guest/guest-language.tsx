import type { Locale } from '@tableorder/contract/locale';
import Languages from 'lucide-react/icons/languages';
import { type ReactNode, useState, useSyncExternalStore } from 'react';
import { useT } from '../i18n/guest.ts';
import { languageTag } from '../i18n/language.ts';
import { CONTRASTS, chooseDisplay, display, TEXT_SIZES } from '../lib/display.ts';
import { Button } from '../ui/button.tsx';
import { ChoiceList } from '../ui/choice-list.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useToasts } from '../ui/toast.tsx';
import styles from './guest-language.module.css';

export interface GuestLanguageSheetProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The languages the shop speaks; all before it is known. */
  readonly allowed?: readonly Locale[] | undefined;
  /** What else a guest sets for themselves. */
  readonly children?: ReactNode;
}

/** Each language in its own words, so that it is found by whoever reads no other; and how large and how clear the screen is. */
export function GuestLanguageSheet({ open, onClose, allowed, children }: GuestLanguageSheetProps) {
  const { t, locale, locales, setLocale } = useT();
  const toasts = useToasts();
  const choose = async (next: typeof locale) => {
    try {
      await setLocale(next);
    } catch (error) {
      console.warn('the words did not arrive', error);
      toasts.show({ text: t('ui.no-answer'), tone: 'problem', key: 'language' });
    }
  };
  const shown = locales.filter((one) => allowed?.includes(one) ?? true);
  return (
    <Sheet open={open} onClose={onClose} title={t('guest.display.title')} closeLabel={t('ui.close')}>
      <div className={styles.parts}>
        {shown.length > 1 && (
          <ChoiceList
            kind="one"
            legend={t('ui.language')}
            value={locale}
            choices={shown.map((value) => ({ value, label: t(`ui.locale.${value}`), lang: languageTag(value) }))}
            onChange={(next) => void choose(next)}
          />
        )}
        <GuestDisplay />
        {children}
      </div>
    </Sheet>
  );
}

/** Size of the text and contrast; each is seen at once, on the sheet itself. */
function GuestDisplay() {
  const { t } = useT();
  const { textSize, contrast } = useSyncExternalStore(display.subscribe, display.snapshot, display.snapshot);
  return (
    <>
      <div className={styles.part}>
        <h3 className={styles.name}>{t('guest.display.text')}</h3>
        <Segmented
          label={t('guest.display.text')}
          value={textSize}
          options={TEXT_SIZES.map((value) => ({ value, label: t(`guest.display.text.${value}`) }))}
          onChange={(next) => chooseDisplay({ textSize: next })}
        />
      </div>
      <div className={styles.part}>
        <h3 className={styles.name}>{t('guest.display.contrast')}</h3>
        <Segmented
          label={t('guest.display.contrast')}
          value={contrast}
          options={CONTRASTS.map((value) => ({ value, label: t(`guest.display.contrast.${value}`) }))}
          onChange={(next) => chooseDisplay({ contrast: next })}
        />
      </div>
    </>
  );
}

/** The same wherever the header is out of reach: before anyone is seated, and over an open sheet. */
export function LanguageCorner({ allowed, small = false }: { readonly allowed?: readonly Locale[] | undefined; readonly small?: boolean }) {
  const { t, locale } = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        kind={small ? 'secondary' : 'quiet'}
        icon={<Languages aria-hidden="true" />}
        aria-expanded={open}
        onPress={() => setOpen(true)}
      >
        {t(`ui.locale.${locale}`)}
      </Button>
      <GuestLanguageSheet open={open} onClose={() => setOpen(false)} allowed={allowed} />
    </>
  );
}
