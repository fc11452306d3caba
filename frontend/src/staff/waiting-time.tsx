import type { EpochMs } from '@tableorder/contract/time';
import { useCallback } from 'react';
import { useTick } from './use-tick.ts';
import styles from './waiting-time.module.css';

const formats = new Map<string, Intl.NumberFormat>();

function partsOf(minutes: number, locale: string): Intl.NumberFormatPart[] {
  const unit = minutes < 100 ? 'minute' : 'hour';
  const key = `${locale} ${unit}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' });
  formats.set(key, format);
  return format.formatToParts(unit === 'minute' ? minutes : Math.floor(minutes / 60));
}

/** Whole minutes that have passed. */
export const useMinutesSince = (since: EpochMs): number =>
  useTick(useCallback((now) => Math.max(0, Math.floor((now - since) / 60_000)), [since]));

export interface WaitingTimeProps {
  readonly since: EpochMs;
  readonly locale: string;
  /** For under a minute. */
  readonly justNowLabel: string;
}

/** `12` large, `분` small: the figure is what is read from across the room. */
export function WaitingTime({ since, locale, justNowLabel }: WaitingTimeProps) {
  const minutes = useMinutesSince(since);
  if (minutes < 1) return <span className={styles.justNow}>{justNowLabel}</span>;
  return (
    <span className={styles.time}>
      {partsOf(minutes, locale).map((part) =>
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
}
