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
 * Takes whole weights ≥ 0 of which one is > 0; throws `RangeError` otherwise.
 */
export function allocate(amount: Money, weights: readonly number[]): Money[] {
  if (weights.some((weight) => !Number.isSafeInteger(weight) || weight < 0) || !weights.some((weight) => weight > 0))
    throw new RangeError('weights must be whole numbers ≥ 0 and not all 0');
  // An amount times a weight passes 2^53 although both are below it; rounded, parts would be lost or made.
  const whole = BigInt(Math.abs(amount));
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const parts = weights.map((weight) => (whole * BigInt(weight)) / total);
  const rest = Number(parts.reduce((left, part) => left - part, whole));
  const byRemainder = weights
    .map((weight, at) => ({ at, remainder: (whole * BigInt(weight)) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1));
  const topped = new Set(byRemainder.slice(0, rest).map(({ at }) => at));
  return parts.map((part, at) => {
    const size = Number(part) + (topped.has(at) ? 1 : 0);
    return asMoney(amount < 0 ? 0 - size : size);
  });
}

/** An integer divided to the nearest, halves away from zero. */
function divided(amount: bigint, by: bigint): Money {
  const size = amount < 0n ? -amount : amount;
  const nearest = Number((size * 2n + by) / (by * 2n));
  return asMoney(amount < 0n ? 0 - nearest : nearest);
}

/** The amount changed by so many tenths of a percent (−1000 … ), to the nearest minor unit. */
export const byTenthsOfPercent = (amount: Money, tenths: number): Money => divided(BigInt(amount) * BigInt(1000 + tenths), 1000n);

/** The nearest multiple of the step, halves away from zero. */
export const toNearest = (amount: Money, step: number): Money => times(divided(BigInt(amount), BigInt(step)), step);

/** The schema of an amount that a person sets: 0 … 1,000,000,000. */
export const price = () => branded<Money>({ type: 'integer', minimum: 0, maximum: 1_000_000_000 });
/** The schema of a difference to a price, below 0 for a discount. */
export const priceDelta = () => branded<Money>({ type: 'integer', minimum: -1_000_000_000, maximum: 1_000_000_000 });
/** The schema of an amount that the server computed. */
export const amount = () => branded<Money>({ type: 'integer' });
