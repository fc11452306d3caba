import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedPrice, ROUNDINGS } from './menu.prices.rules.ts';
import { asMoney } from './money.ts';

const won = asMoney;

test.each([
  [10_500, { kind: 'percent', tenths: 50 }, 100, 11_000],
  [10_500, { kind: 'percent', tenths: 50 }, 1, 11_025],
  [10_500, { kind: 'percent', tenths: -25 }, 10, 10_240],
  [9_000, { kind: 'amount', amount: won(300) }, 500, 9_500],
  [9_000, { kind: 'amount', amount: won(200) }, 500, 9_000],
  [200, { kind: 'amount', amount: won(-500) }, 1, 0],
  [1_000_000_000, { kind: 'percent', tenths: 1000 }, 1, 1_000_000_000],
] as const)('%i by %j to the nearest %i is %i', (price, step, rounding, wanted) => {
  expect(changedPrice(won(price), step, rounding)).toBe(wanted);
});

test('a new price is one, a multiple of the step unless it is the highest, and less than a step from the exact one', () => {
  const prices = fc.integer({ min: 0, max: 500_000_000 }).map(won);
  fc.assert(
    fc.property(prices, fc.integer({ min: -1000, max: 1000 }), fc.constantFrom(...ROUNDINGS), (price, tenths, rounding) => {
      const changed = changedPrice(price, { kind: 'percent', tenths }, rounding);
      expect(changed).toBeGreaterThanOrEqual(0);
      expect(changed % rounding).toBe(0);
      expect(Math.abs(changed - price * (1 + tenths / 1000))).toBeLessThanOrEqual(rounding / 2 + 1);
    }),
  );
});
