import type { MenuId, OrderId, OrderItemId, SessionId, StaffId, StoreId, TableId } from '@tableorder/contract/ids';
import type { Money } from '@tableorder/contract/money';
import type { Actor, OrderStatus } from '@tableorder/contract/orders';
import type { LocalDay } from '@tableorder/contract/time';
import { sql } from 'kysely';
import type { Reading } from '../../infra/db/db.ts';
import { type Builder, statement } from '../../infra/db/statement.ts';

interface Of {
  readonly storeId: StoreId;
  readonly orderId: OrderId;
}

export const ORDER = [
  'orders.id',
  'orders.number',
  'orders.status',
  'orders.version',
  'orders.table_id',
  'orders.table_number',
  'orders.session_id',
  'orders.total_amount',
  'orders.note',
  'orders.cancel_reason',
  'orders.created_at',
  'orders.updated_at',
  'orders.seen_at',
] as const;

export interface OrderRow {
  readonly id: OrderId;
  readonly number: number;
  readonly status: OrderStatus;
  readonly version: number;
  readonly table_id: TableId;
  readonly table_number: number;
  readonly session_id: SessionId;
  readonly total_amount: Money;
  readonly note: string | null;
  readonly cancel_reason: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly seen_at: number | null;
}

/** The orders that a key made, of whoever it was: nearly always one or none, for keys are drawn at random. */
export const findOrdersByKey = statement((db, { storeId, key }: { storeId: StoreId; key: string }) =>
  db
    .selectFrom('orders')
    .select(['id', 'body_hash', 'placed_by', 'session_id'])
    .where('store_id', '=', storeId)
    .where('idempotency_key', '=', key),
);

/** An order that is not deleted. */
export const findOrder = statement((db, { storeId, orderId }: Of) =>
  db.selectFrom('orders').select(ORDER).where('store_id', '=', storeId).where('id', '=', orderId).where('deleted_at', 'is', null),
);

/** The order of a repeated key, deleted or not: the key's answer does not change. */
export const findOrderEvenDeleted = statement((db, { storeId, orderId }: Of) =>
  db.selectFrom('orders').select(ORDER).where('store_id', '=', storeId).where('id', '=', orderId),
);

export const findOrderOfSession = statement((db, { storeId, orderId, sessionId }: Of & { sessionId: SessionId }) =>
  db
    .selectFrom('orders')
    .select(ORDER)
    .where('store_id', '=', storeId)
    .where('id', '=', orderId)
    .where('session_id', '=', sessionId)
    .where('deleted_at', 'is', null),
);

/** A running session's orders, latest first. */
export const findOrdersOfSession = statement((db, { storeId, sessionId }: { storeId: StoreId; sessionId: SessionId }) =>
  db
    .selectFrom('orders')
    .select(ORDER)
    .where('session_id', '=', sessionId)
    .where('store_id', '=', storeId)
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc'),
);

/** A page of a session's orders, latest first, before an id (the largest text for the first page). */
export const findPageOfSession = statement((db, p: { storeId: StoreId; sessionId: SessionId; before: string; limit: number }) =>
  db
    .selectFrom('orders')
    .select(ORDER)
    .where('session_id', '=', p.sessionId)
    .where('store_id', '=', p.storeId)
    .where('deleted_at', 'is', null)
    .where('id', '<', p.before as OrderId)
    .orderBy('id', 'desc')
    .limit(p.limit),
);

/** What counts in a session's bill, to be summed by the money rules. */
export const findTotalsOfSession = statement((db, { storeId, sessionId }: { storeId: StoreId; sessionId: SessionId }) =>
  db
    .selectFrom('orders')
    .select(['status', 'total_amount'])
    .where('session_id', '=', sessionId)
    .where('store_id', '=', storeId)
    .where('deleted_at', 'is', null),
);

/** Every order of the store's running sessions that is not deleted, latest first. A cross join: SQLite keeps its order, sessions first. */
export const findRunningOrders = statement((db, { storeId }: { storeId: StoreId }) =>
  db
    .selectFrom('table_sessions')
    .crossJoin('orders')
    .select(ORDER)
    .whereRef('orders.store_id', '=', 'table_sessions.store_id')
    .whereRef('orders.session_id', '=', 'table_sessions.id')
    .where('table_sessions.store_id', '=', storeId)
    .where('table_sessions.ended_at', 'is', null)
    .where('orders.deleted_at', 'is', null)
    .orderBy('orders.id', 'desc'),
);

const ITEM = ['order_id', 'id', 'menu_id', 'name', 'unit_price', 'quantity', 'options', 'subtotal', 'note', 'station_ids'] as const;
const TRANSITION = ['order_id', 'from_status', 'to_status', 'at', 'actor'] as const;

