import type { MenuId, StationId } from './ids.ts';
import type { KitchenLine, Ticket } from './kitchen.ts';
import type { Order } from './orders.ts';
import type { Instant } from './time.ts';

/** Held for a course, waiting to be started, being made, or done. */
export type LineState = 'held' | 'waiting' | 'started' | 'done';

/** Instants are of one form, so the later one is the greater text. */
const isSettled = ({ status, transitions }: Order, recalledAt: Instant | null): boolean => {
  if (status !== 'READY' && status !== 'COMPLETED') return false;
  const settledAt = transitions.at(-1)?.at;
  return recalledAt === null || (settledAt !== undefined && recalledAt < settledAt);
};

/**
 * How a line stands. An order that staff call ready or served has its lines done with it; what was called back after that is open again,
 * though the order's status stays (product description, section 2).
 */
export function lineState(line: KitchenLine, order: Order): LineState {
  if (line.bumpedAt !== null || order.status === 'CANCELLED' || isSettled(order, line.recalledAt)) return 'done';
  if (line.startedAt !== null) return 'started';
  return line.heldAt !== null && line.firedAt === null ? 'held' : 'waiting';
}

/** From when a line's waiting is counted: a held course is nobody's delay until it is fired. */
export const waitsSince = (line: KitchenLine, order: Order): Instant => line.firedAt ?? order.createdAt;

/** A line that nobody has touched, of each item at each of its stations; `rest` makes what names none. */
export const untouchedLines = (order: Order, rest: StationId | null): KitchenLine[] =>
  order.items.flatMap(({ id, stationIds }) =>
    (stationIds.length > 0 || rest === null ? stationIds : [rest]).map((stationId) => ({
      itemId: id,
      stationId,
      course: null,
      heldAt: null,
      firedAt: null,
      startedAt: null,
      bumpedAt: null,
      recalledAt: null,
      byId: null,
    })),
  );

const at = (stationId: StationId | null) => (line: KitchenLine) => stationId === null || line.stationId === stationId;

/** Whether a station (all for null) still has something of it before it, held courses too. */
export const isOpenAt = ({ order, lines }: Ticket, stationId: StationId | null): boolean =>
  lines.some((line) => at(stationId)(line) && lineState(line, order) !== 'done');

/** Since when the oldest line waits that can be made now at a station (any for null); null when all are held or done. */
export function oldestWait({ order, lines }: Ticket, stationId: StationId | null): Instant | null {
  const waits = lines.flatMap((line) => {
    const state = lineState(line, order);
    return at(stationId)(line) && state !== 'held' && state !== 'done' ? [waitsSince(line, order)] : [];
  });
  return waits.sort()[0] ?? null;
}

/** Tickets in the order in which they are to be made: the longest waiting first, then those of which all is held. */
export const inKitchenOrder = (tickets: readonly Ticket[], stationId: StationId | null): Ticket[] =>
  tickets
    .map((ticket) => ({ ticket, since: oldestWait(ticket, stationId) }))
    .sort((a, b) => {
      if ((a.since === null) !== (b.since === null)) return a.since === null ? 1 : -1;
      const [one, other] = [a.since ?? a.ticket.order.createdAt, b.since ?? b.ticket.order.createdAt];
      return one === other ? (a.ticket.order.id < b.ticket.order.id ? -1 : 1) : one < other ? -1 : 1;
    })
    .map(({ ticket }) => ticket);

export interface AllDay {
  readonly menuId: MenuId;
  readonly name: string;
  /** Portions still to be made, of which `started` are on the fire and `held` wait for their course. */
  readonly quantity: number;
  readonly started: number;
  readonly held: number;
}

/** How many of each item are still to be made at a station (all for null), most first. A portion that two stations share is one. */
export function allDay(tickets: readonly Ticket[], stationId: StationId | null): AllDay[] {
  const counts = new Map<MenuId, AllDay>();
  for (const { order, lines } of tickets)
    for (const item of order.items) {
      const states = lines.filter((line) => line.itemId === item.id && at(stationId)(line)).map((line) => lineState(line, order));
      if (states.every((state) => state === 'done')) continue;
      const before = counts.get(item.menuId) ?? { menuId: item.menuId, name: item.name, quantity: 0, started: 0, held: 0 };
      counts.set(item.menuId, {
        ...before,
        quantity: before.quantity + item.quantity,
        started: before.started + (states.includes('started') ? item.quantity : 0),
        held: before.held + (states.includes('held') ? item.quantity : 0),
      });
    }
  return [...counts.values()].sort((a, b) => b.quantity - a.quantity || (a.name < b.name ? -1 : 1));
}
