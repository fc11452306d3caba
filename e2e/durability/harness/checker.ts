import { isDeepStrictEqual } from 'node:util';
import { type FiledOrder, ORDER_STATUSES, type OrderStatus } from '@tableorder/contract/orders';
import { countsInTotal, isUnfinished } from '@tableorder/contract/orders.rules';
import type { Seen } from '../stream-reader.ts';
import type { History, Wish } from './history.ts';

/** What was found when all was quiet again: of each shop every order and what its tables and screens were told; and the file itself. */
export interface Found {
  readonly stores: readonly FoundStore[];
  /** What `integrity_check` and `foreign_key_check` had to say; empty when all is well. */
  readonly damage: readonly string[];
}

export interface FoundStore {
  readonly store: string;
  readonly orders: readonly FiledOrder[];
  /** The session's total as each tablet is told it, with the session's orders. */
  readonly bills: readonly { readonly tablet: string; readonly total: number; readonly orderIds: readonly string[] }[];
  readonly screens: readonly Screen[];
  /** The last event of the shop. */
  readonly end: number;
}

/** A staff screen's stream: every event it was shown, from the one after `from` on. */
export interface Screen {
  readonly name: string;
  readonly from: number;
  readonly seen: readonly Seen[];
}

/** The promises by their numbers: I1 kept once and unchanged, I2 one key one order, I3 refused means absent, I4 sums, I5 numbers and steps, I6 streams, I7 foreign data, I8 the file. */
export type Kind = 'lost' | 'doubled' | 'phantom' | 'changed' | 'sums' | 'numbers' | 'steps' | 'gap' | 'foreign' | 'integrity' | 'odd';

export interface Violation {
  readonly kind: Kind;
  readonly what: string;
}

/** What no step changes. */
const FIXED = ['number', 'totalAmount', 'items', 'note', 'tableId', 'sessionId', 'createdAt'] as const;
const LAST_REGULAR = 999;

const rank = (status: OrderStatus): number => ORDER_STATUSES.indexOf(status);

function checkWish(wish: Wish, stored: readonly FiledOrder[]): Violation[] {
  const found: Violation[] = [];
  const say = (kind: Kind, what: string) => found.push({ kind, what: `${wish.store} ${wish.tablet} ${wish.key}: ${what}` });
  const ids = new Set(wish.answers.map(({ id }) => id));
  if (ids.size > 1) say('doubled', `answered with ${ids.size} orders`);
  if (stored.length > 1) say('doubled', `stands ${stored.length} times, as ${stored.map(({ number }) => number).join(' and ')}`);
  const [order] = stored;
  if (wish.outcome === 'refused' && order) say('phantom', `was refused and stands as ${order.number}`);
  if (wish.outcome !== 'ok') return found;
  const [told] = wish.answers;
  if (!order) say('lost', `was confirmed as ${told?.number} and is gone`);
  else if (told && order.id !== told.id) say('changed', 'is another order than the confirmed one');
  else if (told) {
    const part = FIXED.find((name) => !isDeepStrictEqual(told[name], order[name]));
    if (part) say('changed', `${part} was ${JSON.stringify(told[part])}, is ${JSON.stringify(order[part])}`);
    if (told.totalAmount !== wish.expected) say('changed', `costs ${told.totalAmount} instead of ${wish.expected}`);
  }
  return found;
}

function checkOrder(store: string, order: FiledOrder): Violation[] {
  const found: Violation[] = [];
  const sum = order.items.reduce((total, { subtotal }) => total + subtotal, 0);
  if (sum !== order.totalAmount) found.push({ kind: 'sums', what: `${store} ${order.number}: ${order.totalAmount}, its lines ${sum}` });
  const states = order.transitions.map(({ to }) => to);
  if (states.at(-1) !== order.status || states.some((to, at) => at > 0 && rank(to) <= rank(states[at - 1] ?? 'PENDING')))
    found.push({ kind: 'steps', what: `${store} ${order.number}: ${states.join(' → ')}, now ${order.status}` });
  return found;
}