export const findItems = statement((db, { storeId, orderId }: Of) =>
  db.selectFrom('order_items').select(ITEM).where('store_id', '=', storeId).where('order_id', '=', orderId).orderBy('position'),
);

export const findTransitions = statement((db, { storeId, orderId }: Of) =>
  db.selectFrom('order_transitions').select(TRANSITION).where('store_id', '=', storeId).where('order_id', '=', orderId).orderBy('position'),
);

export const findItemsOf = (reading: Reading, storeId: StoreId, ids: readonly OrderId[]) =>
  reading.find((db) =>
    db
      .selectFrom('order_items')
      .select(ITEM)
      .where('store_id', '=', storeId)
      .where('order_id', 'in', ids)
      .orderBy('order_id')
      .orderBy('position'),
  );

export const findTransitionsOf = (reading: Reading, storeId: StoreId, ids: readonly OrderId[]) =>
  reading.find((db) =>
    db
      .selectFrom('order_transitions')
      .select(TRANSITION)
      .where('store_id', '=', storeId)
      .where('order_id', 'in', ids)
      .orderBy('order_id')
      .orderBy('position'),
  );

export const findLastNumber = statement((db, { storeId }: { storeId: StoreId }) =>
  db.selectFrom('store_counters').select(['order_number', 'order_number_on']).where('store_id', '=', storeId),
);

export const keepLastNumber = statement((db, { storeId, number, on }: { storeId: StoreId; number: number; on: LocalDay }) =>
  db.updateTable('store_counters').set({ order_number: number, order_number_on: on }).where('store_id', '=', storeId),
);

/** In the words of the partial index: with parameters in their place SQLite would not use it. */
const isOpen = sql<boolean>`deleted_at is null and status not in ('COMPLETED', 'CANCELLED')`;

/** Whether an open order holds the number. */
export const findHolder = statement((db, { storeId, number }: { storeId: StoreId; number: number }) =>
  db.selectFrom('orders').select('id').where('store_id', '=', storeId).where('number', '=', number).where(isOpen),
);

const openOrders = (db: Builder, storeId: StoreId) => db.selectFrom('orders').where('store_id', '=', storeId).where(isOpen);

/** How many numbers up to `last` are held; each by one order. */
export const countHeld = statement((db, { storeId, last }: { storeId: StoreId; last: number }) =>
  openOrders(db, storeId)
    .where('number', '<=', last)
    .select((e) => e.fn.countAll<number>().as('held')),
);

export const findHeldNumbers = statement((db, { storeId, last }: { storeId: StoreId; last: number }) =>
  openOrders(db, storeId).where('number', '<=', last).select('number'),
);

export const findHighestHeld = statement((db, { storeId }: { storeId: StoreId }) =>
  openOrders(db, storeId).select('number').orderBy('number', 'desc').limit(1),
);

interface NewOrder {
  readonly id: OrderId;
  readonly storeId: StoreId;
  readonly number: number;
  readonly tableId: TableId;
  readonly tableNumber: number;
  readonly sessionId: SessionId;
  readonly totalAmount: Money;
  readonly note: string | null;
  readonly placedBy: string;
  readonly key: string;
  readonly bodyHash: string;
  readonly at: number;
}

export const insertOrder = statement((db, order: NewOrder) =>
  db.insertInto('orders').values({
    id: order.id,
    store_id: order.storeId,
    number: order.number,
    status: 'PENDING',
    version: 1,
    table_id: order.tableId,
    table_number: order.tableNumber,
    session_id: order.sessionId,
    total_amount: order.totalAmount,
    note: order.note,
    cancel_reason: null,
    placed_by: order.placedBy,
    idempotency_key: order.key,
    body_hash: order.bodyHash,
    created_at: order.at,
    updated_at: order.at,
    deleted_at: null,
    deleted_by: null,
    delete_reason: null,
    seen_at: null,
    seen_on: null,
  }),
);

interface NewItem {
  readonly id: OrderItemId;
  readonly storeId: StoreId;
  readonly orderId: OrderId;
  readonly position: number;
  readonly menuId: MenuId;
  readonly name: string;
  readonly unitPrice: Money;
  readonly quantity: number;
  readonly options: string;
  readonly subtotal: Money;
  readonly note: string | null;
  readonly stationIds: string;
}

export const insertItem = statement((db, item: NewItem) =>
  db.insertInto('order_items').values({
    id: item.id,
    store_id: item.storeId,
    order_id: item.orderId,
    position: item.position,
    menu_id: item.menuId,
    name: item.name,
    unit_price: item.unitPrice,
    quantity: item.quantity,
    options: item.options,
    subtotal: item.subtotal,
    note: item.note,
    station_ids: item.stationIds,
  }),
);

