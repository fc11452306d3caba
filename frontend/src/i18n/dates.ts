import { type EpochMs, fromInstant, type Instant, localDay } from '@tableorder/contract/time';

type At = EpochMs | Instant;
const epoch = (at: At): EpochMs => (typeof at === 'number' ? at : fromInstant(at));

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(locale: string, timeZone: string, shape: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, timeZone, shape]);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { ...shape, timeZone });
  formats.set(key, made);
  return made;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DAY = { month: 'short', day: 'numeric', weekday: 'short' } as const;

/** `12:03`, on the shop's wall. */
export const formatTime = (at: At, locale: string, timeZone: string): string => formatIn(locale, timeZone, CLOCK).format(epoch(at));

/** `12:03:07`, on the shop's wall: where seconds decide. */
export const formatExact = (at: At, locale: string, timeZone: string): string =>
  formatIn(locale, timeZone, { ...CLOCK, second: '2-digit' }).format(epoch(at));

/** How long after: `+0:03`, `+1:12:09`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return hours > 0 ? `+${hours}:${two(minutes)}:${two(rest)}` : `+${minutes}:${two(rest)}`;
}

/** `11월 23일 (월)`; the year too when it is not the one of `now`. */
export function formatDay(at: At, locale: string, timeZone: string, now: EpochMs = epoch(at)): string {
  const sameYear = localDay(epoch(at), timeZone).slice(0, 4) === localDay(now, timeZone).slice(0, 4);
  return formatIn(locale, timeZone, sameYear ? DAY : { year: 'numeric', ...DAY }).format(epoch(at));
}

/** `11월 23일 (월) 12:03`. */
export const formatDayTime = (at: At, locale: string, timeZone: string, now: EpochMs = epoch(at)): string =>
  `${formatDay(at, locale, timeZone, now)} ${formatTime(at, locale, timeZone)}`;

/** Only the time when it was today, else day and time. */
export const formatWhen = (at: At, locale: string, timeZone: string, now: EpochMs): string =>
  localDay(epoch(at), timeZone) === localDay(now, timeZone) ? formatTime(at, locale, timeZone) : formatDayTime(at, locale, timeZone, now);

const units = new Map<string, Intl.NumberFormat>();

/** How long something waits: `12분`, `12 min`; from 100 minutes `2시간`, `2 hr`. Below a minute it is 0. */
export function formatMinutes(ms: number, locale: string): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const [count, unit] = minutes < 100 ? [minutes, 'minute'] : [Math.floor(minutes / 60), 'hour'];
  const key = `${locale} ${unit}`;
  const format = units.get(key) ?? new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' });
  units.set(key, format);
  return format.format(count);
}
