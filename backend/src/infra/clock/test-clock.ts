import type { EpochMs } from '@tableorder/contract/time';
import type { Clock } from './clock.ts';

/** A clock that stands still until told. */
export interface TestClock extends Clock {
  /** Time passes: wall and monotonic both go on. */
  advance(ms: number): void;
  /** Somebody sets the wall clock; monotonic time does not notice. */
  set(at: EpochMs): void;
}

export function testClock(at: EpochMs = Date.UTC(2026, 10, 23, 3)): TestClock {
  let wall = at;
  let passed = 0;
  return {
    now: () => wall,
    monotonic: () => passed,
    advance(ms) {
      if (ms < 0) throw new RangeError('time does not go back; use set() for the wall clock');
      wall += ms;
      passed += ms;
    },
    set(to) {
      wall = to;
    },
  };
}
