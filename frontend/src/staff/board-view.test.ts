import { describe, expect, test } from 'vitest';
import { aCall, ago, anOrder, aTable, free, seated } from '../../test/staff-fixtures.ts';
import { cardOf, orderOf, ordersInSight, passes, summarise, waitingOf, zonesOf } from './board-view.ts';

const none = new Map();
const now = Date.now();
const at = (number: number, minutes: number) => seated(number, (table, session) => [anOrder(table, session, { createdAt: ago(minutes) })]);
const numbers = (cards: readonly { table: { table: { number: number } } }[]) => cards.map((card) => card.table.table.number);

describe('how long a table waits', () => {
  test('since its oldest order that nobody took, hotter with time; else since the party sat down', () => {
    const place = seated(1, (table, session) => [
      anOrder(table, session, { createdAt: ago(8) }),
      anOrder(table, session, { createdAt: ago(2) }),
      anOrder(table, session, { createdAt: ago(20), status: 'READY' }),
    ]);
    const orders = [...place.orders].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    const waiting = waitingOf(place, orders, now);
    expect(waiting).toMatchObject({ for: 'order', heat: 'hot' });
    expect(Math.round((now - (waiting?.since ?? 0)) / 60_000)).toBe(8);
    expect(waitingOf(seated(1), [], now)).toMatchObject({ for: 'sitting', heat: 'calm' });
    expect(waitingOf(free(1), [], now)).toBeNull();
  });

  test('a step that waits to be sent counts as taken', () => {
    const place = at(1, 8);
    const order = place.orders[0];
    if (!order) throw new Error('no order');
    const taken = cardOf(place, new Map([[order.id, { order, to: 'CONFIRMED' as const, sending: false }]]), now);
    expect(taken).toMatchObject({ isNew: false, waiting: { for: 'sitting' } });
  });
});

describe('where cards stand', () => {
  const cards = (places: Parameters<typeof cardOf>[0][]) => places.map((place) => cardOf(place, none, now));

  test('the latest news is first, free tables apart by number, zones by their lowest number', () => {
    const terrace = { ...free(9), table: aTable(9, { zone: '테라스' }) };
    const [rest, outside] = [...zonesOf(cards([terrace, at(1, 5), free(4), at(2, 1), free(3)]), null)].reverse();
    expect(numbers(rest?.busy ?? [])).toEqual([2, 1]);
    expect(numbers(rest?.free ?? [])).toEqual([3, 4]);
    expect(outside?.name).toBe('테라스');
  });

  test('while a finger is near no card changes its place; a new one follows behind', () => {
    const before = [at(1, 5), at(2, 9), free(3)];
    const standing = orderOf(zonesOf(cards(before), null));
    const [one, two] = before;
    if (!one?.session || !two?.session) throw new Error('nobody there');
    const fresh = { ...two, orders: [anOrder(two.table, two.session, { createdAt: ago(0) }), ...two.orders] };
    const after = cards([one, fresh, at(3, 0)]);
    expect(numbers(zonesOf(after, standing)[0]?.busy ?? [])).toEqual([1, 2, 3]);
    expect(numbers(zonesOf(after, null)[0]?.busy ?? [])).not.toEqual([1, 2, 3]);
  });
});

test('a card with little room shows what nobody took before anything else, and says what is hidden', () => {
  const place = seated(1, (table, session) => [
    anOrder(table, session, { number: '001' }),
    anOrder(table, session, { number: '002', status: 'PREPARING' }),
    anOrder(table, session, { number: '003', status: 'READY' }),
    anOrder(table, session, { number: '004', status: 'COMPLETED' }),
    anOrder(table, session, { number: '005' }),
  ]);
  const { shown, hidden, hiddenNew } = ordersInSight(place.orders, 3);
  expect(shown.map((order) => order.number)).toEqual(['005', '003', '001']);
  expect([hidden, hiddenNew]).toEqual([1, 0]);
  expect(ordersInSight(place.orders, 1)).toMatchObject({ hidden: 3, hiddenNew: 1 });
});

test('the summary counts orders and calls, and names the table that waits longest; filters agree with it', () => {
  const calling = { ...seated(4), openCalls: [aCall(aTable(4)), aCall(aTable(4), { reason: 'bill' })] };
  const all = [at(1, 2), at(2, 11), calling, free(5)].map((place) => cardOf(place, none, now));
  const summary = summarise(all);
  expect(summary).toMatchObject({ newOrders: 2, newTables: 2, calls: 2, callingTables: 1, inUse: 3 });
  expect(summary.longest?.card.table.table.number).toBe(2);
  expect(numbers(all.filter(passes.calling))).toEqual([4]);
  expect(numbers(all.filter(passes.new))).toEqual([1, 2]);
  expect(numbers(all.filter(passes['in-use']))).toEqual([1, 2, 4]);
});
