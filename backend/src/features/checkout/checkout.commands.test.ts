import { readBoard } from '@tableorder/contract/board';
import { callStaff, listCalls } from '@tableorder/contract/calls';
import { completeTable, mergeTables, moveTable, readTableHistory } from '@tableorder/contract/checkout';
import { asMoney } from '@tableorder/contract/money';
import { deleteOrder, listMyOrders, placeOrder, setOrderStatus } from '@tableorder/contract/orders';
import type { Table } from '@tableorder/contract/tables';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { testClock } from '../../infra/clock/test-clock.ts';
import { type Listener, mayHear } from '../live/live.rules.ts';
import { purgeHistory } from './checkout.purge.ts';

const DAY_MS = 86_400_000;

eachDb('checkout', (open) => {
  let clock = testClock();
  let backend: Backend;
  let shop: Shop;
  let table: Table;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock, env: { JWT_ADMIN_EXPIRY: '604800' } });
    shop = await openShop(backend);
    table = await shop.table(5);
  });
  afterEach(() => backend.close());

  const complete = (more: object = {}) => ({ token: shop.owner, params: { tableId: table.id }, body: { ...more } });

  it('이용 완료 with unfinished orders lists them and changes nothing', async () => {
    const item = await shop.item();
    const phone = await shop.phone(table);
    const [one, two] = [await order(backend, phone, [line(item.id)]), await order(backend, phone, [line(item.id)])];
    const half = { resolutions: [{ orderId: one.id, action: 'complete' as const }] };
    const refused = await backend.refused(completeTable, complete(half));
    expect(refused).toMatchObject({ status: 409, type: '/problems/checkout/unfinished-orders', params: { orders: [{ id: two.id }] } });
    const list = await backend.call(listMyOrders, { token: phone });
    expect(list.items.map((order) => order.status)).toEqual(['PENDING', 'PENDING']);
  });

  it('completes, cancels, frees the table, signs the phones out and keeps the tablet for the next party', async () => {
    const item = await shop.item({ price: asMoney(10_000) });
    const { token: tablet } = await shop.tablet(table);
    const phone = await shop.phone(table);
    const [eaten, dropped] = [await order(backend, phone, [line(item.id)]), await order(backend, tablet, [line(item.id)])];
    await backend.call(callStaff, { token: phone, body: { reason: 'bill' } });
    const closed = await backend.call(
      completeTable,
      complete({
        resolutions: [
          { orderId: eaten.id, action: 'complete' },
          { orderId: dropped.id, action: 'cancel', reason: '안 나왔어요' },
        ],
      }),
    );
    expect(closed).toMatchObject({ tableNumber: 5, totalAmount: 10_000 });
    const completed = closed.orders.find((one) => one.id === eaten.id);
    expect(completed?.transitions.map((step) => step.to)).toEqual(['PENDING', 'CONFIRMED', 'PREPARING', 'READY', 'COMPLETED']);
    expect((await backend.ask('GET', '/api/orders', { token: phone })).status).toBe(401);
    expect(await backend.call(listMyOrders, { token: tablet })).toEqual({ items: [], nextCursor: null, sessionTotal: 0 });
    const board = await backend.call(readBoard, { token: shop.owner });
    expect(board.tables).toMatchObject([{ status: 'AVAILABLE', session: null, totalAmount: 0, orders: [], openCalls: [] }]);
    expect((await backend.call(listCalls, { token: shop.owner })).items).toEqual([]);
    expect((await backend.ask('GET', `/api/orders/${eaten.id}`, { token: tablet })).status).toBe(404);
    expect((await backend.refused(completeTable, complete())).type).toBe('/problems/table/not-in-use');
    const next = await order(backend, tablet, [line(item.id)]);
    expect(next.sessionId).not.toBe(eaten.sessionId);
  });

  it('cancelling at the close needs a reason', async () => {
    const item = await shop.item();
    const placed = await order(backend, await shop.phone(table), [line(item.id)]);
    const refused = await backend.refused(completeTable, complete({ resolutions: [{ orderId: placed.id, action: 'cancel' }] }));
    expect(refused.type).toBe('/problems/order/reason-required');
  });

  it('history is found by table and inclusive local days, newest first, deleted ones with who and why', async () => {
    const item = await shop.item();
    // 14:59 UTC is 23:59 in Seoul; two minutes later is the next local day.
    clock.set(Date.UTC(2026, 10, 23, 14, 59));
    const before = await order(backend, await shop.phone(table), [line(item.id)]);
    await backend.call(completeTable, complete({ resolutions: [{ orderId: before.id, action: 'complete' }] }));
    clock.advance(120_000);
    const phone = await shop.phone(table);
    const after = await order(backend, phone, [line(item.id)]);
    const removed = await order(backend, phone, [line(item.id)]);
    await backend.call(deleteOrder, { token: shop.owner, params: { orderId: removed.id }, body: { reason: '오주문' } });
    const history = (query: object) =>
      backend.call(readTableHistory, { token: shop.owner, params: { tableId: table.id }, query: query as never });
    expect((await history({})).items.map((one) => one.id)).toEqual([before.id]);
    await backend.call(completeTable, complete({ resolutions: [{ orderId: after.id, action: 'complete' }] }));
    const all = await history({});
    expect(all.items.map((one) => one.id)).toEqual([removed.id, after.id, before.id]);
    expect(all.items[0]).toMatchObject({ deletion: { by: 'boss', reason: '오주문' } });
    expect((await history({ from: '2026-11-23', to: '2026-11-23' })).items.map((one) => one.id)).toEqual([before.id]);
    expect((await history({ from: '2026-11-24', to: '2026-11-24' })).items).toHaveLength(2);
    expect((await history({ from: '2026-11-23', to: '2026-11-24' })).items).toHaveLength(3);
  });

  it('a party moves with its orders, calls and phones; the old table is free', async () => {
    const item = await shop.item({ price: asMoney(9000) });
    const phone = await shop.phone(table);
    const placed = await order(backend, phone, [line(item.id)]);
    await backend.call(callStaff, { token: phone, body: { reason: 'water' } });
    const to = await shop.table(8);
    const moved = await backend.call(moveTable, { token: shop.owner, params: { tableId: table.id }, body: { toTableId: to.id } });
    expect(moved).toMatchObject({ table: { number: 8, status: 'IN_USE' }, session: { id: placed.sessionId } });
    const board = await backend.call(readBoard, { token: shop.owner });
    expect(board.tables).toMatchObject([
      { table: { number: 5 }, status: 'AVAILABLE', orders: [], openCalls: [] },
      {
        table: { number: 8 },
        status: 'IN_USE',
        totalAmount: 9000,
        orders: [{ id: placed.id, number: placed.number, tableNumber: 8 }],
        openCalls: [{ tableNumber: 8 }],
      },
    ]);
    const more = await order(backend, phone, [line(item.id)]);
    expect(more).toMatchObject({ tableNumber: 8, sessionId: placed.sessionId });
    await shop.phone(table);
    expect((await backend.refused(moveTable, { token: shop.owner, params: { tableId: table.id }, body: { toTableId: to.id } })).type).toBe(
      '/problems/table/in-use',
    );
  });

  it('two parties merge into one bill; the phones of both see it', async () => {
    const item = await shop.item({ price: asMoney(9000) });
    const other = await shop.table(8);
    const [ours, theirs] = [await shop.phone(table), await shop.phone(other)];
    await order(backend, ours, [line(item.id)]);
    await order(backend, theirs, [line(item.id)]);
    await backend.call(mergeTables, { token: shop.owner, params: { tableId: table.id }, body: { toTableId: other.id } });
    for (const phone of [ours, theirs]) {
      const list = await backend.call(listMyOrders, { token: phone });
      expect(list.items.map((one) => one.tableNumber)).toEqual([8, 8]);
      expect(list.sessionTotal).toBe(18_000);
    }
    expect(
      (await backend.refused(mergeTables, { token: shop.owner, params: { tableId: table.id }, body: { toTableId: other.id } })).type,
    ).toBe('/problems/table/not-in-use');
  });

  it('a phone whose answer was lost asks again after its party moved, merged or joined anew: it is the same order', async () => {
    const item = await shop.item();
    const [eight, nine] = [await shop.table(8), await shop.table(9)];
    const phone = await shop.phone(table);
    const placed = await order(backend, phone, [line(item.id)], 'lost');
    await backend.call(moveTable, { token: shop.owner, params: { tableId: table.id }, body: { toTableId: eight.id } });
    expect((await order(backend, phone, [line(item.id)], 'lost')).id).toBe(placed.id);
    expect((await order(backend, await shop.phone(eight), [line(item.id)], 'lost')).id).toBe(placed.id);
    await order(backend, await shop.phone(nine), [line(item.id)]);
    await backend.call(mergeTables, { token: shop.owner, params: { tableId: eight.id }, body: { toTableId: nine.id } });
    expect((await order(backend, phone, [line(item.id)], 'lost')).id).toBe(placed.id);
    expect((await backend.call(listMyOrders, { token: phone })).items).toHaveLength(2);
  });

  it('the phones of a party that moves hear of their new table, the tablet they leave that it is free', async () => {
    const { token: tablet } = await shop.tablet(table);
    const phone = await shop.phone(table);
    const placed = await order(backend, phone, [line((await shop.item()).id)]);
    const before = await backend.ports.events.seqNow(shop.store.id);
    const to = await shop.table(8);
    await backend.call(moveTable, { token: shop.owner, params: { tableId: table.id }, body: { toTableId: to.id } });
    const since = await backend.ports.events.since(shop.store.id, before, 100);
    if (since.kind !== 'events') throw new Error('reset');
    const heardBy = (listener: Listener) =>
      since.events
        .filter((event) => mayHear(listener, event))
        .map((event) => `${event.type} ${JSON.parse(event.data).table?.number ?? ''}`.trim());
    expect(heardBy({ kind: 'phone', sessionId: placed.sessionId })).toEqual(['table_updated 8', 'order_updated']);
    expect(heardBy({ kind: 'tablet', tableId: table.id })).toEqual(['session_closed']);
    expect((await backend.call(listMyOrders, { token: tablet })).items).toEqual([]);
  });

  it('history is kept a year and purged after it, the running session never', async () => {
    const item = await shop.item();
    const old = await order(backend, await shop.phone(table), [line(item.id)]);
    await backend.call(completeTable, complete({ resolutions: [{ orderId: old.id, action: 'complete' }] }));
    clock.advance(364 * DAY_MS);
    expect(await purgeHistory(backend.ports, shop.store.id)).toBe(0);
    clock.advance(2 * DAY_MS);
    expect(await purgeHistory(backend.ports, shop.store.id)).toBe(1);
    for (const name of ['orders', 'order_items', 'order_transitions'] as const)
      expect(await backend.ports.db.find((db) => db.selectFrom(name).selectAll())).toEqual([]);
    expect(await purgeHistory(backend.ports, shop.store.id)).toBe(0);
  });

  it('a closed session’s phone gets the same refusal for every act', async () => {
    const item = await shop.item();
    const phone = await shop.phone(table);
    const placed = await order(backend, phone, [line(item.id)]);
    await backend.call(setOrderStatus, {
      token: shop.owner,
      params: { orderId: placed.id },
      body: { status: 'CANCELLED', reason: '품절' },
    });
    await backend.call(completeTable, complete());
    expect((await backend.refused(placeOrder, { token: phone, key: 'late', body: { items: [line(item.id)] } })).status).toBe(401);
    expect((await backend.refused(callStaff, { token: phone, body: { reason: 'help' } })).status).toBe(401);
  });
});
