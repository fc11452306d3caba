import { type BoardTable, readBoard } from '@tableorder/contract/board';
import type { Call } from '@tableorder/contract/calls';
import type { SessionId, StoreId, TableId } from '@tableorder/contract/ids';
import type { Order } from '@tableorder/contract/orders';
import { sessionTotal } from '@tableorder/contract/orders.rules';
import { toInstant } from '@tableorder/contract/time';
import { answer, type Routes } from '../../http/route.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Db } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import { toCall } from '../calls/calls.commands.ts';
import { findOpenCalls } from '../calls/calls.sql.ts';
import { wholeOrders } from '../orders/orders.reads.ts';
import { findRunningOrders } from '../orders/orders.sql.ts';
import { findWaitingRequests } from '../tables/tables.joining.sql.ts';
import { toJoinRequest } from '../tables/tables.joining.ts';
import { findTables, toTable } from '../tables/tables.sql.ts';

export interface BoardDeps {
  readonly db: Db;
  readonly events: Events;
  readonly clock: Clock;
}

/** The whole board in one snapshot, with the cursor of that snapshot: events after it complete it without a gap. */
async function wholeBoard({ db, events, clock }: BoardDeps, storeId: StoreId): Promise<{ tables: BoardTable[]; cursor: string }> {
  return db.read(async (reading) => {
    const seq = await events.seq(reading, storeId);
    const rows = await reading.all(findTables, { storeId });
    const orders = new Map<SessionId, Order[]>();
    for (const order of await wholeOrders(reading, storeId, await reading.all(findRunningOrders, { storeId })))
      orders.set(order.sessionId, [...(orders.get(order.sessionId) ?? []), order]);
    const calls = new Map<TableId, Call[]>();
    for (const call of (await reading.all(findOpenCalls, { storeId })).map(toCall))
      calls.set(call.tableId, [...(calls.get(call.tableId) ?? []), call]);
    const asking = (await reading.all(findWaitingRequests, { storeId, at: clock.now() })).map(toJoinRequest);
    const tables = rows.map((row): BoardTable => {
      const table = toTable(row);
      const running = row.session_id === null ? [] : (orders.get(row.session_id) ?? []);
      const session =
        row.session_id === null || row.session_started_at === null
          ? null
          : { id: row.session_id, startedAt: toInstant(row.session_started_at) };
      return {
        table,
        status: table.status,
        session,
        totalAmount: sessionTotal(running),
        orders: running,
        openCalls: calls.get(row.id) ?? [],
        joinRequests: asking.filter(({ tableId }) => tableId === row.id),
      };
    });
    return { tables, cursor: events.cursor(seq) };
  });
}

export function boardRoutes(routes: Routes, deps: BoardDeps): void {
  routes.implement(readBoard, async ({ principal: { storeId } }) => answer(200, await wholeBoard(deps, storeId)));
}
