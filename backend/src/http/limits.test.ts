import { Problem } from '@tableorder/contract/problem';
import { describe, expect, it, vi } from 'vitest';
import { testClock } from '../infra/clock/test-clock.ts';
import { readableLog } from './bare-server.fixture.ts';
import { type Counter, limit, Slots, withSteadyCounts } from './limits.ts';

const refusal = async (work: () => unknown): Promise<Problem> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('was not refused');
};

function counting(): Counter {
  const counts = new Map<string, number>();
  return {
    increment: async (key) => {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return { count, endsInMs: 2500 };
    },
  };
}

const at = (key: string, most = 3) => ({ name: 'orders', key, most, windowMs: 60_000 });

describe('a limit', () => {
  it('lets so many through and tells the next when to come back', async () => {
    const counter = counting();
    for (let time = 0; time < 3; time += 1) await limit(counter, at('a'));
    expect(await refusal(() => limit(counter, at('a')))).toMatchObject({ key: 'too-many-requests', retryAfterS: 3 });
    await limit(counter, at('b'));
    await limit(counter, { ...at('a'), name: 'calls' });
  });

  it('lets nobody through when it cannot count', async () => {
    const away: Counter = { increment: () => Promise.reject(new Error('away')) };
    await expect(limit(away, at('a'))).rejects.toThrow('away');
  });
});

describe('steady counts', () => {
  function start() {
    const clock = testClock();
    const log = readableLog();
    const increment = vi.fn<Counter['increment']>(() => Promise.reject(new Error('away')));
    const unused = () => Promise.reject(new Error('away'));
    const cache = withSteadyCounts({ increment, get: unused, set: unused, delete: unused, ping: unused, close: unused }, clock, log);
    return { clock, log, cache, increment };
  }

  it('go on in this process while the cache is away, and say so once', async () => {
    const { cache, clock, log } = start();
    for (let time = 0; time < 3; time += 1) await limit(cache, at('a'));
    expect(await refusal(() => limit(cache, at('a')))).toMatchObject({ retryAfterS: 60 });
    clock.advance(60_000);
    await limit(cache, at('a'));
    expect(log.written.map(({ level }) => level)).toEqual(['ERROR']);
  });

  it('come back to the cache', async () => {
    const { cache, log, increment } = start();
    await limit(cache, at('a'));
    increment.mockResolvedValue({ count: 4, endsInMs: 1 });
    expect(await refusal(() => limit(cache, at('a')))).toMatchObject({ retryAfterS: 1 });
    expect(log.written.map(({ level }) => level)).toEqual(['ERROR', 'INFO']);
  });

  it('give one back and only look', async () => {
    const { cache } = start();
    expect(await cache.increment('k', 1000, 0)).toEqual({ count: 0, endsInMs: 0 });
    await cache.increment('k', 1000);
    expect((await cache.increment('k', 1000, -1)).count).toBe(0);
    expect((await cache.increment('k', 1000, -1)).count).toBe(0);
  });

  it('refuse the flood of new keys that would fill the memory, and take new ones when the old have ended', async () => {
    const { cache, clock } = start();
    for (let key = 0; key < 10_000; key += 1) await limit(cache, at(String(key)));
    expect((await refusal(() => limit(cache, at('one more')))).key).toBe('too-many-requests');
    await limit(cache, at('7'));
    clock.advance(60_000);
    await limit(cache, at('one more'));
  });

  it('leave the rest of the cache as it is', async () => {
    await expect(start().cache.get('x')).rejects.toThrow('away');
  });
});

describe('slots', () => {
  it('are so many at a time for a key, and leaving twice frees one', async () => {
    const slots = new Slots(2);
    const leave = slots.take('a');
    slots.take('a');
    expect((await refusal(() => slots.take('a'))).key).toBe('too-many-requests');
    slots.take('b');
    leave();
    leave();
    slots.take('a');
    expect((await refusal(() => slots.take('a'))).retryAfterS).toBe(1);
  });
});
