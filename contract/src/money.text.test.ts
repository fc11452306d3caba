import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amountText, digitsOf, readAmount } from './money.text.ts';
import { asMoney } from './money.ts';

test('what is written can be read again, in every currency', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
      fc.constantFrom('KRW', 'USD', 'JPY', 'KWD'),
      (amount, currency) => {
        const digits = digitsOf(currency);
        expect(readAmount(amountText(asMoney(amount), digits), digits)).toBe(amount);
      },
    ),
  );
});

test.each([
  ['12,000', 0, 12000],
  [' 12000 ', 0, 12000],
  ['-500', 0, -500],
  ['0', 0, 0],
  ['-0', 0, 0],
  ['12.5', 2, 1250],
  ['0.07', 2, 7],
  ['12.5', 0, null],
  ['1e5', 0, null],
  ['', 0, null],
  ['만원', 0, null],
  ['12.345', 2, null],
])('%j with %i digits is %j', (text, digits, amount) => expect(readAmount(text, digits)).toBe(amount));
