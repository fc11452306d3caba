import { listAudit } from '@tableorder/contract/audit';
import { bumpLines } from '@tableorder/contract/kitchen';
import { changeSettings } from '@tableorder/contract/settings';
import { addStation } from '@tableorder/contract/stations';
import { endBusy, readBusy, readWaiting, setBusy } from '@tableorder/contract/waiting';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { testClock } from '../../infra/clock/test-clock.ts';

const MINUTE = 60_000;
const CACHED_MS = 6_000;

eachDb('waiting', (open) => {
  let clock = testClock();
  let backend: Backend;
  let shop: Shop;
  let phone = '';
  beforeEach(async () => {
    clock = testClock(Date.UTC(2026, 10, 23, 3));
    backend = await startBackend({ open, clock, env: { JWT_ADMIN_EXPIRY: '604800' } });
    shop = await openShop(backend);
    phone = await shop.phone(await shop.table(1));
  });
  afterEach(() => backend.close());

  const ask = (items: string) => backend.call(readWaiting, { token: phone, query: { items } });
  /** Orders a dish so many times, one after the other, each made in so many minutes. */
  async function cook(menuId: Parameters<typeof line>[0], times: number, minutes: number) {
    for (let nth = 0; nth < times; nth++) {
      const { id } = await order(backend, phone, [line(menuId)]);
      clock.advance(minutes * MINUTE);
      await backend.call(bumpLines, { token: shop.owner, params: { orderId: id }, body: {} });
    }
    clock.advance(CACHED_MS);
  }

  it('says nothing before the kitchen has made eight, then from what it took, and nothing when the shop does not want it said', async () => {
    const stew = await shop.item();
    expect(await ask(stew.id)).toEqual({ range: null, busy: null });
    await cook(stew.id, 7, 12);
    expect((await ask(stew.id)).range).toBeNull();
    await cook(stew.id, 1, 12);
    expect((await ask(stew.id)).range).toEqual({ fromMinutes: 10, toMinutes: 15 });
    clock.advance(130 * MINUTE);
    expect((await ask(stew.id)).range).toBeNull();
    await cook(stew.id, 8, 3);
    expect((await ask(stew.id)).range).toEqual({ fromMinutes: 3, toMinutes: 4 });
    await backend.call(changeSettings, { token: shop.owner, body: { guestWaiting: false } });
    clock.advance(CACHED_MS);
    expect((await ask(stew.id)).range).toBeNull();
  });

  it('goes by the slowest station of the dishes, and by what waits there now', async () => {
    const bar = await backend.call(addStation, { token: shop.owner, body: { name: '바' } });
    const [stew, beer] = [await shop.item(), await shop.item({ stationIds: [bar.id] })];
    await cook(beer.id, 9, 2);
    await cook(stew.id, 9, 8);
    expect((await ask(beer.id)).range).toEqual({ fromMinutes: 2, toMinutes: 3 });
    expect((await ask(`${beer.id},${stew.id}`)).range).toEqual({ fromMinutes: 8, toMinutes: 9 });
    for (let nth = 0; nth < 3; nth++) await order(backend, phone, [line(stew.id)]);
    clock.advance(CACHED_MS);
    const full = (await ask(stew.id)).range;
    expect(full?.fromMinutes).toBeGreaterThanOrEqual(30);
    expect((await ask(beer.id)).range).toEqual({ fromMinutes: 2, toMinutes: 3 });
  });

  it('is longer the moment staff say that the kitchen is busy, until its time is over or it is taken back', async () => {
    const stew = await shop.item();
    await cook(stew.id, 9, 8);
    expect((await ask(stew.id)).range).toEqual({ fromMinutes: 8, toMinutes: 9 });
    const cook1 = await shop.staff('kitchen');
    const { busy } = await backend.call(setBusy, { token: cook1, body: { forMinutes: 30 } });
    expect(busy).toMatchObject({ minutes: 15 });
    expect(await ask(stew.id)).toEqual({ range: { fromMinutes: 20, toMinutes: 25 }, busy });
    expect(await order(backend, phone, [line(stew.id)])).toMatchObject({ status: 'PENDING' });
    clock.advance(31 * MINUTE);
    expect((await ask(stew.id)).busy).toBeNull();
    expect(await backend.call(readBusy, { token: shop.owner })).toEqual({ busy: null });
    await backend.call(setBusy, { token: shop.owner, body: { forMinutes: null } });
    clock.advance(300 * MINUTE);
    expect((await backend.call(readBusy, { token: shop.owner })).busy).toMatchObject({ untilAt: null });
    await backend.call(endBusy, { token: shop.owner });
    await backend.call(endBusy, { token: shop.owner });
    expect((await ask(stew.id)).busy).toBeNull();
    const acts = (await backend.call(listAudit, { token: shop.owner })).items.map(({ act }) => act).filter((act) => act.startsWith('busy'));
    expect(acts).toEqual(['busy.off', 'busy.on', 'busy.on']);
    const told = await backend.ports.db.find((query) => query.selectFrom('events').select('type').where('type', '=', 'busy_updated'));
    expect(told).toHaveLength(3);
  });
});
