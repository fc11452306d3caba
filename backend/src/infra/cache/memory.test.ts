import { describe, expect, it } from 'vitest';
import { chaos, randomFates } from '../../../test/chaos.ts';
import { testClock } from '../clock/test-clock.ts';
import { testLog } from '../log/test-log.ts';
import { cacheSuite } from './cache.suite.ts';
import { type MemoryCacheOptions, memoryCache } from './memory.ts';

const start = (more: Partial<MemoryCacheOptions> = {}) => {
  const clock = testClock();
  const log = testLog();
  return { clock, log, cache: memoryCache({ ttlMs: 300_000, clock, log, ...more }) };
};

describe('cache in memory', () => {
  cacheSuite(async () => {
    const { cache, clock } = start();
    return { cache, pass: async (ms) => clock.advance(ms) };
  });

  it('keeps its size: ten thousand entries later the newest is there and the oldest is not', async () => {
    const { cache } = start();
    for (let i = 0; i < 10_000; i += 1) await cache.set(`k${i}`, 'v');
    expect(await cache.get('k9999')).toBe('v');
    expect(await cache.get('k0')).toBeNull();
  });

  it('holds at most its bytes, counted in UTF-8', async () => {
    const { cache } = start({ maxBytes: 100_000 });
    for (let i = 0; i < 100; i += 1) await cache.set(`k${i}`, '가'.repeat(1000));
    const kept = (await Promise.all(Array.from({ length: 100 }, (_, i) => cache.get(`k${i}`)))).filter((value) => value !== null);
    expect(kept.length).toBeGreaterThan(25);
    expect(kept.length).toBeLessThanOrEqual(33);
  });

  it('says that it is full once a minute, and how much had to go', async () => {
    const { cache, clock, log } = start({ maxEntries: 10 });
    for (let i = 0; i < 100; i += 1) await cache.set(`k${i}`, 'v');
    expect(log.messages('WARNING')).toEqual(['cache is full, entries used longest ago make room']);
    clock.advance(60_000);
    await cache.set('one-more', 'v');
    expect(log.messages('WARNING')).toHaveLength(2);
    expect(log.records[1]?.facts).toContainEqual(['evicted', 90]);
  });

  it('says nothing when entries are deleted, replaced or expire', async () => {
    const { cache, clock, log } = start({ maxEntries: 10 });
    await cache.set('a', '1');
    await cache.set('a', '2');
    await cache.delete('a');
    await cache.set('b', '1');
    clock.advance(300_001);
    expect(await cache.get('b')).toBeNull();
    expect(log.records).toEqual([]);
  });

  it('keeps a throttle through any flood of values', async () => {
    const { cache } = start({ maxEntries: 10 });
    await cache.increment('sign-in:owner', 900_000);
    for (let i = 0; i < 1000; i += 1) await cache.set(`k${i}`, 'v');
    expect((await cache.increment('sign-in:owner', 900_000)).count).toBe(2);
  });

  it('bounds the counters too', async () => {
    const { cache } = start({ maxCounters: 10 });
    for (let i = 0; i < 11; i += 1) await cache.increment(`c${i}`, 900_000);
    expect((await cache.increment('c0', 900_000, 0)).count).toBe(0);
    expect((await cache.increment('c10', 900_000, 0)).count).toBe(1);
  });

  it('does not notice when the wall clock is set', async () => {
    const { cache, clock } = start();
    await cache.set('k', 'v');
    clock.set(clock.now() + 86_400_000);
    expect(await cache.get('k')).toBe('v');
  });

  it('is one of many: what one holds the other does not know', async () => {
    const one = start().cache;
    const other = start().cache;
    await one.set('k', 'v');
    expect(await other.get('k')).toBeNull();
  });
});

describe('cache in memory behind a line that stalls', () => {
  const stalls = randomFates(1, 400, 0.1, [{ kind: 'stall', ms: 2 }]);
  cacheSuite(async () => {
    const { cache, clock } = start();
    const { port } = chaos(cache, { get: stalls, set: [...stalls, { kind: 'ok' }], delete: stalls, increment: stalls });
    return { cache: port, pass: async (ms) => clock.advance(ms) };
  });
});
