import { branded } from './schema.ts';

declare const money: unique symbol;

/** A whole amount in the currency's minor unit (won have none: 12000 is 12,000 won). The only arithmetic on it is in this file. */
export type Money = number & { readonly [money]: true };

/** 2^53 − 1: beyond it whole numbers are not exact. */
const LIMIT = Number.MAX_SAFE_INTEGER;

export class MoneyOutOfRange extends RangeError {
  override name = 'MoneyOutOfRange';
}

/** The amount as money; throws `MoneyOutOfRange` when it is not a whole number within ±2^53. */
export function asMoney(amount: number): Money {
  if (!Number.isInteger(amount) || Math.abs(amount) > LIMIT) throw new MoneyOutOfRange(`not an amount: ${amount}`);
  return amount as Money;
}

export const noMoney = 0 as Money;

export const add = (...amounts: readonly Money[]): Money => amounts.reduce<Money>((sum, amount) => asMoney(sum + amount), noMoney);

export const times = (amount: Money, count: number): Money => asMoney(amount * count);

export const isNegative = (amount: Money): boolean => amount < 0;

/**
 * Splits an amount by weights so that the parts add up to it exactly (largest remainder; ties to the earlier part).
 * Takes weights ≥ 0 of which one is > 0; throws `RangeError` otherwise.
 */
export function allocate(amount: Money, weights: readonly number[]): Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (weights.some((weight) => !(weight >= 0)) || !(total > 0)) throw new RangeError('weights must be ≥ 0 and not all 0');
  const exact = weights.map((weight) => (amount * weight) / total);
  const parts = exact.map((share) => Math.trunc(share));
  const rest = Math.abs(amount - parts.reduce((sum, part) => sum + part, 0));
  const byRemainder = exact
    .map((share, at) => ({ at, remainder: Math.abs(share - Math.trunc(share)) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of byRemainder.slice(0, rest)) parts[at] = (parts[at] ?? 0) + Math.sign(amount);
  return parts.map(asMoney);
}

/** The schema of an amount that a person sets: 0 … 1,000,000,000. */
export const price = () => branded<Money>({ type: 'integer', minimum: 0, maximum: 1_000_000_000 });
/** The schema of a difference to a price, below 0 for a discount. */
export const priceDelta = () => branded<Money>({ type: 'integer', minimum: -1_000_000_000, maximum: 1_000_000_000 });
/** The schema of an amount that the server computed. */
export const amount = () => branded<Money>({ type: 'integer' });
