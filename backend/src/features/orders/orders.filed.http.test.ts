import { completeTable } from '@tableorder/contract/checkout';
import { deleteOrder, listOrders, type Order, readOrder, readSession, setOrderStatus } from '@tableorder/contract/orders';
import { changeSettings } from '@tableorder/contract/settings';
import type { LocalDay } from '@tableorder/contract/time';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { testClock } from '../../infra/clock/test-clock.ts';

const HOUR_MS = 3_600_000;

eachDb('the history of orders', (open) => {
  let clock = testClock();
  let backend: Backend;
  let shop: Shop;
  beforeEach(async () => {
    // 21:00 in Seoul.
    clock = testClock(Date.UTC(2026, 10, 20, 12));
    backend = await startBackend({ open, clock, env: { JWT_ADMIN_EXPIRY: '604800' } });
    shop = await openShop(backend);
  });
  afterEach(() => backend.close());

  const list = async (query: object) => (await backend.call(listOrders, { token: shop.owner, query })).items.map((one) => one.number);
  const remove = (placed: Order) =>
    backend.ask('DELETE', deleteOrder.path.replace('{orderId}', placed.id), { token: shop.owner, body: { reason: '환불' } });

  it('finds by inclusive business days, table, number and status, deleted ones too, in pages that meet', async () => {
    const item = await shop.item();
    const tables = [await shop.table(1), await shop.table(2)];
    const placed: Order[] = [];
    for (let nth = 0; nth < 8; nth++) {
      const table = tables[nth % 2];
      if (table) placed.push(await order(backend, await shop.phone(table), [line(item.id)]));
      clock.advance(HOUR_MS);
    }
    const [first, second] = placed;
    if (!first || !second) throw new Error('nothing placed');
    await backend.call(setOrderStatus, {
      token: shop.owner,
      params: { orderId: first.id },
      body: { status: 'CANCELLED', reason: '손님이 떠남' },
    });
    await remove(second);
    expect(await list({ state: 'all' })).toEqual(['008', '007', '006', '005', '004', '003', '002', '001']);
    expect(await list({ state: 'deleted' })).toEqual(['002']);
    expect(await list({ status: 'CANCELLED', state: 'all' })).toEqual(['001']);
    expect(await list({ number: '7' })).toEqual(['007']);
    expect(await list({ tableId: tables[0]?.id, state: 'all' })).toEqual(['007', '005', '003', '001']);
    expect(await list({ from: '2026-11-21', to: '2026-11-21', state: 'all' })).toEqual(['008', '007', '006', '005', '004']);
    await backend.call(changeSettings, { token: shop.owner, body: { businessDayStartsAt: '03:00' } });
    expect(await list({ from: '2026-11-21' as LocalDay, state: 'all' })).toEqual(['008', '007']);
    const pages: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: object = { state: 'all', limit: '3', ...(cursor ? { cursor } : {}) };
      const page: { items: { number: string }[]; nextCursor: string | null } = await backend.call(listOrders, { token: shop.owner, query });
      pages.push(...page.items.map((one) => one.number));
      cursor = page.nextCursor;
    }
    expect(pages).toEqual(['008', '007', '006', '005', '004', '003', '002', '001']);
    expect(await backend.refused(listOrders, { token: shop.owner, query: { cursor: 'abc' } })).toMatchObject({ status: 400 });
  });

  it('shows an order as it was, who took each step, and the party it belongs to with deleted orders', async () => {
    const item = await shop.item();
    const table = await shop.table(5);
    const phone = await shop.phone(table);
    const [kept, gone] = [await order(backend, phone, [line(item.id)]), await order(backend, phone, [line(item.id)])];
    const manager = await shop.staff('manager');
    await backend.call(setOrderStatus, { token: manager, params: { orderId: kept.id }, body: { status: 'CONFIRMED' } });
    await remove(gone);
    const found = await backend.call(readOrder, { token: manager, params: { orderId: kept.id } });
    expect(found.transitions).toMatchObject([
      { to: 'PENDING', by: 'guest', who: null },
      { to: 'CONFIRMED', by: 'staff', who: 'manager1' },
    ]);
    const resolutions = [{ orderId: kept.id, action: 'complete' as const }];
    await backend.call(completeTable, { token: shop.owner, params: { tableId: table.id }, body: { resolutions } });
    const session = await backend.call(readSession, { token: manager, params: { sessionId: kept.sessionId } });
    expect(session).toMatchObject({
      tableNumber: 5,
      totalAmount: 8000,
      orders: [{ id: kept.id }, { id: gone.id, deletion: { by: 'boss', reason: '환불' } }],
    });
    expect(session.endedAt).not.toBeNull();
  });

  it('gives the same orders as CSV, a line a dish, with nothing that a spreadsheet would run', async () => {
    const [item, other] = [await shop.item({ name: '=HYPERLINK("x")' }), await shop.item({ name: '냉면' })];
    const table = await shop.table(1);
    await order(backend, await shop.phone(table), [line(item.id), line(other.id, { note: '@덜 맵게' })]);
    const answered = await backend.ask('GET', '/api/admin/orders.csv?state=all', { token: shop.owner });
    expect(answered.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = answered.text.trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain('2026-11-20,2026-11-20,21:00,001,1,PENDING,"\'=HYPERLINK(""x"")"');
    expect(lines[2]).toContain("냉면,,'@덜 맵게,1,8000,8000,16000");
    expect((await backend.ask('GET', '/api/admin/orders.csv', { token: await shop.staff('staff') })).status).toBe(403);
  });
});
