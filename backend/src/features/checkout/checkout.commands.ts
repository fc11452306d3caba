import type { ClosedSession, Resolution } from '@tableorder/contract/checkout';
import type { OrderId, SessionId, SignInId, StoreId, TableId } from '@tableorder/contract/ids';
import { noMoney } from '@tableorder/contract/money';
import { isUnfinished, sessionTotal, stepsToComplete } from '@tableorder/contract/orders.rules';
import { problem } from '@tableorder/contract/problem';
import { type Table, type TableSession, tablesEvents } from '@tableorder/contract/tables';
import { toInstant } from '@tableorder/contract/time';
import type { Trx } from '../../infra/db/db.ts';
import type { SignIns } from '../access/access.sign-ins.ts';
import { endSignInsOfSession, moveSignIns } from '../access/access.sql.ts';
import { type Doer, recordAct } from '../audit/audit.commands.ts';
import { finishCallsOfTable, seatCallsOfTable } from '../calls/calls.commands.ts';
import { dropCart, mergeCarts } from '../carts/carts.commands.ts';
import { type By, orderUpdated, recordStep, takeStep } from '../orders/orders.changes.ts';
import type { OrdersDeps } from '../orders/orders.commands.ts';
import { totalOfSession, wholeOrders } from '../orders/orders.reads.ts';
import { findOrdersOfSession, type OrderRow, seatOrders } from '../orders/orders.sql.ts';
import { needTable, tableUpdated } from '../tables/tables.commands.ts';
import { endSession, seatSession, type TableRow, toTable } from '../tables/tables.sql.ts';

export interface CheckoutDeps extends OrdersDeps {
  readonly signIns: SignIns;
}

type Seated = TableRow & { readonly session_id: SessionId; readonly session_started_at: number };

/** The table with the party at it. Problems `not-found`, `table/not-in-use`. */
async function needParty(trx: Trx, storeId: StoreId, tableId: TableId): Promise<Seated> {
  const row = await needTable(trx, storeId, tableId);
  const { session_id, session_started_at } = row;
  if (session_id === null || session_started_at === null) throw problem('table/not-in-use', { tableId, number: row.number });
  return { ...row, session_id, session_started_at };
}

const changed = (signIns: SignIns, trx: Trx, rows: readonly { id: SignInId }[]): void =>
  signIns.changed(
    trx,
    rows.map((row) => row.id),
  );

/**
 * 이용 완료. Every unfinished order needs its resolution, or nothing happens: Problem `checkout/unfinished-orders` lists those without.
 * Completing writes each skipped step. Then the table is free, the phones are signed out, the tablet stays.
 */
export function closeTable(
  deps: CheckoutDeps,
  storeId: StoreId,
  tableId: TableId,
  resolutions: readonly Resolution[],
  who: Doer,
): Promise<ClosedSession> {
  return deps.db.inStore(storeId, async (trx) => {
    const table = await needParty(trx, storeId, tableId);
    const sessionId = table.session_id;
    const rows = await trx.all(findOrdersOfSession, { storeId, sessionId });
    const resolved = await resolve(trx, deps, storeId, rows, resolutions, who);
    await finishCallsOfTable(trx, deps, storeId, tableId, who.staffId);
    await dropCart(trx, storeId, sessionId);
    const at = deps.clock.now();
    await trx.run(endSession, { storeId, sessionId, at });
    changed(deps.signIns, trx, await trx.all(endSignInsOfSession, { storeId, sessionId, at }));
    const orders = await wholeOrders(trx, storeId, await trx.all(findOrdersOfSession, { storeId, sessionId }));
    const audience = { kind: 'session', tableId, sessionId } as const;
    await deps.events.append(trx, storeId, tablesEvents, 'session_closed', audience, { sessionId, tableId, reason: 'completed' });
    await tableUpdated(trx, deps.events, storeId, await needTable(trx, storeId, tableId), noMoney);
    const totalAmount = sessionTotal(orders);
    const details = { amount: totalAmount, orders: orders.length, ...resolved };
    await recordAct(trx, deps, storeId, who, { act: 'session.close', subjectId: sessionId, subject: String(table.number), details });
    const startedAt = toInstant(table.session_started_at);
    return { id: sessionId, tableId, tableNumber: table.number, startedAt, endedAt: toInstant(at), totalAmount, orders };
  });
}

