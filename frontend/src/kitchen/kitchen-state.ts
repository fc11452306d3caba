import type { ReplyOf } from '@tableorder/contract/endpoint';
import { type EventOf, isIn } from '@tableorder/contract/event';
import type { OrderId, OrderItemId } from '@tableorder/contract/ids';
import type { KitchenLine, kitchenEvents, readTickets, Ticket } from '@tableorder/contract/kitchen';
import { isOpenAt, untouchedLines } from '@tableorder/contract/kitchen.rules';
import type { menuEvents } from '@tableorder/contract/menu';
import type { FiledOrder, Order, OrderItem, ordersEvents } from '@tableorder/contract/orders';
import type { receiptsEvents } from '@tableorder/contract/receipts';
import type { settingsEvents } from '@tableorder/contract/settings';
import type { Station, stationsEvents } from '@tableorder/contract/stations';
import type { tablesEvents } from '@tableorder/contract/tables';
import type { waitingEvents } from '@tableorder/contract/waiting';

export type KitchenEvent =
  | EventOf<typeof ordersEvents>
  | EventOf<typeof kitchenEvents>
  | EventOf<typeof stationsEvents>
  | EventOf<typeof tablesEvents>
  | EventOf<typeof menuEvents>
  | EventOf<typeof receiptsEvents>
  | EventOf<typeof settingsEvents>
  | EventOf<typeof waitingEvents>;

/** What became of an order's lines while it stood here, until somebody has seen it. */
export interface News {
  readonly added: readonly OrderItemId[];
  readonly changed: readonly OrderItemId[];
  readonly removed: readonly OrderItem[];
}
/** A ticket on this screen. `gone`: its order is no more, and it stands struck through until somebody clears it. */
export interface ShownTicket extends Ticket {
  readonly news: News | null;
  readonly gone: 'cancelled' | 'deleted' | null;
}
type Tickets = ReadonlyMap<OrderId, ShownTicket>;

export interface Kitchen {
  readonly tickets: Tickets;
  readonly stations: readonly Station[];
  readonly cursor: string;
}

const NOTHING: Pick<ShownTicket, 'news' | 'gone'> = { news: null, gone: null };

/** What was read, with what this screen alone knows: tickets that are to be cleared, changes that nobody has seen yet. `gone`: what ended while it could not hear of it. */
export function fromReading(
  { tickets, cursor }: ReplyOf<typeof readTickets>,
  stations: readonly Station[],
  before: Kitchen | null,
  gone: readonly ShownTicket[] = [],
): Kitchen {
  const shown = new Map<OrderId, ShownTicket>();
  for (const ticket of tickets) {
    const known = before?.tickets.get(ticket.order.id);
    const news = known ? (newsOf(known, ticket.order) ?? known.news) : null;
    shown.set(ticket.order.id, { ...ticket, news, gone: null });
  }
  for (const [id, ticket] of before?.tickets ?? []) if (ticket.gone !== null && !shown.has(id)) shown.set(id, ticket);
  for (const ticket of gone) if (!shown.has(ticket.order.id)) shown.set(ticket.order.id, ticket);
  return { tickets: shown, stations, cursor };
}

const sameItem = (a: OrderItem, b: OrderItem): boolean =>
  a.quantity === b.quantity && a.note === b.note && JSON.stringify(a.options) === JSON.stringify(b.options);

/** What differs from how the order stood here, on top of what nobody has seen yet; null when its lines are the same. */
function newsOf({ order: before, news }: ShownTicket, order: Order): News | null {
  if (before.version === order.version) return null;
  const was = new Map(before.items.map((item) => [item.id, item]));
  const is = new Map(order.items.map((item) => [item.id, item]));
  const added = order.items.filter(({ id }) => !was.has(id)).map(({ id }) => id);
  const removed = before.items.filter(({ id }) => !is.has(id));
  const changed = order.items.filter((item) => was.has(item.id) && !sameItem(was.get(item.id) as OrderItem, item)).map(({ id }) => id);
  if (added.length + removed.length + changed.length === 0) return null;
  const still = (ids: readonly OrderItemId[]) => ids.filter((id) => is.has(id));
  return {
    added: [...still(news?.added ?? []), ...added],
    changed: [...still(news?.changed ?? []), ...changed],
    removed: [...(news?.removed ?? []), ...removed],
  };
}

/** The order's lines as far as they are known; a line that is new to the order waits. */
function linesFor(order: Order, known: readonly KitchenLine[], stations: readonly Station[]): KitchenLine[] {
  const rest = stations.find(({ takesRest }) => takesRest)?.id ?? null;
  const has = new Set(order.items.map(({ id }) => id));
  const kept = known.filter((line) => has.has(line.itemId));
  const knownItems = new Set(kept.map((line) => line.itemId));
  return [...kept, ...untouchedLines(order, rest).filter((line) => !knownItems.has(line.itemId))];
}

