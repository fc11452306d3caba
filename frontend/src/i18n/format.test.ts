import { expect, test } from 'vitest';
import { format, placeholders } from './format.ts';

test.each([
  ['주문 {number|을/를} 취소해요.', { number: '017' }, '주문 017을 취소해요.'],
  ['주문 {number|을/를} 취소해요.', { number: '015' }, '주문 015를 취소해요.'],
  ['{name|은/는} 품절이에요.', { name: '김치찌개' }, '김치찌개는 품절이에요.'],
  ['{name|은/는} 품절이에요.', { name: '비빔밥' }, '비빔밥은 품절이에요.'],
  ['{name|은/는} 품절이에요.', { name: '떡볶이 (2인)' }, '떡볶이 (2인)은 품절이에요.'],
  ['{name|으로/로} 옮겨요.', { name: '1' }, '1로 옮겨요.'],
  ['{name|으로/로} 옮겨요.', { name: '홀' }, '홀로 옮겨요.'],
  ['{name|으로/로} 옮겨요.', { name: '3번' }, '3번으로 옮겨요.'],
  ['{count}개 담겼어요.', { count: 1200 }, '1,200개 담겼어요.'],
])('%s with %o', (message, params, text) => {
  expect(format(message, params, 'ko')).toBe(text);
});

test.each([
  [0, 'No dishes'],
  [1, '1 dish'],
  [2, '2 dishes'],
  [1500, '1,500 dishes'],
])('%i in English', (count, text) => {
  expect(format('{count, plural, =0 {No dishes} one {# dish} other {# dishes}}', { count }, 'en')).toBe(text);
});

test('a name nobody gave stays readable as a fault, and a guest cannot smuggle one in', () => {
  expect(format('{a} {b}', { a: '{b}' }, 'en')).toBe('{b} {b}');
  expect(format('{a}', { a: '$&' }, 'en')).toBe('$&');
});

test('the placeholders of a message', () => {
  expect(placeholders('{number|을/를} {count, plural, one {# x} other {# y}} {number}')).toEqual(['count', 'number']);
});
