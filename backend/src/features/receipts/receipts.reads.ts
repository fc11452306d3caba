import type { OrderId, StationId, StoreId } from '@tableorder/contract/ids';
import { LAST_STEP, type UnseenOrder } from '@tableorder/contract/receipts';
import { toInstant } from '@tableorder/contract/time';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Reading } from '../../infra/db/db.ts';
import { readDisplays } from '../displays/displays.reads.ts';
import { stationsWithScreen } from '../displays/displays.rules.ts';
import { formatNumber, gather, SLICE } from '../orders/orders.reads.ts';
import { readHeirs } from '../stations/stations.items.ts';
import { findEscalationsOf, findFresh, findItemStationsOf, findSightingsOf, findStoresWithFresh } from './receipts.sql.ts';

/** What has waited longer is no news to anybody: it stands on the board, and waits. */
const NEWS_MS = 2 * 3_600_000;
/** Where nobody looks at any screen for an hour, each new order tells of these again, not of all. */
const MOST_CALLED = 50;

export interface Unseen extends Omit<UnseenOrder, 'step'> {
  /** How often it has been called out, 0 for not yet. */
  readonly step: number;
  readonly changedAt: number;
}

type Fresh = { readonly id: OrderId };

async function slices<T extends { readonly order_id: OrderId }>(
  rows: readonly Fresh[],
  find: (ids: readonly OrderId[]) => Promise<readonly T[]>,
): Promise<Map<OrderId, T[]>> {
  const found = new Map<OrderId, T[]>();
  for (let at = 0; at < rows.length; at += SLICE)
    for (const row of await find(rows.slice(at, at + SLICE).map(({ id }) => id))) gather(found, row);
  return found;
}

/**
 * Orders that nobody has begun and that have stood since `before` without having been drawn: by any screen, or by the screen of a station
 * that has one and makes a part of them. Oldest first.
 */
export async function readOverdue(reading: Reading, storeId: StoreId, now: number, before: number): Promise<Unseen[]> {
  const rows = await reading.all(findFresh, { storeId, after: now - NEWS_MS, before });
  if (rows.length === 0) return [];
  const watched = stationsWithScreen(await readDisplays(reading, storeId), now);
  const suspects = watched.size === 0 ? rows.filter((row) => row.seen_at === null) : rows;
  if (suspects.length === 0) return [];
  const heirs = await readHeirs(reading, storeId);
  const items = await slices(suspects, (ids) => findItemStationsOf(reading, storeId, ids));
  const sightings = await slices(suspects, (ids) => findSightingsOf(reading, storeId, ids));
  const steps = await slices(suspects, (ids) => findEscalationsOf(reading, storeId, ids));
  return suspects.flatMap((row): Unseen[] => {
    const makers = (items.get(row.id) ?? []).flatMap((item) => heirs(JSON.parse(item.station_ids ?? '[]') as StationId[]));
    const drawn = new Set((sightings.get(row.id) ?? []).map(({ place }) => place));
    const stationIds = [...new Set(makers)].filter((id) => watched.has(id) && !drawn.has(id));
    if (row.seen_at !== null && stationIds.length === 0) return [];
    const unseen = {
      orderId: row.id,
      number: formatNumber(row.number),
      tableId: row.table_id,
      tableNumber: row.table_number,
      since: toInstant(row.updated_at),
      changedAt: row.updated_at,
    };
    return [{ ...unseen, stationIds, step: Math.max(0, ...(steps.get(row.id) ?? []).map(({ step }) => step)) }];
  });
}

/** What is being called out now: of many, those that wait longest. */
export async function readUnseen(reading: Reading, storeId: StoreId, now: number): Promise<UnseenOrder[]> {
  const overdue = await readOverdue(reading, storeId, now, now);
  const called = overdue.flatMap(({ changedAt: _, step, ...order }) => (step === 0 ? [] : [{ ...order, step: Math.min(step, LAST_STEP) }]));
  return called.slice(0, MOST_CALLED);
}

/** How many orders are being called out in all stores, by step; of one store 50 at the most. */
export async function countUnseen({ db, clock }: { readonly db: Reading; readonly clock: Clock }): Promise<Map<number, number>> {
  const count = new Map<number, number>();
  for (const { store_id: storeId } of await db.all(findStoresWithFresh, {}))
    for (const { step } of await readUnseen(db, storeId, clock.now())) count.set(step, (count.get(step) ?? 0) + 1);
  return count;
}
