import { listAudit } from '@tableorder/contract/audit';
import { callStaff, finishCall } from '@tableorder/contract/calls';
import { completeTable } from '@tableorder/contract/checkout';
import { asMoney } from '@tableorder/contract/money';
import { deleteOrder, setOrderStatus } from '@tableorder/contract/orders';
import { closeDay, listClosings, readCalls, readDaily, readItems, readRange } from '@tableorder/contract/reports';
import { changeSettings } from '@tableorder/contract/settings';
import type { LocalDay } from '@tableorder/contract/time';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { newId } from '../../infra/clock/new-id.ts';
import { testClock } from '../../infra/clock/test-clock.ts';
import { placeOrder } from '../orders/orders.commands.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 12:00 in Seoul. */
const TODAY = '2026-11-23' as LocalDay;
const WEEK_AGO = '2026-11-16' as LocalDay;

eachDb('reports', (open) => {
  let clock = testClock();
  let backend: Backend;
  let shop: Shop;
  beforeEach(async () => {
    clock = testClock(Date.UTC(2026, 10, 23, 3));
    backend = await startBackend({ open, clock, env: { JWT_ADMIN_EXPIRY: '604800' } });
    shop = await openShop(backend);
  });
  afterEach(() => backend.close());

  const close = (more: object = {}) => ({ token: shop.owner, body: { day: TODAY, ...more } });

  it('shows today beside the same weekday a week before, up to the same time on the clock', async () => {
    const item = await shop.item({ price: asMoney(10_000) });
    const table = await shop.table(1);
    const now = clock.now();
    const sell = async (at: number, quantity: number) => {
      clock.set(at);
      const items = [line(item.id, { quantity })];
      await placeOrder(backend.ports, shop.store.id, { kind: 'guest', tableId: table.id, joinedId: null }, { items }, newId());
    };
    await sell(now - 7 * DAY_MS - HOUR_MS, 1);
    await sell(now - 7 * DAY_MS + HOUR_MS, 3);
    await sell(now, 2);
    const report = await backend.call(readDaily, { token: shop.owner });
    expect(report).toMatchObject({ day: TODAY, live: true, tables: 1, sums: { sales: 20_000, orders: 1, parties: 1 } });
    expect(report.before).toMatchObject({ day: WEEK_AGO, soFar: { sales: 10_000, orders: 1 } });
    expect(report.before.hours.filter((hour) => hour.orders > 0).map((hour) => hour.hour)).toEqual([11, 13]);
    expect(report.openNow).toEqual({ tables: 1, orders: 3, amount: 60_000 });
    const whole = await backend.call(readDaily, { token: shop.owner, query: { date: WEEK_AGO } });
    expect(whole).toMatchObject({ live: false, openNow: null, sums: { sales: 40_000, orders: 2 } });
  });

  it('counts a night to the day it began in', async () => {
    await backend.call(changeSettings, { token: shop.owner, body: { businessDayStartsAt: '05:00' } });
    clock.advance(14 * HOUR_MS);
    const item = await shop.item();
    await order(backend, await shop.phone(await shop.table(1)), [line(item.id)]);
    const report = await backend.call(readDaily, { token: shop.owner });
    expect(report).toMatchObject({ day: TODAY, fromAt: '2026-11-22T20:00:00.000Z', sums: { orders: 1 } });
  });

  it('says what was cancelled and deleted, why and by whom, and what options brought', async () => {
    const group = { name: '양', min: 0, max: 1, options: [{ name: '곱빼기', priceDelta: asMoney(2000) }] };
    const item = await shop.item({ name: '냉면', price: asMoney(9000), optionGroups: [group] });
    const optionIds = item.optionGroups[0]?.options.map((option) => option.id) ?? [];
    const phone = await shop.phone(await shop.table(1));
    await order(backend, phone, [line(item.id, { quantity: 2, optionIds })]);
    const cancelled = await order(backend, phone, [line(item.id)]);
    const deleted = await order(backend, phone, [line(item.id)]);
    const params = { orderId: cancelled.id };
    await backend.call(setOrderStatus, { token: shop.owner, params, body: { status: 'CANCELLED', reason: '재료 소진' } });
    await backend.ask('DELETE', deleteOrder.path.replace('{orderId}', deleted.id), { token: shop.owner, body: { reason: '잘못 받음' } });
    const report = await backend.call(readDaily, { token: shop.owner });
    expect(report.losses).toEqual(
      expect.arrayContaining([
        { kind: 'cancelled', reason: '재료 소진', by: 'boss', orders: 1, amount: 9000 },
        { kind: 'deleted', reason: '잘못 받음', by: 'boss', orders: 1, amount: 9000 },
      ]),
    );
    const days = { from: TODAY, to: TODAY };
    const sold = await backend.call(readItems, { token: shop.owner, query: days });
    expect(sold.items).toMatchObject([{ name: '냉면', quantity: 2, sales: 22_000, optionSales: 4000 }]);
    expect(sold.categories).toMatchObject([{ name: '식사', quantity: 2, sales: 22_000, optionSales: 4000 }]);
    expect(sold.options).toMatchObject([{ group: '양', name: '곱빼기', quantity: 2, sales: 4000 }]);
    const csv = await backend.ask('GET', `/api/admin/reports/items.csv?from=${TODAY}&to=${TODAY}`, { token: shop.owner });
    expect(csv.headers['content-disposition']).toBe(`attachment; filename="items-${TODAY}-${TODAY}.csv"`);
    expect(csv.text.split('\r\n')[1]).toBe('item,식사,냉면,2,22000,4000');
    const book = await backend.call(listAudit, { token: shop.owner });
    expect(book.items[0]).toMatchObject({ act: 'data.export', staffName: 'boss' });
  });

  it.each([
    [{ from: '2026-11-20', to: '2026-11-19' }],
    [{ from: '2025-11-01', to: '2026-11-19' }],
    [{ from: '2026-02-30', to: '2026-03-01' }],
  ] as { from: LocalDay; to: LocalDay }[][])('refuses the days %j', async (query = { from: TODAY, to: TODAY }) => {
    expect(await backend.refused(readRange, { token: shop.owner, query })).toMatchObject({ status: 400, type: '/problems/invalid' });
  });

  it('says how fast calls were answered, and which ended only because the party left', async () => {
    const item = await shop.item();
    const table = await shop.table(1);
    const phone = await shop.phone(table);
    const placed = await order(backend, phone, [line(item.id)]);
    for (const seconds of [20, 40, 300]) {
      const { id } = await backend.call(callStaff, { token: phone, body: { reason: 'water' } });
      clock.advance(seconds * 1000);
      await backend.call(finishCall, { token: shop.owner, params: { callId: id } });
    }
    for (const reason of ['help', 'bill'] as const) await backend.call(callStaff, { token: phone, body: { reason } });
    clock.advance(60_000);
    const body = { resolutions: [{ orderId: placed.id, action: 'complete' as const }] };
    await backend.call(completeTable, { token: shop.owner, params: { tableId: table.id }, body });
    const report = await backend.call(readCalls, { token: shop.owner, query: { from: TODAY, to: TODAY } });
    expect(report).toMatchObject({ calls: 5, answered: 4, medianSeconds: 40, p95Seconds: 300, missed: 1, open: 0 });
    expect(report.reasons).toContainEqual({ reason: 'help', calls: 1, answered: 0, medianSeconds: null, p95Seconds: null, missed: 1 });
    expect(report.reasons).toContainEqual({ reason: 'bill', calls: 1, answered: 1, medianSeconds: 60, p95Seconds: 60, missed: 0 });
    expect(report.hours[12]).toMatchObject({ calls: 5, answered: 4 });
    const before = await backend.call(readCalls, { token: shop.owner, query: { from: WEEK_AGO, to: WEEK_AGO } });
    expect(before).toMatchObject({ calls: 0, medianSeconds: null, reasons: [] });
  });

  it('closes a day once, after saying what is still open, and shows what changed afterwards', async () => {
    const item = await shop.item({ price: asMoney(10_000) });
    const table = await shop.table(1);
    const phone = await shop.phone(table);
    const [one, two] = [await order(backend, phone, [line(item.id)]), await order(backend, phone, [line(item.id)])];
    const refused = await backend.refused(closeDay, close());
    expect(refused).toMatchObject({ status: 409, type: '/problems/reports/still-open', params: { tables: 1, orders: 2, amount: 20_000 } });
    const resolutions = [one, two].map(({ id }) => ({ orderId: id, action: 'complete' as const }));
    await backend.call(completeTable, { token: shop.owner, params: { tableId: table.id }, body: { resolutions } });
    clock.advance(HOUR_MS);
    const closing = await backend.call(closeDay, close({ note: '비가 왔어요' }));
    expect(closing).toMatchObject({
      day: TODAY,
      sales: 20_000,
      orders: 2,
      parties: 1,
      closedBy: 'boss',
      note: '비가 왔어요',
      openTables: 0,
    });
    clock.advance(HOUR_MS);
    expect(await backend.call(closeDay, { token: await shop.staff('manager'), body: { day: TODAY, note: '다시' } })).toEqual(closing);
    await backend.ask('DELETE', `/api/admin/orders/${two.id}`, { token: shop.owner, body: { reason: '환불' } });
    const report = await backend.call(readDaily, { token: shop.owner });
    expect(report).toMatchObject({ closing: { sales: 20_000 }, sums: { sales: 10_000, deleted: { orders: 1, amount: 10_000 } } });
    const { items } = await backend.call(listClosings, { token: shop.owner });
    expect(items).toMatchObject([{ closing, present: { sales: 10_000, orders: 1 } }]);
    const acts = (await backend.call(listAudit, { token: shop.owner })).items.filter((entry) => entry.act === 'day.close');
    expect(acts).toMatchObject([{ subject: TODAY, details: { sales: '20000', orders: '2' } }]);
  });

  it('closes a day with a party still there when asked to, and none that has not begun', async () => {
    const item = await shop.item({ price: asMoney(10_000) });
    await order(backend, await shop.phone(await shop.table(1)), [line(item.id)]);
    const closing = await backend.call(closeDay, close({ openToo: true }));
    expect(closing).toMatchObject({ open: { orders: 1, amount: 10_000 }, openTables: 1 });
    const tomorrow = await backend.refused(closeDay, close({ day: '2026-11-24' }));
    expect(tomorrow).toMatchObject({ status: 409, type: '/problems/reports/day-to-come' });
  });

  it('two managers who close one day at once get one closing', async () => {
    const closings = await Promise.all([1, 2, 3].map((nth) => backend.call(closeDay, close({ note: `${nth}` }))));
    expect(new Set(closings.map((closing) => closing.note)).size).toBe(1);
  });
});
