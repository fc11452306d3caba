import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './notice-line.module.css';

/** The look of a way on inside a line: for a link or a button. */
export const noticeWay = styles.link;

export interface NoticeLineProps {
  /** `danger` for what somebody must see to now, `waiting` for what is good to know while it lasts. */
  readonly tone: 'danger' | 'waiting';
  readonly icon: ReactNode;
  /** `bar` from edge to edge, where the screen has no margins. */
  readonly shape?: 'card' | 'bar';
  /** One way on, at the line's end. */
  readonly way?: ReactNode;
  readonly children: ReactNode;
}

/** One line that says how things stand. Who shows it decides whether it is spoken: inside a `status` or an `alert` that stood before. */
export const NoticeLine = ({ tone, icon, shape = 'card', way, children }: NoticeLineProps) => (
  <div className={classNames(styles.line, styles[tone], shape === 'card' && styles.card)}>
    {icon}
    <p className={styles.words}>{children}</p>
    {way && <div className={styles.way}>{way}</div>}
  </div>
);
