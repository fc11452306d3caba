import type { OrderId, OrderItemId, SessionId, StationId } from '@tableorder/contract/ids';
import { lineState, untouchedLines } from '@tableorder/contract/kitchen.rules';
import type { Order, OrderItem } from '@tableorder/contract/orders';
import type { Station } from '@tableorder/contract/stations';
import { type Instant, toInstant } from '@tableorder/contract/time';
import { expect, test } from 'vitest';
import { applyEvent, fromReading, type Kitchen, type KitchenEvent, seenBy, takeTicket } from './kitchen-state.ts';

const food = 'food' as StationId;
const bar = 'bar' as StationId;
const AT = toInstant(Date.parse('2026-11-23T03:00:00.000Z'));
const stations = [
  { id: food, takesRest: true },
  { id: bar, takesRest: false },
] as Station[];

const item = (id: string, more: Partial<OrderItem> = {}) =>
  ({ id: id as OrderItemId, menuId: id, name: id, quantity: 1, options: [], note: null, stationIds: [food], ...more }) as OrderItem;
const anOrder = (id: string, more: Partial<Order> = {}): Order =>
  ({
    id: id as OrderId,
    number: id,
    status: 'PENDING',
    version: 1,
    sessionId: 's1' as SessionId,
    items: [item(`${id}-stew`)],
    createdAt: AT,
    transitions: [{ from: null, to: 'PENDING', at: AT, by: 'guest' }],
    ...more,
  }) as Order;

let seq = 0;
const after = (kitchen: Kitchen, ...events: object[]): Kitchen =>
  events.reduce<Kitchen>((state, event) => {
    seq += 1;
    return applyEvent(state, { seq, at: AT, ...event } as unknown as KitchenEvent, `e-${seq}`);
  }, kitchen);
const opened = (...orders: Order[]): Kitchen => {
  const tickets = orders.map((order) => ({ order, lines: untouchedLines(order, food) }));
  return fromReading({ tickets, cursor: `e-${seq}` }, stations, null);
};
const created = (order: Order) => ({ type: 'order_created', order });
const updated = (order: Order) => ({ type: 'order_updated', order });
const bumped = (order: Order, at: Instant = AT) => ({
  type: 'kitchen_updated',
  ticket: { order, lines: untouchedLines(order, food).map((line) => ({ ...line, startedAt: at, bumpedAt: at })) },
});
const numbers = (kitchen: Kitchen) => [...kitchen.tickets.keys()];
const states = (kitchen: Kitchen, id: string) => {
  const ticket = kitchen.tickets.get(id as OrderId);
  return ticket?.lines.map((line) => lineState(line, ticket.order));
};

test('a new order is a ticket of which every line waits; the same event twice is one ticket', () => {
  const order = anOrder('1', { items: [item('stew'), item('beer', { stationIds: [bar] }), item('old', { stationIds: [] })] });
  const kitchen = after(opened(), created(order));
  expect(states(kitchen, '1')).toEqual(['waiting', 'waiting', 'waiting']);
  expect(kitchen.tickets.get(order.id)?.lines.map(({ stationId }) => stationId)).toEqual([food, bar, food]);
  expect(applyEvent(kitchen, { seq, at: AT, ...created(order) } as never, `e-${seq}`)).toBe(kitchen);
});

test('a ticket that is done goes, and comes back when it is called back, also to a screen that never had it', () => {
  const order = anOrder('1');
  const done = after(opened(order), bumped(order));
  expect(numbers(done)).toEqual([]);
  const back = untouchedLines(order, food).map((line) => ({ ...line, startedAt: AT, recalledAt: AT }));
  expect(states(after(done, { type: 'kitchen_updated', ticket: { order, lines: back } }), '1')).toEqual(['started']);
});

test('what was done to a line outlives every other change of its order: a move, a step, another version', () => {
  const order = anOrder('1', { items: [item('stew'), item('rice')] });
  const half = untouchedLines(order, food).map((line, at) => (at === 0 ? { ...line, bumpedAt: AT } : line));
  const kitchen = after(opened(order), { type: 'kitchen_updated', ticket: { order, lines: half } });
  const moved = { ...order, version: 2, tableNumber: 9, status: 'PREPARING' as const };
  const left = { type: 'session_closed', sessionId: 's1', tableId: 't', reason: 'moved' };
  expect(states(after(kitchen, left, updated(moved)), '1')).toEqual(['done', 'waiting']);
});

test('an order that changes says what: added, changed, taken out; until somebody has seen it', () => {
  const order = anOrder('1', { items: [item('stew'), item('rice'), item('soup')] });
  const next = anOrder('1', { version: 2, items: [item('stew', { quantity: 3 }), item('soup'), item('egg')] });
  const kitchen = after(opened(order), updated(next));
  expect(kitchen.tickets.get(order.id)?.news).toEqual({ added: ['egg'], changed: ['stew'], removed: [item('rice')] });
  const more = after(kitchen, updated({ ...next, version: 3, items: [item('stew', { quantity: 3 }), item('egg')] }));
  expect(more.tickets.get(order.id)?.news).toEqual({ added: ['egg'], changed: ['stew'], removed: [item('rice'), item('soup')] });
  expect(seenBy(more, order.id).tickets.get(order.id)?.news).toBeNull();
  // A receipt changes no line.
  expect(after(seenBy(more, order.id), updated({ ...next, version: 3, seenAt: AT })).tickets.get(order.id)?.news).toBeNull();
});

test('a cancelled or deleted order stays, struck through, until it is cleared; also over a new reading', () => {
  const [first, second] = [anOrder('1'), anOrder('2')];
  const kitchen = after(opened(first, second), updated({ ...first, version: 2, status: 'CANCELLED' }), {
    type: 'order_deleted',
    order: second,
    reason: '실수',
  });
  expect([...kitchen.tickets.values()].map(({ gone }) => gone)).toEqual(['cancelled', 'deleted']);
  const again = fromReading({ tickets: [], cursor: `e-${seq}` }, stations, kitchen);
  expect(numbers(again)).toEqual(['1', '2']);
  expect(numbers(seenBy(again, first.id))).toEqual(['2']);
});

test('a cancelled order of which all was done is nobody’s news', () => {
  const order = anOrder('1');
  expect(numbers(after(opened(order), bumped(order), updated({ ...order, version: 3, status: 'CANCELLED' })))).toEqual([]);
});

test('a party that leaves takes its tickets along', () => {
  const kitchen = opened(anOrder('1'), anOrder('2', { sessionId: 's2' as SessionId }));
  expect(numbers(after(kitchen, { type: 'session_closed', sessionId: 's1', tableId: 't', reason: 'completed' }))).toEqual(['2']);
});

test('an older version of an order never replaces a newer one', () => {
  const order = anOrder('1', { version: 5 });
  expect(after(opened(order), updated(anOrder('1', { version: 4, items: [] }))).tickets.get(order.id)?.order.version).toBe(5);
});

test('a touch is shown at once and keeps what is news on the ticket', () => {
  const order = anOrder('1', { items: [item('stew'), item('rice')] });
  const kitchen = after(opened(order), updated({ ...order, version: 2, items: [item('stew'), item('rice', { quantity: 2 })] }));
  const ticket = kitchen.tickets.get(order.id);
  const lines = (ticket?.lines ?? []).map((line, at) => (at === 0 ? { ...line, startedAt: AT } : line));
  const taken = takeTicket(kitchen, { order: ticket?.order ?? order, lines });
  expect(states(taken, '1')).toEqual(['started', 'waiting']);
  expect(taken.tickets.get(order.id)?.news?.changed).toEqual(['rice']);
});
