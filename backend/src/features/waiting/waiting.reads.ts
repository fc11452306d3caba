import type { MenuId, StationId, StoreId } from '@tableorder/contract/ids';
import { lineState, waitsSince } from '@tableorder/contract/kitchen.rules';
import { toInstant } from '@tableorder/contract/time';
import type { Busy, WaitingRange } from '@tableorder/contract/waiting';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Db, Reading } from '../../infra/db/db.ts';
import { openTickets } from '../kitchen/kitchen.reads.ts';
import { readHeirs, readItemStations } from '../stations/stations.items.ts';
import { readStoreSettings } from '../stores/stores.settings.ts';
import { busyRange, LOOK_BACK_MS, type Made, type Range, slowest, stationRange, toWaitingRange } from './waiting.rules.ts';
import { findMadeLines, findRush } from './waiting.sql.ts';

export interface WaitingDeps {
  readonly db: Db;
  readonly clock: Clock;
}

/** The last so many lines of a store: two busy hours of a large one. */
const MOST_LINES = 400;
/** Guests who look at their carts within it are answered by one counting. */
const FRESH_MS = 5000;
const MOST_STORES = 1000;
const MINUTE_MS = 60_000;

/** Whether staff say that the kitchen is busy, now; null when that is over. */
export async function readBusy(reading: Reading, clock: Clock, storeId: StoreId): Promise<Busy | null> {
  const rush = await reading.first(findRush, { storeId });
  if (!rush || (rush.until_at !== null && rush.until_at <= clock.now())) return null;
  const { settings } = await readStoreSettings(reading, storeId);
  return {
    sinceAt: toInstant(rush.since_at),
    untilAt: rush.until_at === null ? null : toInstant(rush.until_at),
    minutes: settings.busyMinutes,
  };
}

interface Counted {
  readonly rangeOf: (stationId: StationId) => Range | null;
  readonly stationsOf: (menuId: MenuId) => readonly StationId[];
  readonly shown: boolean;
}

async function count(reading: Reading, clock: Clock, storeId: StoreId, busy: Busy | null): Promise<Counted> {
  const now = clock.now();
  const { settings } = await readStoreSettings(reading, storeId);
  if (!settings.guestWaiting) return { rangeOf: () => null, stationsOf: () => [], shown: false };
  const heirs = await readHeirs(reading, storeId);
  const assigned = await readItemStations(reading, storeId);
  const made = new Map<StationId, Made[]>();
  for (const row of await reading.all(findMadeLines, { storeId, since: now - LOOK_BACK_MS, limit: MOST_LINES }))
    for (const id of heirs([row.station_id])) made.set(id, [...(made.get(id) ?? []), { fromAt: row.from_at, doneAt: row.bumped_at }]);
  const open = new Map<StationId, number[]>();
  for (const { order, lines } of await openTickets(reading, storeId, null))
    for (const line of lines) {
      const state = lineState(line, order);
      if (state === 'done' || state === 'held') continue;
      open.set(line.stationId, [...(open.get(line.stationId) ?? []), Date.parse(waitsSince(line, order))]);
    }
  const ranges = new Map<StationId, Range | null>();
  for (const [id, all] of made) {
    const waiting = open.get(id) ?? [];
    const asItIs = stationRange(all, waiting, now);
    const usual = busy === null ? [] : all.filter(({ fromAt }) => fromAt < Date.parse(busy.sinceAt));
    const asItWas = busy === null ? null : stationRange(usual, waiting, now);
    ranges.set(id, busy === null ? asItIs : busyRange(asItIs, asItWas, busy.minutes * MINUTE_MS));
  }
  return { rangeOf: (id) => ranges.get(id) ?? null, stationsOf: (menuId) => heirs(assigned.get(menuId) ?? []), shown: true };
}

/**
 * Reads how long dishes would take. A store is counted once in five seconds, whatever many guests ask; whether it is busy is read each time, so
 * that the switch is seen at once.
 */
export function waitingReader({ db, clock }: WaitingDeps) {
  const kept = new Map<StoreId, { readonly at: number; readonly since: string | null; readonly counted: Promise<Counted> }>();
  const counted = (storeId: StoreId, busy: Busy | null): Promise<Counted> => {
    const now = clock.now();
    const known = kept.get(storeId);
    const since = busy && `${busy.sinceAt} ${busy.minutes}`;
    if (known && known.since === since && known.at <= now && now - known.at < FRESH_MS) return known.counted;
    if (kept.size >= MOST_STORES) kept.clear();
    const fresh = db.read((reading) => count(reading, clock, storeId, busy));
    // Whoever asks next tries again.
    fresh.catch(() => kept.delete(storeId));
    kept.set(storeId, { at: now, since, counted: fresh });
    return fresh;
  };
  return async (storeId: StoreId, menuIds: readonly MenuId[]): Promise<{ range: WaitingRange | null; busy: Busy | null }> => {
    const busy = await readBusy(db, clock, storeId);
    const { rangeOf, stationsOf, shown } = await counted(storeId, busy);
    if (!shown) return { range: null, busy };
    const stations = new Set(menuIds.flatMap((menuId) => [...stationsOf(menuId)]));
    const range = slowest([...stations].map(rangeOf));
    return { range: range && toWaitingRange(range), busy };
  };
}
