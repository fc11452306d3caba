import type { OrderId, SessionId, StoreId } from '@tableorder/contract/ids';
import type { FiledOrder, FiledSession } from '@tableorder/contract/orders';
import { invalidField, problem } from '@tableorder/contract/problem';
import { toInstant } from '@tableorder/contract/time';
import type { Reading } from '../../infra/db/db.ts';
import { type FiledOrderRow, filedOrders, findFiledSession, findNamedTransitionsOf, type OrderFilter } from './orders.filed.sql.ts';
import { gather, type ItemRow, readPage, SLICE, toOrder, toStep, totalOfSession } from './orders.reads.ts';
import { findItemsOf } from './orders.sql.ts';

type NamedRow = Awaited<ReturnType<typeof findNamedTransitionsOf>>[number];

async function toFiled(reading: Reading, storeId: StoreId, rows: readonly FiledOrderRow[]): Promise<FiledOrder[]> {
  const items = new Map<OrderId, ItemRow[]>();
  const steps = new Map<OrderId, NamedRow[]>();
  for (let at = 0; at < rows.length; at += SLICE) {
    const ids = rows.slice(at, at + SLICE).map((row) => row.id);
    for (const row of await findItemsOf(reading, storeId, ids)) gather(items, row);
    for (const row of await findNamedTransitionsOf(reading, storeId, ids)) gather(steps, row);
  }
  return rows.map((row) => ({
    ...toOrder(row, items.get(row.id) ?? [], []),
    transitions: (steps.get(row.id) ?? []).map((step) => ({ ...toStep(step), who: step.who })),
    sessionEndedAt: row.session_ended_at === null ? null : toInstant(row.session_ended_at),
    deletion:
      row.deleted_at === null ? null : { at: toInstant(row.deleted_at), by: row.deleted_by_name ?? '', reason: row.delete_reason ?? '' },
  }));
}

/** `<created at>-<id>`: many orders can be of one millisecond. */
const CURSOR = /^([0-9]{1,15})-([0-9a-f-]{36})$/;

/** Where a page of filed orders begins; Problem `invalid` for what was never a cursor. */
export function readCursor(cursor: string | undefined): OrderFilter['before'] {
  if (cursor === undefined) return undefined;
  const [, at, id] = CURSOR.exec(cursor) ?? [];
  if (at === undefined || id === undefined) throw invalidField('/cursor', 'pattern');
  return { at: Number(at), id: id as OrderId };
}

/** A page of filed orders; one more than asked for is read to know whether a next page exists. */
export function readFiledOrders(
  reading: Reading,
  storeId: StoreId,
  filter: OrderFilter,
): Promise<{ items: FiledOrder[]; nextCursor: string | null }> {
  return readPage(
    filter.limit,
    (limit) => reading.find(filedOrders(storeId, { ...filter, limit })),
    (rows) => toFiled(reading, storeId, rows),
    (row) => `${row.created_at}-${row.id}`,
  );
}

/** Orders of one party are few; this bounds an answer all the same. */
const MOST_OF_SESSION = 2000;

/** A party with its orders, oldest first, deleted ones too; Problem `not-found`. */
export async function readFiledSession(reading: Reading, storeId: StoreId, sessionId: SessionId): Promise<FiledSession> {
  const session = await reading.first(findFiledSession, { storeId, sessionId });
  if (!session) throw problem('not-found', {});
  const rows = await reading.find(filedOrders(storeId, { sessionId, limit: MOST_OF_SESSION }));
  return {
    id: session.id,
    tableId: session.table_id,
    tableNumber: session.table_number,
    startedAt: toInstant(session.started_at),
    endedAt: session.ended_at === null ? null : toInstant(session.ended_at),
    totalAmount: await totalOfSession(reading, storeId, sessionId),
    orders: await toFiled(reading, storeId, rows.toReversed()),
  };
}

/** One order of the store, deleted ones too; Problem `not-found`. */
export async function readFiledOrder(reading: Reading, storeId: StoreId, orderId: OrderId): Promise<FiledOrder> {
  const rows = await reading.find(filedOrders(storeId, { orderId, limit: 1 }));
  const [order] = await toFiled(reading, storeId, rows);
  if (!order) throw problem('not-found', {});
  return order;
}
