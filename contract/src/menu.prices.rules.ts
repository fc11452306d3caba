import { add, asMoney, byTenthsOfPercent, isNegative, type Money, noMoney, toNearest } from './money.ts';

/** How all chosen prices change: by tenths of a percent, or by an amount. */
export type PriceStep = { readonly kind: 'percent'; readonly tenths: number } | { readonly kind: 'amount'; readonly amount: Money };

/** What a new price is rounded to, in minor units; 1 leaves it. */
export const ROUNDINGS = [1, 10, 100, 500] as const;
export type Rounding = (typeof ROUNDINGS)[number];

const HIGHEST = asMoney(1_000_000_000);

/** The price after the change, rounded to the nearest step, never below nothing nor beyond what a price may be. */
export function changedPrice(price: Money, step: PriceStep, rounding: Rounding): Money {
  const moved = step.kind === 'percent' ? byTenthsOfPercent(price, step.tenths) : add(price, step.amount);
  const rounded = toNearest(moved, rounding);
  if (isNegative(rounded)) return noMoney;
  return rounded > HIGHEST ? HIGHEST : rounded;
}