export const findLastPosition = statement((db, { storeId, orderId }: Of) =>
  db
    .selectFrom('order_items')
    .select('position')
    .where('store_id', '=', storeId)
    .where('order_id', '=', orderId)
    .orderBy('position', 'desc')
    .limit(1),
);

export const updateItem = statement((db, item: Omit<NewItem, 'position' | 'menuId' | 'name' | 'stationIds'>) =>
  db
    .updateTable('order_items')
    .set({
      unit_price: item.unitPrice,
      quantity: item.quantity,
      options: item.options,
      subtotal: item.subtotal,
      note: item.note,
    })
    .where('store_id', '=', item.storeId)
    .where('order_id', '=', item.orderId)
    .where('id', '=', item.id),
);

export const deleteItem = statement((db, { storeId, orderId, itemId }: Of & { itemId: OrderItemId }) =>
  db.deleteFrom('order_items').where('store_id', '=', storeId).where('order_id', '=', orderId).where('id', '=', itemId),
);

export const deleteItems = statement((db, { storeId, orderId }: Of) =>
  db.deleteFrom('order_items').where('store_id', '=', storeId).where('order_id', '=', orderId),
);

interface NewTransition extends Of {
  readonly position: number;
  readonly from: OrderStatus | null;
  readonly to: OrderStatus;
  readonly at: number;
  readonly actor: Actor;
  readonly staffId: StaffId | null;
}

export const insertTransition = statement((db, step: NewTransition) =>
  db.insertInto('order_transitions').values({
    store_id: step.storeId,
    order_id: step.orderId,
    position: step.position,
    from_status: step.from,
    to_status: step.to,
    at: step.at,
    actor: step.actor,
    staff_id: step.staffId,
  }),
);

export const updateLines = statement((db, o: Of & { version: number; totalAmount: Money; note: string | null; at: number }) =>
  db
    .updateTable('orders')
    .set({ version: o.version, total_amount: o.totalAmount, note: o.note, updated_at: o.at })
    .where('store_id', '=', o.storeId)
    .where('id', '=', o.orderId),
);

/** The first time that a screen drew it; 0 rows later on. Its version stays: nobody has changed the order. */
export const markSeen = statement((db, o: Of & { at: number; screen: string }) =>
  db
    .updateTable('orders')
    .set({ seen_at: o.at, seen_on: o.screen })
    .where('store_id', '=', o.storeId)
    .where('id', '=', o.orderId)
    .where('seen_at', 'is', null)
    .where('deleted_at', 'is', null),
);

export const updateStatus = statement((db, o: Of & { version: number; status: OrderStatus; cancelReason: string | null; at: number }) =>
  db
    .updateTable('orders')
    .set({ version: o.version, status: o.status, cancel_reason: o.cancelReason, updated_at: o.at })
    .where('store_id', '=', o.storeId)
    .where('id', '=', o.orderId),
);

export const markDeleted = statement((db, o: Of & { version: number; at: number; staffId: StaffId | null; reason: string }) =>
  db
    .updateTable('orders')
    .set({ version: o.version, deleted_at: o.at, deleted_by: o.staffId, delete_reason: o.reason, updated_at: o.at })
    .where('store_id', '=', o.storeId)
    .where('id', '=', o.orderId)
    .where('deleted_at', 'is', null),
);

/** Orders of a party that moved to another table, or joined another party. */
export const seatOrders = statement(
  (db, o: { storeId: StoreId; sessionId: SessionId; toSessionId: SessionId; toTableId: TableId; toTableNumber: number; at: number }) =>
    db
      .updateTable('orders')
      .set((e) => ({
        session_id: o.toSessionId,
        table_id: o.toTableId,
        table_number: o.toTableNumber,
        version: e('version', '+', 1),
        updated_at: o.at,
      }))
      .where('session_id', '=', o.sessionId)
      .where('store_id', '=', o.storeId),
);

const ofSession = (db: Builder, { storeId, sessionId }: { storeId: StoreId; sessionId: SessionId }) =>
  db.selectFrom('orders').select('id').where('store_id', '=', storeId).where('session_id', '=', sessionId);

/** A session's orders with their lines and steps, in the order in which they can go. */
export const deleteOrdersOfSession = [
  statement((db, of: { storeId: StoreId; sessionId: SessionId }) =>
    db.deleteFrom('order_items').where('order_id', 'in', ofSession(db, of)),
  ),
  statement((db, of: { storeId: StoreId; sessionId: SessionId }) =>
    db.deleteFrom('order_transitions').where('order_id', 'in', ofSession(db, of)),
  ),
  statement((db, of: { storeId: StoreId; sessionId: SessionId }) =>
    db.deleteFrom('orders').where('store_id', '=', of.storeId).where('session_id', '=', of.sessionId),
  ),
] as const;
