import { add, type Money, times } from './money.ts';

/** Of a and b, what a is more; below 0 for less. */
export const difference = (a: Money, b: Money): Money => add(a, times(b, -1));

/** A share in whole percent of change against before, null where there was nothing before. */
export const changeInPercent = (present: number, before: number): number | null =>
  before === 0 ? null : Math.round(((present - before) / before) * 100);

/** The mean in whole units, null of nothing. */
export const meanOf = (sum: number, count: number): number | null => (count === 0 ? null : Math.round(sum / count));

/** The value that `percent` of 100 are not above, by nearest rank (the value is one of those given); null of nothing. In any order. */
export function percentile(values: readonly number[], percent: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? null;
}
