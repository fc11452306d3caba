import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, allocate, asMoney, isNegative, type Money, MoneyOutOfRange, noMoney, times } from './money.ts';

const MOST = Number.MAX_SAFE_INTEGER;
const anyMoney = fc.maxSafeInteger().map(asMoney);
const shopMoney = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(asMoney);
const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 }).filter((all) => all.some((weight) => weight > 0));

/** The sum without the rounding that a sum of numbers would have. */
const exactly = (parts: readonly number[]): bigint => parts.reduce((sum, part) => sum + BigInt(part), 0n);

describe('an amount', () => {
  it.each([0, 1, -1, 12_000, MOST, -MOST])('is %d', (amount) => {
    expect(asMoney(amount)).toBe(amount);
  });

  it.each([0.5, 1e-9, Number.NaN, Number.POSITIVE_INFINITY, MOST + 1, -MOST - 1, 1e300])('is not %d', (amount) => {
    expect(() => asMoney(amount)).toThrow(MoneyOutOfRange);
  });

  it('says which are debts', () => {
    expect([-1, 0, 1].map((amount) => isNegative(asMoney(amount)))).toEqual([true, false, false]);
  });
});

describe('adding and multiplying', () => {
  it('is exact, or refused: never rounded', () => {
    fc.assert(
      fc.property(fc.array(anyMoney, { maxLength: 8 }), (amounts) => {
        let sums = 0n;
        const fits = amounts.every((amount) => {
          sums += BigInt(amount);
          return sums <= BigInt(MOST) && sums >= -BigInt(MOST);
        });
        if (fits) expect(BigInt(add(...amounts))).toBe(sums);
        else expect(() => add(...amounts)).toThrow(MoneyOutOfRange);
      }),
    );
  });

  it('multiplies exactly, or refuses', () => {
    fc.assert(
      fc.property(anyMoney, fc.integer({ min: 0, max: 99 }), (amount, count) => {
        const product = BigInt(amount) * BigInt(count);
        if (product <= BigInt(MOST) && product >= -BigInt(MOST)) expect(BigInt(times(amount, count))).toBe(product);
        else expect(() => times(amount, count)).toThrow(MoneyOutOfRange);
      }),
    );
  });

  it('refuses the first amount past 2^53 and takes the last before it', () => {
    expect(add(asMoney(MOST - 1), asMoney(1))).toBe(MOST);
    expect(() => add(asMoney(MOST), asMoney(1))).toThrow(MoneyOutOfRange);
    expect(() => times(asMoney(2 ** 52), 2)).toThrow(MoneyOutOfRange);
    expect(() => times(asMoney(3), 0.5)).toThrow(MoneyOutOfRange);
  });

  it('of nothing is nothing', () => {
    expect(add()).toBe(noMoney);
  });
});

describe('sharing an amount out', () => {
  const shares = (amount: number, by: readonly number[]) => allocate(asMoney(amount), by);

  it('gives the remainder to the largest fractions, and to the earlier of equals', () => {
    expect(shares(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(shares(10, [1, 2, 1])).toEqual([3, 5, 2]);
    expect(shares(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(shares(7, [0, 1, 0])).toEqual([0, 7, 0]);
    expect(shares(1, [1, 3])).toEqual([0, 1]);
  });

  it('loses and makes nothing, whatever the amount up to 2^53', () => {
    fc.assert(
      fc.property(anyMoney, weights, (amount, by) => {
        expect(exactly(allocate(amount, by))).toBe(BigInt(amount));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives each its share to within one unit, and nothing to a weight of 0', () => {
    fc.assert(
      fc.property(anyMoney, weights, (amount, by) => {
        const total = exactly(by);
        const parts = allocate(amount, by);
        expect(parts).toHaveLength(by.length);
        for (const [at, part] of parts.entries()) {
          const weight = BigInt(by[at] ?? 0);
          const off = BigInt(part) * total - BigInt(amount) * weight;
          expect(off < total && off > -total).toBe(true);
          if (weight === 0n) expect(part === 0).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same with all weights made larger, and turns round with the sign', () => {
    fc.assert(
      fc.property(shopMoney, weights, fc.integer({ min: 2, max: 1000 }), (amount, by, times) => {
        const parts = allocate(amount, by);
        expect(
          allocate(
            amount,
            by.map((weight) => weight * times),
          ),
        ).toEqual(parts);
        const turned = allocate(asMoney(-amount), by).map((part): Money => asMoney(0 - part));
        expect(exactly(turned)).toBe(exactly(parts));
        for (const [at, part] of turned.entries()) expect(part).toBe(parts[at]);
      }),
    );
  });

  it.each([[[]], [[0, 0]], [[1, -1]], [[Number.NaN]], [[Number.POSITIVE_INFINITY, 1]], [[2, Number.NaN]]])(
    'refuses the weights %j',
    (by) => {
      expect(() => shares(100, by)).toThrow(RangeError);
    },
  );
});
