import type { OrderId, OrderItemId, SessionId, StationId } from '@tableorder/contract/ids';
import type { Ticket } from '@tableorder/contract/kitchen';
import { lineState, untouchedLines } from '@tableorder/contract/kitchen.rules';
import type { Order } from '@tableorder/contract/orders';
import { toInstant } from '@tableorder/contract/time';
import { expect, test } from 'vitest';
import type { Api } from '../lib/api.ts';
import { NoAnswer } from '../lib/api-problem.ts';
import { createActs } from './kitchen-acts.ts';
import { fromReading, type Kitchen, type KitchenEvent } from './kitchen-state.ts';
import type { KitchenStore } from './kitchen-store.ts';

const food = 'food' as StationId;
const AT = toInstant(Date.parse('2026-11-23T03:00:00.000Z'));
const item = (id: string) => ({ id: id as OrderItemId, menuId: id, name: id, quantity: 1, options: [], note: null, stationIds: [food] });
const order = {
  id: 'o' as OrderId,
  number: '001',
  status: 'PREPARING',
  version: 3,
  sessionId: 's' as SessionId,
  items: [item('stew'), item('rice')],
  createdAt: AT,
  transitions: [{ from: 'CONFIRMED', to: 'PREPARING', at: AT, by: 'kitchen' }],
} as unknown as Order;
const waiting: Ticket = { order, lines: untouchedLines(order, food) };
const recalled: Ticket = { order, lines: waiting.lines.map((line) => ({ ...line, startedAt: AT, recalledAt: AT })) };

/** A kitchen of one ticket, and a server that answers when it is told to. */
function open(answer: () => Promise<Ticket>) {
  let state: Kitchen = fromReading({ tickets: [waiting], cursor: 'e-0' }, [], null);
  const heard: ((event: KitchenEvent) => void)[] = [];
  const failed: unknown[] = [];
  let readings = 0;
  const store = {
    change: (change: (kitchen: Kitchen) => Kitchen) => {
      state = change(state);
    },
    onEvent: (listener: (event: KitchenEvent) => void) => heard.push(listener),
    read: async () => {
      readings += 1;
    },
  } as unknown as KitchenStore;
  const api = { call: async () => ({ body: await answer() }) } as unknown as Api;
  const acts = createActs({ api, store, station: () => food, onFailed: (_, failure) => failed.push(failure) });
  return {
    acts,
    states: () => {
      const ticket = state.tickets.get(order.id);
      return ticket ? ticket.lines.map((line) => lineState(line, ticket.order)) : null;
    },
    tell: (ticket: Ticket) => {
      for (const listener of heard) listener({ type: 'kitchen_updated', ticket } as unknown as KitchenEvent);
      store.change((kitchen) => ({ ...kitchen, tickets: new Map(kitchen.tickets).set(order.id, { ...ticket, news: null, gone: null }) }));
    },
    failed,
    readings: () => readings,
  };
}
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('a touch is drawn before the server has answered', () => {
  const kitchen = open(() => new Promise(() => {}));
  kitchen.acts.bump(waiting, ['stew' as OrderItemId]);
  expect(kitchen.states()).toEqual(['done', 'waiting']);
  kitchen.acts.start(waiting, ['rice' as OrderItemId]);
  expect(kitchen.states()).toEqual(['done', 'started']);
});

test('an answer that comes after a newer event is late: the event stands', async () => {
  const { promise, resolve } = Promise.withResolvers<Ticket>();
  const kitchen = open(() => promise);
  kitchen.acts.bump(waiting);
  // Another cook has called it back meanwhile.
  kitchen.tell(recalled);
  resolve({ order, lines: waiting.lines.map((line) => ({ ...line, bumpedAt: AT })) });
  await settled();
  expect(kitchen.states()).toEqual(['started', 'started']);
});

test('without an event in between, the answer is what became of it', async () => {
  const kitchen = open(async () => ({ order, lines: waiting.lines.map((line, at) => (at === 0 ? { ...line, bumpedAt: AT } : line)) }));
  kitchen.acts.start(waiting);
  await settled();
  expect(kitchen.states()).toEqual(['done', 'waiting']);
});

test('what did not reach the server is said, and everything is read again', async () => {
  const kitchen = open(() => Promise.reject(new NoAnswer('network')));
  kitchen.acts.bump(waiting);
  await settled();
  expect([kitchen.failed.length, kitchen.readings()]).toEqual([1, 1]);
});
