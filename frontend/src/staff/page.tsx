import { type ReactNode, useEffect, useRef } from 'react';
import { ActingPerson } from './acting.tsx';
import styles from './shell.module.css';

export interface PageProps {
  readonly title: string;
  readonly note?: ReactNode;
  /** A way back, before the title. */
  readonly leading?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A screen. Its heading takes the focus when it opens, so that readers know where they are. */
export function Page({ title, note, leading, actions, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        {leading}
        <div className={styles.words}>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {title}
          </h1>
          {note !== undefined && <p className={styles.note}>{note}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
        <ActingPerson />
      </header>
      {children}
    </main>
  );
}
