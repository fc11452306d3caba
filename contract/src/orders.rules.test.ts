import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OptionGroupId, OptionId } from './ids.ts';
import type { MenuOption, MenuOptionGroup } from './menu.ts';
import { asMoney, MoneyOutOfRange } from './money.ts';
import {
  countsInTotal,
  guestStatus,
  isUnfinished,
  mayGuestChange,
  mayStep,
  nextStatus,
  orderTotal,
  priceLine,
  readChoice,
  sessionTotal,
  stepsToComplete,
} from './orders.rules.ts';
import { ORDER_STATUSES, type OrderStatus } from './orders.ts';

describe('the status of an order', () => {
  const ALLOWED = new Set([
    'PENDING→CONFIRMED',
    'CONFIRMED→PREPARING',
    'PREPARING→READY',
    'READY→COMPLETED',
    'PENDING→CANCELLED',
    'CONFIRMED→CANCELLED',
    'PREPARING→CANCELLED',
    'READY→CANCELLED',
    'COMPLETED→CANCELLED',
  ]);
  const pairs = ORDER_STATUSES.flatMap((from) => ORDER_STATUSES.map((to): [OrderStatus, OrderStatus] => [from, to]));

  it.each(pairs)('%s → %s', (from, to) => {
    expect(mayStep(from, to)).toBe(ALLOWED.has(`${from}→${to}`));
  });

  it('completes from anywhere by the steps that are left, and by no other way', () => {
    expect(ORDER_STATUSES.map((status) => stepsToComplete(status))).toEqual([
      ['CONFIRMED', 'PREPARING', 'READY', 'COMPLETED'],
      ['PREPARING', 'READY', 'COMPLETED'],
      ['READY', 'COMPLETED'],
      ['COMPLETED'],
      [],
      [],
    ]);
    for (const from of ORDER_STATUSES) {
      let status = from;
      for (const to of stepsToComplete(from)) {
        expect(mayStep(status, to)).toBe(true);
        status = to;
      }
    }
  });

  it('of each says what follows, who may change it, whether it counts, and the guest’s word', () => {
    expect(
      ORDER_STATUSES.map((status) => [
        status,
        nextStatus(status),
        mayGuestChange(status),
        isUnfinished(status),
        countsInTotal(status),
        guestStatus(status),
      ]),
    ).toEqual([
      ['PENDING', 'CONFIRMED', true, true, true, 'waiting'],
      ['CONFIRMED', 'PREPARING', false, true, true, 'preparing'],
      ['PREPARING', 'READY', false, true, true, 'preparing'],
      ['READY', 'COMPLETED', false, true, true, 'preparing'],
      ['COMPLETED', null, false, false, true, 'done'],
      ['CANCELLED', null, false, false, false, 'cancelled'],
    ]);
  });
});

const option = (id: string, priceDelta = 0, available = true): MenuOption => ({
  id: id as OptionId,
  name: id,
  priceDelta: asMoney(priceDelta),
  available,
});
const group = (id: string, options: MenuOption[], bounds: Partial<Pick<MenuOptionGroup, 'min' | 'max' | 'maxPerOption'>> = {}) => ({
  id: id as OptionGroupId,
  name: id,
  min: 0,
  max: 1,
  maxPerOption: 1,
  ...bounds,
  options,
});

const size = group('size', [option('small'), option('large', 2000)], { min: 1 });
const sugar = group('sugar', [option('one', 100)], { max: 3, maxPerOption: 3 });
const toppings = group('toppings', [option('egg', 500), option('cheese', 1000), option('gone', 300, false)], { max: 2 });
const menu = [size, sugar, toppings];

const faultsOf = (...ids: string[]) =>
  readChoice(menu, ids).faults.map((fault) => (fault.kind === 'unknown' ? fault.optionId : `${fault.kind} ${fault.group.id}`));

