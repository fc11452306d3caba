import { add, allocate, type Money, noMoney } from './money.ts';

/** Equal parts that make the whole: what does not divide goes to the first ones, a minor unit each. */
export const splitEqually = (total: Money, people: number): Money[] =>
  allocate(
    total,
    Array.from({ length: people }, () => 1),
  );

/** A line of the bill, and how many shares of it each person takes; nobody yet is all 0. */
export interface SplitLine {
  readonly amount: Money;
  readonly shares: readonly number[];
}

/** What each person pays, and what nobody has taken yet: together always the lines' sum. Persons beyond a line's shares take nothing of it. */
export function splitByItem(lines: readonly SplitLine[], people: number): { readonly each: Money[]; readonly open: Money } {
  let each: Money[] = Array.from({ length: people }, () => noMoney);
  let open: Money = noMoney;
  for (const { amount, shares } of lines) {
    const weights = Array.from({ length: people }, (_, person) => shares[person] ?? 0);
    if (weights.every((weight) => weight === 0)) {
      open = add(open, amount);
      continue;
    }
    const parts = allocate(amount, weights);
    each = each.map((sum, person) => add(sum, parts[person] ?? noMoney));
  }
  return { each, open };
}

/** How many of equal parts are a minor unit larger than the smallest; 0 when all are the same. */
export const largerParts = (parts: readonly Money[]): number => parts.filter((part) => part !== Math.min(...parts)).length;
