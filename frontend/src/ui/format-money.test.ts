import { asMoney } from '@tableorder/contract/money';
import { expect, test } from 'vitest';
import { formatMoney } from './format-money.ts';

test.each([
  [12000, 'KRW', 'ko', '12,000원'],
  [12000, 'KRW', 'en', '₩12,000'],
  [0, 'KRW', 'ko', '0원'],
  [-1500, 'KRW', 'ko', '-1,500원'],
  [1250, 'USD', 'en', '$12.50'],
  [5, 'USD', 'ko', '$0.05'],
  [12000, 'KRW', 'ja', '₩12,000'],
  [12000, 'KRW', 'zh', '₩12,000'],
  [1200, 'JPY', 'ja', '￥1,200'],
])('%i %s reads in %s as %s', (amount, currency, locale, text) => {
  expect(formatMoney(asMoney(amount), currency, locale)).toBe(text);
});

test('a surcharge has its plus, a free option has none', () => {
  expect(formatMoney(asMoney(500), 'KRW', 'ko', { signed: true })).toBe('+500원');
  expect(formatMoney(asMoney(500), 'KRW', 'en', { signed: true })).toBe('+₩500');
  expect(formatMoney(asMoney(0), 'KRW', 'ko', { signed: true })).toBe('0원');
});

test('the largest amount keeps every digit', () => {
  expect(formatMoney(asMoney(Number.MAX_SAFE_INTEGER), 'USD', 'en')).toBe('$90,071,992,547,409.91');
});
