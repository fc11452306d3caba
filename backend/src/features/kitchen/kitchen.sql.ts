import type { OrderId, OrderItemId, StaffId, StationId, StoreId } from '@tableorder/contract/ids';
import { sql } from 'kysely';
import type { Reading } from '../../infra/db/db.ts';
import type { Schema } from '../../infra/db/schema.ts';
import { type Builder, statement } from '../../infra/db/statement.ts';
import { ORDER } from '../orders/orders.sql.ts';

type OfStore = { readonly storeId: StoreId };
type OfOrder = OfStore & { readonly orderId: OrderId };
export type LineRow = Omit<Schema['kitchen_lines'], 'store_id'>;

const LINE = [
  'order_id',
  'item_id',
  'station_id',
  'course',
  'held_at',
  'fired_at',
  'started_at',
  'bumped_at',
  'recalled_at',
  'by_id',
] as const;

export const findLines = statement((db, { storeId, orderId }: OfOrder) =>
  db.selectFrom('kitchen_lines').select(LINE).where('store_id', '=', storeId).where('order_id', '=', orderId),
);

export const findLinesOf = (reading: Reading, storeId: StoreId, ids: readonly OrderId[]) =>
  reading.find((db) => db.selectFrom('kitchen_lines').select(LINE).where('store_id', '=', storeId).where('order_id', 'in', ids));

/** In the words of the partial index: with parameters in their place SQLite would not use it. */
const isRecalled = sql<boolean>`recalled_at is not null and bumped_at is null`;

/** Orders of running sessions that the kitchen may still have to do with: what is not ready yet, and what was called back. Oldest first. */
export const findKitchenOrders = statement((db, { storeId }: OfStore) =>
  db
    .selectFrom('table_sessions')
    .crossJoin('orders')
    .select(ORDER)
    .whereRef('orders.store_id', '=', 'table_sessions.store_id')
    .whereRef('orders.session_id', '=', 'table_sessions.id')
    .where('table_sessions.store_id', '=', storeId)
    .where('table_sessions.ended_at', 'is', null)
    .where('orders.deleted_at', 'is', null)
    .where((e) =>
      e.or([
        e('orders.status', 'in', ['PENDING', 'CONFIRMED', 'PREPARING']),
        e.and([
          e('orders.status', 'in', ['READY', 'COMPLETED']),
          e('orders.id', 'in', e.selectFrom('kitchen_lines').select('order_id').where('store_id', '=', storeId).where(isRecalled)),
        ]),
      ]),
    )
    .orderBy('orders.id'),
);

/** Whether the party of an order still sits. */
export const findRunningSessionOf = statement((db, { storeId, orderId }: OfOrder) =>
  db
    .selectFrom('orders')
    .innerJoin('table_sessions', 'table_sessions.id', 'orders.session_id')
    .select('table_sessions.id')
    .where('orders.store_id', '=', storeId)
    .where('orders.id', '=', orderId)
    .where('table_sessions.store_id', '=', storeId)
    .where('table_sessions.ended_at', 'is', null),
);

interface Recent extends OfStore {
  readonly since: number;
  readonly limit: number;
}
const bumped = (db: Builder, { storeId, since }: Recent) =>
  db
    .selectFrom('kitchen_lines')
    .where('store_id', '=', storeId)
    .where('bumped_at', 'is not', null)
    .where('bumped_at', '>', since)
    .select('order_id')
    .select((e) => e.fn.max<number>('bumped_at').as('last'))
    .groupBy('order_id')
    .orderBy('last', 'desc');

/** The orders whose lines were bumped last. */
export const findRecentlyBumped = statement((db, of: Recent) => bumped(db, of).limit(of.limit));
/** The same at one station. */
export const findRecentlyBumpedAt = statement((db, of: Recent & { stationId: StationId }) =>
  bumped(db, of).where('station_id', '=', of.stationId).limit(of.limit),
);

export const findOrdersById = (reading: Reading, storeId: StoreId, ids: readonly OrderId[]) =>
  reading.find((db) =>
    db.selectFrom('orders').select(ORDER).where('store_id', '=', storeId).where('id', 'in', ids).where('deleted_at', 'is', null),
  );

interface Kept extends OfOrder {
  readonly itemId: OrderItemId;
  readonly stationId: StationId;
  readonly course: number | null;
  readonly heldAt: number | null;
  readonly firedAt: number | null;
  readonly startedAt: number | null;
  readonly bumpedAt: number | null;
  readonly recalledAt: number | null;
  readonly byId: StaffId | null;
}

/** Writes a line as it stands, the first time or again. */
export const keepLine = statement((db, line: Kept) =>
  db
    .insertInto('kitchen_lines')
    .values({
      store_id: line.storeId,
      order_id: line.orderId,
      item_id: line.itemId,
      station_id: line.stationId,
      course: line.course,
      held_at: line.heldAt,
      fired_at: line.firedAt,
      started_at: line.startedAt,
      bumped_at: line.bumpedAt,
      recalled_at: line.recalledAt,
      by_id: line.byId,
    })
    .onConflict((conflict) =>
      conflict.columns(['order_id', 'item_id', 'station_id']).doUpdateSet((e) => ({
        course: e.ref('excluded.course'),
        held_at: e.ref('excluded.held_at'),
        fired_at: e.ref('excluded.fired_at'),
        started_at: e.ref('excluded.started_at'),
        bumped_at: e.ref('excluded.bumped_at'),
        recalled_at: e.ref('excluded.recalled_at'),
        by_id: e.ref('excluded.by_id'),
      })),
    ),
);

/** A session's lines, before its orders go. */
export const deleteLinesOfSession = statement((db, { storeId, sessionId }: OfStore & { sessionId: Schema['orders']['session_id'] }) =>
  db
    .deleteFrom('kitchen_lines')
    .where('store_id', '=', storeId)
    .where('order_id', 'in', (e) =>
      e.selectFrom('orders').select('id').where('store_id', '=', storeId).where('session_id', '=', sessionId),
    ),
);
