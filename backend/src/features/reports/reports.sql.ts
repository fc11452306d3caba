import type { CallReason } from '@tableorder/contract/calls';
import type { MenuId, StaffId, StoreId } from '@tableorder/contract/ids';
import type { Money } from '@tableorder/contract/money';
import type { OrderStatus } from '@tableorder/contract/orders';
import { sql } from 'kysely';
import type { Reading } from '../../infra/db/db.ts';
import { type Builder, statement } from '../../infra/db/statement.ts';

/** A stretch of a store's time, `[fromAt, toAt)`. */
export interface Stretch {
  readonly storeId: StoreId;
  readonly fromAt: number;
  readonly toAt: number;
}

const placedIn = (db: Builder, { storeId, fromAt, toAt }: Stretch) =>
  db
    .selectFrom('orders')
    .where('orders.store_id', '=', storeId)
    .where('orders.created_at', '>=', fromAt)
    .where('orders.created_at', '<', toAt);

const soldIn = (db: Builder, stretch: Stretch) =>
  placedIn(db, stretch).where('orders.deleted_at', 'is', null).where('orders.status', '<>', 'CANCELLED');

/** Sums as whole numbers: PostgreSQL widens a sum of them to a decimal. */
const summed = <T extends number>(what: string) => sql<T>`cast(sum(${sql.raw(what)}) as bigint)`;

export type SlotKind = 'deleted' | 'cancelled' | 'completed' | 'open';
const kind = sql<SlotKind>`case when orders.deleted_at is not null then 'deleted' when orders.status = 'CANCELLED' then 'cancelled'
  when orders.status = 'COMPLETED' then 'completed' else 'open' end`;

/** Orders by quarters of an hour since 1970, which no zone's hours cross, and by how they stand. */
export const findSlots = statement((db, stretch: Stretch) =>
  placedIn(db, stretch)
    .select((e) => [
      sql<number>`orders.created_at / 900000`.as('slot'),
      kind.as('kind'),
      e.fn.countAll<number>().as('orders'),
      summed<Money>('orders.total_amount').as('amount'),
      e.fn.min('orders.created_at').as('first_at'),
      e.fn.max('orders.created_at').as('last_at'),
    ])
    .groupBy(['slot', 'kind']),
);

export const countParties = statement((db, stretch: Stretch) =>
  soldIn(db, stretch).select((e) => e.fn.count<number>('orders.session_id').distinct().as('parties')),
);

/**
 * How long orders took from being placed to a step. Steps written in one go, as at the close of a table, tell of no waiting: a step within
 * a second of another one, the placing aside, is left out.
 */
export const findWaits = statement((db, stretch: Stretch) =>
  soldIn(db, stretch)
    .crossJoin('order_transitions as step')
    .whereRef('step.order_id', '=', 'orders.id')
    .whereRef('step.store_id', '=', 'orders.store_id')
    .where(sql<boolean>`step.to_status in ('CONFIRMED', 'READY', 'COMPLETED')`)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('order_transitions as other')
            .select('other.position')
            .whereRef('other.order_id', '=', 'step.order_id')
            .whereRef('other.position', '<>', 'step.position')
            .where(sql<boolean>`other.to_status <> 'PENDING' and abs(other.at - step.at) < 1000`),
        ),
      ),
    )
    .select((e) => [
      'step.to_status as status',
      e.fn.countAll<number>().as('orders'),
      summed<number>('step.at - orders.created_at').as('ms'),
    ])
    .groupBy('step.to_status'),
);

/** What left the bill, an order a row; `cancelled_by` is empty for guests. */
export const findLosses = statement((db, stretch: Stretch) =>
  placedIn(db, stretch)
    .where(sql<boolean>`(orders.deleted_at is not null or orders.status = 'CANCELLED')`)
    .leftJoin('order_transitions as step', (join) =>
      join.onRef('step.order_id', '=', 'orders.id').on(sql<boolean>`step.to_status = 'CANCELLED'`),
    )
    .select([
      'orders.id',
      'orders.total_amount',
      'orders.deleted_at',
      'orders.delete_reason',
      'orders.deleted_by',
      'orders.cancel_reason',
      'step.staff_id as cancelled_by',
    ])
    .orderBy('orders.created_at')
    .orderBy('orders.id'),
);

