import { endpoint, STAFF } from './endpoint.ts';
import { events } from './event.ts';
import { id, type MenuId, type OrderItemId, type StaffId, type StationId } from './ids.ts';
import { MAX_LINES, Order } from './orders.ts';
import { anyText, count, list, nullable, object, optional, type Static } from './schema.ts';
import { anInstant } from './time.ts';

/** Courses a party's dishes can be held for. */
export const MAX_COURSE = 9;
/** Tickets that can be called back, newest first. */
export const MOST_RECALLED = 10;

const course = () => count({ min: 1, max: MAX_COURSE });

/**
 * How far one line of an order is at one of the stations that make it. All null: it waits. `lineState` in `kitchen.rules.ts` says in a word
 * what the instants and the order's status come to. `byId` is who touched it last.
 */
export const KitchenLine = object({
  itemId: id<OrderItemId>(),
  stationId: id<StationId>(),
  /** Held for this course until it is fired. */
  course: nullable(course()),
  heldAt: nullable(anInstant()),
  firedAt: nullable(anInstant()),
  startedAt: nullable(anInstant()),
  bumpedAt: nullable(anInstant()),
  /** Called back after it was bumped, or after its order was ready. */
  recalledAt: nullable(anInstant()),
  byId: nullable(id<StaffId>()),
});
export type KitchenLine = Static<typeof KitchenLine>;

/** An order as the kitchen works on it: a line for each item at each of its stations. */
export const Ticket = object({ order: Order, lines: list(KitchenLine) });
export type Ticket = Static<typeof Ticket>;

export const kitchenProblems = {
  'kitchen/order-over': { status: 409, title: 'The order was cancelled, or its party has left', params: object({ order: Order }) },
} as const;

/** A ticket that changed is told whole: one that was called back is new to a screen that had let go of it. */
export const kitchenEvents = events({ kitchen_updated: object({ ticket: Ticket }) });

const ofStation = object({ stationId: optional(id<StationId>()) });

/** `cursor`: the event it is true at; the stream resumed from there completes it. */
export const readTickets = endpoint({
  method: 'GET',
  path: '/api/admin/kitchen/tickets',
  summary: 'The open tickets of a station, or all with every station’s lines, oldest first',
  callers: STAFF,
  query: ofStation,
  reply: { 200: object({ tickets: list(Ticket), cursor: anyText() }) },
  problems: [],
});
export const readRecentTickets = endpoint({
  method: 'GET',
  path: '/api/admin/kitchen/recent',
  summary: 'The last ten tickets that were bumped (at a station), newest first',
  callers: STAFF,
  query: ofStation,
  reply: { 200: object({ tickets: list(object({ ticket: Ticket, bumpedAt: anInstant() })) }) },
  problems: [],
});
export const readAllDay = endpoint({
  method: 'GET',
  path: '/api/admin/kitchen/all-day',
  summary: 'How many of each item are still to be made (at a station)',
  callers: STAFF,
  query: ofStation,
  reply: {
    200: object({
      items: list(
        object({
          menuId: id<MenuId>(),
          name: anyText(),
          quantity: count({ min: 0, max: 1e6 }),
          started: count({ min: 0, max: 1e6 }),
          held: count({ min: 0, max: 1e6 }),
        }),
      ),
    }),
  },
  problems: [],
});

/** Which lines are meant: of one station or of all, these items or all. */
const Lines = object({
  stationId: optional(id<StationId>()),
  itemIds: optional(list(id<OrderItemId>(), { min: 1, max: MAX_LINES, unique: true })),
});
export type Lines = Static<typeof Lines>;

const act = { method: 'POST', callers: STAFF, body: Lines, reply: { 200: Ticket }, problems: ['kitchen/order-over'] } as const;

/** Each is the same when it is done twice: two cooks who press at once have both done it. */
export const startLines = endpoint({
  ...act,
  path: '/api/admin/kitchen/orders/{orderId}/start',
  summary: 'Lines are being made; the first one takes the order to PREPARING',
});
export const bumpLines = endpoint({
  ...act,
  path: '/api/admin/kitchen/orders/{orderId}/bump',
  summary: 'Lines are done; the last one takes the order to READY. Held lines only when they are named',
});
export const recallLines = endpoint({
  ...act,
  path: '/api/admin/kitchen/orders/{orderId}/recall',
  summary: 'Lines are to be made again, or were not done; the order’s status stays',
});
export const holdLines = endpoint({
  ...act,
  path: '/api/admin/kitchen/orders/{orderId}/hold',
  summary: 'Keep lines that nobody has started for a later course',
  body: object({ itemIds: list(id<OrderItemId>(), { min: 1, max: MAX_LINES, unique: true }), course: course() }),
});
export const fireCourse = endpoint({
  ...act,
  path: '/api/admin/kitchen/orders/{orderId}/fire',
  summary: 'Send a held course to the stations now',
  body: object({ course: course() }),
});
