import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MenuId, OrderId, OrderItemId, StationId } from './ids.ts';
import { allDay, inKitchenOrder, isOpenAt, lineState, oldestWait, untouchedLines } from './kitchen.rules.ts';
import type { KitchenLine, Ticket } from './kitchen.ts';
import { ORDER_STATUSES, type Order, type OrderStatus } from './orders.ts';
import { toInstant } from './time.ts';

const food = 'food' as StationId;
const bar = 'bar' as StationId;
const T = Date.parse('2026-11-23T03:00:00.000Z');
const at = (minute: number) => toInstant(T + minute * 60_000);

const item = (id: string, stationIds: StationId[], quantity = 1) =>
  ({ id: id as OrderItemId, menuId: id as MenuId, name: id, quantity, stationIds }) as Order['items'][number];
const anOrder = (more: Partial<Order> = {}, settledAt = 0): Order =>
  ({
    id: 'o' as OrderId,
    status: 'PENDING',
    createdAt: at(0),
    items: [item('stew', [food])],
    transitions: [{ from: null, to: 'PENDING', at: at(settledAt), by: 'guest' }],
    ...more,
  }) as Order;
const aLine = (more: Partial<KitchenLine> = {}): KitchenLine => ({ ...(untouchedLines(anOrder(), null)[0] as KitchenLine), ...more });

describe('a line', () => {
  it.each<[string, Partial<KitchenLine>, OrderStatus, string]>([
    ['nobody touched', {}, 'PENDING', 'waiting'],
    ['held', { heldAt: at(1), course: 2 }, 'CONFIRMED', 'held'],
    ['fired', { heldAt: at(1), firedAt: at(2), course: 2 }, 'PREPARING', 'waiting'],
    ['begun', { startedAt: at(1) }, 'PREPARING', 'started'],
    ['bumped', { startedAt: at(1), bumpedAt: at(2) }, 'PREPARING', 'done'],
    ['of an order that staff called ready', { startedAt: at(1) }, 'READY', 'done'],
    ['of an order that was served', {}, 'COMPLETED', 'done'],
    ['of a cancelled order', { startedAt: at(1) }, 'CANCELLED', 'done'],
    ['called back before the order was ready', { startedAt: at(1), recalledAt: at(4) }, 'READY', 'done'],
    ['called back after the order was ready', { startedAt: at(1), recalledAt: at(6) }, 'READY', 'started'],
    ['called back and bumped again', { startedAt: at(1), recalledAt: at(6), bumpedAt: at(7) }, 'READY', 'done'],
  ])('%s', (_, line, status, state) => {
    expect(lineState(aLine(line), anOrder({ status }, 5))).toBe(state);
  });

  it('of a cancelled order is never open, whatever was done to it', () => {
    const instant = fc.option(fc.integer({ min: 0, max: 20 }).map(at), { nil: null });
    const lines = fc.record({ heldAt: instant, firedAt: instant, startedAt: instant, bumpedAt: instant, recalledAt: instant });
    fc.assert(fc.property(lines, (line) => lineState(aLine(line), anOrder({ status: 'CANCELLED' }, 5)) === 'done'));
  });

  it('is open or done, and open only while its order is not settled or it was called back after', () => {
    const instant = fc.option(fc.integer({ min: 0, max: 20 }).map(at), { nil: null });
    const lines = fc.record({ startedAt: instant, recalledAt: instant });
    fc.assert(
      fc.property(lines, fc.constantFrom(...ORDER_STATUSES), fc.integer({ min: 0, max: 20 }), (line, status, settled) => {
        const isOpen = lineState(aLine(line), anOrder({ status }, settled)) !== 'done';
        const late = line.recalledAt !== null && line.recalledAt >= at(settled);
        expect(isOpen).toBe(['PENDING', 'CONFIRMED', 'PREPARING'].includes(status) || (status !== 'CANCELLED' && late));
      }),
    );
  });
});

describe('tickets', () => {
  const ticket = (id: string, minute: number, lines: Partial<KitchenLine>[] = [{}]): Ticket => {
    const order = anOrder({ id: id as OrderId, createdAt: at(minute), items: lines.map((_, n) => item(`${id}${n}`, [food])) });
    return { order, lines: untouchedLines(order, null).map((line, n) => ({ ...line, ...lines[n] })) };
  };
  const ids = (tickets: readonly Ticket[]) => tickets.map(({ order }) => order.id as string);

  it('stand by their longest waiting line; a course that is fired waits from then, one that is held comes last', () => {
    const held = { heldAt: at(1), course: 2 };
    const tickets = [
      ticket('held', 0, [held]),
      ticket('fired', 0, [{ bumpedAt: at(2) }, { ...held, firedAt: at(9) }]),
      ticket('late', 5),
      ticket('early', 2, [{}, held]),
    ];
    expect(ids(inKitchenOrder(tickets, food))).toEqual(['early', 'late', 'fired', 'held']);
    expect(oldestWait(tickets[1] as Ticket, food)).toBe(at(9));
    expect(oldestWait(tickets[0] as Ticket, food)).toBeNull();
  });

  it('keep the order they stand in whatever comes in which order', () => {
    const some = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.boolean()), { maxLength: 20 });
    fc.assert(
      fc.property(some, (given) => {
        const tickets = given.map(([minute, isHeld], n) => ticket(`t${n}`, minute, [isHeld ? { heldAt: at(1) } : {}]));
        expect(ids(inKitchenOrder([...tickets].reverse(), food))).toEqual(ids(inKitchenOrder(tickets, food)));
      }),
    );
  });

  it('are open at a station only for its own lines', () => {
    const order = anOrder({ items: [item('stew', [food]), item('beer', [bar])] });
    const lines = untouchedLines(order, null).map((line) => (line.stationId === food ? { ...line, bumpedAt: at(1) } : line));
    expect([food, bar, null].map((stationId) => isOpenAt({ order, lines }, stationId))).toEqual([false, true, true]);
  });

  it('send what names no station to the one that takes the rest', () => {
    expect(untouchedLines(anOrder({ items: [item('old', [])] }), bar).map(({ stationId }) => stationId)).toEqual([bar]);
  });
});

describe('the day’s counts', () => {
  it('count a dish that two stations share once, until both are done', () => {
    const order = anOrder({ items: [item('set', [food, bar], 3)] });
    const lines = untouchedLines(order, null);
    const one = { order, lines: lines.map((line) => (line.stationId === food ? { ...line, bumpedAt: at(1) } : line)) };
    expect(allDay([{ order, lines }], null)).toMatchObject([{ quantity: 3 }]);
    expect([null, food, bar].map((stationId) => allDay([one], stationId).length)).toEqual([1, 0, 1]);
  });
});