async function resolve(
  trx: Trx,
  deps: CheckoutDeps,
  storeId: StoreId,
  rows: readonly OrderRow[],
  resolutions: readonly Resolution[],
  who: Doer,
): Promise<{ completed: number; cancelled: number }> {
  const by: By = { actor: 'staff', staffId: who.staffId };
  let cancelled = 0;
  const wanted = new Map<OrderId, Resolution>(resolutions.map((resolution) => [resolution.orderId, resolution]));
  const unfinished = rows.filter((row) => isUnfinished(row.status));
  const open = unfinished.filter((row) => !wanted.has(row.id));
  if (open.length > 0) throw problem('checkout/unfinished-orders', { orders: await wholeOrders(trx, storeId, open) });
  for (const row of unfinished) {
    const resolution = wanted.get(row.id);
    if (resolution?.action === 'cancel') {
      if (resolution.reason === undefined) throw problem('order/reason-required', {});
      await takeStep(trx, deps, storeId, row, 'CANCELLED', by, resolution.reason);
      cancelled += 1;
      await recordStep(trx, deps, storeId, row, 'CANCELLED', who, resolution.reason);
    } else {
      let present = row;
      for (const to of stepsToComplete(row.status)) present = await takeStep(trx, deps, storeId, present, to, by, null);
    }
    await orderUpdated(trx, deps, storeId, row.id);
  }
  return { completed: unfinished.length - cancelled, cancelled };
}

/** Moves a party to a free table with its orders, calls and phones. The kitchen is sent nothing: the orders are the same ones. */
export function moveParty(
  deps: CheckoutDeps,
  storeId: StoreId,
  fromId: TableId,
  toId: TableId,
  who: Doer,
): Promise<{ table: Table; session: TableSession }> {
  return deps.db.inStore(storeId, async (trx) => {
    const from = await needParty(trx, storeId, fromId);
    const to = await needTable(trx, storeId, toId);
    if (to.session_id !== null) throw problem('table/in-use', { tableId: toId, number: to.number });
    await trx.run(seatSession, { storeId, sessionId: from.session_id, tableId: toId });
    return seat(trx, deps, storeId, from, { tableId: toId, number: to.number, sessionId: from.session_id }, 'moved', who);
  });
}

/** Merges a party into the one at another table: one session, one bill. The emptied session ends. */
export function mergeParties(
  deps: CheckoutDeps,
  storeId: StoreId,
  fromId: TableId,
  toId: TableId,
  who: Doer,
): Promise<{ table: Table; session: TableSession }> {
  return deps.db.inStore(storeId, async (trx) => {
    const from = await needParty(trx, storeId, fromId);
    const to = await needParty(trx, storeId, toId);
    if (fromId === toId) throw problem('table/in-use', { tableId: toId, number: to.number });
    await trx.run(endSession, { storeId, sessionId: from.session_id, at: deps.clock.now() });
    return seat(trx, deps, storeId, from, { tableId: toId, number: to.number, sessionId: to.session_id }, 'merged', who);
  });
}

/** Takes what belongs to a party to where it sits now, and tells everyone: the old table's guests, then each order at its new place. */
async function seat(
  trx: Trx,
  deps: CheckoutDeps,
  storeId: StoreId,
  from: Seated,
  to: { tableId: TableId; number: number; sessionId: SessionId },
  reason: 'moved' | 'merged',
  who: Doer,
): Promise<{ table: Table; session: TableSession }> {
  const { events } = deps;
  const sessionId = from.session_id;
  const moving = await trx.all(findOrdersOfSession, { storeId, sessionId });
  await trx.run(seatOrders, {
    storeId,
    sessionId,
    toSessionId: to.sessionId,
    toTableId: to.tableId,
    toTableNumber: to.number,
    at: deps.clock.now(),
  });
  if (reason === 'merged') await mergeCarts(trx, deps, storeId, sessionId, { tableId: to.tableId, sessionId: to.sessionId });
  changed(deps.signIns, trx, await trx.all(moveSignIns, { storeId, sessionId, toSessionId: to.sessionId, toTableId: to.tableId }));
  // For staff and the tablet that stays: the phones go along, and hear of it by the new table.
  const left = { kind: 'session', tableId: from.id, sessionId: null } as const;
  await events.append(trx, storeId, tablesEvents, 'session_closed', left, { sessionId, tableId: from.id, reason });
  await tableUpdated(trx, events, storeId, await needTable(trx, storeId, from.id), noMoney);
  // The table first: what is told after it has a place there.
  const table = await needParty(trx, storeId, to.tableId);
  const total = await totalOfSession(trx, storeId, to.sessionId);
  await tableUpdated(trx, events, storeId, table, total);
  for (const row of moving) await orderUpdated(trx, deps, storeId, row.id);
  await seatCallsOfTable(trx, deps, storeId, from.id, to);
  const act = reason === 'moved' ? 'session.move' : 'session.merge';
  const details = { from: from.number, to: to.number, orders: moving.length, amount: total };
  await recordAct(trx, deps, storeId, who, { act, subjectId: to.sessionId, subject: String(from.number), details });
  return { table: toTable(table), session: { id: to.sessionId, startedAt: toInstant(table.session_started_at) } };
}
