import { describe, expect, test } from 'vitest';
import { aCall, ago, anOrder, aTable, free, seated } from '../../test/staff-fixtures.ts';
import { cardOf, cardsOf, heatOf, orderOf, ordersInSight, passes, summarise, waitingOf, zonesOf } from './board-view.ts';

const none = new Map();
const now = Date.now();
const at = (number: number, minutes: number) => seated(number, (table, session) => [anOrder(table, session, { createdAt: ago(minutes) })]);
const numbers = (cards: readonly { table: { table: { number: number } } }[]) => cards.map((card) => card.table.table.number);

describe('how long a table waits', () => {
  test('since its oldest order that nobody took, else its oldest food, else since the party sat down', () => {
    const place = seated(1, (table, session) => [
      anOrder(table, session, { createdAt: ago(8) }),
      anOrder(table, session, { createdAt: ago(2) }),
      anOrder(table, session, { createdAt: ago(20), status: 'READY' }),
    ]);
    const orders = [...place.orders].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    const waiting = waitingOf(place, orders);
    expect(waiting?.for).toBe('order');
    expect(Math.round((now - (waiting?.since ?? 0)) / 60_000)).toBe(8);
    const food = waitingOf(place, orders.slice(2));
    expect([food?.for, Math.round((now - (food?.since ?? 0)) / 60_000)]).toEqual(['food', 20]);
    expect(waitingOf(seated(1), [])?.for).toBe('sitting');
    expect(waitingOf(free(1), [])).toBeNull();
  });

  test('a wait grows hotter with its minutes: sooner for an order that nobody took than for food', () => {
    const heats = (what: 'order' | 'food' | 'sitting', minutes: number[]) =>
      minutes.map((past) => heatOf({ for: what, since: now - past * 60_000 }, now));
    expect(heats('order', [2, 3, 6, 7])).toEqual(['calm', 'warm', 'warm', 'hot']);
    expect(heats('food', [14, 15, 24, 25])).toEqual(['calm', 'warm', 'warm', 'hot']);
    expect(heats('sitting', [300])).toEqual(['calm']);
  });

  test('a table that did not change keeps its very card, so that it is not drawn again', () => {
    const [one, two] = [at(1, 3), at(2, 3)];
    const [first, second] = cardsOf([one, two], none);
    const [same, other] = cardsOf([one, { ...two, openCalls: [aCall(two.table)] }], none);
    expect(same).toBe(first);
    expect(other).not.toBe(second);
    expect(cardsOf([one], new Map())[0]).not.toBe(first);
  });

  test('a step that waits to be sent counts as taken', () => {
    const place = at(1, 8);
    const order = place.orders[0];
    if (!order) throw new Error('no order');
    const taken = cardOf(place, new Map([[order.id, { order, to: 'CONFIRMED' as const, sending: false }]]));
    expect(taken).toMatchObject({ isNew: false, waiting: { for: 'food' } });
  });
});

describe('where cards stand', () => {
  const cards = (places: Parameters<typeof cardOf>[0][]) => places.map((place) => cardOf(place, none));

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
  const all = [at(1, 2), at(2, 11), calling, free(5)].map((place) => cardOf(place, none));
  const summary = summarise(all);
  expect(summary).toMatchObject({ newOrders: 2, newTables: 2, calls: 2, callingTables: 1, inUse: 3 });
  expect(summary.longest?.card.table.table.number).toBe(2);
  expect(numbers(all.filter(passes.calling))).toEqual([4]);
  expect(numbers(all.filter(passes.new))).toEqual([1, 2]);
  expect(numbers(all.filter(passes['in-use']))).toEqual([1, 2, 4]);
});