export const findCallFigures = statement((db, { storeId, fromAt, toAt }: Stretch) =>
  db
    .selectFrom('calls')
    .where('store_id', '=', storeId)
    .where('created_at', '>=', fromAt)
    .where('created_at', '<', toAt)
    .select((e) => [
      'reason',
      e.fn.countAll<number>().as('calls'),
      e.fn.count<number>('done_at').as('answered'),
      sql<number>`cast(coalesce(sum(done_at - created_at), 0) as bigint)`.as('ms'),
    ])
    .groupBy('reason'),
);

/** Calls one by one, since a percentile is no sum; with the end of the party that made them. */
export const findCallTimes = statement((db, { storeId, fromAt, toAt }: Stretch) =>
  db
    .selectFrom('calls')
    .leftJoin('table_sessions as party', 'party.id', 'calls.session_id')
    .where('calls.store_id', '=', storeId)
    .where('calls.created_at', '>=', fromAt)
    .where('calls.created_at', '<', toAt)
    .select(['calls.reason', 'calls.created_at', 'calls.done_at', 'party.ended_at']),
);

/** Tables the shop had in that time. */
export const countTables = statement((db, { storeId, fromAt, toAt }: Stretch) =>
  db
    .selectFrom('tables')
    .where('store_id', '=', storeId)
    .where('created_at', '<', toAt)
    .where((e) => e.or([e('removed_at', 'is', null), e('removed_at', '>', fromAt)]))
    .select((e) => e.fn.countAll<number>().as('tables')),
);

const linesIn = (db: Builder, stretch: Stretch) =>
  soldIn(db, stretch)
    .crossJoin('order_items')
    .whereRef('order_items.order_id', '=', 'orders.id')
    .whereRef('order_items.store_id', '=', 'orders.store_id');

export const findSoldItems = statement((db, stretch: Stretch) =>
  linesIn(db, stretch)
    .select([
      'order_items.menu_id',
      summed<number>('order_items.quantity').as('quantity'),
      summed<Money>('order_items.subtotal').as('sales'),
    ])
    .groupBy('order_items.menu_id'),
);

/** Each choice of options as it was written, with how many dishes had it. */
export const findSoldChoices = statement((db, stretch: Stretch) =>
  linesIn(db, stretch)
    .where(sql<boolean>`order_items.options <> '[]'`)
    .select(['order_items.menu_id', 'order_items.options', summed<number>('order_items.quantity').as('quantity')])
    .groupBy(['order_items.menu_id', 'order_items.options']),
);

/** What is unfinished in the shop, in the words of the index of open orders. */
export const findOpenNow = statement((db, { storeId }: { storeId: StoreId }) =>
  db
    .selectFrom('orders')
    .where('store_id', '=', storeId)
    .where(sql<boolean>`deleted_at is null and status not in ('COMPLETED', 'CANCELLED')`)
    .select((e) => [e.fn.countAll<number>().as('orders'), sql<Money>`cast(coalesce(sum(total_amount), 0) as bigint)`.as('amount')]),
);

export const countTablesInUse = statement((db, { storeId }: { storeId: StoreId }) =>
  db
    .selectFrom('table_sessions')
    .where('store_id', '=', storeId)
    .where('ended_at', 'is', null)
    .select((e) => e.fn.countAll<number>().as('tables')),
);

