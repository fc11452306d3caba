import { afterEach, expect, test, vi } from 'vitest';
import { later } from './later.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A part that fails so many times first. */
function flaky(failures: number) {
  vi.useFakeTimers();
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  let asked = 0;
  const part = later(async () => {
    asked += 1;
    if (asked <= failures) throw new TypeError('Failed to fetch dynamically imported module');
    return 'part';
  });
  return { part, asked: () => asked };
}

test('a part is fetched once, however many ask', async () => {
  const { part, asked } = flaky(0);
  expect(await Promise.all([part.load(), part.load()])).toEqual(['part', 'part']);
  expect(asked()).toBe(1);
  expect(part.snapshot()).toEqual({ value: 'part', failed: false });
});

test('a line that falters twice is not worth a word', async () => {
  const { part } = flaky(2);
  const told = vi.fn();
  part.subscribe(() => told(part.snapshot().failed));
  const came = part.load();
  await vi.runAllTimersAsync();
  expect(await came).toBe('part');
  expect(told.mock.calls).toEqual([[false]]);
});

test('one that stays away is said, is tried on, and at once when somebody asks', async () => {
  const { part, asked } = flaky(3);
  const came = part.load();
  await vi.advanceTimersByTimeAsync(1_600);
  expect(asked()).toBe(3);
  expect(part.snapshot().failed).toBe(true);
  part.hurry();
  expect(await came).toBe('part');
  expect(part.snapshot()).toEqual({ value: 'part', failed: false });
});
