import type { OrderId, SessionId, StoreId } from '@tableorder/contract/ids';
import { exportOrders, type FiledOrder, listOrders, readOrder, readSession } from '@tableorder/contract/orders';
import { invalidField } from '@tableorder/contract/problem';
import {
  businessDay,
  businessDayRange,
  fromInstant,
  type Instant,
  isLocalDay,
  type LocalDay,
  onTheWall,
  startOfBusinessDay,
} from '@tableorder/contract/time';
import { type Cell, csvStream } from '../../http/csv.ts';
import { pageLimit } from '../../http/paging.ts';
import { answer, type Routes } from '../../http/route.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Db, Reading } from '../../infra/db/db.ts';
import { recordAct } from '../audit/audit.commands.ts';
import { readStoreSettings } from '../stores/stores.settings.ts';
import { readCursor, readFiledOrder, readFiledOrders, readFiledSession } from './orders.filed.reads.ts';
import type { OrderFilter } from './orders.filed.sql.ts';

interface Days {
  readonly from?: LocalDay | undefined;
  readonly to?: LocalDay | undefined;
}

/** Inclusive business days of a query as instants; either end may be open. */
export async function daysOf(reading: Reading, storeId: StoreId, { from, to }: Days): Promise<{ fromAt?: number; toAt?: number }> {
  for (const [name, on] of Object.entries({ from, to })) if (on !== undefined && !isLocalDay(on)) throw invalidField(`/${name}`, 'date');
  if (from === undefined && to === undefined) return {};
  if (from !== undefined && to !== undefined && to < from) throw invalidField('/to', 'range');
  const { store, settings } = await readStoreSettings(reading, storeId);
  const startsAt = settings.businessDayStartsAt;
  return {
    ...(from === undefined ? {} : { fromAt: startOfBusinessDay(from, startsAt, store.timeZone) }),
    ...(to === undefined ? {} : { toAt: businessDayRange(to, to, startsAt, store.timeZone).toAt }),
  };
}

type Query = Parameters<typeof daysOf>[2] & Pick<OrderFilter, 'status' | 'tableId' | 'state'> & { readonly number?: string | undefined };

async function filterOf(reading: Reading, storeId: StoreId, query: Query): Promise<Omit<OrderFilter, 'limit'>> {
  const { status, tableId, state, number } = query;
  return { status, tableId, state, number: number === undefined ? undefined : Number(number), ...(await daysOf(reading, storeId, query)) };
}

export function filedRoutes(routes: Routes, deps: { readonly db: Db; readonly clock: Clock }): void {
  const { db } = deps;
  routes.implement(listOrders, async ({ principal: { storeId }, query }) => {
    const filter = { ...(await filterOf(db, storeId, query)), before: readCursor(query.cursor), limit: pageLimit(query.limit) };
    return answer(200, await db.read((reading) => readFiledOrders(reading, storeId, filter)));
  });
  routes.implement(readOrder, async ({ principal: { storeId }, params }) =>
    answer(200, await db.read((reading) => readFiledOrder(reading, storeId, params.orderId as OrderId))),
  );
  routes.implement(readSession, async ({ principal: { storeId }, params }) =>
    answer(200, await db.read((reading) => readFiledSession(reading, storeId, params.sessionId as SessionId))),
  );
  routes.implement(exportOrders, async ({ principal, query, reply }) => {
    const { storeId } = principal;
    const filter = await filterOf(db, storeId, query);
    const { store, settings } = await readStoreSettings(db, storeId);
    await db.inStore(storeId, (trx) =>
      recordAct(trx, deps, storeId, principal, {
        act: 'data.export',
        subjectId: null,
        subject: 'orders.csv',
        details: { from: query.from ?? null, to: query.to ?? null },
      }),
    );
    const lines = linesOf(db, storeId, filter, { timeZone: store.timeZone, startsAt: settings.businessDayStartsAt });
    return csvStream(reply, 'orders', lines);
  });
}

const HEAD = [
  'day',
  'date',
  'time',
  'number',
  'table',
  'status',
  'item',
  'options',
  'itemNote',
  'quantity',
  'unitPrice',
  'subtotal',
  'orderTotal',
  'orderNote',
  'cancelReason',
  'deletedAt',
  'deletedBy',
  'deleteReason',
  'orderId',
] as const;
const PAGE = 200;

interface Calendar {
  readonly timeZone: string;
  readonly startsAt: string;
}

/** The orders a page at a time: a year of them is more than one answer should hold. */
async function* linesOf(db: Db, storeId: StoreId, filter: Omit<OrderFilter, 'limit'>, calendar: Calendar): AsyncGenerator<readonly Cell[]> {
  yield HEAD;
  let before: OrderFilter['before'];
  for (;;) {
    const page = await db.read((reading) => readFiledOrders(reading, storeId, { ...filter, before, limit: PAGE }));
    for (const order of page.items) yield* linesOfOrder(order, calendar);
    if (page.nextCursor === null) return;
    before = readCursor(page.nextCursor);
  }
}

const clockOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');

function* linesOfOrder(order: FiledOrder, { timeZone, startsAt }: Calendar): Generator<readonly Cell[]> {
  const at = fromInstant(order.createdAt);
  const wall = onTheWall(at, timeZone);
  const said = (instant: Instant) => {
    const { day, minutes } = onTheWall(fromInstant(instant), timeZone);
    return `${day} ${clockOf(minutes)}`;
  };
  const head = [businessDay(at, startsAt, timeZone), wall.day, clockOf(wall.minutes), order.number, order.tableNumber, order.status];
  const { deletion } = order;
  const tail = [
    order.totalAmount,
    order.note,
    order.cancelReason,
    deletion && said(deletion.at),
    deletion?.by ?? null,
    deletion?.reason ?? null,
    order.id,
  ];
  for (const item of order.items) {
    const options = item.options.map((option) => `${option.groupName}: ${option.name}`).join('; ');
    yield [...head, item.name, options, item.note, item.quantity, item.unitPrice, item.subtotal, ...tail];
  }
}
