import { describe, expect, it } from 'vitest';
import { expired, isDue, newestProven, surplusFailures } from './backup-rules.ts';

const SEOUL = 'Asia/Seoul';
const at = (instant: string) => Date.parse(instant);
const proven = (instant: string) => ({ at: at(instant), state: 'proven' as const });
const failed = (instant: string) => ({ at: at(instant), state: 'failed' as const });
/** A proven backup at 04:00 in Seoul on each of the days. */
const daily = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, day) => proven(`2026-11-${String(from + day).padStart(2, '0')}T04:00:07+09:00`));
const keep = (now: string, days = 7, timeZone = SEOUL) => ({ now: at(now), days, timeZone });

describe('a daily backup is due', () => {
  const due = (now: string, ...backups: { at: number; state: 'proven' | 'failed' }[]) => isDue(backups, at(now), 240, SEOUL);

  it('while there is none', () => {
    expect(due('2026-11-20T12:00:00+09:00')).toBe(true);
  });

  it('from its minute on, until one was proven after it', () => {
    const yesterday = proven('2026-11-19T04:00:30+09:00');
    expect(due('2026-11-20T03:59:59+09:00', yesterday)).toBe(false);
    expect(due('2026-11-20T04:00:00+09:00', yesterday)).toBe(true);
    expect(due('2026-11-20T04:00:31+09:00', yesterday, proven('2026-11-20T04:00:20+09:00'))).toBe(false);
    expect(due('2026-11-20T04:00:31+09:00', yesterday, failed('2026-11-20T04:00:20+09:00'))).toBe(true);
  });

  it('when the box was off at its minute', () => {
    expect(due('2026-11-20T10:30:00+09:00', proven('2026-11-19T10:31:00+09:00'))).toBe(true);
    expect(due('2026-11-20T03:00:00+09:00', proven('2026-11-18T23:00:00+09:00'))).toBe(true);
  });

  it('whatever a clock that ran ahead once left', () => {
    expect(due('2026-11-20T10:00:00+09:00', proven('2031-01-01T00:00:00Z'))).toBe(true);
  });

  it('once on the days the clocks change', () => {
    const zone = 'Europe/Berlin';
    const halfPastTwo = (now: string, made: string) => isDue([proven(made)], at(now), 150, zone);
    // 02:30 does not exist on 2026-03-29 and comes twice on 2026-10-25.
    expect(halfPastTwo('2026-03-29T03:00:00+02:00', '2026-03-28T02:30:00+01:00')).toBe(true);
    expect(halfPastTwo('2026-03-29T23:00:00+02:00', '2026-03-29T03:00:00+02:00')).toBe(false);
    expect(halfPastTwo('2026-10-25T02:31:00+01:00', '2026-10-25T02:30:00+02:00')).toBe(false);
  });
});

describe('of the backups', () => {
  it('as many days stay as are set, today included', () => {
    expect(expired(daily(13, 20), keep('2026-11-20T04:00:09+09:00'))).toEqual(daily(13, 13));
    expect(expired(daily(14, 20), keep('2026-11-20T23:59:59+09:00'))).toEqual([]);
  });

  it('seven stay over a clock change, not six or eight', () => {
    const berlin = Array.from({ length: 8 }, (_, day) => proven(`2026-10-${20 + day}T04:00:00${day < 5 ? '+02:00' : '+01:00'}`));
    expect(expired(berlin, keep('2026-10-27T04:00:01+01:00', 7, 'Europe/Berlin'))).toEqual(berlin.slice(0, 1));
  });

  it('the newest proven one stays, however old, when all later ones failed', () => {
    const backups = [proven('2026-10-01T04:00:00+09:00'), proven('2026-10-02T04:00:00+09:00'), failed('2026-11-19T04:00:00+09:00')];
    expect(expired(backups, keep('2026-11-20T04:00:00+09:00'))).toEqual(backups.slice(0, 1));
    expect(expired(backups.slice(1), keep('2026-11-20T04:00:00+09:00'))).toEqual([]);
    expect(newestProven(backups, at('2026-11-20T04:00:00+09:00'))).toBe(backups[1]);
  });

  it('a clock that jumps a month ahead removes no more than one day of them a run', () => {
    const jumped = [...daily(13, 20), proven('2026-12-24T04:00:00+09:00')];
    const gone = expired(jumped, keep('2026-12-24T04:00:09+09:00'));
    expect(gone).toEqual(daily(13, 13));
  });

  it('a clock that jumps back removes nothing of what is in the future then', () => {
    expect(expired(daily(13, 20), keep('2026-10-01T04:00:00+09:00'))).toEqual([]);
    const wayAhead = proven('2031-01-01T00:00:00Z');
    expect(expired([...daily(12, 20), wayAhead], keep('2026-11-20T05:00:00+09:00'))).toEqual(daily(12, 12));
  });

  it('failed ones stay only the last three', () => {
    const failures = [1, 2, 3, 4, 5].map((day) => failed(`2026-11-0${day}T04:00:00+09:00`));
    expect(surplusFailures([...failures, ...daily(10, 20)])).toEqual(failures.slice(0, 2).reverse());
  });
});
