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
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** Zones change their clocks on a quarter of an hour of UTC, since they stopped counting seconds of local time. */
const QUARTER_MS = 900_000;
const QUARTERS_SINCE: EpochMs = Date.UTC(1973, 0);
/** Each zone's offsets by quarter of an hour: asking the calendar costs more than all else that an order asks of the clock. */
const knownOffsets = new Map<string, Map<number, number>>();
/** An order asks for now and the midnights around it; a year's figures for each of its days. */
const MOST_KNOWN = 1000;

/** What the zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetMs(at: EpochMs, timeZone: string): number {
  if (at < QUARTERS_SINCE) return askOffsetMs(at, timeZone);
  let known = knownOffsets.get(timeZone);
  if (!known || known.size >= MOST_KNOWN) {
    known = new Map();
    knownOffsets.set(timeZone, known);
  }
  const quarter = Math.floor(at / QUARTER_MS);
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = askOffsetMs(at, timeZone);
    known.set(quarter, offset);
  }
  return offset;
}

function askOffsetMs(at: EpochMs, timeZone: string): number {
  const parts = Object.fromEntries(
    wallClock(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  const wall = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day ?? 1, parts.hour ?? 0, parts.minute ?? 0, parts.second ?? 0);
  return wall - Math.floor(at / 1000) * 1000;
}

const wallMs = (at: EpochMs, timeZone: string): number => at + offsetMs(at, timeZone);

/** What calendar and clock on the shop's wall show: day, minutes since midnight, weekday (0 Sunday … 6 Saturday). */
export function onTheWall(at: EpochMs, timeZone: string): { day: LocalDay; minutes: number; weekday: number } {
  const wall = new Date(wallMs(at, timeZone));
  return {
    day: wall.toISOString().slice(0, 10) as LocalDay,
    minutes: wall.getUTCHours() * 60 + wall.getUTCMinutes(),
    weekday: wall.getUTCDay(),
  };
}

/** Day and time of the shop's wall as a file has it: `2026-11-27 12:03:07`. */
export const wallText = (at: EpochMs, timeZone: string): string =>
  new Date(wallMs(at, timeZone)).toISOString().slice(0, 19).replace('T', ' ');

export const localDay = (at: EpochMs, timeZone: string): LocalDay => onTheWall(at, timeZone).day;

/** The day after (or `by` days after) a local day. */
export const dayAfter = (on: LocalDay, by = 1): LocalDay =>
  new Date(Date.parse(`${on}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10) as LocalDay;

/** True for a day the calendar has: `2026-02-30` is not one. */
export const isLocalDay = (on: string): on is LocalDay => {
  const at = Date.parse(`${on}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === on;
};

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

/** Minutes since midnight of a time of day. */
export const minutesOf = (timeOfDay: string): number => Number(timeOfDay.slice(0, 2)) * 60 + Number(timeOfDay.slice(3));

/**
 * The first instant of a business day, which runs from `startsAt` (`05:00`) to the same time of the next day. Where a clock change skips
 * that time it is the first instant after it; where one repeats it, the earlier of the two.
 */
export function startOfBusinessDay(on: LocalDay, startsAt: string, timeZone: string): EpochMs {
  if (minutesOf(startsAt) === 0) return startOfDay(on, timeZone);
  const wanted = Date.parse(`${on}T${startsAt}:00Z`);
  const candidates = [-86_400_000, 86_400_000].map((by) => wanted - offsetMs(wanted + by, timeZone)).sort((a, b) => a - b);
  for (const at of candidates) if (wallMs(at, timeZone) === wanted) return at;
  let [from, to] = [wanted - 86_400_000, wanted + 86_400_000];
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (wallMs(middle, timeZone) < wanted) from = middle;
    else to = middle;
  }
  return to;
}

/** The business day an instant belongs to: before `startsAt` it is still the day before. */
export function businessDay(at: EpochMs, startsAt: string, timeZone: string): LocalDay {
  const today = localDay(at, timeZone);
  if (at < startOfBusinessDay(today, startsAt, timeZone)) return dayAfter(today, -1);
  // Where midnight comes twice, the calendar shows the day before once more.
  const tomorrow = dayAfter(today);
  return at < startOfBusinessDay(tomorrow, startsAt, timeZone) ? today : tomorrow;
}

/** Inclusive business days as the half-open range `[fromAt, toAt)` of instants. */
export const businessDayRange = (from: LocalDay, to: LocalDay, startsAt: string, timeZone: string): { fromAt: EpochMs; toAt: EpochMs } => ({
  fromAt: startOfBusinessDay(from, startsAt, timeZone),
  toAt: startOfBusinessDay(dayAfter(to), startsAt, timeZone),
});

/** When the business day after the present one begins: what ends "with today" ends then. */
export const nextBusinessDay = (at: EpochMs, startsAt: string, timeZone: string): EpochMs =>
  startOfBusinessDay(dayAfter(businessDay(at, startsAt, timeZone)), startsAt, timeZone);