const put = (tickets: Tickets, ticket: ShownTicket): Tickets => new Map(tickets).set(ticket.order.id, ticket);
function without(tickets: Tickets, orderId: OrderId): Tickets {
  if (!tickets.has(orderId)) return tickets;
  const rest = new Map(tickets);
  rest.delete(orderId);
  return rest;
}

/** An open ticket whose order is no more stays until it is cleared: somebody may be cooking it. */
function goneFrom(tickets: Tickets, order: Order, why: 'cancelled' | 'deleted'): Tickets {
  const known = tickets.get(order.id);
  if (!known || known.gone !== null) return tickets;
  return isOpenAt(known, null)
    ? put(tickets, { ...known, order: { ...known.order, ...order, status: known.order.status }, gone: why })
    : without(tickets, order.id);
}

/**
 * What is drawn of an order that stood here and is open no more: struck through when it was cancelled or deleted, nothing when it was cooked.
 * A screen that was opened anew knows nothing of its lines: they stand as they were ordered.
 */
export function asGone(order: FiledOrder, known: ShownTicket | undefined, stations: readonly Station[]): ShownTicket | null {
  const why = order.deletion !== null ? 'deleted' : order.status === 'CANCELLED' ? 'cancelled' : null;
  if (why === null) return null;
  const status = known?.order.status ?? 'CONFIRMED';
  return { order: { ...order, status }, lines: known?.lines ?? linesFor(order, [], stations), news: known?.news ?? null, gone: why };
}

function putTicket(tickets: Tickets, { order, lines }: Ticket, { news, gone }: Pick<ShownTicket, 'news' | 'gone'>): Tickets {
  return isOpenAt({ order, lines }, null) ? put(tickets, { order, lines, news, gone }) : without(tickets, order.id);
}

function putOrder({ tickets, stations }: Kitchen, order: Order): Tickets {
  if (order.status === 'CANCELLED') return goneFrom(tickets, order, 'cancelled');
  const known = tickets.get(order.id);
  if (!known) return putTicket(tickets, { order, lines: linesFor(order, [], stations) }, NOTHING);
  if (known.order.version > order.version) return tickets;
  const news = newsOf(known, order) ?? known.news;
  return putTicket(tickets, { order, lines: linesFor(order, known.lines, stations) }, { news, gone: null });
}

type Handlers = {
  readonly [Type in KitchenEvent['type']]?: (kitchen: Kitchen, event: Extract<KitchenEvent, { type: Type }>) => Partial<Kitchen>;
};

const handlers: Handlers = {
  order_created: (kitchen, { order }) => ({ tickets: putOrder(kitchen, order) }),
  order_updated: (kitchen, { order }) => ({ tickets: putOrder(kitchen, order) }),
  order_deleted: ({ tickets }, { order }) => ({ tickets: goneFrom(tickets, order, 'deleted') }),
  kitchen_updated: ({ tickets }, { ticket }) => ({ tickets: putTicket(tickets, ticket, tickets.get(ticket.order.id) ?? NOTHING) }),
  // A party that moved or merged has its orders told at their new table; the food is the same.
  session_closed: ({ tickets }, { sessionId, reason }) =>
    reason === 'completed'
      ? { tickets: new Map([...tickets].filter(([, { order, gone }]) => gone !== null || order.sessionId !== sessionId)) }
      : {},
  stations_updated: (_, { stations }) => ({ stations }),
};

/** The kitchen after the event with this id: equal to one read afresh then, but for what this screen alone knows. */
export function applyEvent(kitchen: Kitchen, event: KitchenEvent, id: string): Kitchen {
  if (isIn(kitchen.cursor, id)) return kitchen;
  const handle = handlers[event.type] as ((kitchen: Kitchen, event: KitchenEvent) => Partial<Kitchen>) | undefined;
  return { ...kitchen, ...handle?.(kitchen, event), cursor: id };
}

/** A ticket as the server answered, or as it will be when it has: what this screen alone knows of it stays. */
export const takeTicket = (kitchen: Kitchen, ticket: Ticket): Kitchen => ({
  ...kitchen,
  tickets: putTicket(kitchen.tickets, ticket, kitchen.tickets.get(ticket.order.id) ?? NOTHING),
});

/** Somebody has seen what changed, or that the order is no more. */
export function seenBy(kitchen: Kitchen, orderId: OrderId): Kitchen {
  const known = kitchen.tickets.get(orderId);
  if (!known) return kitchen;
  return { ...kitchen, tickets: known.gone === null ? put(kitchen.tickets, { ...known, news: null }) : without(kitchen.tickets, orderId) };
}
