import { logout, refresh, tableLogin } from '@tableorder/contract/access';
import { completeTable } from '@tableorder/contract/checkout';
import { listMyOrders, readMyOrder } from '@tableorder/contract/orders';
import { listTables, makePairingCode, readQr, rotateQr, type Table, unpairTablets } from '@tableorder/contract/tables';
import { fromInstant } from '@tableorder/contract/time';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { makeApp } from '../../app.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

eachDb('a table’s sign-in', (open) => {
  let backend: Backend;
  let clock: TestClock;
  let shop: Shop;
  let table: Table;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({
      open,
      clock,
      env: { LOGIN_LIMIT_PER_ACCOUNT: '1000', LOGIN_LIMIT_PER_ADDRESS: '1000', JWT_ADMIN_EXPIRY: '604800' },
    });
    shop = await openShop(backend);
    table = await shop.table(7);
  });
  afterEach(() => backend.close());

  const enter = (code: string, tableNumber = 7, store = shop.store.code) =>
    backend.ask('POST', '/api/auth/table/login', { body: { store, tableNumber, code } });
  const pairing = () => backend.call(makePairingCode, { token: shop.owner, params: { tableId: table.id } });
  const secretOf = async (of: Table = table) =>
    (await backend.call(readQr, { token: shop.owner, params: { tableId: of.id } })).path.split('#')[1] ?? '';
  const isIn = async (token: string) => (await backend.ask('GET', '/api/orders', { token })).status === 200;
  const renew = (deviceKey: string) => backend.ask('POST', '/api/auth/refresh', { body: { deviceKey } });
  const refusedLikeAnyOther = ({ status, text }: { status: number; text: string }) => {
    expect(`${status} ${text.replace(/[0-9a-f-]{36}/, '…')}`).toBe(
      '401 {"type":"/problems/access/wrong-code","title":"Store, table and code do not fit together","status":401,"instance":"/requests/…"}',
    );
  };
  const other = (code: string) => (code === 'AAAAAA' ? 'BBBBBB' : 'AAAAAA');

  it('pairs by a code once, and says for how long', async () => {
    const { code, expiresAt } = await pairing();
    expect(fromInstant(expiresAt)).toBe(clock.now() + 10 * MINUTE);
    const paired = await backend.call(tableLogin, { body: { store: shop.store.code, tableNumber: 7, code } });
    expect(paired).toMatchObject({ store: shop.store, table: { id: table.id, number: 7, label: null }, session: null });
    expect(fromInstant(paired.expiresAt)).toBe(clock.now() + DAY);
    expect(paired.deviceKey).toMatch(/^[\w-]{43}$/);
    expect(await isIn(paired.token)).toBe(true);
    refusedLikeAnyOther(await enter(code));
    expect(await isIn(paired.token)).toBe(true);
  });

  it('pairs one tablet when two come with one code at once', async () => {
    const { code } = await pairing();
    const answers = await Promise.all([enter(code), enter(code), enter(code), enter(code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
  });

  it('takes the code as people type it', async () => {
    const { code } = await pairing();
    expect((await enter(` ${code.slice(0, 3).toLowerCase()}-${code.slice(3)} `)).status).toBe(200);
  });

  it('takes a code for ten minutes', async () => {
    const [{ code }] = [await pairing()];
    clock.advance(10 * MINUTE - 1);
    expect((await enter(code)).status).toBe(200);
    const { code: late } = await pairing();
    clock.advance(10 * MINUTE);
    refusedLikeAnyOther(await enter(late));
  });

  it('makes a code void after five wrong tries, also by many at once', async () => {
    const { code } = await pairing();
    for (let tries = 0; tries < 4; tries++) refusedLikeAnyOther(await enter(other(code)));
    expect((await enter(code)).status).toBe(200);
    const { code: second } = await pairing();
    await Promise.all(Array.from({ length: 5 }, () => enter(other(second))));
    refusedLikeAnyOther(await enter(second));
    expect((await enter((await pairing()).code)).status).toBe(200);
  });

  it('makes an older code void by a newer one', async () => {
    const older = (await pairing()).code;
    const newer = (await pairing()).code;
    if (older !== newer) refusedLikeAnyOther(await enter(older));
    expect((await enter(newer)).status).toBe(200);
  });

  it('takes no code of another table or store, and says no more than that it does not fit', async () => {
    await shop.table(8);
    const second = await openShop(backend);
    await second.table(7);
    const { code } = await pairing();
    refusedLikeAnyOther(await enter(code, 8));
    refusedLikeAnyOther(await enter(code, 7, second.store.code));
    refusedLikeAnyOther(await enter(code, 99));
    refusedLikeAnyOther(await enter(code, 7, 'no-such-shop'));
    refusedLikeAnyOther(await enter(await secretOf(), 8));
    refusedLikeAnyOther(await enter('', 7));
    expect((await enter(code)).status).toBe(200);
  });

  it('belongs to one tablet: the second puts the first out, key and all', async () => {
    const first = await shop.tablet(table);
    const second = await shop.tablet(table);
    expect([await isIn(first.token), await isIn(second.token)]).toEqual([false, true]);
    expect([(await renew(first.deviceKey)).status, (await renew(second.deviceKey)).status]).toEqual([401, 200]);
  });

  it('is renewed by the tablet’s key after weeks in a drawer, and over a restart', async () => {
    const { token, deviceKey } = await shop.tablet(table);
    clock.advance(30 * DAY);
    expect(await isIn(token)).toBe(false);
    expect((await backend.ask('POST', '/api/auth/refresh', { token, body: {} })).status).toBe(401);
    const fresh = await renew(deviceKey);
    const { token: renewed, expiresAt } = fresh.body as { token: string; expiresAt: never };
    expect([fresh.status, fromInstant(expiresAt)]).toEqual([200, clock.now() + DAY]);
    expect(await isIn(renewed)).toBe(true);
    const restarted = await makeApp(backend.ports);
    const headers = { authorization: `Bearer ${renewed}` };
    expect((await restarted.server.inject({ url: listMyOrders.path, headers })).statusCode).toBe(200);
    const again = await restarted.server.inject({ method: 'POST', url: refresh.path, payload: { deviceKey } });
    expect(again.statusCode).toBe(200);
    await restarted.server.close();
  });

  it('is renewed by its own token as long as it holds', async () => {
    const { token } = await shop.tablet(table);
    clock.advance(DAY - 1000);
    const fresh = await backend.call(refresh, { token, body: {} });
    clock.advance(DAY - 1000);
    expect([await isIn(token), await isIn(fresh.token)]).toEqual([false, true]);
  });

  it('ends when the tablet is unpaired: token, key and renewals', async () => {
    const { token, deviceKey } = await shop.tablet(table);
    const renewed = ((await renew(deviceKey)).body as { token: string }).token;
    await backend.call(unpairTablets, { token: shop.owner, params: { tableId: table.id } });
    expect([await isIn(token), await isIn(renewed), (await renew(deviceKey)).status]).toEqual([false, false, 401]);
    expect((await renew('x'.repeat(43))).status).toBe(401);
  });

  it('by the QR link opens a session, takes the table, and lets the next phone into the same one', async () => {
    const first = await backend.call(tableLogin, { body: { store: shop.store.code, tableNumber: 7, code: await secretOf() } });
    expect(first.session).not.toBeNull();
    expect(first.deviceKey).toBeUndefined();
    expect((await backend.call(listTables, { token: shop.owner })).items[0]?.status).toBe('IN_USE');
    const second = await backend.call(tableLogin, { body: { store: shop.store.code, tableNumber: 7, code: await secretOf() } });
    expect(second.session).toEqual(first.session);
    const item = await shop.item();
    const placed = await order(backend, first.token, [line(item.id)]);
    expect(await backend.call(readMyOrder, { token: second.token, params: { orderId: placed.id } })).toEqual(placed);
  });

  it('opens one session when the whole party joins at once', async () => {
    const secret = await secretOf();
    const answers = await Promise.all(Array.from({ length: 8 }, () => enter(secret)));
    const sessions = new Set(answers.map(({ body }) => (body as { session: { id: string } }).session.id));
    expect([answers.map(({ status }) => status), sessions.size]).toEqual([Array.from({ length: 8 }, () => 200), 1]);
  });

  it('by a wrong or rotated secret is refused; who is in stays in', async () => {
    const secret = await secretOf();
    const phone = await shop.phone(table);
    refusedLikeAnyOther(await enter(`${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`));
    refusedLikeAnyOther(await enter(secret.toUpperCase() === secret ? secret.toLowerCase() : secret.toUpperCase()));
    refusedLikeAnyOther(await enter(secret.slice(0, -1)));
    const { path } = await backend.call(rotateQr, { token: shop.owner, params: { tableId: table.id } });
    expect(path).toBe(`/t/${shop.store.code}/7#${await secretOf()}`);
    refusedLikeAnyOther(await enter(secret));
    expect((await enter(await secretOf())).status).toBe(200);
    expect(await isIn(phone)).toBe(true);
  });

  it('of a phone ends with the party; the tablet stays and starts clean', async () => {
    const { token: tablet } = await shop.tablet(table);
    const phone = await shop.phone(table);
    const item = await shop.item();
    const placed = await order(backend, phone, [line(item.id)]);
    expect((await backend.call(listMyOrders, { token: tablet })).sessionTotal).toBe(placed.totalAmount);
    const resolutions = [{ orderId: placed.id, action: 'complete' as const }];
    await backend.call(completeTable, { token: shop.owner, params: { tableId: table.id }, body: { resolutions } });
    expect(await isIn(phone)).toBe(false);
    expect((await backend.ask('POST', '/api/auth/refresh', { token: phone, body: {} })).status).toBe(401);
    expect(await backend.call(listMyOrders, { token: tablet })).toEqual({ items: [], nextCursor: null, sessionTotal: 0 });
    const next = await shop.phone(table);
    expect((await backend.call(listMyOrders, { token: next })).items).toEqual([]);
    expect(await isIn(phone)).toBe(false);
  });

  it('of one table sees nothing of another', async () => {
    const second = await shop.table(8);
    const item = await shop.item();
    const placed = await order(backend, await shop.phone(table), [line(item.id)]);
    for (const token of [await shop.phone(second), (await shop.tablet(second)).token]) {
      expect((await backend.call(listMyOrders, { token })).items).toEqual([]);
      for (const [method, path, body] of [
        ['GET', '', undefined],
        ['PATCH', '', { note: 'x' }],
        ['POST', '/cancel', {}],
      ] as const)
        expect((await backend.ask(method, `/api/orders/${placed.id}${path}`, { token, body })).status).toBe(404);
    }
  });

  it('of a phone is over at its logout, the others’ are not', async () => {
    const [one, two] = [await shop.phone(table), await shop.phone(table)];
    await backend.call(logout, { token: one });
    expect([await isIn(one), await isIn(two)]).toEqual([false, true]);
  });
});
