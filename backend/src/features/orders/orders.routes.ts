import type { OrderId } from '@tableorder/contract/ids';
import { noMoney } from '@tableorder/contract/money';
import {
  cancelMyOrder,
  changeMyOrder,
  changeOrder,
  deleteOrder,
  listMyOrders,
  placeOrder as placeOrderEndpoint,
  placeStaffOrder,
  readMyOrder,
  setOrderStatus,
  takeOrder,
} from '@tableorder/contract/orders';
import { problem } from '@tableorder/contract/problem';
import { limit } from '../../http/limits.ts';
import { BEYOND_IDS, pageLimit } from '../../http/paging.ts';
import { type Guest, joinedBy } from '../../http/principal.ts';
import { answer, type Routes } from '../../http/route.ts';
import { newId } from '../../infra/clock/new-id.ts';
import { cancelOwnOrder, changeOwnOrder, removeOrder, setStatus } from './orders.changes.ts';
import { type Orderer, type OrdersDeps, placeOrder } from './orders.commands.ts';
import { filedRoutes } from './orders.filed.routes.ts';
import { readPage, totalOfSession, wholeOrder, wholeOrders } from './orders.reads.ts';
import { findOrderOfSession, findPageOfSession } from './orders.sql.ts';
import { changeLines } from './orders.staff-changes.ts';
import { tellTaken } from './orders.taking.ts';

export interface OrderRoutesDeps extends OrdersDeps {
  /** Orders a table may place in a minute (ORDER_LIMIT_PER_MINUTE). */
  readonly ordersPerMinute: number;
}

const asGuest = (guest: Guest): Orderer => ({ kind: 'guest', tableId: guest.tableId, joinedId: joinedBy(guest) });

function needSession(guest: Guest) {
  if (guest.sessionId === null) throw problem('not-found', {});
  return guest.sessionId;
}

function guestRoutes(routes: Routes, deps: OrderRoutesDeps): void {
  const { db } = deps;
  routes.implement(placeOrderEndpoint, async ({ principal, body, idempotencyKey }) => {
    await limit(deps.cache, { name: 'orders', key: principal.tableId, most: deps.ordersPerMinute, windowMs: 60_000 });
    const { order, created } = await placeOrder(deps, principal.storeId, asGuest(principal), body, idempotencyKey);
    return created ? answer(201, order) : answer(200, order);
  });
  routes.implement(listMyOrders, async ({ principal: { storeId, sessionId }, query }) => {
    if (sessionId === null) return answer(200, { items: [], nextCursor: null, sessionTotal: noMoney });
    const page = { storeId, sessionId, before: query.cursor ?? BEYOND_IDS };
    const list = await db.read(async (reading) => ({
      ...(await readPage(
        pageLimit(query.limit),
        (rows) => reading.all(findPageOfSession, { ...page, limit: rows }),
        (rows) => wholeOrders(reading, storeId, rows),
      )),
      sessionTotal: await totalOfSession(reading, storeId, sessionId),
    }));
    return answer(200, list);
  });
  routes.implement(readMyOrder, async ({ principal, params }) => {
    const storeId = principal.storeId;
    const order = await db.read(async (reading) => {
      const row = await reading.first(findOrderOfSession, {
        storeId,
        orderId: params.orderId as OrderId,
        sessionId: needSession(principal),
      });
      return row && wholeOrder(reading, storeId, row);
    });
    if (!order) throw problem('not-found', {});
    return answer(200, order);
  });
  routes.implement(changeMyOrder, async ({ principal, params, body }) =>
    answer(200, await changeOwnOrder(deps, principal.storeId, needSession(principal), params.orderId as OrderId, body)),
  );
  routes.implement(cancelMyOrder, async ({ principal, params, body }) =>
    answer(200, await cancelOwnOrder(deps, principal.storeId, needSession(principal), params.orderId as OrderId, body.reason ?? null)),
  );
}

function staffRoutes(routes: Routes, deps: OrderRoutesDeps): void {
  routes.implement(placeStaffOrder, async ({ principal, body, idempotencyKey }) => {
    const { tableId, ...wanted } = body;
    const who = { kind: 'staff', tableId, who: principal } as const;
    const { order, created } = await placeOrder(deps, principal.storeId, who, wanted, idempotencyKey || newId());
    return created ? answer(201, order) : answer(200, order);
  });
  routes.implement(setOrderStatus, async ({ principal, params, body }) =>
    answer(200, await setStatus(deps, principal.storeId, params.orderId as OrderId, body, principal)),
  );
  routes.implement(takeOrder, async ({ principal: { storeId }, params, body }) => {
    await tellTaken(deps, storeId, params.orderId as OrderId, body.taken);
    return answer(204, null);
  });
  routes.implement(changeOrder, async ({ principal, params, body }) =>
    answer(200, await changeLines(deps, principal.storeId, params.orderId as OrderId, body, principal)),
  );
  routes.implement(deleteOrder, async ({ principal, params, body }) => {
    await removeOrder(deps, principal.storeId, params.orderId as OrderId, body, principal);
    return answer(204, null);
  });
}

export function ordersRoutes(routes: Routes, deps: OrderRoutesDeps): void {
  guestRoutes(routes, deps);
  staffRoutes(routes, deps);
  filedRoutes(routes, deps);
}
