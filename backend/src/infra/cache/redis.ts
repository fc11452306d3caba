import type { Log } from '../log/log.ts';
import { RedisLine, type RedisSettings } from '../redis/line.ts';
import type { Cache } from './cache.ts';

export interface RedisCacheOptions extends RedisSettings {
  readonly ttlMs: number;
  readonly log: Log;
}

/** A menu of 300 items in one language has 0.4 MB. What is larger would keep Redis from everybody while it is sent. */
const MAX_VALUE_BYTES = 8_388_608;

/**
 * One step for Redis, so that two at once get different counts. KEYS[1] the counter; ARGV[1] what to add, ARGV[2] the window in ms.
 * Gives the count, and how many ms the window still lasts. A window is opened by a count above 0, and never lengthened.
 */
const COUNT = `
local left = redis.call('PTTL', KEYS[1])
local by = tonumber(ARGV[1])
local count = math.max(0, tonumber(left > 0 and redis.call('GET', KEYS[1]) or '0') + by)
if left > 0 then
  if by ~= 0 then redis.call('SET', KEYS[1], count, 'KEEPTTL') end
  return { count, left }
end
if by > 0 then redis.call('SET', KEYS[1], count, 'PX', ARGV[2]) end
return { count, tonumber(ARGV[2]) }
`;

/** Shared by all instances. Redis bounds it (`maxmemory`, any `lru` policy): everything here has an end, and may be gone before it. */
export async function redisCache({ url, prefix, ttlMs, log }: RedisCacheOptions): Promise<Cache> {
  const line = new RedisLine({ url, name: 'cache', log });
  await line.open();
  const valueKey = (key: string) => `${prefix}:value:${key}`;
  const countKey = (key: string) => `${prefix}:count:${key}`;

  return {
    get: (key) => line.ask((redis) => redis.get(valueKey(key))),
    async set(key, value, ttl = ttlMs) {
      const keeps = ttl > 0 && Buffer.byteLength(value) <= MAX_VALUE_BYTES;
      if (keeps) await line.ask((redis) => redis.set(valueKey(key), value, 'PX', Math.ceil(ttl)));
      else await line.ask((redis) => redis.unlink(valueKey(key)));
    },
    async delete(...keys) {
      if (keys.length > 0) await line.ask((redis) => redis.unlink(...keys.flatMap((key) => [valueKey(key), countKey(key)])));
    },
    async increment(key, windowMs, by = 1) {
      const answer = await line.ask((redis) => redis.eval(COUNT, 1, countKey(key), by, Math.ceil(windowMs)));
      const [count, endsInMs] = answer as [number, number];
      return { count, endsInMs };
    },
    ping: () => line.ping(),
    close: () => line.close(),
  };
}
