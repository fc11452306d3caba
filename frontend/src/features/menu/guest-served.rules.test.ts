import { expect, test } from 'vitest';
import { nextServed } from './guest-served.rules.ts';

const SEOUL = 'Asia/Seoul';
/** Monday 2026-11-23 on Seoul's clock. */
const monday = (time: string) => Date.parse(`2026-11-23T${time}:00+09:00`);
const LUNCH = [{ weekdays: [1, 2, 3, 4, 5], from: '11:00', to: '14:00' }];

test('before it begins, today', () => {
  expect(nextServed(LUNCH, monday('10:59'), SEOUL)).toEqual({ inDays: 0, weekday: 1, from: '11:00' });
});
test('after it has ended, tomorrow', () => {
  expect(nextServed(LUNCH, monday('14:00'), SEOUL)).toEqual({ inDays: 1, weekday: 2, from: '11:00' });
});
test('over the weekend, on Monday', () => {
  expect(nextServed(LUNCH, Date.parse('2026-11-27T15:00:00+09:00'), SEOUL)).toEqual({ inDays: 3, weekday: 1, from: '11:00' });
});
test('the earliest of several today', () => {
  const twice = [{ weekdays: [1], from: '18:00', to: '22:00' }, ...LUNCH];
  expect(nextServed(twice, monday('09:00'), SEOUL)?.from).toBe('11:00');
  expect(nextServed(twice, monday('15:00'), SEOUL)?.from).toBe('18:00');
});
test('once a week, and it has just ended: the same day next week', () => {
  expect(nextServed([{ weekdays: [1], from: '11:00', to: '14:00' }], monday('20:00'), SEOUL)).toEqual({
    inDays: 7,
    weekday: 1,
    from: '11:00',
  });
});
test('past midnight it is the shop’s day, not the device’s', () => {
  expect(nextServed(LUNCH, Date.parse('2026-11-22T16:00:00Z'), SEOUL)).toEqual({ inDays: 0, weekday: 1, from: '11:00' });
});
