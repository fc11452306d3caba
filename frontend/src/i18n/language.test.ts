import { expect, test } from 'vitest';
import en from './en/ui.json';
import { guestLanguage } from './guest.ts';
import { preferredLocale, translator } from './language.ts';
import { sayProblem } from './problem-words.ts';

test('the device’s language is taken when the app has it, the chosen one before it, Korean at last', () => {
  expect(preferredLocale(['ko', 'en'], null, ['fr-FR', 'en-GB', 'ko'])).toBe('en');
  expect(preferredLocale(['ko', 'en'], 'ko', ['en'])).toBe('ko');
  expect(preferredLocale(['ko', 'en'], 'xx', ['ja'])).toBe('ko');
  expect(preferredLocale(guestLanguage.locales, null, ['ja-JP', 'en'])).toBe('ja');
  expect(preferredLocale(guestLanguage.locales, null, ['fr', 'zh-CN'])).toBe('zh');
});

test('a language comes when it is asked for', async () => {
  expect((await guestLanguage.load('en'))['ui.close']).toBe(en['ui.close']);
  expect((await guestLanguage.load('ko'))['guest.status.PENDING']).toBe('대기중');
  expect((await guestLanguage.load('ja'))['guest.status.PENDING']).toBe('受付待ち');
  expect((await guestLanguage.load('zh'))['guest.status.PENDING']).toBe('等待接单');
});

test('a refusal is said with its names, and one without words is still said', async () => {
  const t = translator(await guestLanguage.load('ko'), 'ko');
  expect(sayProblem(t, { key: 'order/item-sold-out', params: { name: '갈비탕', left: 0 } })).toBe('갈비탕은 지금은 품절이에요.');
  expect(sayProblem(t, { key: 'order/item-unavailable', params: { name: null } })).toBe('고르신 메뉴는 지금 주문할 수 없어요.');
  expect(sayProblem(t, { key: 'order/from-the-future', params: {} })).toBe(t('problem.internal'));
  expect(sayProblem(t, { key: '__proto__', params: {} })).toBe(t('problem.internal'));
});
