import { Problem } from '@tableorder/contract/problem';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { testClock } from '../clock/test-clock.ts';
import { Pool, type PoolSettings } from './pool.ts';

const SETTINGS = { min: 2, max: 4, acquireTimeoutMs: 30_000, idleMs: 300_000 };

interface Connection {
  readonly number: number;
}

function makePool(settings: Partial<PoolSettings> = {}) {
  const clock = testClock();
  const open = vi.fn((): Connection => ({ number: open.mock.calls.length }));
  const shut = vi.fn();
  const pool = new Pool<Connection>({ ...SETTINGS, ...settings }, clock.monotonic, open, shut);
  return { pool, clock, open, shut };
}

const isUnavailable = (error: unknown) => error instanceof Problem && error.key === 'unavailable';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('opens the least at start and no more while they suffice', async () => {
  const { pool, open } = makePool();
  expect([pool.size, pool.idle, open.mock.calls.length]).toEqual([2, 2, 2]);
  for (let i = 0; i < 10; i++) pool.release(await pool.acquire());
  expect([pool.size, open.mock.calls.length]).toEqual([2, 2]);
});

it('grows to the most, one for each that is busy, and gives nobody the same one', async () => {
  const { pool } = makePool();
  const taken = await Promise.all([1, 2, 3, 4].map(() => pool.acquire()));
  expect(new Set(taken).size).toBe(4);
  expect([pool.size, pool.idle]).toEqual([4, 0]);
  expect(pool.take()).toBeUndefined();
  expect(pool.size).toBe(4);
});

it('serves those who wait in the order they came', async () => {
  const { pool } = makePool({ min: 0, max: 1 });
  const first = await pool.acquire();
  const served: string[] = [];
  const waiting = ['a', 'b', 'c'].map((name) =>
    pool.acquire().then((connection) => {
      served.push(name);
      pool.release(connection);
    }),
  );
  pool.release(first);
  await Promise.all(waiting);
  expect(served).toEqual(['a', 'b', 'c']);
  expect([pool.size, pool.idle]).toEqual([1, 1]);
});

it('refuses who waited for the acquire timeout, not a moment earlier, and serves the others', async () => {
  const { pool } = makePool({ min: 0, max: 1 });
  const first = await pool.acquire();
  const early = pool.acquire().catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(20_000);
  const later = pool.acquire();
  const refused = vi.fn();
  early.then(refused);
  await vi.advanceTimersByTimeAsync(9999);
  expect(refused).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(isUnavailable(await early)).toBe(true);
  pool.release(first);
  expect(await later).toBe(first);
  await vi.advanceTimersByTimeAsync(60_000);
  pool.release(first);
  expect([pool.size, pool.idle]).toEqual([1, 1]);
});

it('closes what has been idle for long, down to the least, the longest idle first', async () => {
  const { pool, clock, shut } = makePool();
  const [a, b, c, d] = await Promise.all([1, 2, 3, 4].map(() => pool.acquire()));
  if (!a || !b || !c || !d) throw new Error('no connections');
  pool.release(b);
  clock.advance(1000);
  for (const connection of [a, c, d]) pool.release(connection);
  clock.advance(299_000 - 1);
  pool.closeIdle();
  expect(shut).not.toHaveBeenCalled();
  clock.advance(1);
  pool.closeIdle();
  expect(shut.mock.calls).toEqual([[b]]);
  clock.advance(1000);
  pool.closeIdle();
  expect(shut.mock.calls).toEqual([[b], [a]]);
  clock.advance(10 * 300_000);
  pool.closeIdle();
  expect([pool.size, pool.idle]).toEqual([2, 2]);
});

it('sweeps by itself, and never a connection that is lent out', async () => {
  const { pool, clock, shut } = makePool({ min: 0 });
  const [lent, back] = [await pool.acquire(), await pool.acquire()];
  pool.release(back);
  clock.advance(300_000);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(shut.mock.calls).toEqual([[back]]);
  expect(pool.size).toBe(1);
  pool.release(lent);
  expect(pool.idle).toBe(1);
});

it('stays whole when a connection can’t be opened', async () => {
  const { pool, open } = makePool({ min: 0, max: 1 });
  open.mockImplementationOnce(() => {
    throw new Error('too many open files');
  });
  await expect(pool.acquire()).rejects.toThrow('too many open files');
  expect(pool.size).toBe(0);
  expect(await pool.acquire()).toEqual({ number: 2 });
});

it('refuses at its end those who wait and those who come, and closes each connection once it is back', async () => {
  const { pool, shut } = makePool({ min: 1, max: 2 });
  const [a, b] = [await pool.acquire(), await pool.acquire()];
  const waiting = pool.acquire().catch((error: unknown) => error);
  pool.release(a);
  const kept = await waiting;
  const second = pool.acquire().catch((error: unknown) => error);
  pool.close();
  expect(kept).toBe(a);
  expect(isUnavailable(await second)).toBe(true);
  expect(isUnavailable(await pool.acquire().catch((error: unknown) => error))).toBe(true);
  expect(pool.take()).toBeUndefined();
  expect(shut).not.toHaveBeenCalled();
  pool.release(a);
  pool.release(b);
  expect(shut.mock.calls).toEqual([[a], [b]]);
  expect(pool.take()).toBeUndefined();
  expect(pool.size).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
