import type { BoardTable } from '@tableorder/contract/board';
import type { OrderId, TableId } from '@tableorder/contract/ids';
import type { Order } from '@tableorder/contract/orders';
import { isUnfinished } from '@tableorder/contract/orders.rules';
import { type EpochMs, fromInstant } from '@tableorder/contract/time';
import type { PendingStep } from './steps.ts';
import { withStep } from './steps.ts';

export const FILTERS = ['all', 'in-use', 'new', 'calling'] as const;
export type Filter = (typeof FILTERS)[number];

/** How long a table waits and for what: since its oldest order that nobody took yet, else since the party sat down. */
export interface Waiting {
  readonly for: 'order' | 'sitting';
  readonly since: EpochMs;
  /** For an order only: how urgent it looks. */
  readonly heat: 'calm' | 'warm' | 'hot';
}

const WARM_MS = 3 * 60_000;
const HOT_MS = 7 * 60_000;

export interface CardView {
  readonly table: BoardTable;
  /** As this person sees them, steps not sent yet included; newest first. */
  readonly orders: readonly Order[];
  readonly isNew: boolean;
  readonly waiting: Waiting | null;
}

const isUntaken = (order: Order): boolean => order.status === 'PENDING';

export function waitingOf(table: BoardTable, orders: readonly Order[], now: EpochMs): Waiting | null {
  const oldest = orders.findLast(isUntaken);
  if (oldest) {
    const since = fromInstant(oldest.createdAt);
    const age = now - since;
    return { for: 'order', since, heat: age >= HOT_MS ? 'hot' : age >= WARM_MS ? 'warm' : 'calm' };
  }
  return table.session ? { for: 'sitting', since: fromInstant(table.session.startedAt), heat: 'calm' } : null;
}

export function cardOf(table: BoardTable, pending: ReadonlyMap<OrderId, PendingStep>, now: EpochMs): CardView {
  const orders = table.orders.map((order) => withStep(order, pending));
  return { table, orders, isNew: orders.some(isUntaken), waiting: waitingOf(table, orders, now) };
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
  readonly longest: { readonly card: CardView; readonly since: EpochMs } | null;
}

export function summarise(cards: readonly CardView[]): Summary {
  const waiting = cards.flatMap((card) => (card.waiting?.for === 'order' ? [{ card, since: card.waiting.since }] : []));
  return {
    newOrders: cards.reduce((sum, card) => sum + card.orders.filter(isUntaken).length, 0),
    calls: cards.reduce((sum, card) => sum + card.table.openCalls.length, 0),
    inUse: cards.filter(isBusy).length,
    newTables: cards.filter((card) => card.isNew).length,
    callingTables: cards.filter(isCalling).length,
    longest: waiting.reduce<Summary['longest']>((first, next) => (first === null || next.since < first.since ? next : first), null),
  };
}
