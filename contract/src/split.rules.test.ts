import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, asMoney, type Money } from './money.ts';
import { largerParts, splitByItem, splitEqually } from './split.rules.ts';

const anAmount = fc.integer({ min: 0, max: 10_000_000 }).map(asMoney);
const people = fc.integer({ min: 1, max: 20 });

test('equal parts make the whole, and no two differ by more than a won', () => {
  fc.assert(
    fc.property(anAmount, people, (total, count) => {
      const parts = splitEqually(total, count);
      expect(parts).toHaveLength(count);
      expect(add(...parts)).toBe(total);
      expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
      expect([...parts].sort((a, b) => b - a)).toEqual(parts);
      expect(largerParts(parts)).toBe(total % count);
    }),
  );
});

test('by item: what everybody pays and what nobody took make the bill, whatever is shared how', () => {
  const line = fc.record({ amount: anAmount, shares: fc.array(fc.integer({ min: 0, max: 99 }), { maxLength: 25 }) });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), people, (lines, count) => {
      const { each, open } = splitByItem(lines, count);
      expect(each).toHaveLength(count);
      expect(add(...each, open)).toBe(add(...lines.map(({ amount }) => amount)));
      expect(each.every((part) => part >= 0)).toBe(true);
    }),
  );
});

test('who takes no share pays nothing, and who takes all shares pays all', () => {
  const beer = { amount: asMoney(15_000) as Money, shares: [2, 1, 0] };
  const soup = { amount: asMoney(9_000) as Money, shares: [0, 0, 1] };
  const nobodys = { amount: asMoney(5_000) as Money, shares: [] };
  expect(splitByItem([beer, soup, nobodys], 3)).toEqual({ each: [10_000, 5_000, 9_000], open: 5_000 });
});

test('a shared dish that does not divide loses nothing', () => {
  expect(splitByItem([{ amount: asMoney(10_000), shares: [1, 1, 1] }], 3)).toEqual({ each: [3334, 3333, 3333], open: 0 });
  expect(splitEqually(asMoney(10_000), 3)).toEqual([3334, 3333, 3333]);
});
