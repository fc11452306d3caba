import { refresh } from '@tableorder/contract/access';
import { listAudit } from '@tableorder/contract/audit';
import { exitTablet, listDevices, readUnpairing, reportDevice, setTabletPin } from '@tableorder/contract/devices';
import { removeTable, type Table, unpairTablets } from '@tableorder/contract/tables';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openShop, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';

const MINUTE = 60_000;
const FINE = { version: 'b1', battery: 82, charging: true, awake: true, secure: false };

eachDb('the tablets of a shop', (open) => {
  let backend: Backend;
  let clock: TestClock;
  let shop: Shop;
  let table: Table;
  let tablet: { token: string; deviceKey: string };
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock, env: { JWT_ADMIN_EXPIRY: '604800' } });
    shop = await openShop(backend);
    table = await shop.table(7);
    tablet = await shop.tablet(table);
  });
  afterEach(() => backend.close());

  const setPin = (pin: string | null) => backend.call(setTabletPin, { token: shop.owner, body: { pin } });
  const exit = (pin: string, token = tablet.token) => backend.ask('POST', exitTablet.path, { token, body: { pin } });
  const typeOf = ({ body }: { body: unknown }) => (body as { type?: string } | null)?.type;
  const isIn = async (token: string) => (await backend.ask('GET', '/api/orders', { token })).status === 200;
  const devices = () => backend.call(listDevices, { token: shop.owner });
  const why = (deviceKey: string) => backend.call(readUnpairing, { body: { deviceKey } });

  it('are taken off their table by the PIN, which is written down', async () => {
    await setPin('2468');
    expect((await exit('2468')).status).toBe(204);
    expect(await isIn(tablet.token)).toBe(false);
    expect((await backend.ask('POST', refresh.path, { body: { deviceKey: tablet.deviceKey } })).status).toBe(401);
    expect(await why(tablet.deviceKey)).toMatchObject({ by: 'pin' });
    expect((await devices()).items).toEqual([]);
    const { items } = await backend.call(listAudit, { token: shop.owner });
    expect(items[0]).toMatchObject({ act: 'table.unpair', subject: '7', staffId: null, role: null, details: { by: 'pin' } });
    expect(items.find(({ act }) => act === 'settings.change')).toMatchObject({ staffName: 'boss', details: { tabletPin: 'set' } });
  });

  it('are not left by a wrong PIN, and after five not by the right one for a quarter of an hour', async () => {
    await setPin('2468');
    const { token: other } = await shop.tablet(await shop.table(8));
    for (let tries = 0; tries < 5; tries += 1) expect(typeOf(await exit('1111'))).toBe('/problems/device/wrong-pin');
    const refused = await exit('2468');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, String(15 * 60)]);
    expect(await isIn(tablet.token)).toBe(true);
    expect((await exit('2468', other)).status).toBe(204);
    clock.advance(15 * MINUTE);
    expect((await exit('2468')).status).toBe(204);
  });

  it('are not guessed by many at once', async () => {
    await setPin('2468');
    const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => exit(String(1000 + at))));
    expect(answers.filter(({ status }) => status === 403).length).toBeLessThanOrEqual(5);
    expect((await exit('2468')).status).toBe(429);
  });

  it('have no way out without a PIN, nor after it was dropped', async () => {
    expect(typeOf(await exit('2468'))).toBe('/problems/device/no-pin');
    expect((await setPin('2468')).pinSetAt).not.toBeNull();
    expect((await devices()).pinSetAt).not.toBeNull();
    expect(await setPin(null)).toEqual({ pinSetAt: null });
    expect(typeOf(await exit('2468'))).toBe('/problems/device/no-pin');
  });

  it('are not a phone’s: it reports nothing and leaves nothing', async () => {
    await setPin('2468');
    const phone = await shop.phone(table);
    expect((await exit('2468', phone)).status).toBe(403);
    expect((await backend.ask('POST', reportDevice.path, { token: phone, body: FINE })).status).toBe(403);
    expect(await isIn(tablet.token)).toBe(true);
  });

  it('take a PIN of four to eight digits', async () => {
    for (const pin of ['123', '123456789', '12a4', ''])
      expect((await backend.ask('PUT', setTabletPin.path, { token: shop.owner, body: { pin } })).status).toBe(400);
    expect((await backend.ask('PUT', setTabletPin.path, { token: await shop.staff('staff'), body: { pin: '1234' } })).status).toBe(403);
  });

  it('say how they are: the last word stands, and no event is made of it', async () => {
    expect((await devices()).items).toMatchObject([{ tableNumber: 7, report: null, connected: false }]);
    const seq = await backend.ports.events.seqNow(shop.store.id);
    await backend.call(reportDevice, { token: tablet.token, body: FINE });
    clock.advance(MINUTE);
    const now = { version: 'b2', battery: null, charging: null, awake: false, secure: true };
    await backend.call(reportDevice, { token: tablet.token, body: now });
    const at = new Date(clock.now()).toISOString();
    expect((await devices()).items).toMatchObject([{ tableId: table.id, report: { at, ...now } }]);
    expect(await backend.ports.events.seqNow(shop.store.id)).toBe(seq);
  });

  it('are heard no more than twenty times a minute', async () => {
    for (let times = 0; times < 20; times += 1) await backend.call(reportDevice, { token: tablet.token, body: FINE });
    expect((await backend.ask('POST', reportDevice.path, { token: tablet.token, body: FINE })).status).toBe(429);
  });

  it('know who put them out', async () => {
    const other = await shop.tablet(table);
    expect(await why(tablet.deviceKey)).toMatchObject({ by: 'tablet' });
    expect((await backend.ask('POST', readUnpairing.path, { body: { deviceKey: other.deviceKey } })).status).toBe(404);
    await backend.call(unpairTablets, { token: shop.owner, params: { tableId: table.id } });
    expect(await why(other.deviceKey)).toMatchObject({ by: 'staff' });
    const last = await shop.tablet(table);
    await backend.call(removeTable, { token: shop.owner, params: { tableId: table.id } });
    expect(await why(last.deviceKey)).toMatchObject({ by: 'table' });
  });

  it('renew by their key, but not without end', async () => {
    const renew = () => backend.ask('POST', refresh.path, { body: { deviceKey: tablet.deviceKey } });
    for (let times = 0; times < 30; times += 1) expect((await renew()).status).toBe(200);
    expect((await renew()).status).toBe(429);
    expect(
      (await backend.ask('POST', refresh.path, { body: { deviceKey: (await shop.tablet(await shop.table(8))).deviceKey } })).status,
    ).toBe(200);
    clock.advance(15 * MINUTE);
    expect((await renew()).status).toBe(200);
  });
});
