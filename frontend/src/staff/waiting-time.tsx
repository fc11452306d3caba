import type { EpochMs } from '@tableorder/contract/time';
import styles from './waiting-time.module.css';

const formats = new Map<string, Intl.NumberFormat>();

function partsOf(ms: number, locale: string): Intl.NumberFormatPart[] {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const unit = minutes < 100 ? 'minute' : 'hour';
  const key = `${locale} ${unit}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' });
  formats.set(key, format);
  return format.formatToParts(unit === 'minute' ? minutes : Math.floor(minutes / 60));
}

export interface WaitingTimeProps {
  readonly since: EpochMs;
  readonly now: EpochMs;
  readonly locale: string;
  /** For under a minute. */
  readonly justNowLabel: string;
}

/** `12` large, `분` small: the figure is what is read from across the room. */
export const WaitingTime = ({ since, now, locale, justNowLabel }: WaitingTimeProps) => (
  <span className={now - since < 60_000 ? styles.justNow : styles.time}>
    {now - since < 60_000 && justNowLabel}
    {(now - since < 60_000 ? [] : partsOf(now - since, locale)).map((part) =>
      part.type === 'literal' ? null : part.type === 'unit' ? (
        <small key={part.type} className={styles.unit}>
          {part.value}
        </small>
      ) : (
        part.value
      ),
    )}
  </span>
);
