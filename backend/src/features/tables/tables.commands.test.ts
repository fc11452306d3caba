import { completeTable } from '@tableorder/contract/checkout';
import { listOrders, readOrder } from '@tableorder/contract/orders';
import { addTable, changeTable, listTables, removeTable } from '@tableorder/contract/tables';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, nobody, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';

eachDb('tables', (open) => {
  let backend: Backend;
  let shop: Shop;
  beforeEach(async () => {
    backend = await startBackend({ open });
    shop = await openShop(backend);
  });
  afterEach(() => backend.close());

  const numbers = async () => (await backend.call(listTables, { token: shop.owner })).items.map(({ number }) => number);
  const add = (number: number) => backend.ask('POST', '/api/admin/tables', { token: shop.owner, body: { number } });

  it('are listed by number, with label and zone', async () => {
    await shop.table(10);
    const window = await backend.call(addTable, { token: shop.owner, body: { number: 2, label: '창가', zone: '홀' } });
    expect(window).toMatchObject({ number: 2, label: '창가', zone: '홀', status: 'AVAILABLE' });
    await shop.table(1);
    expect(await numbers()).toEqual([1, 2, 10]);
  });

  it('have a number once in a shop, also when it is taken at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => add(5)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      type: '/problems/table/number-taken',
      params: { number: 5 },
    });
    expect(await numbers()).toEqual([5]);
    const second = await openShop(backend);
    expect((await second.table(5)).number).toBe(5);
  });

  it('change their number to a free one only, and what is not named stays', async () => {
    const one = await backend.call(addTable, { token: shop.owner, body: { number: 1, label: '창가', zone: '홀' } });
    await shop.table(2);
    const change = (body: object) => backend.ask('PATCH', `/api/admin/tables/${one.id}`, { token: shop.owner, body });
    expect(await change({ number: 2 })).toMatchObject({ status: 409, body: { type: '/problems/table/number-taken' } });
    expect(await change({ number: 1, label: null })).toMatchObject({ status: 200, body: { number: 1, label: null, zone: '홀' } });
    const changed = await backend.call(changeTable, { token: shop.owner, params: { tableId: one.id }, body: { number: 3 } });
    expect(changed).toMatchObject({ number: 3, zone: '홀' });
    expect(await numbers()).toEqual([2, 3]);
  });

  it('are removed only when free; number and link are free again, and the history stays', async () => {
    const table = await shop.table(4);
    const item = await shop.item();
    const { token: tablet, deviceKey } = await shop.tablet(table);
    const placed = await order(backend, tablet, [line(item.id)]);
    const at = { token: shop.owner, params: { tableId: table.id } };
    expect(await backend.refused(removeTable, at)).toMatchObject({ type: '/problems/table/in-use', params: { number: 4 } });
    await backend.call(completeTable, { ...at, body: { resolutions: [{ orderId: placed.id, action: 'complete' }] } });
    await backend.call(removeTable, at);
    expect(await numbers()).toEqual([]);
    expect((await backend.ask('DELETE', `/api/admin/tables/${table.id}`, { token: shop.owner })).status).toBe(404);
    expect((await backend.ask('GET', '/api/orders', { token: tablet })).status).toBe(401);
    expect((await backend.ask('POST', '/api/auth/refresh', { body: { deviceKey } })).status).toBe(401);

    expect(await backend.call(readOrder, { token: shop.owner, params: { orderId: placed.id } })).toMatchObject({
      id: placed.id,
      tableNumber: 4,
      status: 'COMPLETED',
    });
    expect((await backend.call(listOrders, { token: shop.owner, query: { state: 'history' } })).items.map(({ id }) => id)).toEqual([
      placed.id,
    ]);
    const again = await shop.table(4);
    expect(again.id).not.toBe(table.id);
    expect((await backend.ask('GET', `/api/admin/tables/${again.id}/history`, { token: shop.owner })).body).toMatchObject({ items: [] });
  });

  it('that are not there are not found, whatever is done to them', async () => {
    for (const [method, path, body] of [
      ['PATCH', '', { number: 1 }],
      ['DELETE', '', undefined],
      ['POST', '/pairing-code', undefined],
      ['DELETE', '/devices', undefined],
      ['GET', '/qr', undefined],
      ['GET', '/qr.svg', undefined],
      ['GET', '/qr.png', undefined],
      ['POST', '/qr/rotate', undefined],
    ] as const)
      expect((await backend.ask(method, `/api/admin/tables/${nobody}${path}`, { token: shop.owner, body })).status).toBe(404);
  });

  it('have a link as picture, drawn and in pixels', async () => {
    const table = await shop.table(1);
    const svg = await backend.ask('GET', `/api/admin/tables/${table.id}/qr.svg`, { token: shop.owner });
    expect([svg.headers['content-type'], svg.text.startsWith('<svg')]).toEqual(['image/svg+xml; charset=utf-8', true]);
    const png = await backend.app.server.inject({
      url: `/api/admin/tables/${table.id}/qr.png`,
      headers: { authorization: `Bearer ${shop.owner}` },
    });
    expect([png.headers['content-type'], png.rawPayload.subarray(1, 4).toString()]).toEqual(['image/png', 'PNG']);
  });
});
