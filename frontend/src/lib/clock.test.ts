import { describe, expect, test } from 'vitest';
import { createServerClock } from './clock.ts';

const NOON = Date.parse('2026-11-23T12:00:00.000Z');
const MINUTE = 60_000;
const header = (at: number) => new Date(at).toUTCString();

/** A device whose clock is off by so much, and a server that knows the time. */
function shop(offMs: number) {
  const real = { at: NOON };
  const device = { offMs };
  const clock = createServerClock(() => real.at + device.offMs);
  return {
    clock,
    device,
    passes: (ms: number) => {
      real.at += ms;
    },
    /** One request that takes so long; the answer is written half way. */
    asks: (tripMs = 40) => {
      const askedAt = real.at + device.offMs;
      const written = real.at + tripMs / 2;
      real.at += tripMs;
      clock.hearDate(header(written), askedAt);
    },
    off: () => Math.abs(clock.now() - real.at),
    trueNow: () => real.at,
  };
}

describe("the server's time", () => {
  test('is the device’s until the server was heard', () => {
    expect(shop(10 * MINUTE).clock.now()).toBe(NOON + 10 * MINUTE);
  });

  test.each([-10 * MINUTE, -2_000, 0, 2_000, 10 * MINUTE, 600 * MINUTE])(
    'a device %i ms off shows the right time after one answer',
    (offMs) => {
      const { asks, off } = shop(offMs);
      asks();
      expect(off()).toBeLessThan(1_000);
    },
  );

  test('many answers are smoothed: the time never jumps by more than a fraction of their whole seconds', () => {
    const { asks, passes, clock, off, trueNow } = shop(10 * MINUTE);
    asks();
    let wrong = clock.now() - trueNow();
    for (let answer = 0; answer < 60; answer++) {
      passes(1_370);
      asks();
      expect(Math.abs(clock.now() - trueNow() - wrong)).toBeLessThan(130);
      wrong = clock.now() - trueNow();
    }
    expect(off()).toBeLessThan(300);
  });

  test('a clock that is set meanwhile is noticed at the next answer, whichever way', () => {
    for (const offMs of [-30 * MINUTE, 30 * MINUTE]) {
      const { asks, device, off } = shop(0);
      asks();
      device.offMs = offMs;
      asks();
      expect(off()).toBeLessThan(1_000);
    }
  });

  test('screens hear of a time put right by a second or more, and of nothing less', () => {
    const { asks, clock, device } = shop(200);
    let told = 0;
    clock.subscribe(() => {
      told += 1;
    });
    asks();
    asks();
    expect(told).toBe(0);
    device.offMs = 10 * MINUTE;
    asks();
    asks();
    expect(told).toBe(1);
  });

  test('an answer that was held up, and a header that is no date, say nothing', () => {
    const { asks, clock, off } = shop(0);
    asks();
    asks(10 * MINUTE);
    clock.hearDate('soon', clock.now());
    clock.hearDate(null, clock.now());
    expect(off()).toBeLessThan(1_000);
  });

  test('an event told at once puts a slow clock right; one replayed late moves nothing back', () => {
    const { clock, off, trueNow } = shop(-10 * MINUTE);
    clock.hearEvent(trueNow());
    expect(off()).toBe(0);
    clock.hearEvent(trueNow() - 60 * MINUTE);
    expect(off()).toBe(0);
    clock.hearEvent(Number.NaN);
    expect(off()).toBe(0);
  });
});
