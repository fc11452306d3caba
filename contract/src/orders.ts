import { endpoint, FLOOR, MANAGERS, STAFF } from './endpoint.ts';
import { events } from './event.ts';
import {
  type CartLineId,
  id,
  type MenuId,
  type OptionId,
  type OrderId,
  type OrderItemId,
  type SessionId,
  type StationId,
  type TableId,
} from './ids.ts';
import { amount } from './money.ts';
import {
  anyText,
  count,
  digits,
  flag,
  form,
  line,
  list,
  listOf,
  nullable,
  object,
  oneOf,
  optional,
  page,
  type Static,
  text,
} from './schema.ts';
import { aLocalDay, anInstant } from './time.ts';

export const ORDER_STATUSES = ['PENDING', 'CONFIRMED', 'PREPARING', 'READY', 'COMPLETED', 'CANCELLED'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];
const aStatus = () => oneOf(...ORDER_STATUSES);

/** Lines an order may have; more is a mistake or an attack. */
export const MAX_LINES = 100;
const note = () => text({ max: 200 });
const reason = () => line({ min: 1, max: 200 });
const version = () => count({ min: 1, max: 1e9 });

export const OrderItem = object({
  id: id<OrderItemId>(),
  menuId: id<MenuId>(),
  name: anyText(),
  unitPrice: amount(),
  quantity: count({ min: 1, max: 99 }),
  options: list(object({ id: id<OptionId>(), groupName: anyText(), name: anyText(), priceDelta: amount() })),
  subtotal: amount(),
  note: nullable(anyText()),
  /** The stations that make it, as they were when it was ordered. */
  stationIds: list(id<StationId>()),
});
export type OrderItem = Static<typeof OrderItem>;

/** Who did it, as far as guests may know; the staff member's name is in the staff's view. */
const anActor = () => oneOf('guest', 'staff', 'kitchen', 'system');
export type Actor = 'guest' | 'staff' | 'kitchen' | 'system';

const step = { from: nullable(aStatus()), to: aStatus(), at: anInstant(), by: anActor() };

const order = {
  id: id<OrderId>(),
  number: form('^[0-9]{3,}$', 10),
  status: aStatus(),
  version: version(),
  tableId: id<TableId>(),
  tableNumber: count({ min: 1, max: 9999 }),
  sessionId: id<SessionId>(),
  items: list(OrderItem),
  totalAmount: amount(),
  note: nullable(anyText()),
  cancelReason: nullable(anyText()),
  createdAt: anInstant(),
  updatedAt: anInstant(),
  /** When a screen of the staff's or the kitchen's first drew it: the receipt that the guest sees. */
  seenAt: nullable(anInstant()),
  transitions: list(object(step)),
};
export const Order = object(order);
export type Order = Static<typeof Order>;

/** An order as staff find it later: who took each step, when its session ended, and who deleted it when and why. */
export const FiledOrder = object({
  ...order,
  transitions: list(object({ ...step, who: nullable(anyText()) })),
  sessionEndedAt: nullable(anInstant()),
  deletion: nullable(object({ at: anInstant(), by: anyText(), reason: anyText() })),
});
export type FiledOrder = Static<typeof FiledOrder>;

/** A party with everything it ordered, deleted orders too; `endedAt` is null while it sits. */
export const FiledSession = object({
  id: id<SessionId>(),
  tableId: id<TableId>(),
  tableNumber: count({ min: 1, max: 9999 }),
  startedAt: anInstant(),
  endedAt: nullable(anInstant()),
  totalAmount: amount(),
  orders: list(FiledOrder),
});
export type FiledSession = Static<typeof FiledSession>;

export const OrderLine = object({
  menuId: id<MenuId>(),
  quantity: count({ min: 1, max: 99 }),
  optionIds: list(id<OptionId>(), { max: 100 }),
  note: optional(nullable(note())),
});
export type OrderLine = Static<typeof OrderLine>;

const lines = () => list(OrderLine, { min: 1, max: MAX_LINES });
const NewOrder = { items: lines(), expectedTotal: optional(amount()), note: optional(nullable(note())) };
/** The line of the shared cart that an item was, and the version the guest saw. */
const TakenLine = object({ id: id<CartLineId>(), version: count({ min: 0, max: 1e9 }) });
/** `cartLines` names the cart's line of each item, in their order: each is taken out with the order, and goes into one order only. */
export const PlaceOrder = object({ ...NewOrder, cartLines: optional(list(TakenLine, { min: 1, max: MAX_LINES })) });
export type PlaceOrder = Static<typeof PlaceOrder>;

