import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

export interface EmptyStateProps {
  readonly title: string;
  /** What to do next, in one sentence. */
  readonly text?: string | undefined;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
  /** Small print, such as the request's id. */
  readonly small?: string | undefined;
}

export function EmptyState({ title, text, icon, action, small }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      {icon !== undefined && (
        <div className={styles.icon} aria-hidden="true">
          {icon}
        </div>
      )}
      <p className={styles.title}>{title}</p>
      {text !== undefined && <p className={styles.text}>{text}</p>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
      {small !== undefined && <p className={styles.small}>{small}</p>}
    </div>
  );
}
