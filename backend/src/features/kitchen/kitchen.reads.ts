import type { OrderId, StationId, StoreId } from '@tableorder/contract/ids';
import { type KitchenLine, MOST_RECALLED, type Ticket } from '@tableorder/contract/kitchen';
import { inKitchenOrder, isOpenAt, untouchedLines } from '@tableorder/contract/kitchen.rules';
import type { Order } from '@tableorder/contract/orders';
import { type Instant, toInstant } from '@tableorder/contract/time';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Reading } from '../../infra/db/db.ts';
import { gather, SLICE, wholeOrders } from '../orders/orders.reads.ts';
import { readHeirs } from '../stations/stations.items.ts';
import { findKitchenOrders, findLinesOf, findOrdersById, findRecentlyBumped, findRecentlyBumpedAt, type LineRow } from './kitchen.sql.ts';

type Heirs = Awaited<ReturnType<typeof readHeirs>>;
const instant = (at: number | null): Instant | null => (at === null ? null : toInstant(at));

/**
 * The lines of an order as they stand: each item at each station that makes it now. A station that was removed left what it had done to its
 * heir; where both had a hand in it, the heir's own state stands.
 */
export function linesOf(order: Order, rows: readonly LineRow[], heirs: Heirs): KitchenLine[] {
  const now = { ...order, items: order.items.map((item) => ({ ...item, stationIds: heirs(item.stationIds) })) };
  return untouchedLines(now, null).map((line) => {
    const mine = rows.filter((row) => row.item_id === line.itemId);
    const row = mine.find((one) => one.station_id === line.stationId) ?? mine.find((one) => heirs([one.station_id])[0] === line.stationId);
    if (!row) return line;
    return {
      ...line,
      course: row.course,
      heldAt: instant(row.held_at),
      firedAt: instant(row.fired_at),
      startedAt: instant(row.started_at),
      bumpedAt: instant(row.bumped_at),
      recalledAt: instant(row.recalled_at),
      byId: row.by_id,
    };
  });
}

async function ticketsOf(reading: Reading, storeId: StoreId, orders: readonly Order[]): Promise<Ticket[]> {
  const heirs = await readHeirs(reading, storeId);
  const rows = new Map<OrderId, LineRow[]>();
  for (let at = 0; at < orders.length; at += SLICE) {
    const ids = orders.slice(at, at + SLICE).map(({ id }) => id);
    for (const row of await findLinesOf(reading, storeId, ids)) gather(rows, row);
  }
  return orders.map((order) => ({ order, lines: linesOf(order, rows.get(order.id) ?? [], heirs) }));
}

/** The tickets that a station (any for null) still has something of, oldest first. */
export async function openTickets(reading: Reading, storeId: StoreId, stationId: StationId | null): Promise<Ticket[]> {
  const orders = await wholeOrders(reading, storeId, await reading.all(findKitchenOrders, { storeId }));
  const tickets = await ticketsOf(reading, storeId, orders);
  return inKitchenOrder(
    tickets.filter((ticket) => isOpenAt(ticket, stationId)),
    stationId,
  );
}

/** What was bumped longer ago is nobody's slip of the finger any more. */
const RECENT_MS = 12 * 3_600_000;

/** The last tickets bumped at a station (any for null), newest first; deleted orders left out. */
export async function recentTickets(
  reading: Reading,
  { clock }: { clock: Clock },
  storeId: StoreId,
  stationId: StationId | null,
): Promise<{ ticket: Ticket; bumpedAt: Instant }[]> {
  const of = { storeId, since: clock.now() - RECENT_MS, limit: MOST_RECALLED };
  const rows =
    stationId === null ? await reading.all(findRecentlyBumped, of) : await reading.all(findRecentlyBumpedAt, { ...of, stationId });
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.order_id);
  const orders = await wholeOrders(reading, storeId, await findOrdersById(reading, storeId, ids));
  const tickets = new Map((await ticketsOf(reading, storeId, orders)).map((ticket) => [ticket.order.id, ticket]));
  return rows.flatMap((row) => {
    const ticket = tickets.get(row.order_id);
    return ticket ? [{ ticket, bumpedAt: toInstant(Number(row.last)) }] : [];
  });
}
