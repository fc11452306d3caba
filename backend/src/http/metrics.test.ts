import { adminLogin } from '@tableorder/contract/access';
import { placeStaffOrder } from '@tableorder/contract/orders';
import { afterEach, describe, expect, it } from 'vitest';
import { openShop, PASSWORD } from '../../test/builders.ts';
import { eachDb } from '../../test/each-db.ts';
import { type Backend, startBackend } from '../../test/start-backend.ts';

let backend: Backend;
afterEach(() => backend.close());

const read = async (): Promise<string> => (await backend.ask('GET', '/metrics')).text;
const valueOf = (text: string, series: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1) ?? Number.NaN,
  );

eachDb('metrics of a shop at work', (open) => {
  it('tell of requests, orders, commits and the pool', async () => {
    backend = await startBackend({ open });
    const shop = await openShop(backend);
    const table = await shop.table(1);
    const { id: menuId } = await shop.item();
    const before = await read();
    const order = { body: { tableId: table.id, items: [{ menuId, quantity: 1, optionIds: [] }] }, token: shop.owner };
    for (let nth = 0; nth < 3; nth += 1) await backend.call(placeStaffOrder, order);
    await backend.refused(placeStaffOrder, { ...order, token: undefined });
    const after = await read();
    const grew = (series: string) => valueOf(after, series) - (valueOf(before, series) || 0);
    const { path } = placeStaffOrder;
    expect(grew(`tableorder_http_requests_total{method="POST",route="${path}",status="201"}`)).toBe(3);
    expect(grew(`tableorder_http_requests_total{method="POST",route="${path}",status="401"}`)).toBe(1);
    expect(grew(`tableorder_http_request_duration_seconds_count{method="POST",route="${path}"}`)).toBe(4);
    expect(grew('tableorder_events_total{type="order_created"}')).toBe(3);
    expect(valueOf(after, 'tableorder_db_connections{state="idle"}')).toBeGreaterThanOrEqual(0);
    expect(valueOf(after, 'tableorder_db_queued_commands')).toBe(0);
  });
});

describe('GET /metrics', () => {
  it('puts every address that has no route under one label', async () => {
    backend = await startBackend();
    await backend.ask('GET', '/wp-admin.php');
    await backend.ask('GET', '/api/nothing-of-ours/4711');
    const text = await read();
    expect(valueOf(text, 'tableorder_http_requests_total{method="GET",route="unknown",status="404"}')).toBe(2);
    expect(text).not.toContain('wp-admin');
  });

  it('is there for those alone who are named: others find nothing, whatever they claim to be', async () => {
    backend = await startBackend({ env: { METRICS_READERS: '10.7.0.0/16,fd00::5', TRUSTED_PROXIES: 'none' } });
    const from = async (remoteAddress: string, headers: Record<string, string> = {}) =>
      (await backend.app.server.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
    expect(await from('10.7.3.4')).toBe(200);
    expect(await from('::ffff:10.7.3.4')).toBe(200);
    expect(await from('fd00::5')).toBe(200);
    expect(await from('10.8.0.1')).toBe(404);
    expect(await from('127.0.0.1')).toBe(404);
    expect(await from('10.8.0.1', { 'x-forwarded-for': '10.7.3.4' })).toBe(404);
  });

  it('is there for nobody when nobody is named', async () => {
    backend = await startBackend({ env: { METRICS_READERS: 'none' } });
    expect((await backend.ask('GET', '/metrics')).status).toBe(404);
  });

  it('names nobody: no store, no person, no token', async () => {
    backend = await startBackend();
    const shop = await openShop(backend);
    await backend.ask('POST', '/api/auth/admin/login', { body: { store: shop.store.code, username: 'boss', password: `${PASSWORD}!` } });
    await backend.call(adminLogin, { body: { store: shop.store.code, username: 'boss', password: PASSWORD } });
    const text = await read();
    for (const secret of [shop.store.code, shop.store.name, 'boss', shop.owner]) expect(text).not.toContain(secret);
  });
});
