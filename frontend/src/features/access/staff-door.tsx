import Utensils from 'lucide-react/icons/utensils';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/door.ts';
import { languageTag } from '../../i18n/language.ts';
import { Segmented } from '../../ui/segmented.tsx';
import styles from './staff-door.module.css';

export interface DoorProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** What stands before the shop: one form, and the languages it speaks. */
export function Door({ title, text, children }: DoorProps) {
  const { t, locale, locales, setLocale } = useT();
  return (
    <main className={styles.place}>
      <div className={styles.panel}>
        <span className={styles.mark} aria-hidden="true">
          <Utensils />
        </span>
        <header className={styles.words}>
          <h1 className={styles.title}>{title}</h1>
          <p className={styles.text}>{text}</p>
        </header>
        {children}
      </div>
      <Segmented
        label={t('ui.language')}
        options={locales.map((value) => ({ value, label: t(`ui.locale.${value}`), lang: languageTag(value) }))}
        value={locale}
        onChange={(value) => void setLocale(value)}
      />
    </main>
  );
}
