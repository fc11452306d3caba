import type { ReactNode } from 'react';
import styles from './top-bar.module.css';

export interface TopBarProps {
  /** Left: a way back, or nothing. */
  readonly leading?: ReactNode;
  readonly title: ReactNode;
  readonly note?: ReactNode;
  /** Right: a few buttons. */
  readonly actions?: ReactNode;
  /** The title is the page's heading unless another one is. */
  readonly heading?: boolean | undefined;
}

export function TopBar({ leading, title, note, actions, heading = true }: TopBarProps) {
  const Title = heading ? 'h1' : 'p';
  return (
    <header className={styles.bar}>
      {leading}
      <div className={styles.words}>
        <Title className={styles.title}>{title}</Title>
        {note !== undefined && <p className={styles.note}>{note}</p>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
