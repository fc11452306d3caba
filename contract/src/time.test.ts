import fc from 'fast-check';
import { Check } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import {
  aLocalDay,
  businessDay,
  businessDayRange,
  dayAfter,
  dayRange,
  fromInstant,
  isLocalDay,
  isTimeZone,
  type LocalDay,
  localDay,
  onTheWall,
  startOfDay,
  toInstant,
} from './time.ts';

const day = (on: string) => on as LocalDay;
const at = (instant: string) => Date.parse(instant);
const HOUR = 3_600_000;

/** Clock changes at two, at midnight, of half an hour, and none; a zone that skipped a day; one that changed its offset in winter. */
const ZONES = [
  'Asia/Seoul',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/New_York',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'Asia/Beirut',
  'America/Havana',
  'UTC',
];
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: at('1971-01-01T00:00:00Z'), max: at('2060-01-01T00:00:00Z') });

describe('the first instant of a day', () => {
  it.each([
    ['2026-11-23', 'Asia/Seoul', '2026-11-22T15:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    // Midnight did not exist: the day began at one.
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    // The hour before midnight came twice; the day begins after the second.
    ['2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'],
    ['2018-02-17', 'America/Sao_Paulo', '2018-02-17T02:00:00.000Z'],
    ['2026-10-04', 'Australia/Lord_Howe', '2026-10-03T13:30:00.000Z'],
    ['2026-10-05', 'Australia/Lord_Howe', '2026-10-04T13:00:00.000Z'],
    ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z'],
    ['2026-04-06', 'Australia/Lord_Howe', '2026-04-05T13:30:00.000Z'],
    // The clock went back from one to midnight: midnight came twice, and the earlier one counts.
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
  ])('%s in %s is %s', (on, timeZone, expected) => {
    expect(toInstant(startOfDay(day(on), timeZone))).toBe(expected);
  });

  it('is the first: a millisecond earlier it is another day', () => {
    fc.assert(
      fc.property(instant, zone, (now, timeZone) => {
        const on = localDay(now, timeZone);
        const from = startOfDay(on, timeZone);
        expect(from).toBeLessThanOrEqual(now);
        expect(localDay(from, timeZone)).toBe(on);
        expect(localDay(from - 1, timeZone) < on).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('of a day that a zone left out is where the next one begins', () => {
    expect(toInstant(startOfDay(day('2011-12-30'), 'Pacific/Apia'))).toBe(toInstant(startOfDay(day('2011-12-31'), 'Pacific/Apia')));
  });

  it.each(['1900-01-01', '1900-02-28', '2999-12-31'])('is found for %s too, which nobody means and anybody can ask for', (on) => {
    expect(Check(aLocalDay(), on)).toBe(true);
    for (const timeZone of ['Asia/Seoul', 'America/Sao_Paulo']) {
      const { fromAt, toAt } = dayRange(day(on), day(on), timeZone);
      expect(Math.abs(toAt - fromAt - 24 * HOUR)).toBeLessThanOrEqual(HOUR);
      expect(Math.abs(fromAt - at(`${on}T00:00:00Z`))).toBeLessThan(24 * HOUR);
    }
  });
});

it.each(['9999-12-31', '0001-01-01', '1899-12-31', '3000-01-01', '2026-13-01', '2026-1-1', '+10000-01-01'])(
  'nobody can ask for the day %s',
  (on) => {
    expect(Check(aLocalDay(), on)).toBe(false);
  },
);

describe('inclusive days as a range', () => {
  it('hold every instant exactly once', () => {
    fc.assert(
      fc.property(instant, zone, (now, timeZone) => {
        const today = localDay(now, timeZone);
        const holding = [-2, -1, 0, 1, 2].filter((by) => {
          const on = dayAfter(today, by);
          const { fromAt, toAt } = dayRange(on, on, timeZone);
          return fromAt <= now && now < toAt;
        });
        expect(holding).toEqual([0]);
      }),
      { numRuns: 1500 },
    );
  });

  it('join without a gap and without an overlap, also where the clock changes', () => {
    fc.assert(
      fc.property(instant, zone, fc.integer({ min: 0, max: 40 }), (now, timeZone, length) => {
        const from = localDay(now, timeZone);
        const to = dayAfter(from, length);
        const range = dayRange(from, to, timeZone);
        let on = from;
        let end = range.fromAt;
        for (let count = 0; count <= length; count++) {
          const one = dayRange(on, on, timeZone);
          expect(one.fromAt).toBe(end);
          expect(one.toAt).toBeGreaterThanOrEqual(one.fromAt);
          end = one.toAt;
          on = dayAfter(on);
        }
        expect(range.toAt).toBe(end);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['America/Sao_Paulo', '2018-11-04', 23],
    ['America/Sao_Paulo', '2018-02-17', 25],
    ['Asia/Seoul', '2026-10-25', 24],
    ['Australia/Lord_Howe', '2026-10-04', 23.5],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
  ])('in %s %s has %d hours', (timeZone, on, hours) => {
    const { fromAt, toAt } = dayRange(day(on), day(on), timeZone);
    expect((toAt - fromAt) / HOUR).toBe(hours);
  });
});

describe('business days', () => {
  const startsAt = fc.constantFrom('00:00', '00:30', '02:30', '05:00', '06:00', '18:00', '23:30');

  it.each([
    ['2026-11-22T19:59:59.999Z', '2026-11-22'],
    ['2026-11-22T20:00:00.000Z', '2026-11-23'],
    ['2026-11-23T15:30:00.000Z', '2026-11-23'],
    ['2026-11-23T19:59:59.999Z', '2026-11-23'],
  ])('that begin at five: %s is %s', (now, on) => expect(businessDay(at(now), '05:00', 'Asia/Seoul')).toBe(on));

  it('that begin at midnight are days of the calendar', () => {
    fc.assert(fc.property(instant, zone, (now, timeZone) => businessDay(now, '00:00', timeZone) === localDay(now, timeZone)));
  });

  it('join without a gap, and each instant belongs to the one whose range holds it, also where the clock changes', () => {
    fc.assert(
      fc.property(instant, zone, startsAt, (now, timeZone, starts) => {
        const on = businessDay(now, starts, timeZone);
        const { fromAt, toAt } = businessDayRange(on, on, starts, timeZone);
        expect([fromAt <= now, now < toAt]).toEqual([true, true]);
        expect(businessDayRange(dayAfter(on), dayAfter(on), starts, timeZone).fromAt).toBe(toAt);
      }),
      { numRuns: 1500 },
    );
  });

  it.each([
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
  ])('in %s on %s begin at %s once, where the clock skips or repeats it', (timeZone, on, starts, begins) => {
    expect(toInstant(businessDayRange(day(on), day(on), starts, timeZone).fromAt)).toBe(begins);
  });
});

describe('the shop’s wall', () => {
  it('shows day, minutes and weekday', () => {
    expect(onTheWall(at('2026-11-22T15:30:59.999Z'), 'Asia/Seoul')).toEqual({ day: '2026-11-23', minutes: 30, weekday: 1 });
    expect(onTheWall(at('2026-11-22T14:59:59.999Z'), 'Asia/Seoul')).toEqual({ day: '2026-11-22', minutes: 1439, weekday: 0 });
  });

  it('shows midnight as the beginning of a day, not as its 24th hour', () => {
    fc.assert(
      fc.property(instant, zone, (now, timeZone) => {
        const { minutes, weekday } = onTheWall(now, timeZone);
        expect(minutes >= 0 && minutes < 1440 && weekday >= 0 && weekday < 7).toBe(true);
      }),
    );
  });
});

describe('days of the calendar', () => {
  it('follow each other', () => {
    expect(dayAfter(day('2026-12-31'))).toBe('2027-01-01');
    expect(dayAfter(day('2028-02-28'))).toBe('2028-02-29');
    expect(dayAfter(day('2026-03-01'), -1)).toBe('2026-02-28');
  });

  it.each(['2026-02-30', '2026-13-01', '2027-02-29', 'today', '', '2026-1-1', '+010000-01-01'])('are not %j', (on) => {
    expect(isLocalDay(on)).toBe(false);
  });

  it('are those that exist', () => {
    expect(isLocalDay('2028-02-29')).toBe(true);
  });
});

it('writes and reads instants without loss', () => {
  fc.assert(fc.property(instant, (now) => fromInstant(toInstant(now)) === now));
  expect(toInstant(0)).toBe('1970-01-01T00:00:00.000Z');
});

it('knows zones by name', () => {
  expect(['Asia/Seoul', 'UTC', 'Mars/Olympus', '', '../etc'].map(isTimeZone)).toEqual([true, true, false, false, false]);
});

describe('the clock on the wall', () => {
  /** What was asked a moment ago is remembered; around a change of the zone's clocks it must not be wrong now. */
  it.each([
    ['Australia/Lord_Howe', '2024-04-06', '2024-04-07'],
    ['Australia/Lord_Howe', '2024-10-05', '2024-10-06'],
    ['Africa/Casablanca', '2024-03-09', '2024-03-11'],
    ['Pacific/Apia', '2011-12-29', '2011-12-31'],
    ['America/Caracas', '2016-04-30', '2016-05-02'],
    ['Asia/Kathmandu', '1985-12-31', '1986-01-02'],
  ])('of %s is what the calendar says, from %s to %s', (timeZone, from, to) => {
    const shown = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    for (let quarter = at(`${from}T00:00:00Z`); quarter <= at(`${to}T00:00:00Z`); quarter += HOUR / 4) {
      for (const instant of [quarter + HOUR / 4 - 1, quarter, quarter - 1]) {
        const { day: on, minutes } = onTheWall(instant, timeZone);
        const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
        expect(`${on} ${time}`).toBe(shown.format(instant));
      }
    }
  });
});
