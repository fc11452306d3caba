import { asMoney, type Money } from './money.ts';

/** How many digits a currency has behind its point: won none, cents two. */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;

/** Minor units as a person types them: `12000`, `12.50`. */
export function amountText(amount: Money, digits: number): string {
  const sign = amount < 0 ? '-' : '';
  const figures = String(Math.abs(amount)).padStart(digits + 1, '0');
  return digits === 0 ? `${sign}${figures}` : `${sign}${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}

/** What was typed as an amount, or null. Moves figures, never computes: no amount passes through a fraction. */
export function readAmount(text: string, digits: number): Money | null {
  const plain = text.replace(/[\s,]/g, '');
  const match = /^([+-]?)(\d{1,12})(?:\.(\d*))?$/.exec(plain);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (fraction.length > digits) return null;
  const minor = Number(`${whole}${fraction.padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? asMoney(sign === '-' ? 0 - minor : minor) : null;
}
