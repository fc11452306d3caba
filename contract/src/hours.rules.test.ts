import { expect, it } from 'vitest';
import { isOpenAt, opensNextAt } from './hours.rules.ts';
import type { ServingHours } from './menu.ts';
import { toInstant } from './time.ts';

const ZONE = 'Asia/Seoul';
/** A moment on the shop's wall; 2026-11-23 is a Monday. */
const wall = (text: string) => Date.parse(`${text}:00+09:00`);
const LUNCH_AND_LATE: ServingHours = [
  { weekdays: [1, 2, 3, 4, 5], from: '11:00', to: '15:00' },
  { weekdays: [5, 6], from: '18:00', to: '02:00' },
];

it.each([
  ['2026-11-23T10:59', false],
  ['2026-11-23T11:00', true],
  ['2026-11-23T14:59', true],
  ['2026-11-23T15:00', false],
  ['2026-11-27T23:30', true],
  ['2026-11-28T01:59', true],
  ['2026-11-28T02:00', false],
  ['2026-11-30T01:30', false],
])('at %s the shop is open: %s', (at, open) => expect(isOpenAt(LUNCH_AND_LATE, wall(at), ZONE)).toBe(open));

it.each([
  ['2026-11-23T10:00', '2026-11-23T11:00'],
  ['2026-11-23T15:00', '2026-11-24T11:00'],
  ['2026-11-27T15:30', '2026-11-27T18:00'],
  ['2026-11-29T03:00', '2026-11-30T11:00'],
])('closed at %s it opens at %s', (at, opens) => {
  expect(toInstant(opensNextAt(LUNCH_AND_LATE, wall(at), ZONE) ?? 0)).toBe(toInstant(wall(opens)));
});

it('a shop open once a week opens in a week; one without hours is open', () => {
  const sundays: ServingHours = [{ weekdays: [0], from: '12:00', to: '13:00' }];
  expect(toInstant(opensNextAt(sundays, wall('2026-11-22T13:00'), ZONE) ?? 0)).toBe(toInstant(wall('2026-11-29T12:00')));
  expect([isOpenAt(null, wall('2026-11-22T03:00'), ZONE), opensNextAt(null, wall('2026-11-22T03:00'), ZONE)]).toEqual([true, null]);
});
