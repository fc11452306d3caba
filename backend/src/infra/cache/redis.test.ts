import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { chaos, randomFates } from '../../../test/chaos.ts';
import { noRedis, startRedis, type TestRedis } from '../../../test/redis-server.ts';
import { testLog } from '../log/test-log.ts';
import { cacheSuite } from './cache.suite.ts';
import type { Cache } from './cache.ts';
import { redisCache } from './redis.ts';

let redis: TestRedis;
let looking: Redis;
let made = 0;
const opened: Cache[] = [];

const open = async (prefix = `test-${++made}`, log = testLog()) => {
  const cache = await redisCache({ url: redis.url, prefix, ttlMs: 300_000, log });
  opened.push(cache);
  return cache;
};

/** Time passes for every key of this prefix: each has that much less to live. */
async function pass(prefix: string, ms: number): Promise<void> {
  for (const key of await looking.keys(`${prefix}:*`)) await looking.pexpire(key, (await looking.pttl(key)) - ms);
}

describe.skipIf(noRedis !== null)(`cache in Redis${noRedis ? `: ${noRedis}` : ''}`, () => {
  beforeAll(async () => {
    redis = await startRedis();
    looking = new Redis(redis.url, { maxRetriesPerRequest: null });
    looking.on('error', () => {});
  });
  afterAll(async () => {
    for (const cache of opened) await cache.close();
    looking.disconnect();
    await redis.close();
  });

  cacheSuite(async () => {
    const prefix = `suite-${++made}`;
    return { cache: await open(prefix), pass: (ms) => pass(prefix, ms) };
  });

  describe('behind a line that stalls', () => {
    const stalls = randomFates(1, 400, 0.1, [{ kind: 'stall', ms: 2 }]);
    cacheSuite(async () => {
      const prefix = `suite-${++made}`;
      const { port } = chaos(await open(prefix), { get: stalls, set: stalls, delete: stalls, increment: stalls });
      return { cache: port, pass: (ms) => pass(prefix, ms) };
    });
  });

  it('is one for all instances of an installation, and another for another installation', async () => {
    const [one, same, other] = [await open('shop'), await open('shop'), await open('other')];
    await one.set('k', 'v');
    expect(await same.get('k')).toBe('v');
    expect(await other.get('k')).toBeNull();
    expect((await one.increment('k', 60_000)).count).toBe(1);
    expect((await same.increment('k', 60_000)).count).toBe(2);
    expect((await other.increment('k', 60_000)).count).toBe(1);
  });

  it('leaves nothing in Redis that has no end', async () => {
    const cache = await open('ends');
    await cache.set('v', 'x');
    await cache.increment('c', 60_000);
    await cache.increment('c', 60_000);
    await cache.increment('c', 60_000, -1);
    const keys = await looking.keys('ends:*');
    expect(keys).toHaveLength(2);
    for (const key of keys) expect(await looking.pttl(key)).toBeGreaterThan(0);
  });

  it.each(['killed', 'frozen'] as const)(
    'rejects quickly while Redis is %s, at once after the first, and works again after',
    async (how) => {
      const log = testLog();
      const cache = await open(how, log);
      await cache.set('k', 'v');
      const asked = async () => {
        const from = performance.now();
        await expect(cache.get('k')).rejects.toThrow();
        return performance.now() - from;
      };
      if (how === 'killed') await redis.kill();
      else redis.freeze();
      expect(await asked()).toBeLessThan(400);
      const later: number[] = [];
      for (let i = 0; i < 20; i += 1) later.push(await asked());
      expect(later.sort((a, b) => a - b)[10]).toBeLessThan(5);
      if (how === 'killed') await redis.start();
      else redis.thaw();
      await vi.waitFor(() => cache.ping(), { timeout: 5000, interval: 10 });
      // Empty when it was killed; a frozen one has kept it.
      expect(await cache.get('k')).toBe(how === 'killed' ? null : 'v');
      expect((await cache.increment('n', 60_000)).count).toBe(1);
      expect(log.messages('ERROR')).toEqual(['Redis is away: the shop goes on without it']);
      expect(log.messages('INFO')).toEqual(['Redis is back']);
    },
  );

  it('counts on when Redis was emptied under it', async () => {
    const cache = await open('flushed');
    expect((await cache.increment('k', 60_000)).count).toBe(1);
    await looking.flushall();
    expect((await cache.increment('k', 60_000)).count).toBe(1);
    expect((await cache.increment('k', 60_000)).count).toBe(2);
  });
});
