import type { OrderId, SessionId, StaffId, StoreId } from '@tableorder/contract/ids';
import type { Money } from '@tableorder/contract/money';
import { type Actor, type Order, type OrderLine, type OrderStatus, ordersEvents } from '@tableorder/contract/orders';
import { mayCancel, mayGuestChange, mayStep } from '@tableorder/contract/orders.rules';
import { problem } from '@tableorder/contract/problem';
import type { Trx } from '../../infra/db/db.ts';
import { type Doer, recordAct } from '../audit/audit.commands.ts';
import { readStoreSettings } from '../stores/stores.settings.ts';
import { keepLines, type OrdersDeps, priceAndTake, refuseWhenClosed, returnStock } from './orders.commands.ts';
import { continued } from './orders.line-changes.rules.ts';
import { formatNumber, wholeOrder } from './orders.reads.ts';
import { isUncooked } from './orders.rules.ts';
import {
  deleteItems,
  findOrder,
  findOrderOfSession,
  insertTransition,
  markDeleted,
  type OrderRow,
  updateLines,
  updateStatus,
} from './orders.sql.ts';

/** Who takes a step, for the order's timeline. */
export interface By {
  readonly actor: Actor;
  readonly staffId: StaffId | null;
}

const GUEST: By = { actor: 'guest', staffId: null };

/** Says how an order stands after a change, and gives it. */
export async function orderUpdated(trx: Trx, deps: OrdersDeps, storeId: StoreId, orderId: OrderId): Promise<Order> {
  const row = await trx.first(findOrder, { storeId, orderId });
  if (!row) throw new Error(`order ${orderId} is gone`);
  const order = await wholeOrder(trx, storeId, row);
  const audience = { kind: 'session', tableId: row.table_id, sessionId: row.session_id } as const;
  await deps.events.append(trx, storeId, ordersEvents, 'order_updated', audience, { order });
  return order;
}

/** A guest's own order that may still be changed. Problems `not-found`, `order/not-pending`. */
async function needPending(trx: Trx, storeId: StoreId, sessionId: SessionId, orderId: OrderId): Promise<OrderRow> {
  const row = await trx.first(findOrderOfSession, { storeId, orderId, sessionId });
  if (!row) throw problem('not-found', {});
  if (!mayGuestChange(row.status)) throw problem('order/not-pending', { order: await wholeOrder(trx, storeId, row) });
  return row;
}

export async function refuseStale(trx: Trx, storeId: StoreId, row: OrderRow, version: number | undefined): Promise<void> {
  if (version !== undefined && version !== row.version) throw problem('order/stale', { order: await wholeOrder(trx, storeId, row) });
}

interface Change {
  readonly items?: readonly OrderLine[] | undefined;
  readonly expectedTotal?: Money | undefined;
  readonly note?: string | null | undefined;
  readonly version?: number | undefined;
}

/** Replaces an own order's lines, or its note, while it is PENDING; the new lines are priced as the menu is now. */
export function changeOwnOrder(deps: OrdersDeps, storeId: StoreId, sessionId: SessionId, orderId: OrderId, change: Change): Promise<Order> {
  return deps.db.inStore(storeId, async (trx) => {
    const row = await needPending(trx, storeId, sessionId, orderId);
    await refuseStale(trx, storeId, row, change.version);
    let totalAmount = row.total_amount;
    if (change.items) {
      refuseWhenClosed(await readStoreSettings(trx, storeId), deps.clock.now());
      const before = await wholeOrder(trx, storeId, row);
      await returnStock(trx, deps, storeId, before.items, row.created_at);
      const priced = await priceAndTake(trx, deps, storeId, change.items, change.expectedTotal);
      await trx.run(deleteItems, { storeId, orderId });
      keepLines(trx, storeId, orderId, priced.lines, continued(before.items, change.items));
      totalAmount = priced.totalAmount;
    }
    const note = change.note === undefined ? row.note : change.note || null;
    await trx.run(updateLines, { storeId, orderId, version: row.version + 1, totalAmount, note, at: deps.clock.now() });
    return orderUpdated(trx, deps, storeId, orderId);
  });
}

/** Cancels an own order while it is PENDING. */
export function cancelOwnOrder(
  deps: OrdersDeps,
  storeId: StoreId,
  sessionId: SessionId,
  orderId: OrderId,
  reason: string | null,
): Promise<Order> {
  return deps.db.inStore(storeId, async (trx) => {
    const row = await needPending(trx, storeId, sessionId, orderId);
    await takeStep(trx, deps, storeId, row, 'CANCELLED', GUEST, reason);
    return orderUpdated(trx, deps, storeId, orderId);
  });
}

