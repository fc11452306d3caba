import type { OrderId, SessionId, StoreId, TableId } from '@tableorder/contract/ids';
import type { OrderStatus } from '@tableorder/contract/orders';
import { sql } from 'kysely';
import type { Reading } from '../../infra/db/db.ts';
import { type Builder, statement } from '../../infra/db/statement.ts';
import { ORDER, type OrderRow } from './orders.sql.ts';

export interface FiledOrderRow extends OrderRow {
  readonly session_ended_at: number | null;
  readonly deleted_at: number | null;
  readonly deleted_by_name: string | null;
  readonly delete_reason: string | null;
}

export interface OrderFilter {
  readonly status?: OrderStatus | undefined;
  readonly tableId?: TableId | undefined;
  readonly number?: number | undefined;
  readonly fromAt?: number | undefined;
  readonly toAt?: number | undefined;
  readonly state?: 'current' | 'history' | 'deleted' | 'ended' | 'all' | undefined;
  readonly orderId?: OrderId | undefined;
  readonly sessionId?: SessionId | undefined;
  /** The last order of the page before. */
  readonly before?: { readonly at: number; readonly id: OrderId } | undefined;
  readonly limit: number;
}

const runningSessions = (db: Builder, storeId: StoreId) =>
  db.selectFrom('table_sessions').select('id').where('store_id', '=', storeId).where('ended_at', 'is', null);

/**
 * Orders as they are filed, newest first, each filter by an index of its own: what is rare among a million is not looked for one by one.
 * `ended` is `history` with the deleted ones.
 */
export const filedOrders = (storeId: StoreId, filter: OrderFilter) => (db: Builder) => {
  let query = db
    .selectFrom('orders')
    .innerJoin('table_sessions', 'table_sessions.id', 'orders.session_id')
    .leftJoin('staff', 'staff.id', 'orders.deleted_by')
    .select([
      ...ORDER,
      'table_sessions.ended_at as session_ended_at',
      'orders.deleted_at',
      'staff.username as deleted_by_name',
      'orders.delete_reason',
    ])
    .where('orders.store_id', '=', storeId)
    .orderBy('orders.created_at', 'desc')
    .orderBy('orders.id', 'desc')
    .limit(filter.limit);
  const { status, state, before } = filter;
  if (status !== undefined) query = query.where('orders.status', '=', status);
  // In the words of the partial index, which SQLite would not use otherwise.
  if (status !== undefined && status !== 'COMPLETED') query = query.where(sql<boolean>`orders.status <> 'COMPLETED'`);
  if (filter.tableId !== undefined) query = query.where('orders.table_id', '=', filter.tableId);
  if (filter.number !== undefined) query = query.where('orders.number', '=', filter.number);
  if (filter.orderId !== undefined) query = query.where('orders.id', '=', filter.orderId);
  if (filter.sessionId !== undefined) query = query.where('orders.session_id', '=', filter.sessionId);
  if (filter.fromAt !== undefined) query = query.where('orders.created_at', '>=', filter.fromAt);
  if (filter.toAt !== undefined) query = query.where('orders.created_at', '<', filter.toAt);
  if (before !== undefined) query = query.where(sql<boolean>`(orders.created_at, orders.id) < (${before.at}, ${before.id})`);
  if (state === 'current') query = query.where('orders.session_id', 'in', runningSessions(db, storeId));
  if (state === 'history' || state === 'ended') query = query.where('orders.session_id', 'not in', runningSessions(db, storeId));
  if (state === 'deleted') query = query.where('orders.deleted_at', 'is not', null);
  const deletedToo = state === 'ended' || state === 'all' || filter.orderId !== undefined || filter.sessionId !== undefined;
  return state === 'deleted' || deletedToo ? query : query.where('orders.deleted_at', 'is', null);
};

export const findFiledSession = statement((db, { storeId, sessionId }: { storeId: StoreId; sessionId: SessionId }) =>
  db
    .selectFrom('table_sessions')
    .innerJoin('tables', 'tables.id', 'table_sessions.table_id')
    .select(['table_sessions.id', 'table_id', 'tables.number as table_number', 'started_at', 'ended_at'])
    .where('table_sessions.store_id', '=', storeId)
    .where('table_sessions.id', '=', sessionId),
);

/** Each step with the name of who took it. */
export const findNamedTransitionsOf = (reading: Reading, storeId: StoreId, ids: readonly OrderId[]) =>
  reading.find((db) =>
    db
      .selectFrom('order_transitions')
      .leftJoin('staff', 'staff.id', 'order_transitions.staff_id')
      .select(['order_id', 'from_status', 'to_status', 'at', 'actor', 'staff.username as who'])
      .where('order_transitions.store_id', '=', storeId)
      .where('order_id', 'in', ids)
      .orderBy('order_id')
      .orderBy('position'),
  );
