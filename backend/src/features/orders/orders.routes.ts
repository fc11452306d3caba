import type { OrderId, StoreId } from '@tableorder/contract/ids';
import { noMoney } from '@tableorder/contract/money';
import {
  cancelMyOrder,
  changeMyOrder,
  deleteOrder,
  listMyOrders,
  listOrders,
  placeOrder as placeOrderEndpoint,
  placeStaffOrder,
  readMyOrder,
  readOrder,
  setOrderStatus,
} from '@tableorder/contract/orders';
import { invalidField, problem } from '@tableorder/contract/problem';
import { dayAfter, dayRange, isLocalDay, type LocalDay, startOfDay } from '@tableorder/contract/time';
import { limit } from '../../http/limits.ts';
import { type Guest, joinedBy } from '../../http/principal.ts';
import { answer, type Routes } from '../../http/route.ts';
import { newId } from '../../infra/clock/new-id.ts';
import type { Reading } from '../../infra/db/db.ts';
import { findStore } from '../stores/stores.sql.ts';
import { cancelOwnOrder, changeOwnOrder, removeOrder, setStatus } from './orders.changes.ts';
import { type Orderer, type OrdersDeps, placeOrder } from './orders.commands.ts';
import {
  BEYOND_IDS,
  pageLimit,
  readFiledOrder,
  readFiledOrders,
  readPage,
  totalOfSession,
  wholeOrder,
  wholeOrders,
} from './orders.reads.ts';
import { findOrderOfSession, findPageOfSession } from './orders.sql.ts';

export interface OrderRoutesDeps extends OrdersDeps {
  /** Orders a table may place in a minute (ORDER_LIMIT_PER_MINUTE). */
  readonly ordersPerMinute: number;
}

const asGuest = (guest: Guest): Orderer => ({ kind: 'guest', tableId: guest.tableId, joinedId: joinedBy(guest) });

function needSession(guest: Guest) {
  if (guest.sessionId === null) throw problem('not-found', {});
  return guest.sessionId;
}

/** Inclusive local days of a query as instants in the store's time zone; either end may be open. */
export async function daysOf(
  reading: Reading,
  storeId: StoreId,
  { from, to }: { from?: LocalDay | undefined; to?: LocalDay | undefined },
): Promise<{ fromAt?: number; toAt?: number }> {
  for (const [name, on] of Object.entries({ from, to })) if (on !== undefined && !isLocalDay(on)) throw invalidField(`/${name}`, 'date');
  if (from === undefined && to === undefined) return {};
  const store = await reading.first(findStore, { storeId });
  if (!store) throw problem('not-found', {});
  const zone = store.time_zone;
  if (from !== undefined && to !== undefined) {
    if (to < from) throw invalidField('/to', 'range');
    return dayRange(from, to, zone);
  }
  return {
    ...(from === undefined ? {} : { fromAt: startOfDay(from, zone) }),
    ...(to === undefined ? {} : { toAt: startOfDay(dayAfter(to), zone) }),
  };
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
  const { db } = deps;
  routes.implement(listOrders, async ({ principal: { storeId }, query }) => {
    const { status, tableId, state, cursor, number } = query;
    const filter = {
      status,
      tableId,
      state,
      before: cursor,
      number: number === undefined ? undefined : Number(number),
      limit: pageLimit(query.limit),
      ...(await daysOf(db, storeId, query)),
    };
    return answer(200, await db.read((reading) => readFiledOrders(reading, storeId, filter)));
  });
  routes.implement(readOrder, async ({ principal: { storeId }, params }) =>
    answer(200, await db.read((reading) => readFiledOrder(reading, storeId, params.orderId as OrderId))),
  );
  routes.implement(placeStaffOrder, async ({ principal: { storeId, staffId }, body, idempotencyKey }) => {
    const { tableId, ...wanted } = body;
    const { order, created } = await placeOrder(deps, storeId, { kind: 'staff', tableId, staffId }, wanted, idempotencyKey || newId());
    return created ? answer(201, order) : answer(200, order);
  });
  routes.implement(setOrderStatus, async ({ principal: { storeId, staffId, role }, params, body }) =>
    answer(
      200,
      await setStatus(deps, storeId, params.orderId as OrderId, body, { actor: role === 'kitchen' ? 'kitchen' : 'staff', staffId }),
    ),
  );
  routes.implement(deleteOrder, async ({ principal: { storeId, staffId }, params, body }) => {
    await removeOrder(deps, storeId, params.orderId as OrderId, staffId, body.reason);
    return answer(204, null);
  });
}

export function ordersRoutes(routes: Routes, deps: OrderRoutesDeps): void {
  guestRoutes(routes, deps);
  staffRoutes(routes, deps);
}