const named = { index: count({ min: 0, max: MAX_LINES }), menuId: id<MenuId>(), name: nullable(anyText()) };
const PricedLine = object({ ...named, unitPrice: amount(), subtotal: amount() });

export const ordersProblems = {
  'order/price-changed': {
    status: 409,
    title: 'A price changed since the guest saw it',
    params: object({ expectedTotal: amount(), totalAmount: amount(), items: list(PricedLine) }),
  },
  'order/item-unavailable': { status: 409, title: 'An item is not on the menu (now)', params: object(named) },
  'order/item-sold-out': { status: 409, title: 'An item is sold out', params: object({ ...named, left: count({ min: 0, max: 9999 }) }) },
  'order/option-missing': {
    status: 409,
    title: 'A required choice is missing',
    params: object({ ...named, group: anyText(), min: count({ min: 0, max: 20 }) }),
  },
  'order/option-too-many': {
    status: 409,
    title: 'More choices than the group allows',
    params: object({ ...named, group: anyText(), max: count({ min: 0, max: 20 }) }),
  },
  'order/option-unknown': {
    status: 409,
    title: 'An option is not one of this item (now)',
    params: object({ ...named, optionId: id<OptionId>() }),
  },
  'order/cart-changed': {
    status: 409,
    title: 'Another guest of the table ordered, removed or changed a line of the cart',
    params: object({
      lines: list(
        object({ ...named, lineId: id<CartLineId>(), state: oneOf('ordered', 'removed', 'changed'), orderNumber: nullable(anyText()) }),
      ),
    }),
  },
  'order/not-pending': { status: 409, title: 'The order is already being prepared', params: object({ order: Order }) },
  'order/illegal-step': { status: 409, title: 'The order’s status does not allow this step', params: object({ order: Order }) },
  'order/stale': { status: 409, title: 'The order changed meanwhile', params: object({ order: Order }) },
  'order/nothing-left': { status: 409, title: 'No line would be left: cancel the order instead', params: object({ order: Order }) },
  'order/reason-required': { status: 400, title: 'Cancelling needs a reason', params: object({}) },
} as const;

export const ordersEvents = events({
  order_created: object({ order: Order }),
  order_updated: object({ order: Order }),
  order_deleted: object({ order: Order, reason: anyText() }),
  /** Somebody at a screen takes a new order, and may take that back until then: other screens stop ringing for it. The order is as it was. */
  order_taken: object({ orderId: id<OrderId>(), until: anInstant() }),
});

const refusals = [
  'order/price-changed',
  'order/item-unavailable',
  'order/item-sold-out',
  'order/option-missing',
  'order/option-too-many',
  'order/option-unknown',
] as const;

export const placeOrder = endpoint({
  method: 'POST',
  path: '/api/orders',
  summary: 'Place an order; the same key gives the same order (200)',
  callers: ['table'],
  idempotencyKey: 'required',
  body: PlaceOrder,
  reply: { 201: Order, 200: Order },
  problems: [...refusals, 'order/cart-changed', 'key-reused', 'store/closed'],
});
export const listMyOrders = endpoint({
  method: 'GET',
  path: '/api/orders',
  summary: 'This session’s orders, newest first',
  callers: ['table'],
  query: object({ ...page }),
  reply: { 200: object({ items: list(Order), nextCursor: nullable(anyText()), sessionTotal: amount() }) },
  problems: [],
});
export const readMyOrder = endpoint({
  method: 'GET',
  path: '/api/orders/{orderId}',
  summary: 'One of this session’s orders',
  callers: ['table'],
  reply: { 200: Order },
  problems: [],
});
export const changeMyOrder = endpoint({
  method: 'PATCH',
  path: '/api/orders/{orderId}',
  summary: 'Replace an own order’s lines while it is PENDING',
  callers: ['table'],
  body: object({
    items: optional(lines()),
    expectedTotal: optional(amount()),
    note: optional(nullable(note())),
    version: optional(version()),
  }),
  reply: { 200: Order },
  problems: [...refusals, 'order/not-pending', 'order/stale', 'store/closed'],
});
export const cancelMyOrder = endpoint({
  method: 'POST',
  path: '/api/orders/{orderId}/cancel',
  summary: 'Cancel an own order while it is PENDING',
  callers: ['table'],
  body: object({ reason: optional(reason()) }),
  reply: { 200: Order },
  problems: ['order/not-pending'],
});

