import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listOrders } from '@tableorder/contract/orders';
import { readItems, readRange } from '@tableorder/contract/reports';
import type { LocalDay } from '@tableorder/contract/time';
import { expect, it } from 'vitest';
import { fillShop } from '../../bench/large-shop.ts';
import { byKey, countByHand } from '../src/features/reports/reports.naive.fixture.ts';
import { systemClock } from '../src/infra/clock/system.ts';
import { testClock } from '../src/infra/clock/test-clock.ts';
import { openSqlite } from '../src/infra/db/sqlite.ts';
import { testLog } from '../src/infra/log/test-log.ts';
import { openShop } from './builders.ts';
import type { OpenTestDb } from './each-db.ts';
import { startBackend } from './start-backend.ts';

const POOL = { min: 1, max: 4, acquireTimeoutMs: 5000, idleMs: 60_000 };

/** The small form of what `bench/million.ts` measures: here it is asked for being right, not for seconds. */
it('a shop of thirty thousand orders is counted and listed as by hand', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tableorder-large-'));
  const file = join(folder, 'app.db');
  const open: OpenTestDb = async (clock = systemClock) => {
    const db = await openSqlite({ file, pool: POOL }, testLog(), clock);
    return { db, drop: () => db.close() };
  };
  const clock = testClock();
  const backend = await startBackend({ open, clock });
  const shop = await openShop(backend);
  for (let number = 1; number <= 8; number++) await shop.table(number);
  for (let nth = 0; nth < 12; nth++) await shop.item();
  const { orders } = fillShop(file, { days: 60, ordersPerDay: 500, seed: 5, until: clock.now(), aheadHours: 9 });
  expect(orders).toBeGreaterThan(25_000);

  const days = { from: '2026-10-30' as LocalDay, to: '2026-11-05' as LocalDay };
  const hand = await countByHand(backend.ports.db, shop.store.id, { timeZone: 'Asia/Seoul', startsAt: '00:00' }, days.from, days.to);
  const range = await backend.call(readRange, { token: shop.owner, query: days });
  expect(range.sums).toEqual(hand.sums);
  expect(range.hours).toEqual(hand.hours);
  const sold = await backend.call(readItems, { token: shop.owner, query: days });
  const items = sold.items.map(({ menuId, quantity, sales, optionSales }) => ({ key: menuId, quantity, sales, optionSales }));
  expect(items.sort(byKey)).toEqual(hand.items);

  const october = { from: '2026-10-01' as LocalDay, to: '2026-10-31' as LocalDay };
  const month = await backend.call(readRange, { token: shop.owner, query: october });
  expect((await backend.call(readItems, { token: shop.owner, query: october })).sales).toBe(month.sums.sales);
  // Once more, from what was kept of the month.
  expect((await backend.call(readItems, { token: shop.owner, query: october })).sales).toBe(month.sums.sales);

  let listed = 0;
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: object = { state: 'all', ...days, limit: '200', ...(cursor ? { cursor } : {}) };
    const page: { items: { createdAt: string }[]; nextCursor: string | null } = await backend.call(listOrders, {
      token: shop.owner,
      query,
    });
    const times = page.items.map((order) => order.createdAt);
    expect(times).toEqual([...times].sort().reverse());
    listed += page.items.length;
    cursor = page.nextCursor;
  }
  expect(listed).toBe(hand.sums.orders + hand.sums.cancelled.orders + hand.sums.deleted.orders);
  await backend.close();
  await rm(folder, { recursive: true });
}, 120_000);
