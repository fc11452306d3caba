import { Call } from './calls.ts';
import { endpoint, STAFF } from './endpoint.ts';
import { amount } from './money.ts';
import { Order } from './orders.ts';
import { anyText, list, nullable, object, type Static } from './schema.ts';
import { JoinRequest, Table, TableSession } from './tables.ts';

/** A table as the board shows it: the running session with its orders, latest first, deleted ones left out. */
export const BoardTable = object({
  table: Table,
  status: Table.properties.status,
  session: nullable(TableSession),
  totalAmount: amount(),
  orders: list(Order),
  openCalls: list(Call),
  /** Phones that ask to be let in, longest waiting first. */
  joinRequests: list(JoinRequest),
});
export type BoardTable = Static<typeof BoardTable>;

/** `cursor`: the event it is true at; the stream resumed from there completes it. */
export const readBoard = endpoint({
  method: 'GET',
  path: '/api/admin/board',
  summary: 'Every table with its running orders, and the event cursor it is true at',
  callers: STAFF,
  reply: { 200: object({ tables: list(BoardTable), cursor: anyText() }) },
  problems: [],
});