/** Writes one step of an order's status; the event is the caller's, who may take several steps. Gives the row as it is then. */
export async function takeStep(
  trx: Trx,
  deps: OrdersDeps,
  storeId: StoreId,
  row: OrderRow,
  to: OrderStatus,
  by: By,
  reason: string | null,
): Promise<OrderRow> {
  const at = deps.clock.now();
  const version = row.version + 1;
  const cancelReason = to === 'CANCELLED' ? reason : row.cancel_reason;
  await trx.run(updateStatus, { storeId, orderId: row.id, version, status: to, cancelReason, at });
  await trx.run(insertTransition, { storeId, orderId: row.id, position: version, from: row.status, to, at, ...by });
  if (to === 'CANCELLED' && isUncooked(row.status)) {
    const order = await wholeOrder(trx, storeId, row);
    await returnStock(trx, deps, storeId, order.items, row.created_at);
  }
  return { ...row, status: to, version, cancel_reason: cancelReason, updated_at: at };
}

/** Takes an order one step on, or cancels it. Problem `forbidden` for a kitchen that cancels; `order/stale` and `order/illegal-step` carry the order as it is. */
export function setStatus(
  deps: OrdersDeps,
  storeId: StoreId,
  orderId: OrderId,
  wanted: { status: OrderStatus; version?: number | undefined; reason?: string | undefined },
  who: Doer,
): Promise<Order> {
  const by: By = { actor: who.role === 'kitchen' ? 'kitchen' : 'staff', staffId: who.staffId };
  return deps.db.inStore(storeId, async (trx) => {
    const row = await trx.first(findOrder, { storeId, orderId });
    if (!row) throw problem('not-found', {});
    if (wanted.status === 'CANCELLED' && !mayCancel(by.actor)) throw problem('forbidden', {});
    await refuseStale(trx, storeId, row, wanted.version);
    if (!mayStep(row.status, wanted.status)) throw problem('order/illegal-step', { order: await wholeOrder(trx, storeId, row) });
    if (wanted.status === 'CANCELLED' && wanted.reason === undefined) throw problem('order/reason-required', {});
    await takeStep(trx, deps, storeId, row, wanted.status, by, wanted.reason ?? null);
    await recordStep(trx, deps, storeId, row, wanted.status, who, wanted.reason);
    return orderUpdated(trx, deps, storeId, orderId);
  });
}

/** Writes down who took an order a step on, or off the bill. */
export function recordStep(
  trx: Trx,
  deps: OrdersDeps,
  storeId: StoreId,
  row: OrderRow,
  to: OrderStatus,
  who: Doer,
  reason: string | undefined,
): Promise<void> {
  const act = to === 'CANCELLED' ? 'order.cancel' : 'order.step';
  const amount = to === 'CANCELLED' ? row.total_amount : undefined;
  const details = { table: row.table_number, from: row.status, to, reason, amount };
  return recordAct(trx, deps, storeId, who, { act, subjectId: row.id, subject: formatNumber(row.number), details });
}

/** Takes an order out of the bill at once; who, when and why stay in history. Problem `order/stale` for another version than was seen. */
export function removeOrder(
  deps: OrdersDeps,
  storeId: StoreId,
  orderId: OrderId,
  { reason, version }: { reason: string; version?: number | undefined },
  who: Doer,
): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const row = await trx.first(findOrder, { storeId, orderId });
    if (!row) throw problem('not-found', {});
    await refuseStale(trx, storeId, row, version);
    const at = deps.clock.now();
    await trx.run(markDeleted, { storeId, orderId, version: row.version + 1, at, staffId: who.staffId, reason });
    const order = await wholeOrder(trx, storeId, { ...row, version: row.version + 1, updated_at: at });
    if (isUncooked(row.status)) await returnStock(trx, deps, storeId, order.items, row.created_at);
    const audience = { kind: 'session', tableId: row.table_id, sessionId: row.session_id } as const;
    await deps.events.append(trx, storeId, ordersEvents, 'order_deleted', audience, { order, reason });
    const details = { table: row.table_number, status: row.status, amount: row.total_amount, reason };
    await recordAct(trx, deps, storeId, who, { act: 'order.delete', subjectId: orderId, subject: order.number, details });
  });
}
