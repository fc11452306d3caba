import { asMoney } from '@tableorder/contract/money';
import { type Order, placeOrder } from '@tableorder/contract/orders';
import { afterEach, expect, it } from 'vitest';
import { line, openShop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';

eachDb('two at once', (open) => {
  let backend: Backend | undefined;
  afterEach(() => backend?.close());

  it('200 orders in parallel with 60 repeated keys are 140 orders, numbered in a row, one event each', async () => {
    backend = await startBackend({ open });
    const shop = await openShop(backend);
    const item = await shop.item({ price: asMoney(9000) });
    const phones = await Promise.all([1, 2, 3, 4].map(async (number) => shop.phone(await shop.table(number))));
    const keys = Array.from({ length: 140 }, (_, at) => ({ key: `key-${at}`, token: phones[at % phones.length] }));
    const asked = [...keys, ...keys.slice(0, 60)];
    const before = await backend.ports.events.seqNow(shop.store.id);
    const answers = await Promise.all(
      asked.map(({ key, token }) =>
        backend?.ask('POST', placeOrder.path, { token, key, body: { items: [line(item.id, { quantity: 2 })], expectedTotal: 18_000 } }),
      ),
    );
    expect(answers.filter((one) => one?.status === 201)).toHaveLength(140);
    expect(answers.filter((one) => one?.status === 200)).toHaveLength(60);
    const orders = answers.map((one) => one?.body as Order);
    expect(new Set(orders.map((order) => order.id)).size).toBe(140);
    for (const [at, { key }] of asked.entries()) {
      const first = keys.findIndex((one) => one.key === key);
      expect(orders[at]?.id).toBe(orders[first]?.id);
    }
    const numbers = [...new Set(orders.map((order) => Number(order.number)))].sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 140 }, (_, at) => at + 1));
    const since = await backend.ports.events.since(shop.store.id, before, 1000);
    if (since.kind !== 'events') throw new Error('reset');
    const created = since.events
      .filter((event) => event.type === 'order_created')
      .map((event) => JSON.parse(event.data).order.id as string);
    expect(created).toHaveLength(140);
    expect(new Set(created)).toEqual(new Set(orders.map((order) => order.id as string)));
  });

  it('100 orders for the last 10 portions: exactly 10 are accepted', async () => {
    backend = await startBackend({ open });
    const shop = await openShop(backend);
    const item = await shop.item({ dailyStock: 10 });
    const phone = await shop.phone(await shop.table(1));
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        backend?.ask('POST', placeOrder.path, { token: phone, key: `k${at}`, body: { items: [line(item.id)] } }),
      ),
    );
    expect(answers.filter((one) => one?.status === 201)).toHaveLength(10);
    const refused = answers.filter((one) => one?.status === 409);
    expect(refused).toHaveLength(90);
    for (const one of refused) expect(one?.body).toMatchObject({ type: '/problems/order/item-sold-out', params: { menuId: item.id } });
  });

  it('two staff members take the same step: one takes it, the other is shown the order as it is', async () => {
    backend = await startBackend({ open });
    const shop = await openShop(backend);
    const item = await shop.item();
    const table = await shop.table(1);
    const phone = await shop.phone(table);
    const placed = await backend.call(placeOrder, { token: phone, key: 'k', body: { items: [line(item.id)] } });
    const second = await shop.staff('staff');
    const step = (token: string) =>
      backend?.ask('PATCH', `/api/admin/orders/${placed.id}/status`, { token, body: { status: 'CONFIRMED', version: placed.version } });
    const answers = await Promise.all([step(shop.owner), step(second)]);
    expect(answers.map((one) => one?.status).sort()).toEqual([200, 409]);
    const refused = answers.find((one) => one?.status === 409);
    expect(refused?.body).toMatchObject({
      type: '/problems/order/stale',
      params: { order: { id: placed.id, status: 'CONFIRMED', version: 2 } },
    });
  });

  it('an order and 이용 완료 at once: the order is in the closed bill, or in the next party’s, never lost', async () => {
    backend = await startBackend({ open });
    const shop = await openShop(backend);
    const item = await shop.item();
    const table = await shop.table(1);
    const { token: tablet } = await shop.tablet(table);
    await backend.call(placeOrder, { token: tablet, key: 'first', body: { items: [line(item.id)] } });
    const [placed, closed] = await Promise.all([
      backend.ask('POST', placeOrder.path, { token: tablet, key: 'second', body: { items: [line(item.id)] } }),
      (async () => {
        const list = (await backend.ask('GET', '/api/orders', { token: tablet })).body as { items: Order[] };
        const resolutions = list.items.map((order) => ({ orderId: order.id, action: 'complete' }));
        return backend.ask('POST', `/api/admin/tables/${table.id}/complete`, { token: shop.owner, body: { resolutions } });
      })(),
    ]);
    expect(placed.status).toBe(201);
    const order = placed.body as Order;
    const filed = (await backend.ask('GET', `/api/admin/orders/${order.id}`, { token: shop.owner })).body as {
      sessionEndedAt: string | null;
    };
    if (closed.status === 200) {
      const inBill = (closed.body as { orders: Order[] }).orders.some((one) => one.id === order.id);
      expect(filed.sessionEndedAt !== null).toBe(inBill);
    } else expect(closed.body).toMatchObject({ type: '/problems/checkout/unfinished-orders', params: { orders: [{ id: order.id }] } });
  });
});
