import { measureKitchenFrames } from '../soak/kitchen-frames.ts';
import { expect, test } from './shop-test.ts';

test('a kitchen display with thirty tickets misses none of the orders that pour in, and stands still for none of them', async () => {
  test.setTimeout(120_000);
  const figures = await measureKitchenFrames({ tickets: 30, ordersPerSecond: 5, forMs: 6_000, slower: 1 });
  test.info().annotations.push({ type: 'figures', description: JSON.stringify(figures) });
  expect(figures).toMatchObject({ missed: 0, correct: 'yes' });
  expect(figures.orders).toBeGreaterThan(20);
  expect(figures.p99Ms).toBeLessThan(100);
});
