import { changeMenuItem, setAvailability } from '@tableorder/contract/menu.admin';
import { asMoney } from '@tableorder/contract/money';
import {
  cancelMyOrder,
  changeMyOrder,
  deleteOrder,
  listMyOrders,
  listOrders,
  type Order,
  placeOrder,
  placeStaffOrder,
  readOrder,
  setOrderStatus,
} from '@tableorder/contract/orders';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { testClock } from '../../infra/clock/test-clock.ts';

eachDb('orders', (open) => {
  const clock = testClock();
  let backend: Backend;
  let shop: Shop;
  let phone: string;
  beforeEach(async () => {
    backend = await startBackend({ open, clock });
    shop = await openShop(backend);
    phone = await shop.phone(await shop.table(5));
  });
  afterEach(() => backend.close());

  describe('placing', () => {
    it('keeps name, price and options as they were, whatever the menu says later', async () => {
      const item = await shop.item({
        name: '불고기',
        price: asMoney(15_000),
        optionGroups: [{ name: '크기', min: 1, max: 1, options: [{ name: '곱빼기', priceDelta: asMoney(3000) }] }],
      });
      const size = item.optionGroups[0]?.options[0];
      const placed = await order(backend, phone, [line(item.id, { quantity: 2, optionIds: size ? [size.id] : [], note: '덜 달게' })]);
      expect(placed).toMatchObject({ number: '001', status: 'PENDING', version: 1, tableNumber: 5, totalAmount: 36_000 });
      await backend.call(changeMenuItem, {
        token: shop.owner,
        params: { menuId: item.id },
        body: { name: '갈비', price: asMoney(1), optionGroups: [] },
      });
      const { items } = await backend.call(listMyOrders, { token: phone });
      expect(items).toEqual([placed]);
      expect(items[0]?.items[0]).toMatchObject({
        name: '불고기',
        unitPrice: 18_000,
        subtotal: 36_000,
        note: '덜 달게',
        options: [{ groupName: '크기', name: '곱빼기', priceDelta: 3000 }],
      });
    });

    it('with a price the guest did not see places nothing and tells the new one', async () => {
      const item = await shop.item({ price: asMoney(8000) });
      await backend.call(changeMenuItem, { token: shop.owner, params: { menuId: item.id }, body: { price: asMoney(8500) } });
      const asked = { token: phone, key: 'k1', body: { items: [line(item.id)], expectedTotal: asMoney(8000) } };
      expect(await backend.refused(placeOrder, asked)).toMatchObject({
        type: '/problems/order/price-changed',
        status: 409,
        params: { expectedTotal: 8000, totalAmount: 8500, items: [{ index: 0, menuId: item.id, unitPrice: 8500 }] },
      });
      expect((await backend.call(listMyOrders, { token: phone })).items).toEqual([]);
      const again = await backend.call(placeOrder, { ...asked, body: { items: [line(item.id)], expectedTotal: asMoney(8500) } });
      expect(again).toMatchObject({ number: '001', totalAmount: 8500 });
    });

    it('is refused whole when one line is sold out; nothing is written and no number is used', async () => {
      const [good, bad] = [await shop.item(), await shop.item()];
      await backend.call(setAvailability, { token: shop.owner, params: { menuId: bad.id }, body: { state: 'sold_out' } });
      const refused = await backend.refused(placeOrder, { token: phone, key: 'k', body: { items: [line(good.id), line(bad.id)] } });
      expect(refused).toMatchObject({ type: '/problems/order/item-sold-out', params: { index: 1, menuId: bad.id, name: bad.name } });
      await backend.call(setAvailability, { token: shop.owner, params: { menuId: bad.id }, body: { state: 'hidden' } });
      expect((await backend.refused(placeOrder, { token: phone, key: 'k', body: { items: [line(bad.id)] } })).type).toBe(
        '/problems/order/item-unavailable',
      );
      expect((await order(backend, phone, [line(good.id)])).number).toBe('001');
    });

    it('with a key that was used for another order is refused', async () => {
      const item = await shop.item();
      await order(backend, phone, [line(item.id)], 'same');
      expect(
        await backend.refused(placeOrder, { token: phone, key: 'same', body: { items: [line(item.id, { quantity: 2 })] } }),
      ).toMatchObject({ status: 422, type: '/problems/key-reused' });
      const other = await shop.phone(await shop.table(6));
      expect((await order(backend, other, [line(item.id)], 'same')).tableNumber).toBe(6);
    });

    it('by staff for a table needs no guest and opens its session', async () => {
      const item = await shop.item();
      const table = await shop.table(9);
      const placed = await backend.call(placeStaffOrder, {
        token: shop.owner,
        key: 's1',
        body: { tableId: table.id, items: [line(item.id)] },
      });
      expect(placed).toMatchObject({ tableNumber: 9, transitions: [{ to: 'PENDING', by: 'staff' }] });
      expect(
        (await backend.call(placeStaffOrder, { token: shop.owner, key: 's1', body: { tableId: table.id, items: [line(item.id)] } })).id,
      ).toBe(placed.id);
    });
  });

  describe('numbers', () => {
    it('after 999 begin again, and skip what an open order still holds', async () => {
      const item = await shop.item();
      const first = await order(backend, phone, [line(item.id)]);
      expect(first.number).toBe('001');
      await backend.ports.db.inStore(shop.store.id, (trx) =>
        trx.write((db) => db.updateTable('store_counters').set({ order_number: 998 }).where('store_id', '=', shop.store.id)),
      );
      expect((await order(backend, phone, [line(item.id)])).number).toBe('999');
      expect((await order(backend, phone, [line(item.id)])).number).toBe('002');
    });
  });

  it('when all 999 numbers are held by open orders, 1000 and up are used, and the regular ones again when they are free', async () => {
    const item = await shop.item();
    const placed: Order[] = [];
    while (placed.length < 1001)
      placed.push(...(await Promise.all(Array.from({ length: 77 }, () => order(backend, phone, [line(item.id)])))));
    expect(placed.map((one) => Number(one.number)).sort((a, b) => a - b)).toEqual(Array.from({ length: 1001 }, (_, at) => at + 1));
    const seventh = placed.find((one) => one.number === '007');
    await backend.call(cancelMyOrder, { token: phone, params: { orderId: seventh?.id ?? '' }, body: {} });
    expect((await order(backend, phone, [line(item.id)])).number).toBe('007');
    expect((await order(backend, phone, [line(item.id)])).number).toBe('1002');
  }, 60_000);

  describe('a guest', () => {
    it('changes an own order while it is PENDING, and not after', async () => {
      const [rice, soup] = [await shop.item({ price: asMoney(2000) }), await shop.item({ price: asMoney(9000) })];
      const placed = await order(backend, phone, [line(rice.id)]);
      const changed = await backend.call(changeMyOrder, {
        token: phone,
        params: { orderId: placed.id },
        body: { items: [line(soup.id, { quantity: 2 })], version: 1 },
      });
      expect(changed).toMatchObject({ id: placed.id, number: placed.number, version: 2, totalAmount: 18_000 });
      expect(
        await backend.refused(changeMyOrder, { token: phone, params: { orderId: placed.id }, body: { note: '빨리', version: 1 } }),
      ).toMatchObject({ type: '/problems/order/stale', params: { order: { version: 2 } } });
      await backend.call(setOrderStatus, { token: shop.owner, params: { orderId: placed.id }, body: { status: 'CONFIRMED' } });
      const late = { token: phone, params: { orderId: placed.id }, body: { items: [line(rice.id)] } };
      expect(await backend.refused(changeMyOrder, late)).toMatchObject({
        type: '/problems/order/not-pending',
        params: { order: { status: 'CONFIRMED' } },
      });
      expect((await backend.refused(cancelMyOrder, { token: phone, params: { orderId: placed.id }, body: {} })).type).toBe(
        '/problems/order/not-pending',
      );
    });

    it('cancels an own order; it leaves the total and its portion can be sold again', async () => {
      const item = await shop.item({ price: asMoney(5000), dailyStock: 1 });
      const placed = await order(backend, phone, [line(item.id)]);
      expect((await backend.refused(placeOrder, { token: phone, key: 'next', body: { items: [line(item.id)] } })).type).toBe(
        '/problems/order/item-sold-out',
      );
      const cancelled = await backend.call(cancelMyOrder, {
        token: phone,
        params: { orderId: placed.id },
        body: { reason: '잘못 눌렀어요' },
      });
      expect(cancelled).toMatchObject({ status: 'CANCELLED', cancelReason: '잘못 눌렀어요' });
      expect((await backend.call(listMyOrders, { token: phone })).sessionTotal).toBe(0);
      expect((await order(backend, phone, [line(item.id)])).totalAmount).toBe(5000);
    });

    it('sees an order of another table exactly as one that is not there', async () => {
      const item = await shop.item();
      const theirs = await order(backend, await shop.phone(await shop.table(7)), [line(item.id)]);
      const foreign = await backend.ask('GET', `/api/orders/${theirs.id}`, { token: phone });
      const absent = await backend.ask('GET', `/api/orders/${theirs.id.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`, {
        token: phone,
      });
      expect(foreign.status).toBe(404);
      expect(foreign.text.replace(/requests\/[^"]+/, '')).toBe(absent.text.replace(/requests\/[^"]+/, ''));
    });
  });

  describe('staff', () => {
    it('take an order one step at a time, never back, and every step is in its timeline', async () => {
      const item = await shop.item();
      const placed = await order(backend, phone, [line(item.id)]);
      const step = (status: 'PENDING' | 'CONFIRMED' | 'PREPARING' | 'READY' | 'COMPLETED') => ({
        token: shop.owner,
        params: { orderId: placed.id },
        body: { status },
      });
      expect(await backend.refused(setOrderStatus, step('PREPARING'))).toMatchObject({
        type: '/problems/order/illegal-step',
        params: { order: { status: 'PENDING' } },
      });
      for (const status of ['CONFIRMED', 'PREPARING', 'READY', 'COMPLETED'] as const) await backend.call(setOrderStatus, step(status));
      expect((await backend.refused(setOrderStatus, step('READY'))).type).toBe('/problems/order/illegal-step');
      const done = await backend.call(readOrder, { token: shop.owner, params: { orderId: placed.id } });
      expect(done.transitions.map((one) => [one.from, one.to, one.by])).toEqual([
        [null, 'PENDING', 'guest'],
        ['PENDING', 'CONFIRMED', 'staff'],
        ['CONFIRMED', 'PREPARING', 'staff'],
        ['PREPARING', 'READY', 'staff'],
        ['READY', 'COMPLETED', 'staff'],
      ]);
    });

    it('cancel with a reason only', async () => {
      const item = await shop.item();
      const placed = await order(backend, phone, [line(item.id)]);
      const cancel = { token: shop.owner, params: { orderId: placed.id } };
      expect((await backend.refused(setOrderStatus, { ...cancel, body: { status: 'CANCELLED' } })).type).toBe(
        '/problems/order/reason-required',
      );
      expect(await backend.call(setOrderStatus, { ...cancel, body: { status: 'CANCELLED', reason: '재료 소진' } })).toMatchObject({
        status: 'CANCELLED',
        cancelReason: '재료 소진',
      });
    });

    it('of the kitchen take an order on, but cancel none: it stays on the bill as it was', async () => {
      const item = await shop.item();
      const placed = await order(backend, phone, [line(item.id)]);
      const kitchen = await shop.staff('kitchen');
      const asked = { token: kitchen, params: { orderId: placed.id } };
      expect(await backend.refused(setOrderStatus, { ...asked, body: { status: 'CANCELLED', reason: '재료 소진' } })).toMatchObject({
        status: 403,
        type: '/problems/forbidden',
      });
      expect(await backend.call(readOrder, asked)).toMatchObject({ status: 'PENDING', version: placed.version, cancelReason: null });
      const taken = await backend.call(setOrderStatus, { ...asked, body: { status: 'CONFIRMED' } });
      expect(taken.transitions.at(-1)).toMatchObject({ to: 'CONFIRMED', by: 'kitchen' });
      const cancelled = {
        token: await shop.staff('staff'),
        params: asked.params,
        body: { status: 'CANCELLED', reason: '재료 소진' },
      } as const;
      expect(await backend.call(setOrderStatus, cancelled)).toMatchObject({ status: 'CANCELLED' });
    });

    it('delete an order: it leaves the total at once and stays in history with who, when and why', async () => {
      const item = await shop.item({ price: asMoney(7000) });
      const [one, two] = [await order(backend, phone, [line(item.id)]), await order(backend, phone, [line(item.id)])];
      await backend.call(deleteOrder, { token: shop.owner, params: { orderId: one.id }, body: { reason: '두 번 눌렀대요' } });
      expect(await backend.call(listMyOrders, { token: phone })).toMatchObject({ items: [{ id: two.id }], sessionTotal: 7000 });
      const deleted = await backend.call(listOrders, { token: shop.owner, query: { state: 'deleted' } });
      expect(deleted.items).toMatchObject([{ id: one.id, deletion: { by: 'boss', reason: '두 번 눌렀대요' } }]);
      expect((await backend.refused(deleteOrder, { token: shop.owner, params: { orderId: one.id }, body: { reason: '또' } })).status).toBe(
        404,
      );
      const since = await backend.ports.events.since(shop.store.id, 0, 1000);
      expect(
        since.kind === 'events' && since.events.filter((event) => event.type === 'order_deleted').map((event) => JSON.parse(event.data)),
      ).toMatchObject([{ order: { id: one.id }, reason: '두 번 눌렀대요' }]);
    });

    it('find orders by status, table, number and inclusive local days, page by page', async () => {
      const item = await shop.item();
      for (let at = 0; at < 5; at++) await order(backend, phone, [line(item.id)]);
      const first = await backend.call(listOrders, { token: shop.owner, query: { limit: '2' } });
      expect(first.items.map((one) => one.number)).toEqual(['005', '004']);
      const second = await backend.call(listOrders, { token: shop.owner, query: { limit: '3', cursor: first.nextCursor ?? '' } });
      expect(second.items.map((one) => one.number)).toEqual(['003', '002', '001']);
      expect(second.nextCursor).toBeNull();
      expect((await backend.call(listOrders, { token: shop.owner, query: { number: '3' } })).items).toHaveLength(1);
      expect((await backend.call(listOrders, { token: shop.owner, query: { status: 'READY' } })).items).toHaveLength(0);
      const today = '2026-11-23' as never;
      expect((await backend.call(listOrders, { token: shop.owner, query: { from: today, to: today } })).items).toHaveLength(5);
      expect((await backend.call(listOrders, { token: shop.owner, query: { from: '2026-11-24' as never } })).items).toHaveLength(0);
      expect(await backend.refused(listOrders, { token: shop.owner, query: { from: '2026-02-30' as never } })).toMatchObject({
        status: 400,
        errors: [{ pointer: '/from' }],
      });
    });
  });
});
