import type { ReactNode } from 'react';
import { useT } from '../i18n/guest.ts';
import styles from './guest-header.module.css';

export interface HeaderAct {
  readonly key: string;
  readonly icon: ReactNode;
  readonly label: string;
  /** A figure on the icon; `countLabel` says it in words. */
  readonly count?: number;
  readonly countLabel?: string;
  /** Something is under way and not done yet. */
  readonly lit?: boolean;
  readonly onPress: () => void;
}
export interface GuestHeaderProps {
  readonly table: number;
  readonly store: string;
  readonly acts: readonly HeaderAct[];
  /** Between the two, where nothing moves when it comes and goes. */
  readonly line: ReactNode;
  /** Before everything else, for the keyboard. */
  readonly skip: ReactNode;
}

export function GuestHeader({ table, store, acts, line, skip }: GuestHeaderProps) {
  const { t } = useT();
  return (
    <header className={styles.header}>
      {skip}
      <div className={styles.seat}>
        <h1 className={styles.table}>{t('guest.table', { number: String(table) })}</h1>
        <p className={styles.store}>{store}</p>
      </div>
      <div className={styles.line}>{line}</div>
      <div className={styles.acts}>
        {acts.map(({ key, icon, label, count = 0, countLabel, lit, onPress }) => (
          <button key={key} type="button" className={`${styles.act} ${lit ? styles.lit : ''}`} onClick={onPress}>
            <span className={styles.icon}>
              {icon}
              {count > 0 && (
                <span className={styles.count} aria-hidden="true">
                  {count}
                </span>
              )}
            </span>
            <span className={styles.label}>{label}</span>
            {count > 0 && <span className="seen-by-readers-only">{countLabel}</span>}
          </button>
        ))}
      </div>
    </header>
  );
}
