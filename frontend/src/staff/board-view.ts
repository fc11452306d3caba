import type { BoardTable } from '@tableorder/contract/board';
import type { OrderId, TableId } from '@tableorder/contract/ids';
import type { Order } from '@tableorder/contract/orders';
import { isUnfinished } from '@tableorder/contract/orders.rules';
import type { JoinRequest } from '@tableorder/contract/tables';
import { type EpochMs, fromInstant } from '@tableorder/contract/time';
import type { PendingStep } from './steps.ts';
import { withStep } from './steps.ts';

export const FILTERS = ['all', 'in-use', 'new', 'calling'] as const;
export type Filter = (typeof FILTERS)[number];

/** How long a table waits and for what: for somebody to take its oldest order, else for its oldest food, else since the party sat down. */
export interface Waiting {
  readonly for: 'order' | 'food' | 'sitting';
  readonly since: EpochMs;
}

/** How urgent a wait looks, after so many minutes. */
export type Heat = 'calm' | 'warm' | 'hot';
const HEATS = { order: { warm: 3, hot: 7 }, food: { warm: 15, hot: 25 }, sitting: null } as const;
export function heatOf({ for: what, since }: Waiting, now: EpochMs): Heat {
  const bounds = HEATS[what];
  const minutes = (now - since) / 60_000;
  if (bounds === null || minutes < bounds.warm) return 'calm';
  return minutes < bounds.hot ? 'warm' : 'hot';
}

export interface CardView {
  readonly table: BoardTable;
  /** As this person sees them, steps not sent yet included; newest first. */
  readonly orders: readonly Order[];
  /** Orders that nobody took yet. */
  readonly untaken: number;
  readonly isNew: boolean;
  readonly waiting: Waiting | null;
}

type Pending = ReadonlyMap<OrderId, PendingStep>;

const isUntaken = (order: Order): boolean => order.status === 'PENDING';

export function waitingOf(table: BoardTable, orders: readonly Order[]): Waiting | null {
  const oldest = orders.findLast(isUntaken);
  if (oldest) return { for: 'order', since: fromInstant(oldest.createdAt) };
  const food = orders.findLast((order) => isUnfinished(order.status));
  if (food) return { for: 'food', since: fromInstant(food.createdAt) };
  return table.session ? { for: 'sitting', since: fromInstant(table.session.startedAt) } : null;
}

export function cardOf(table: BoardTable, pending: Pending): CardView {
  const orders = pending.size === 0 ? table.orders : table.orders.map((order) => withStep(order, pending));
  const untaken = orders.filter(isUntaken).length;
  return { table, orders, untaken, isNew: untaken > 0, waiting: waitingOf(table, orders) };
}

/** The cards as they were made for the same steps: a table that did not change has the very same card, and is not drawn again. */
const made = new WeakMap<Pending, WeakMap<BoardTable, CardView>>();
export function cardsOf(tables: readonly BoardTable[], pending: Pending): readonly CardView[] {
  const known = made.get(pending) ?? new WeakMap<BoardTable, CardView>();
  made.set(pending, known);
  return tables.map((table) => {
    const card = known.get(table) ?? cardOf(table, pending);
    known.set(table, card);
    return card;
  });
}

const isCalling = ({ table }: CardView): boolean => table.openCalls.length > 0;
export const isBusy = (card: CardView): boolean => card.table.session !== null || isCalling(card);

export const passes: Readonly<Record<Filter, (card: CardView) => boolean>> = {
  all: () => true,
  'in-use': isBusy,
  new: (card) => card.isNew,
  calling: isCalling,
};

/** The orders a card has room for: what nobody took first, then what is ready, then the latest; shown newest first. */
export function ordersInSight(orders: readonly Order[], room: number): { shown: readonly Order[]; hidden: number; hiddenNew: number } {
  const open = orders.filter((order) => isUnfinished(order.status));
  const urgency = (order: Order) => (order.status === 'PENDING' ? 0 : order.status === 'READY' ? 1 : 2);
  const untakenOldestFirst = open.filter(isUntaken).reverse();
  const rest = open.filter((order) => !isUntaken(order)).sort((a, b) => urgency(a) - urgency(b));
  const chosen = new Set([...untakenOldestFirst, ...rest].slice(0, room));
  const hidden = open.filter((order) => !chosen.has(order));
  return { shown: open.filter((order) => chosen.has(order)), hidden: hidden.length, hiddenNew: hidden.filter(isUntaken).length };
}

export interface Zone {
  readonly name: string | null;
  readonly busy: readonly CardView[];
  readonly free: readonly CardView[];
}

/** When a table last became news: a new order takes it to the front once, and nothing else moves it. */
const newsAt = ({ table }: CardView): string =>
  table.orders[0]?.createdAt ?? table.session?.startedAt ?? table.openCalls[0]?.createdAt ?? '';

/**
 * Tables by zone: the latest news first, then the free ones by number. While a finger is near, `held` is the order that stands:
 * cards in it keep their places, others follow.
 */
export function zonesOf(cards: readonly CardView[], held: readonly TableId[] | null): Zone[] {
  // As people walk: the zone of the lowest number first, tables without a zone last.
  const byNumber = [...cards].sort((a, b) => a.table.table.number - b.table.table.number);
  const names = [...new Set(byNumber.map((card) => card.table.table.zone))].sort((a, b) => Number(a === null) - Number(b === null));
  const place = new Map(held?.map((id, index) => [id, index]));
  const rank = (card: CardView) => place.get(card.table.table.id) ?? Number.POSITIVE_INFINITY;
  const byNews = (a: CardView, b: CardView) => {
    const ranks = rank(a) - rank(b);
    if (held && ranks !== 0 && !Number.isNaN(ranks)) return ranks;
    return newsAt(a) === newsAt(b) ? a.table.table.number - b.table.table.number : newsAt(a) < newsAt(b) ? 1 : -1;
  };
  return names.map((name) => {
    const here = cards.filter((card) => card.table.table.zone === name);
    return {
      name,
      busy: here.filter(isBusy).sort(byNews),
      free: here.filter((card) => !isBusy(card)).sort((a, b) => a.table.table.number - b.table.table.number),
    };
  });
}

export const orderOf = (zones: readonly Zone[]): TableId[] => zones.flatMap((zone) => zone.busy.map((card) => card.table.table.id));

export interface Summary {
  readonly newOrders: number;
  readonly calls: number;
  readonly inUse: number;
  readonly newTables: number;
  readonly callingTables: number;
  /** The table whose order has waited longest for someone to take it. */
  readonly longest: { readonly card: CardView; readonly waiting: Waiting } | null;
}

export function summarise(cards: readonly CardView[]): Summary {
  const waiting = cards.flatMap((card) => (card.waiting?.for === 'order' ? [{ card, waiting: card.waiting }] : []));
  return {
    newOrders: cards.reduce((sum, card) => sum + card.untaken, 0),
    calls: cards.reduce((sum, card) => sum + card.table.openCalls.length, 0),
    inUse: cards.filter(isBusy).length,
    newTables: cards.filter((card) => card.isNew).length,
    callingTables: cards.filter(isCalling).length,
    longest: waiting.reduce<Summary['longest']>(
      (first, next) => (first === null || next.waiting.since < first.waiting.since ? next : first),
      null,
    ),
  };
}

/** Requests that still wait; those nobody decided in time end by themselves, without an event. */
export const waitingAt = ({ joinRequests }: BoardTable, now: number): JoinRequest[] =>
  joinRequests.filter(({ expiresAt }) => fromInstant(expiresAt) > now);
