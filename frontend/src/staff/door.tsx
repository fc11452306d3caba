import Languages from 'lucide-react/icons/languages';
import Utensils from 'lucide-react/icons/utensils';
import type { ReactNode } from 'react';
import { useT } from '../i18n/staff.ts';
import { Button } from '../ui/button.tsx';
import styles from './door.module.css';

export interface DoorProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** What stands before the shop: one form, and the language it speaks. */
export function Door({ title, text, children }: DoorProps) {
  const { t, locale, locales, setLocale } = useT();
  const other = locales[(locales.indexOf(locale) + 1) % locales.length] ?? locale;
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
      <div lang={other}>
        <Button kind="quiet" icon={<Languages aria-hidden="true" />} onPress={() => void setLocale(other)}>
          {t(`ui.locale.${other}`)}
        </Button>
      </div>
    </main>
  );
}