/** No two open orders have one number, and until a shop begins anew after its 999th none is left out. */
function checkNumbers({ store, orders }: FoundStore): Violation[] {
  const open = Map.groupBy(
    orders.filter(({ status }) => isUnfinished(status)),
    ({ number }) => number,
  );
  const found = [...open].flatMap(([number, held]): Violation[] =>
    held.length > 1 ? [{ kind: 'numbers', what: `${store}: ${held.length} open orders are ${number}` }] : [],
  );
  const numbers = orders.map(({ number }) => Number(number)).toSorted((one, other) => one - other);
  const gap = orders.length > LAST_REGULAR ? -1 : numbers.findIndex((number, at) => number !== at + 1);
  return gap < 0 ? found : [...found, { kind: 'numbers', what: `${store}: ${numbers[gap]} where ${gap + 1} should be` }];
}

function checkScreen(store: FoundStore, screen: Screen): Violation[] {
  const found: Violation[] = [];
  const say = (kind: Kind, what: string) => found.push({ kind, what: `${store.store} ${screen.name}: ${what}` });
  if (screen.seen.some(({ type }) => type === 'reset')) say('gap', 'was told to begin anew');
  const seqs = screen.seen.map(({ data }) => data.seq);
  const wrong = seqs.findIndex((seq, at) => seq !== screen.from + 1 + at);
  if (wrong >= 0) say('gap', `event ${seqs[wrong]} after ${seqs[wrong - 1] ?? screen.from}`);
  else if (screen.from + seqs.length !== store.end) say('gap', `ends at ${screen.from + seqs.length}, the shop at ${store.end}`);
  const own = new Set(store.orders.map(({ id }) => id));
  const shown = new Set(screen.seen.filter(({ type }) => type === 'order_created').map(({ data }) => data.order?.id ?? ''));
  const strange = [...shown].find((id) => !own.has(id as FiledOrder['id']));
  if (strange) say('foreign', `was shown ${strange}, which is no order of this shop`);
  const unseen = store.orders.find(({ id }) => !shown.has(id));
  if (unseen) say('gap', `was never shown ${unseen.number}`);
  return found;
}

function checkStore(store: FoundStore, history: History): Violation[] {
  const found: Violation[] = [];
  const byKey = Map.groupBy(store.orders, ({ note }) => note ?? '');
  const wishes = history.wishes.filter((wish) => wish.store === store.store);
  for (const wish of wishes) {
    found.push(...checkWish(wish, byKey.get(wish.key) ?? []));
    byKey.delete(wish.key);
  }
  for (const [key, orders] of byKey) {
    const elsewhere = history.wishes.find((one) => one.key === key)?.store;
    const what = elsewhere ? `${key} was ordered at ${elsewhere}` : `nobody wished for ${key}`;
    found.push({ kind: elsewhere ? 'foreign' : 'phantom', what: `${store.store} ${orders[0]?.number}: ${what}` });
  }
  for (const order of store.orders) found.push(...checkOrder(store.store, order));
  found.push(...checkNumbers(store));
  const byId = new Map(store.orders.map((order) => [order.id as string, order]));
  for (const step of history.steps.filter((one) => one.store === store.store)) {
    const order = byId.get(step.orderId);
    if (!order || rank(order.status) < rank(step.status))
      found.push({ kind: 'steps', what: `${store.store} ${order?.number}: was told ${step.status}, is ${order?.status ?? 'gone'}` });
  }
  for (const { tablet, total, orderIds } of store.bills) {
    const owed = orderIds.reduce((sum, id) => {
      const order = byId.get(id);
      return sum + (order && countsInTotal(order.status) ? order.totalAmount : 0);
    }, 0);
    if (owed !== total) found.push({ kind: 'sums', what: `${store.store} ${tablet}: told ${total}, its orders are ${owed}` });
    const strange = orderIds.find((id) => !byId.has(id));
    if (strange) found.push({ kind: 'foreign', what: `${store.store} ${tablet}: was told of ${strange}` });
  }
  for (const screen of store.screens) found.push(...checkScreen(store, screen));
  return found;
}

/** Every promise that was broken; none when all were kept. Pure: the same history and findings give the same answer. */
export function check(history: History, { stores, damage }: Found): Violation[] {
  return [
    ...stores.flatMap((store) => checkStore(store, history)),
    ...damage.map((what): Violation => ({ kind: 'integrity', what })),
    ...history.oddities.map(({ who, what }): Violation => ({ kind: 'odd', what: `${who}: ${what}` })),
  ];
}
