import type { OrderId, OrderItemId, StaffId, StoreId } from '@tableorder/contract/ids';
import { type KitchenLine, kitchenEvents, type Lines, type Ticket } from '@tableorder/contract/kitchen';
import { lineState } from '@tableorder/contract/kitchen.rules';
import type { Order } from '@tableorder/contract/orders';
import { stepsTo } from '@tableorder/contract/orders.rules';
import { problem } from '@tableorder/contract/problem';
import { fromInstant, type Instant, toInstant } from '@tableorder/contract/time';
import type { Trx } from '../../infra/db/db.ts';
import type { Doer } from '../audit/audit.commands.ts';
import { type By, orderUpdated, recordStep, takeStep } from '../orders/orders.changes.ts';
import type { OrdersDeps } from '../orders/orders.commands.ts';
import { wholeOrder } from '../orders/orders.reads.ts';
import { findOrder, type OrderRow } from '../orders/orders.sql.ts';
import { readHeirs } from '../stations/stations.items.ts';
import { linesOf } from './kitchen.reads.ts';
import { bumped, fired, held, type LineChange, recalled, started } from './kitchen.rules.ts';
import { findLines, findRunningSessionOf, keepLine } from './kitchen.sql.ts';

/** The order with its lines as this transaction sees them. Problems `not-found`; `kitchen/order-over` for one that nobody waits for. */
async function needTicket(trx: Trx, storeId: StoreId, orderId: OrderId): Promise<{ row: OrderRow; ticket: Ticket }> {
  const row = await trx.first(findOrder, { storeId, orderId });
  if (!row) throw problem('not-found', {});
  const order = await wholeOrder(trx, storeId, row);
  const sits = await trx.first(findRunningSessionOf, { storeId, orderId });
  if (row.status === 'CANCELLED' || !sits) throw problem('kitchen/order-over', { order });
  const lines = linesOf(order, await trx.all(findLines, { storeId, orderId }), await readHeirs(trx, storeId));
  return { row, ticket: { order, lines } };
}

/** The lines that are meant; Problem `not-found` for an item or a station that this order has nothing of. */
function chosen({ order, lines }: Ticket, { stationId, itemIds }: Lines): KitchenLine[] {
  if (itemIds?.some((itemId) => !order.items.some(({ id }) => id === itemId))) throw problem('not-found', {});
  const meant = lines.filter(
    (line) => (stationId === undefined || line.stationId === stationId) && (itemIds === undefined || itemIds.includes(line.itemId)),
  );
  if (meant.length === 0) throw problem('not-found', {});
  return meant;
}

const millis = (at: Instant | null): number | null => (at === null ? null : fromInstant(at));

async function keep(trx: Trx, storeId: StoreId, orderId: OrderId, line: KitchenLine): Promise<void> {
  await trx.run(keepLine, {
    storeId,
    orderId,
    itemId: line.itemId,
    stationId: line.stationId,
    course: line.course,
    heldAt: millis(line.heldAt),
    firedAt: millis(line.firedAt),
    startedAt: millis(line.startedAt),
    bumpedAt: millis(line.bumpedAt),
    recalledAt: millis(line.recalledAt),
    byId: line.byId,
  });
}

/**
 * Does `change` to the lines that are meant, in one transaction under the store's lock. A line that it does not concern stays, and when
 * none is concerned nothing is written or told: two who do the same at once have both done it.
 */
function work(deps: OrdersDeps, storeId: StoreId, orderId: OrderId, meant: Lines, change: LineChange, who: Doer): Promise<Ticket> {
  return deps.db.inStore(storeId, async (trx) => {
    const { row, ticket } = await needTicket(trx, storeId, orderId);
    const now = { at: toInstant(deps.clock.now()), byId: who.staffId as StaffId | null };
    const named = meant.itemIds !== undefined;
    const changed = new Map<KitchenLine, KitchenLine>();
    for (const line of chosen(ticket, meant)) {
      const next = change(line, lineState(line, ticket.order), now, named);
      if (next) changed.set(line, next);
    }
    if (changed.size === 0) return ticket;
    for (const line of changed.values()) await keep(trx, storeId, orderId, line);
    const lines = ticket.lines.map((line) => changed.get(line) ?? line);
    const order = (await follow(trx, deps, storeId, row, { order: ticket.order, lines }, who)) ?? ticket.order;
    await deps.events.append(trx, storeId, kitchenEvents, 'kitchen_updated', { kind: 'staff' }, { ticket: { order, lines } });
    return { order, lines };
  });
}

/** The order's status follows its lines: begun, it is PREPARING; all done, it is READY. Each step on the way is written. Null: it stays. */
async function follow(trx: Trx, deps: OrdersDeps, storeId: StoreId, row: OrderRow, ticket: Ticket, who: Doer): Promise<Order | null> {
  const states = ticket.lines.map((line) => lineState(line, ticket.order));
  const isDone = states.every((state) => state === 'done');
  const isBegun = states.some((state) => state === 'started' || state === 'done');
  const steps = isDone ? stepsTo(row.status, 'READY') : isBegun ? stepsTo(row.status, 'PREPARING') : [];
  if (steps.length === 0) return null;
  const by: By = { actor: who.role === 'kitchen' ? 'kitchen' : 'staff', staffId: who.staffId };
  let present = row;
  for (const to of steps) present = await takeStep(trx, deps, storeId, present, to, by, null);
  await recordStep(trx, deps, storeId, row, present.status, who, undefined);
  return orderUpdated(trx, deps, storeId, row.id);
}

/** Lines are being made. The first one takes the order to PREPARING. */
export const startLines = (deps: OrdersDeps, storeId: StoreId, orderId: OrderId, meant: Lines, who: Doer): Promise<Ticket> =>
  work(deps, storeId, orderId, meant, started, who);

/** Lines are done. The last one of all stations takes the order to READY. */
export const bumpLines = (deps: OrdersDeps, storeId: StoreId, orderId: OrderId, meant: Lines, who: Doer): Promise<Ticket> =>
  work(deps, storeId, orderId, meant, bumped, who);

/** Lines are open again; the order's status stays. */
export const recallLines = (deps: OrdersDeps, storeId: StoreId, orderId: OrderId, meant: Lines, who: Doer): Promise<Ticket> =>
  work(deps, storeId, orderId, meant, recalled, who);

/** Keeps lines that nobody has begun for a later course, at every station that makes them. */
export const holdLines = (
  deps: OrdersDeps,
  storeId: StoreId,
  orderId: OrderId,
  { itemIds, course }: { itemIds: OrderItemId[]; course: number },
  who: Doer,
): Promise<Ticket> => work(deps, storeId, orderId, { itemIds }, held(course), who);

/** Sends a held course to its stations. Their waiting is counted from now. */
export const fireCourse = (deps: OrdersDeps, storeId: StoreId, orderId: OrderId, course: number, who: Doer): Promise<Ticket> =>
  work(deps, storeId, orderId, {}, fired(course), who);
