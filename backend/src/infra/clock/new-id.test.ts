import type { Id } from '@tableorder/contract/ids';
import { describe, expect, it } from 'vitest';
import { idMaker, newId } from './new-id.ts';
import { systemClock } from './system.ts';
import { testClock } from './test-clock.ts';

type AnyId = Id<'order'>;

describe('ids', () => {
  it('are version 7 of the time of the clock', () => {
    const id = idMaker(testClock(Date.UTC(2026, 10, 23)))<AnyId>();
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toBe(Date.UTC(2026, 10, 23));
  });

  it('sort in the order they were made, 100,000 in a row', () => {
    const ids = Array.from({ length: 100_000 }, () => newId<AnyId>());
    expect(ids.every((id, i) => i === 0 || id > (ids[i - 1] ?? ''))).toBe(true);
  });

  it('still sort when the wall clock is set back by a day, and follow it when it is set on', () => {
    const clock = testClock();
    const make = idMaker(clock);
    const before = make<AnyId>();
    clock.set(clock.now() - 86_400_000);
    const after = make<AnyId>();
    expect(after > before).toBe(true);
    clock.set(clock.now() + 2 * 86_400_000);
    expect(make<AnyId>() > after).toBe(true);
  });
});

describe('clocks', () => {
  it('of the system go on, and the steady one has no epoch', () => {
    const [wall, steady] = [systemClock.now(), systemClock.monotonic()];
    expect(Math.abs(wall - Date.now())).toBeLessThan(1000);
    expect(systemClock.monotonic()).toBeGreaterThanOrEqual(steady);
  });

  it('of tests stand still until told', () => {
    const clock = testClock(1000);
    clock.advance(5);
    clock.set(7);
    expect([clock.now(), clock.monotonic()]).toEqual([7, 5]);
    expect(() => clock.advance(-1)).toThrow(RangeError);
  });
});
