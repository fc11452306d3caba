import type { OrderId, SessionId, StationId, StoreId } from '@tableorder/contract/ids';
import type { Money } from '@tableorder/contract/money';
import type { Order, OrderItem } from '@tableorder/contract/orders';
import { sessionTotal } from '@tableorder/contract/orders.rules';
import { toInstant } from '@tableorder/contract/time';
import type { Reading } from '../../infra/db/db.ts';
import { findItems, findItemsOf, findTotalsOfSession, findTransitions, findTransitionsOf, type OrderRow } from './orders.sql.ts';

export type ItemRow = Awaited<ReturnType<typeof findItemsOf>>[number];
type TransitionRow = Awaited<ReturnType<typeof findTransitionsOf>>[number];

/** `7` is `007`; beyond 999 the number is itself. */
export const formatNumber = (number: number): string => String(number).padStart(3, '0');

const toItem = (row: ItemRow): OrderItem => ({
  id: row.id,
  menuId: row.menu_id,
  name: row.name,
  unitPrice: row.unit_price,
  quantity: row.quantity,
  options: JSON.parse(row.options) as OrderItem['options'],
  subtotal: row.subtotal,
  note: row.note,
  stationIds: row.station_ids === null ? [] : (JSON.parse(row.station_ids) as StationId[]),
});

export const toStep = (step: TransitionRow): Order['transitions'][number] => ({
  from: step.from_status,
  to: step.to_status,
  at: toInstant(step.at),
  by: step.actor,
});

export function toOrder(row: OrderRow, items: readonly ItemRow[], transitions: readonly TransitionRow[]): Order {
  return {
    id: row.id,
    number: formatNumber(row.number),
    status: row.status,
    version: row.version,
    tableId: row.table_id,
    tableNumber: row.table_number,
    sessionId: row.session_id,
    items: items.map(toItem),
    totalAmount: row.total_amount,
    note: row.note,
    cancelReason: row.cancel_reason,
    createdAt: toInstant(row.created_at),
    updatedAt: toInstant(row.updated_at),
    seenAt: row.seen_at === null ? null : toInstant(row.seen_at),
    transitions: transitions.map(toStep),
  };
}

/** An order's row with its lines and its steps. */
export async function wholeOrder(reading: Reading, storeId: StoreId, row: OrderRow): Promise<Order> {
  const of = { storeId, orderId: row.id };
  return toOrder(row, await reading.all(findItems, of), await reading.all(findTransitions, of));
}

/** Ids in one statement: below both databases' limits on parameters. */
export const SLICE = 400;

/** The same for many, in the order given, with two reads for some hundreds. */
export async function wholeOrders<Row extends OrderRow>(reading: Reading, storeId: StoreId, rows: readonly Row[]): Promise<Order[]> {
  const items = new Map<OrderId, ItemRow[]>();
  const transitions = new Map<OrderId, TransitionRow[]>();
  for (let at = 0; at < rows.length; at += SLICE) {
    const ids = rows.slice(at, at + SLICE).map((row) => row.id);
    for (const row of await findItemsOf(reading, storeId, ids)) gather(items, row);
    for (const row of await findTransitionsOf(reading, storeId, ids)) gather(transitions, row);
  }
  return rows.map((row) => toOrder(row, items.get(row.id) ?? [], transitions.get(row.id) ?? []));
}

export function gather<R extends { readonly order_id: OrderId }>(into: Map<OrderId, R[]>, row: R): void {
  const list = into.get(row.order_id);
  if (list) list.push(row);
  else into.set(row.order_id, [row]);
}

/** A session's bill: what is neither cancelled nor deleted. */
export async function totalOfSession(reading: Reading, storeId: StoreId, sessionId: SessionId): Promise<Money> {
  const rows = await reading.all(findTotalsOfSession, { storeId, sessionId });
  return sessionTotal(rows.map((row) => ({ status: row.status, totalAmount: row.total_amount })));
}

/** Reads `limit` rows newest first; the cursor is the last row's id, or what `cursorOf` makes of the row. */
export async function readPage<Row extends { readonly id: string }, Item>(
  limit: number,
  rowsOf: (limit: number) => Promise<Row[]>,
  itemsOf: (rows: readonly Row[]) => Promise<Item[]>,
  cursorOf: (row: Row) => string = (row) => row.id,
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const rows = await rowsOf(limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: await itemsOf(shown), nextCursor: rows.length > limit && last ? cursorOf(last) : null };
}
