import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock/clock.ts';
import type { Log } from '../log/log.ts';
import type { Cache } from './cache.ts';

export interface MemoryCacheOptions {
  readonly ttlMs: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly maxEntries?: number;
  readonly maxBytes?: number;
  readonly maxCounters?: number;
}

interface Window {
  count: number;
  readonly endsAt: number;
}

/** What an entry costs beside its text: its place in the maps and lists. */
const ENTRY_BYTES = 128;

/** Bounded and in this process. Counters live apart, so that no traffic of values can push a throttle out. */
export function memoryCache({
  ttlMs,
  clock,
  log,
  maxEntries = 5000,
  maxBytes = 67_108_864,
  maxCounters = 50_000,
}: MemoryCacheOptions): Cache {
  let toldAt = Number.NEGATIVE_INFINITY;
  let evicted = 0;
  let closed = false;

  const values = new LRUCache<string, string>({
    max: maxEntries,
    maxSize: maxBytes,
    ttl: ttlMs,
    ttlResolution: 0,
    // The library takes a start of 0 for "no time set".
    perf: { now: () => clock.monotonic() + 1 },
    sizeCalculation: (value, key) => Buffer.byteLength(value) + Buffer.byteLength(key) + ENTRY_BYTES,
    dispose(_value, _key, reason) {
      if (reason !== 'evict') return;
      evicted += 1;
      if (clock.monotonic() - toldAt < 60_000) return;
      toldAt = clock.monotonic();
      log.warning('cache', 'cache is full, entries used longest ago make room', { evicted, maxEntries, maxBytes });
      evicted = 0;
    },
  });
  const counters = new LRUCache<string, Window>({ max: maxCounters });

  const open = () => {
    if (closed) throw new Error('the cache is closed');
  };
  const running = (key: string): Window | undefined => {
    const window = counters.get(key);
    return window && window.endsAt > clock.monotonic() ? window : undefined;
  };

  return {
    async get(key) {
      open();
      return values.get(key) ?? null;
    },
    async set(key, value, ttl = ttlMs) {
      open();
      if (ttl > 0) values.set(key, value, { ttl });
      else values.delete(key);
    },
    async delete(...keys) {
      open();
      for (const key of keys) {
        values.delete(key);
        counters.delete(key);
      }
    },
    async increment(key, windowMs, by = 1) {
      open();
      const window = running(key) ?? { count: 0, endsAt: clock.monotonic() + windowMs };
      window.count = Math.max(0, window.count + by);
      if (by > 0) counters.set(key, window);
      return { count: window.count, endsInMs: window.endsAt - clock.monotonic() };
    },
    async ping() {
      open();
    },
    async close() {
      closed = true;
      values.clear();
      counters.clear();
    },
  };
}
