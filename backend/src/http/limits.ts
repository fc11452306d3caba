import { problem } from '@tableorder/contract/problem';
import type { Cache, Count } from '../infra/cache/cache.ts';
import type { Clock } from '../infra/clock/clock.ts';
import type { Log } from '../infra/log/log.ts';

/** At most `most` times in `windowMs` for one `key`; `name` keeps the keys of different limits apart. */
export interface Limit {
  readonly name: string;
  readonly key: string;
  readonly most: number;
  readonly windowMs: number;
}

/** Keys this process counts by itself while the cache is away; a flood of new keys beyond is refused, not remembered. */
const MOST_OWN_KEYS = 10_000;

const tooMany = (endsInMs: number) => problem('too-many-requests', {}, { retryAfterS: Math.max(1, Math.ceil(endsInMs / 1000)) });

/** What counts for a throttle. */
export type Counter = Pick<Cache, 'increment'>;

/** Counts one and throws `too-many-requests` beyond the limit. A counter that rejects lets nobody through. */
export async function limit(counter: Counter, { name, key, most, windowMs }: Limit): Promise<void> {
  const { count, endsInMs } = await counter.increment(`limit:${name}:${key}`, windowMs);
  if (count > most) throw tooMany(endsInMs);
}

/**
 * Counts in the cache, which all instances share; while that cannot be reached this process counts alone, so that a cache
 * that is down neither stops the shop nor opens the door.
 */
class SteadyCounter implements Counter {
  readonly #cache: Counter;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #own = new Map<string, { count: number; readonly endsAt: number }>();
  #cacheAway = false;

  constructor(cache: Counter, clock: Clock, log: Log) {
    this.#cache = cache;
    this.#clock = clock;
    this.#log = log;
  }

  async increment(key: string, windowMs: number, by = 1): Promise<Count> {
    try {
      const count = await this.#cache.increment(key, windowMs, by);
      if (this.#cacheAway) this.#log.info('limits', 'the cache counts again');
      this.#cacheAway = false;
      return count;
    } catch (error) {
      if (!this.#cacheAway) this.#log.error('limits', 'the cache does not count: this process counts alone', {}, error);
      this.#cacheAway = true;
      return this.#countAlone(key, windowMs, by);
    }
  }

  #countAlone(key: string, windowMs: number, by: number): Count {
    const now = this.#clock.monotonic();
    const known = this.#own.get(key);
    if (known && known.endsAt > now) {
      known.count = Math.max(0, known.count + by);
      return { count: known.count, endsInMs: known.endsAt - now };
    }
    if (by <= 0) return { count: 0, endsInMs: 0 };
    if (this.#own.size >= MOST_OWN_KEYS) this.#forgetEnded(now);
    if (this.#own.size >= MOST_OWN_KEYS && !known) throw tooMany(windowMs);
    this.#own.set(key, { count: by, endsAt: now + windowMs });
    return { count: by, endsInMs: windowMs };
  }

  #forgetEnded(now: number): void {
    for (const [key, { endsAt }] of this.#own) if (endsAt <= now) this.#own.delete(key);
  }
}

/** At most `most` at the same time for one key in this process: streams of a sign-in, uploads of a store. */
export class Slots {
  readonly #most: number;
  readonly #taken = new Map<string, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes a place or throws `too-many-requests`; gives how to leave it, and leaving twice is nothing. */
  take(key: string): () => void {
    const taken = this.#taken.get(key) ?? 0;
    if (taken >= this.#most) throw tooMany(1000);
    this.#taken.set(key, taken + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (this.#taken.get(key) ?? 1) - 1;
      if (left > 0) this.#taken.set(key, left);
      else this.#taken.delete(key);
    };
  }
}

/** The cache with counters that go on while it is away; the rest of it fails as before. */
export function withSteadyCounts(cache: Cache, clock: Clock, log: Log): Cache {
  const counter = new SteadyCounter(cache, clock, log);
  return {
    get: (key) => cache.get(key),
    set: (key, value, ttlMs) => cache.set(key, value, ttlMs),
    delete: (...keys) => cache.delete(...keys),
    increment: (key, windowMs, by) => counter.increment(key, windowMs, by),
    ping: () => cache.ping(),
    close: () => cache.close(),
  };
}
