import { percentile } from '@tableorder/contract/reports.rules';
import type { WaitingRange } from '@tableorder/contract/waiting';

/** Something a station made: from when it could begin, and when it was done. */
export interface Made {
  readonly fromAt: number;
  readonly doneAt: number;
}
/** In milliseconds. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** Of the last two hours: lunch tells nothing of the evening. */
export const LOOK_BACK_MS = 2 * 3_600_000;
/** Fewer say nothing: one slow dish would be a promise. */
export const FEWEST = 8;
const LOW_PERCENT = 40;
const HIGH_PERCENT = 90;

/** How many of all were before a station at an instant: placed, and not done. */
const before = (all: readonly Made[], at: number, open: readonly number[]): number =>
  all.filter(({ fromAt, doneAt }) => fromAt < at && at < doneAt).length + open.filter((fromAt) => fromAt < at).length;

/**
 * How long a station would take for what is ordered now: the 40th to the 90th percentile of those of its last times that had about as
 * much before them as there is now (the nearer half, never fewer than eight). With more before it than any of them had, theirs in proportion.
 * Null where there are fewer than eight. `open` is since when each unfinished one waits.
 */
export function stationRange(made: readonly Made[], open: readonly number[], now: number): Range | null {
  if (made.length < FEWEST) return null;
  const present = open.length;
  const seen = made
    .map(({ fromAt, doneAt }) => ({ took: doneAt - fromAt, ahead: before(made, fromAt, open) }))
    .sort((a, b) => Math.abs(a.ahead - present) - Math.abs(b.ahead - present) || a.took - b.took);
  const near = seen.slice(0, Math.max(FEWEST, Math.ceil(seen.length / 2)));
  const most = Math.max(...near.map(({ ahead }) => ahead));
  const more = present > most ? (present + 1) / (most + 1) : 1;
  const times = near.map(({ took }) => took);
  const low = percentile(times, LOW_PERCENT) ?? 0;
  const high = percentile(times, HIGH_PERCENT) ?? 0;
  // Where half of what waits has waited longer than that already, it is no longer true. Half, since one may just be forgotten.
  const waited = percentile(open, 50);
  return { low: low * more, high: Math.max(high * more, waited === null ? 0 : now - waited) };
}

/** The slowest decides; null where one of them is not known: half a truth would be a promise. */
export function slowest(ranges: readonly (Range | null)[]): Range | null {
  const known = ranges.filter((range) => range !== null);
  if (known.length === 0 || known.length < ranges.length) return null;
  return { low: Math.max(...known.map(({ low }) => low)), high: Math.max(...known.map(({ high }) => high)) };
}

/**
 * What guests are told while staff say that the kitchen is busy: as it was before they did and so much longer, or as it is, whichever is
 * longer. What was slow since is in the times already and is not counted twice.
 */
export function busyRange(asItIs: Range | null, asItWas: Range | null, addedMs: number): Range | null {
  if (asItWas === null) return asItIs;
  const longer = { low: asItWas.low + addedMs, high: asItWas.high + addedMs };
  return asItIs === null ? longer : slowest([asItIs, longer]);
}

const MINUTE_MS = 60_000;
/** Up to so many minutes they are said one by one, and beyond in fives: nobody knows it better. */
const ONE_BY_ONE = 10;

/** As it is said: rounded away from each other, so that what is said holds at least as often as what was measured. */
export function toWaitingRange({ low, high }: Range): WaitingRange {
  const step = high / MINUTE_MS > ONE_BY_ONE ? 5 : 1;
  const fromMinutes = Math.max(1, Math.floor(low / MINUTE_MS / step) * step);
  return { fromMinutes, toMinutes: Math.max(fromMinutes + step, Math.ceil(high / MINUTE_MS / step) * step) };
}
