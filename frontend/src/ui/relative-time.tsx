import styles from './relative-time.module.css';
import { relativeWords } from './relative-words.ts';

export interface RelativeTimeProps {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Epoch milliseconds of the clock that all on the screen share. */
  readonly now: number;
  readonly locale: string;
  /** For under a minute. */
  readonly justNowLabel: string;
}

export const RelativeTime = ({ at, now, locale, justNowLabel }: RelativeTimeProps) => (
  <time className={styles.time}>{relativeWords(at, now, locale, justNowLabel)}</time>
);
