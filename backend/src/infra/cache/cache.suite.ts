import { expect, it } from 'vitest';
import type { Cache } from './cache.ts';

export interface OpenCache {
  readonly cache: Cache;
  /** Lets time pass for the cache. */
  pass(ms: number): Promise<void>;
}

/** What every driver of the cache must do, with a configured time to live of 300 s. */
export function cacheSuite(open: () => Promise<OpenCache>): void {
  const test = (name: string, run: (opened: OpenCache) => Promise<void>) =>
    it(name, async () => {
      const opened = await open();
      try {
        await run(opened);
      } finally {
        await opened.cache.close();
      }
    });

  test('gives back what was put, to the byte, and null for what was not', async ({ cache }) => {
    await cache.set('menu:list:1', '{"이름":"김치찌개 🍲"}');
    await cache.set('empty', '');
    expect(await cache.get('menu:list:1')).toBe('{"이름":"김치찌개 🍲"}');
    expect(await cache.get('empty')).toBe('');
    expect(await cache.get('menu:list:2')).toBeNull();
    expect(await cache.get('__proto__')).toBeNull();
  });

  test('forgets after the configured time, or the entry’s own', async ({ cache, pass }) => {
    await cache.set('configured', 'a');
    await cache.set('own', 'b', 60_000);
    await cache.set('never', 'c', 0);
    expect(await cache.get('never')).toBeNull();
    await pass(50_000);
    expect(await cache.get('own')).toBe('b');
    await pass(10_001);
    expect(await cache.get('own')).toBeNull();
    await pass(200_000);
    expect(await cache.get('configured')).toBe('a');
    await pass(40_000);
    expect(await cache.get('configured')).toBeNull();
  });

  test('replaces value and time', async ({ cache, pass }) => {
    await cache.set('k', 'old', 100_000);
    await pass(90_000);
    await cache.set('k', 'new', 100_000);
    await pass(90_000);
    expect(await cache.get('k')).toBe('new');
  });

  test('deletes many at once, and what is not there without a word', async ({ cache }) => {
    await cache.set('a', '1');
    await cache.set('b', '2');
    await cache.set('c', '3');
    await cache.delete('a', 'b', 'missing');
    await cache.delete();
    expect([await cache.get('a'), await cache.get('b'), await cache.get('c')]).toEqual([null, null, '3']);
  });

  test('counts within the window that the first count opened', async ({ cache, pass }) => {
    expect(await cache.increment('k', 100_000)).toEqual({ count: 1, endsInMs: 100_000 });
    await pass(90_000);
    const second = await cache.increment('k', 100_000);
    expect(second.count).toBe(2);
    expect(second.endsInMs).toBeLessThanOrEqual(10_000);
    expect(second.endsInMs).toBeGreaterThan(0);
    await pass(10_000);
    expect(await cache.increment('k', 100_000)).toEqual({ count: 1, endsInMs: 100_000 });
  });

  test('gives different counts to those who count at once', async ({ cache }) => {
    const counts = await Promise.all(Array.from({ length: 50 }, () => cache.increment('k', 100_000)));
    expect(counts.map(({ count }) => count).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  });

  test('looks without counting, and takes back', async ({ cache, pass }) => {
    expect((await cache.increment('k', 100_000, 0)).count).toBe(0);
    await pass(50_000);
    expect(await cache.increment('k', 100_000)).toEqual({ count: 1, endsInMs: 100_000 });
    await cache.increment('k', 100_000);
    expect((await cache.increment('k', 100_000, -1)).count).toBe(1);
    expect((await cache.increment('k', 100_000, -5)).count).toBe(0);
    expect((await cache.increment('k', 100_000, 0)).count).toBe(0);
    expect((await cache.increment('other', 100_000, -1)).count).toBe(0);
    expect((await cache.increment('other', 100_000)).count).toBe(1);
  });

  test('starts a counter anew when it is deleted, and keeps it apart from a value of that name', async ({ cache }) => {
    await cache.set('k', 'value');
    await cache.increment('k', 100_000);
    expect(await cache.get('k')).toBe('value');
    await cache.delete('k');
    expect(await cache.get('k')).toBeNull();
    expect((await cache.increment('k', 100_000)).count).toBe(1);
  });

  test('does not keep, and does not choke on, what is larger than itself', async ({ cache }) => {
    await cache.set('small', 'v');
    await cache.set('large', 'old');
    await cache.set('large', 'x'.repeat(70_000_000));
    expect(await cache.get('large')).toBeNull();
    expect(await cache.get('small')).toBe('v');
  });

  it('answers a ping until it is closed, and closes twice', async () => {
    const { cache } = await open();
    await cache.ping();
    await cache.close();
    await cache.close();
    await expect(cache.ping()).rejects.toThrow();
    await expect(cache.get('k')).rejects.toThrow();
    await expect(cache.increment('k', 1)).rejects.toThrow();
  });
}