const filter = {
  status: optional(aStatus()),
  tableId: optional(id<TableId>()),
  number: optional(digits(6)),
  from: optional(aLocalDay()),
  to: optional(aLocalDay()),
  /** `history` is of sessions that ended, without deleted orders; `all` is everything, deleted ones too. */
  state: optional(oneOf('current', 'history', 'deleted', 'all')),
};
export const listOrders = endpoint({
  method: 'GET',
  path: '/api/admin/orders',
  summary: 'The store’s orders, newest first, on inclusive business days',
  callers: STAFF,
  query: object({ ...page, ...filter }),
  reply: { 200: listOf(FiledOrder) },
  problems: [],
});
export const exportOrders = endpoint({
  method: 'GET',
  path: '/api/admin/orders.csv',
  summary: 'The same orders as CSV, a line for each dish; written into the shop’s book',
  callers: MANAGERS,
  query: object(filter),
  reply: { 200: null },
  media: 'csv',
  problems: [],
});
export const readSession = endpoint({
  method: 'GET',
  path: '/api/admin/sessions/{sessionId}',
  summary: 'A party with all its orders, deleted ones too',
  callers: STAFF,
  reply: { 200: FiledSession },
  problems: [],
});
export const readOrder = endpoint({
  method: 'GET',
  path: '/api/admin/orders/{orderId}',
  summary: 'One order, deleted ones too',
  callers: STAFF,
  reply: { 200: FiledOrder },
  problems: [],
});
export const placeStaffOrder = endpoint({
  method: 'POST',
  path: '/api/admin/orders',
  summary: 'Place an order for a table',
  callers: FLOOR,
  idempotencyKey: 'optional',
  body: object({ tableId: id<TableId>(), ...NewOrder }),
  reply: { 201: Order, 200: Order },
  problems: [...refusals, 'key-reused'],
});
export const setOrderStatus = endpoint({
  method: 'PATCH',
  path: '/api/admin/orders/{orderId}/status',
  summary: 'Take an order one step on, or cancel it with a reason (not the kitchen)',
  callers: STAFF,
  body: object({ status: aStatus(), version: optional(version()), reason: optional(reason()) }),
  reply: { 200: Order },
  problems: ['order/illegal-step', 'order/stale', 'order/reason-required'],
});
/** The step itself is sent once it can't be taken back; this says at once that a hand is on the order. Nothing is kept of it. */
export const takeOrder = endpoint({
  method: 'POST',
  path: '/api/admin/orders/{orderId}/taken',
  summary: 'Somebody takes a new order, or lets go of it again: other screens stop ringing for some seconds, or ring on',
  callers: STAFF,
  body: object({ taken: flag() }),
  reply: { 204: null },
  problems: [],
});
/** What becomes of one line: what is not named stays. Other options are priced as the menu is now; another quantity keeps its price. */
export const LineChange = object({
  itemId: id<OrderItemId>(),
  quantity: optional(count({ min: 1, max: 99 })),
  optionIds: optional(list(id<OptionId>(), { max: 100 })),
  note: optional(nullable(note())),
});
export type LineChange = Static<typeof LineChange>;
/** Operations on lines, never a whole order: what nobody touched cannot be overwritten. */
export const OrderChange = object({
  version: version(),
  add: optional(lines()),
  change: optional(list(LineChange, { min: 1, max: MAX_LINES })),
  remove: optional(list(id<OrderItemId>(), { min: 1, max: MAX_LINES, unique: true })),
  note: optional(nullable(note())),
  expectedTotal: optional(amount()),
});
export type OrderChange = Static<typeof OrderChange>;
export const changeOrder = endpoint({
  method: 'PATCH',
  path: '/api/admin/orders/{orderId}',
  summary: 'Change a PENDING order line by line; a line that is left alone stays as it was sold',
  callers: FLOOR,
  body: OrderChange,
  reply: { 200: Order },
  problems: [...refusals, 'order/not-pending', 'order/stale', 'order/nothing-left'],
});
export const deleteOrder = endpoint({
  method: 'DELETE',
  path: '/api/admin/orders/{orderId}',
  summary: 'Delete an order with a reason: it stays in history and leaves the total',
  callers: MANAGERS,
  body: object({ reason: reason(), version: optional(version()) }),
  reply: { 204: null },
  problems: ['order/stale'],
});
