import { branded } from './schema.ts';

declare const instant: unique symbol;
declare const day: unique symbol;

/** Epoch milliseconds, inside; RFC 3339 UTC on the wire. */
export type EpochMs = number;
/** RFC 3339 UTC with milliseconds: `2026-11-23T09:15:00.123Z`. */
export type Instant = string & { readonly [instant]: true };
/** A day of the store's calendar: `2026-11-23`. */
export type LocalDay = string & { readonly [day]: true };

export const anInstant = () => branded<Instant>({ type: 'string', format: 'date-time' });
/** Of the years 1900–2999: the runtime counts the oldest by another calendar, and later ones break the order of the text. */
export const aLocalDay = () =>
  branded<LocalDay>({ type: 'string', pattern: '^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$' });
export const aTimeOfDay = () => branded<string>({ type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' });

export const toInstant = (at: EpochMs): Instant => new Date(at).toISOString() as Instant;
export const fromInstant = (at: Instant): EpochMs => Date.parse(at);

/** True for names the runtime knows, such as `Asia/Seoul`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

function wallClock(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      weekday: 'short',
    });
    formats.set(timeZone, format);
  }
  return format;
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** What calendar and clock on the shop's wall show: day, minutes since midnight, weekday (0 Sunday … 6 Saturday). */
export function onTheWall(at: EpochMs, timeZone: string): { day: LocalDay; minutes: number; weekday: number } {
  const parts = Object.fromEntries(
    wallClock(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  return {
    day: `${parts.year}-${parts.month}-${parts.day}` as LocalDay,
    minutes: Number(parts.hour) * 60 + Number(parts.minute),
    weekday: WEEKDAYS.indexOf(parts.weekday ?? ''),
  };
}

export const localDay = (at: EpochMs, timeZone: string): LocalDay => onTheWall(at, timeZone).day;

/** The day after (or `by` days after) a local day. */
export const dayAfter = (on: LocalDay, by = 1): LocalDay =>
  new Date(Date.parse(`${on}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10) as LocalDay;

/** True for a day the calendar has: `2026-02-30` is not one. */
export const isLocalDay = (on: string): on is LocalDay => {
  const at = Date.parse(`${on}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === on;
};

function offsetMs(at: EpochMs, timeZone: string): number {
  const parts = Object.fromEntries(
    wallClock(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  const wall = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day ?? 1, parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0);
  return wall - Math.floor(at / 1000) * 1000;
}

/**
 * The first instant of a local day. Where a clock change skips midnight it is the first instant that exists;
 * where one repeats it, the earlier of the two.
 */
export function startOfDay(on: LocalDay, timeZone: string): EpochMs {
  const midnight = Date.parse(`${on}T00:00:00Z`);
  const candidates = [midnight - offsetMs(midnight - 86_400_000, timeZone), midnight - offsetMs(midnight + 86_400_000, timeZone)].sort(
    (a, b) => a - b,
  );
  for (const at of candidates) if (localDay(at, timeZone) === on && (localDay(at - 1, timeZone) as string) < on) return at;
  let from = midnight - 86_400_000;
  let to = midnight + 86_400_000;
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if ((localDay(middle, timeZone) as string) < on) from = middle;
    else to = middle;
  }
  return to;
}

/** Inclusive local days as the half-open range `[fromAt, toAt)` of instants. */
export const dayRange = (from: LocalDay, to: LocalDay, timeZone: string): { fromAt: EpochMs; toAt: EpochMs } => ({
  fromAt: startOfDay(from, timeZone),
  toAt: startOfDay(dayAfter(to), timeZone),
});
