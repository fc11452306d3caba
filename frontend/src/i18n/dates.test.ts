import { toInstant } from '@tableorder/contract/time';
import { expect, test } from 'vitest';
import { formatDay, formatDayTime, formatMinutes, formatTime, formatWhen } from './dates.ts';

const at = Date.parse('2026-11-23T03:03:00Z');

test('the time is the shop’s, not the device’s', () => {
  expect(formatTime(at, 'ko', 'Asia/Seoul')).toBe('12:03');
  expect(formatTime(toInstant(at), 'en', 'Asia/Seoul')).toBe('12:03');
  expect(formatTime(Date.parse('2026-11-22T15:00:00Z'), 'ko', 'Asia/Seoul')).toBe('00:00');
});

test('days as people say them, the year only when it is another', () => {
  expect(formatDay(at, 'ko', 'Asia/Seoul')).toBe('11월 23일 (월)');
  expect(formatDay(at, 'ko', 'Asia/Seoul', Date.parse('2027-01-02T00:00:00Z'))).toBe('2026년 11월 23일 (월)');
  expect(formatDayTime(at, 'en', 'Asia/Seoul')).toBe('Mon, Nov 23 12:03');
  expect(formatDayTime(at, 'ja', 'Asia/Seoul')).toBe('11月23日(月) 12:03');
  expect(formatDayTime(at, 'zh', 'Asia/Seoul')).toBe('11月23日周一 12:03');
  expect(formatWhen(at, 'ko', 'Asia/Seoul', at + 60_000)).toBe('12:03');
  expect(formatWhen(at, 'ko', 'Asia/Seoul', at + 86_400_000)).toBe('11월 23일 (월) 12:03');
});

test('waiting in minutes, then hours, never below nothing', () => {
  expect(formatMinutes(-5000, 'ko')).toBe('0분');
  expect(formatMinutes(12.9 * 60_000, 'ko')).toBe('12분');
  expect(formatMinutes(12 * 60_000, 'en')).toBe('12 min');
  expect(formatMinutes(130 * 60_000, 'ko')).toBe('2시간');
});