export const findFirstOrderAt = statement((db, { storeId }: { storeId: StoreId }) =>
  db.selectFrom('orders').select('created_at as at').where('store_id', '=', storeId).orderBy('created_at').limit(1),
);
export const findFirstCallAt = statement((db, { storeId }: { storeId: StoreId }) =>
  db.selectFrom('calls').select('created_at as at').where('store_id', '=', storeId).orderBy('created_at').limit(1),
);

export const findStaffNames = (reading: Reading, storeId: StoreId, ids: readonly StaffId[]) =>
  reading.find((db) => db.selectFrom('staff').select(['id', 'username']).where('store_id', '=', storeId).where('id', 'in', ids));

/** Every item there ever was, with the category it stands in now. */
export const findItemPlaces = statement((db, { storeId }: { storeId: StoreId }) =>
  db
    .selectFrom('menu_items')
    .leftJoin('categories', 'categories.id', 'menu_items.category_id')
    .select(['menu_items.id', 'menu_items.name', 'categories.id as category_id', 'categories.name as category_name'])
    .where('menu_items.store_id', '=', storeId),
);

/** The counted days that lie within a stretch. */
export const findDayFigures = statement((db, { storeId, fromAt, toAt, shape }: Stretch & { shape: number }) =>
  db
    .selectFrom('day_figures')
    .select(['from_at', 'to_at', 'figures'])
    .where('store_id', '=', storeId)
    .where('to_at', '>', fromAt)
    .where('to_at', '<=', toAt)
    .where('shape', '=', shape),
);
export const findDayItems = statement((db, { storeId, fromAt, toAt, shape }: Stretch & { shape: number }) =>
  db
    .selectFrom('day_figures')
    .select(['from_at', 'to_at', 'items as figures'])
    .where('store_id', '=', storeId)
    .where('to_at', '>', fromAt)
    .where('to_at', '<=', toAt)
    .where('shape', '=', shape),
);

/** One stretch as it was kept. */
export const findKept = statement((db, { storeId, fromAt, toAt, shape }: Stretch & { shape: number }) =>
  db
    .selectFrom('day_figures')
    .select('items')
    .where('store_id', '=', storeId)
    .where('to_at', '=', toAt)
    .where('from_at', '=', fromAt)
    .where('shape', '=', shape),
);

/** Also those of another calendar, after the shop moved its zone or the start of its day. */
export const dropOverlapping = statement((db, { storeId, fromAt, toAt, shape }: Stretch & { shape: number }) =>
  db
    .deleteFrom('day_figures')
    .where('store_id', '=', storeId)
    .where('to_at', '>', fromAt)
    .where('from_at', '<', toAt)
    .where('shape', '=', shape),
);
/** In the place of what an older program kept of the same stretch. */
export const keepStretch = statement((db, kept: Stretch & { shape: number; figures: string; items: string }) =>
  db
    .insertInto('day_figures')
    .values({
      store_id: kept.storeId,
      from_at: kept.fromAt,
      to_at: kept.toAt,
      shape: kept.shape,
      figures: kept.figures,
      items: kept.items,
    })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'to_at', 'from_at']).doUpdateSet({ shape: kept.shape, figures: kept.figures, items: kept.items }),
    ),
);

export interface LossRow {
  readonly id: string;
  readonly total_amount: Money;
  readonly deleted_at: number | null;
  readonly delete_reason: string | null;
  readonly deleted_by: StaffId | null;
  readonly cancel_reason: string | null;
  readonly cancelled_by: StaffId | null;
}
export interface SlotRow {
  readonly slot: number;
  readonly kind: SlotKind;
  readonly orders: number;
  readonly amount: Money;
  readonly first_at: number;
  readonly last_at: number;
}
export interface WaitRow {
  readonly status: OrderStatus;
  readonly orders: number;
  readonly ms: number;
}
export interface CallRow {
  readonly reason: CallReason;
  readonly calls: number;
  readonly answered: number;
  readonly ms: number;
}
export interface ChoiceRow {
  readonly menu_id: MenuId;
  readonly options: string;
  readonly quantity: number;
}
