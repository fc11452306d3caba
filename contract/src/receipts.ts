import { endpoint, STAFF } from './endpoint.ts';
import { events } from './event.ts';
import { id, type OrderId, type OrderItemId, type StationId, type TableId } from './ids.ts';
import { MAX_LINES } from './orders.ts';
import { anyText, count, form, list, listOf, nullable, object, oneOf, optional, type Static } from './schema.ts';
import { anInstant } from './time.ts';

/** How often an unseen order is called out: at the next screen, then at every screen of the staff. */
export const LAST_STEP = 2;

/**
 * An order that no screen which should have it has drawn in time. `stationIds` are the stations that have a screen of their own and have not
 * drawn it; none where nobody at all has. `step` 1: the next screen rings, 2: every one does.
 */
export const UnseenOrder = object({
  orderId: id<OrderId>(),
  number: form('^[0-9]{3,}$', 10),
  tableId: id<TableId>(),
  tableNumber: count({ min: 1, max: 9999 }),
  stationIds: list(id<StationId>()),
  step: count({ min: 1, max: LAST_STEP }),
  since: anInstant(),
});
export type UnseenOrder = Static<typeof UnseenOrder>;

/** Told whole: a screen that missed one is right again with the next. */
export const receiptsEvents = events({ unseen_updated: object({ orders: list(UnseenOrder) }) });

/** A screen names the orders that it has really drawn; the first time counts, for the guest and for each station. */
export const acknowledgeOrders = endpoint({
  method: 'POST',
  path: '/api/admin/orders/seen',
  summary: 'These orders are on this screen (of this station), before somebody’s eyes; the guest is told',
  callers: STAFF,
  body: object({
    orderIds: list(id<OrderId>(), { min: 1, max: MAX_LINES, unique: true }),
    screen: oneOf('board', 'kitchen'),
    stationId: optional(id<StationId>()),
  }),
  reply: { 204: null },
  problems: [],
});
export const listUnseen = endpoint({
  method: 'GET',
  path: '/api/admin/orders/unseen',
  summary: 'Orders that were not drawn in time by a screen that should have them, oldest first',
  callers: STAFF,
  reply: { 200: listOf(UnseenOrder) },
  problems: [],
});

/** What can happen to an order on its way, as its record tells it. */
export const RECORDED = ['stored', 'seen', 'escalated', 'status', 'started', 'bumped', 'recalled', 'printed', 'deleted'] as const;

/** One moment of an order. Which of the others are said depends on `what`; `detail` is the screen, the status, the step or the printer. */
export const RecordedMoment = object({
  at: anInstant(),
  what: oneOf(...RECORDED),
  stationId: nullable(id<StationId>()),
  itemId: nullable(id<OrderItemId>()),
  detail: nullable(anyText()),
  who: nullable(anyText()),
});
export type RecordedMoment = Static<typeof RecordedMoment>;

export const readOrderRecord = endpoint({
  method: 'GET',
  path: '/api/admin/orders/{orderId}/record',
  summary: 'Everything that happened to an order, to the millisecond, for a dispute',
  callers: STAFF,
  reply: { 200: object({ orderId: id<OrderId>(), number: form('^[0-9]{3,}$', 10), moments: list(RecordedMoment) }) },
  problems: [],
});

export const readOrderRecordCsv = endpoint({
  method: 'GET',
  path: '/api/admin/orders/{orderId}/record.csv',
  summary: 'The same as a file: an instant a line, in UTC and on the shop’s wall',
  callers: STAFF,
  media: 'csv',
  reply: { 200: null },
  problems: [],
});