describe('a choice of options', () => {
  it.each([
    [['small'], []],
    [['large', 'egg', 'cheese'], []],
    [['small', 'one', 'one', 'one'], []],
    [[], ['missing size']],
    [['egg'], ['missing size']],
    [['small', 'large'], ['too-many size']],
    [['small', 'small'], ['too-many size']],
    [['small', 'egg', 'egg'], ['too-many toppings']],
    [['small', 'one', 'one', 'one', 'one'], ['too-many sugar']],
    [['small', 'elsewhere'], ['elsewhere']],
    [['small', 'gone'], ['gone']],
    [['elsewhere'], ['missing size', 'elsewhere']],
  ])('%j has the faults %j', (ids, faults) => {
    expect(faultsOf(...ids)).toEqual(faults);
  });

  it('comes in the menu’s order, however it was tapped', () => {
    expect(readChoice(menu, ['cheese', 'one', 'egg', 'large', 'one']).chosen.map(({ option }) => option.id)).toEqual([
      'large',
      'one',
      'one',
      'egg',
      'cheese',
    ]);
  });

  const groups = fc
    .array(
      fc.record({
        min: fc.nat(3),
        more: fc.nat(3),
        maxPerOption: fc.integer({ min: 1, max: 3 }),
        options: fc.array(fc.record({ priceDelta: fc.integer({ min: -5000, max: 5000 }), available: fc.boolean() }), {
          minLength: 1,
          maxLength: 4,
        }),
      }),
      { maxLength: 4 },
    )
    .map((all) =>
      all.map(({ min, more, maxPerOption, options }, at) =>
        group(
          `g${at}`,
          options.map(({ priceDelta, available }, nth) => option(`g${at}o${nth}`, priceDelta, available)),
          { min, max: Math.max(1, min + more), maxPerOption },
        ),
      ),
    );
  const taps = fc.array(
    fc.tuple(fc.nat(4), fc.nat(4)).map(([g, o]) => `g${g}o${o}`),
    { maxLength: 12 },
  );

  it('drops nothing: each tap is chosen, or named as unknown', () => {
    fc.assert(
      fc.property(groups, taps, (all, ids) => {
        const { chosen, faults } = readChoice(all, ids);
        const unknown = new Set(faults.flatMap((fault) => (fault.kind === 'unknown' ? [fault.optionId] : [])));
        expect(chosen.map((one) => one.option.id as string).sort()).toEqual(ids.filter((id) => !unknown.has(id)).sort());
        expect(chosen.every((one) => one.option.available && one.group.id === one.option.id.slice(0, 2))).toBe(true);
      }),
    );
  });

  it('without a fault keeps every group’s bounds', () => {
    fc.assert(
      fc.property(groups, taps, (all, ids) => {
        const { chosen, faults } = readChoice(all, ids);
        const broken = all.some(({ id, min, max, maxPerOption }) => {
          const mine = chosen.filter((one) => one.group.id === id).map((one) => one.option.id);
          const most = Math.max(0, ...mine.map((one) => mine.filter((other) => other === one).length));
          return mine.length < min || mine.length > max || most > maxPerOption;
        });
        expect(faults.some((fault) => fault.kind !== 'unknown')).toBe(broken);
      }),
    );
  });
});

describe('the price of a line', () => {
  it('is (item + options) × quantity', () => {
    const { chosen } = readChoice(menu, ['large', 'one', 'one', 'egg']);
    expect(priceLine({ price: asMoney(8000) }, chosen, 3)).toEqual({ unitPrice: 10_700, subtotal: 32_100 });
  });

  it('is exact for every price, delta and quantity that the menu allows', () => {
    const price = fc.nat(1_000_000_000);
    const deltas = fc.array(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), { maxLength: 100 });
    fc.assert(
      fc.property(price, deltas, fc.integer({ min: 1, max: 99 }), (base, by, quantity) => {
        const chosen = by.map((delta, at) => ({ group: size, option: option(`o${at}`, delta) }));
        const unit = by.reduce((sum, delta) => sum + BigInt(delta), BigInt(base));
        const line = priceLine({ price: asMoney(base) }, chosen, quantity);
        expect([BigInt(line.unitPrice), BigInt(line.subtotal)]).toEqual([unit, unit * BigInt(quantity)]);
      }),
    );
  });

  it('beyond 2^53 is refused, not rounded', () => {
    expect(() => priceLine({ price: asMoney(Number.MAX_SAFE_INTEGER) }, [], 2)).toThrow(MoneyOutOfRange);
  });

  it('adds up to the order, and orders to the bill without the cancelled ones', () => {
    expect(orderTotal([{ subtotal: asMoney(1) }, { subtotal: asMoney(2) }])).toBe(3);
    expect(sessionTotal(ORDER_STATUSES.map((status, at) => ({ status, totalAmount: asMoney(10 ** at) })))).toBe(11_111);
  });
});
