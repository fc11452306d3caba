import { endpoint, FLOOR, STAFF } from './endpoint.ts';
import { id, type OrderId, type SessionId, type TableId } from './ids.ts';
import { amount } from './money.ts';
import { FiledOrder, Order } from './orders.ts';
import { count, line, list, listOf, object, oneOf, optional, page, type Static } from './schema.ts';
import { Table, TableSession } from './tables.ts';
import { aLocalDay, anInstant } from './time.ts';

export const ClosedSession = object({
  id: id<SessionId>(),
  tableId: id<TableId>(),
  tableNumber: count({ min: 1, max: 9999 }),
  startedAt: anInstant(),
  endedAt: anInstant(),
  totalAmount: amount(),
  orders: list(Order),
});
export type ClosedSession = Static<typeof ClosedSession>;

export const Resolution = object({
  orderId: id<OrderId>(),
  action: oneOf('complete', 'cancel'),
  reason: optional(line({ min: 1, max: 200 })),
});
export type Resolution = Static<typeof Resolution>;

/** So long after 이용 완료 it can be taken back. */
export const REOPEN_MS = 10 * 60_000;

export const checkoutProblems = {
  'checkout/too-late': { status: 409, title: 'The session ended too long ago to run again', params: object({ endedAt: anInstant() }) },
  'checkout/unfinished-orders': {
    status: 409,
    title: 'Orders are unfinished: complete or cancel each',
    params: object({ orders: list(Order) }),
  },
} as const;

export const completeTable = endpoint({
  method: 'POST',
  path: '/api/admin/tables/{tableId}/complete',
  summary: '이용 완료: close the table’s session',
  callers: FLOOR,
  body: object({ resolutions: optional(list(Resolution, { max: 1000 })) }),
  reply: { 200: ClosedSession },
  problems: ['checkout/unfinished-orders', 'table/not-in-use', 'order/reason-required'],
});
const Seated = object({ table: Table, session: TableSession });
export const reopenSession = endpoint({
  method: 'POST',
  path: '/api/admin/sessions/{sessionId}/reopen',
  summary: 'Take 이용 완료 back within ten minutes, while the table is still free: the orders as they were left, the total again',
  callers: FLOOR,
  reply: { 200: Seated },
  problems: ['table/in-use', 'checkout/too-late'],
});
export const moveTable = endpoint({
  method: 'POST',
  path: '/api/admin/tables/{tableId}/move',
  summary: 'Move the party to a free table',
  callers: FLOOR,
  body: object({ toTableId: id<TableId>() }),
  reply: { 200: Seated },
  problems: ['table/in-use', 'table/not-in-use'],
});
export const mergeTables = endpoint({
  method: 'POST',
  path: '/api/admin/tables/{tableId}/merge',
  summary: 'Merge the party into the one at another table',
  callers: FLOOR,
  body: object({ toTableId: id<TableId>() }),
  reply: { 200: Seated },
  problems: ['table/not-in-use'],
});
export const readTableHistory = endpoint({
  method: 'GET',
  path: '/api/admin/tables/{tableId}/history',
  summary: 'Orders of the table’s ended sessions on inclusive days, newest first, deleted ones too',
  callers: STAFF,
  query: object({ ...page, from: optional(aLocalDay()), to: optional(aLocalDay()) }),
  reply: { 200: listOf(FiledOrder) },
  problems: [],
});
