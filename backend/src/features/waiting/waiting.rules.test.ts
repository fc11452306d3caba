import { describe, expect, it } from 'vitest';
import { seeded } from '../../../test/chaos.ts';
import { busyRange, FEWEST, type Made, slowest, stationRange, toWaitingRange } from './waiting.rules.ts';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

/** All begun before anything that waits now. */
function some(random: () => number, count: number): Made[] {
  return Array.from({ length: count }, () => {
    const doneAt = NOW - 6 * MINUTE - Math.floor(random() * 100 * MINUTE);
    return { fromAt: doneAt - MINUTE - Math.floor(random() * 25 * MINUTE), doneAt };
  });
}
const waiting = (random: () => number, count: number) => Array.from({ length: count }, () => NOW - Math.floor(random() * 5 * MINUTE));

describe('what a station would take', () => {
  it('is not said of fewer than eight times', () => {
    const random = seeded(1);
    for (let count = 0; count < FEWEST; count++) expect(stationRange(some(random, count), [], NOW)).toBeNull();
  });

  it('lies within what was measured while no more waits than it has seen, in any order of the times, at any hour', () => {
    const random = seeded(2);
    for (let round = 0; round < 300; round++) {
      const made = some(random, FEWEST + Math.floor(random() * 60));
      const open = waiting(random, Math.floor(random() * 3));
      const range = stationRange(made, open, NOW);
      const times = made.map(({ fromAt, doneAt }) => doneAt - fromAt);
      if (range === null) throw new Error('enough times say nothing');
      expect(range.low).toBeLessThanOrEqual(range.high);
      expect(range.low).toBeGreaterThanOrEqual(Math.min(...times));
      expect(stationRange(made.toReversed(), open.toReversed(), NOW)).toEqual(range);
      const later = made.map(({ fromAt, doneAt }) => ({ fromAt: fromAt + 7 * MINUTE, doneAt: doneAt + 7 * MINUTE }));
      expect(
        stationRange(
          later,
          open.map((at) => at + 7 * MINUTE),
          NOW + 7 * MINUTE,
        ),
      ).toEqual(range);
      if (open.length === 0) expect(range.high).toBeLessThanOrEqual(Math.max(...times));
    }
  });

  it('grows with what waits beyond all that was seen', () => {
    const random = seeded(3);
    for (let round = 0; round < 100; round++) {
      const made = some(random, 20);
      const [one, other] = [waiting(random, 25), waiting(random, 25)];
      const less = stationRange(made, one, NOW);
      const more = stationRange(made, [...one, ...other], NOW);
      if (less === null || more === null) throw new Error('enough times say nothing');
      expect(more.low).toBeGreaterThanOrEqual(less.low);
      expect(more.high).toBeGreaterThanOrEqual(less.high);
    }
  });

  it('goes by the times that had as much before them: a quiet hour tells little of a rush', () => {
    const quiet = Array.from({ length: 12 }, (_, at) => ({ fromAt: NOW - (110 - at * 5) * MINUTE, doneAt: NOW - (106 - at * 5) * MINUTE }));
    const rush = Array.from({ length: 12 }, (_, at) => ({ fromAt: NOW - 40 * MINUTE + at, doneAt: NOW - (20 - at) * MINUTE }));
    const calm = stationRange([...quiet, ...rush], [], NOW);
    const full = stationRange([...quiet, ...rush], Array(9).fill(NOW - MINUTE), NOW);
    expect(calm).toEqual({ low: 4 * MINUTE, high: 4 * MINUTE });
    expect(full?.low).toBeGreaterThan(15 * MINUTE);
  });
});

it('the slowest station decides, and one that is not known leaves nothing to say', () => {
  const [bar, grill] = [
    { low: 2, high: 9 },
    { low: 5, high: 6 },
  ];
  expect(slowest([bar, grill])).toEqual({ low: 5, high: 9 });
  expect(slowest([bar, null])).toBeNull();
  expect(slowest([])).toBeNull();
});

it('a busy kitchen takes so much longer than before, or as long as it does, and never both', () => {
  expect(busyRange({ low: 10, high: 20 }, { low: 5, high: 8 }, 10)).toEqual({ low: 15, high: 20 });
  expect(busyRange({ low: 30, high: 40 }, { low: 5, high: 8 }, 10)).toEqual({ low: 30, high: 40 });
  expect(busyRange({ low: 30, high: 40 }, null, 10)).toEqual({ low: 30, high: 40 });
  expect(busyRange(null, null, 10)).toBeNull();
});

it('is said so that it holds: rounded away from each other, and always as a range', () => {
  const random = seeded(4);
  for (let round = 0; round < 300; round++) {
    const low = Math.floor(random() * 60 * MINUTE);
    const high = low + Math.floor(random() * 40 * MINUTE);
    const { fromMinutes, toMinutes } = toWaitingRange({ low, high });
    expect(fromMinutes).toBeLessThan(toMinutes);
    expect(fromMinutes * MINUTE).toBeLessThanOrEqual(Math.max(low, MINUTE));
    expect(toMinutes * MINUTE).toBeGreaterThanOrEqual(high);
  }
  expect(toWaitingRange({ low: 11 * MINUTE, high: 13 * MINUTE })).toEqual({ fromMinutes: 10, toMinutes: 15 });
  expect(toWaitingRange({ low: 130_000, high: 200_000 })).toEqual({ fromMinutes: 2, toMinutes: 4 });
});
