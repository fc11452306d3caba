import { adminLogin } from '@tableorder/contract/access';
import { readMenu } from '@tableorder/contract/menu';
import { cancelMyOrder, changeMyOrder, placeOrder, placeStaffOrder } from '@tableorder/contract/orders';
import { changeSettings } from '@tableorder/contract/settings';
import type { Table } from '@tableorder/contract/tables';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, order, PASSWORD, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';

const HOUR = 3_600_000;

eachDb('what the shop has decided acts on orders', (open) => {
  /** Noon of Monday, 2026-11-23, in Seoul. */
  let clock: TestClock;
  let backend: Backend;
  let shop: Shop;
  let table: Table;
  let phone: string;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock });
    shop = await openShop(backend);
    table = await shop.table(5);
    phone = await shop.phone(table);
  });
  afterEach(() => backend.close());
  const decide = (body: object) => backend.call(changeSettings, { token: shop.owner, body });
  const owner = async () =>
    (await backend.call(adminLogin, { body: { store: shop.store.code, username: 'boss', password: PASSWORD } })).token;

  it('numbers counted by the day begin at 001 when the business day does, not at midnight, and pass over those still held', async () => {
    const item = await shop.item();
    await decide({ orderNumbers: 'daily', businessDayStartsAt: '05:00' });
    const first = await order(backend, phone, [line(item.id)]);
    const second = await order(backend, phone, [line(item.id)]);
    expect([first.number, second.number]).toEqual(['001', '002']);
    await backend.call(cancelMyOrder, { token: phone, params: { orderId: first.id }, body: {} });
    clock.advance(16.9 * HOUR);
    expect((await order(backend, phone, [line(item.id)])).number).toBe('003');
    clock.advance(0.2 * HOUR);
    expect((await order(backend, phone, [line(item.id)])).number).toBe('001');
    expect((await order(backend, phone, [line(item.id)])).number).toBe('004');
  });

  it('numbers that run on do not begin anew with a day, and a change of the rule acts from the next day on', async () => {
    const item = await shop.item();
    expect((await order(backend, phone, [line(item.id)])).number).toBe('001');
    clock.advance(13 * HOUR);
    expect((await order(backend, phone, [line(item.id)])).number).toBe('002');
    const token = await owner();
    await backend.call(changeSettings, { token, body: { orderNumbers: 'daily' } });
    expect((await order(backend, phone, [line(item.id)])).number).toBe('003');
  });

  it('a clock that is a moment behind does not begin the day before once more', async () => {
    const item = await shop.item();
    await decide({ orderNumbers: 'daily' });
    clock.advance(12.01 * HOUR);
    expect((await order(backend, phone, [line(item.id)])).number).toBe('001');
    clock.set(clock.now() - 0.02 * HOUR);
    expect((await order(backend, phone, [line(item.id)])).number).toBe('002');
    clock.set(clock.now() + 0.02 * HOUR);
    expect((await order(backend, phone, [line(item.id)])).number).toBe('003');
  });

  it('forty orders at once in the first second of a business day are 001 to 040', async () => {
    const item = await shop.item();
    await decide({ orderNumbers: 'daily' });
    for (let at = 0; at < 3; at++) {
      const { id } = await order(backend, phone, [line(item.id)]);
      await backend.call(cancelMyOrder, { token: phone, params: { orderId: id }, body: {} });
    }
    clock.advance(12 * HOUR);
    const placed = await Promise.all(Array.from({ length: 40 }, () => order(backend, phone, [line(item.id)])));
    expect(placed.map(({ number }) => Number(number)).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  });

  it('guests can’t order, nor add to an order, while the shop is closed; they may cancel, and staff may order', async () => {
    const item = await shop.item();
    const before = await order(backend, phone, [line(item.id)], 'before');
    await decide({ openingHours: [{ weekdays: [1], from: '09:00', to: '12:30' }] });
    expect((await order(backend, phone, [line(item.id)])).number).toBe('002');
    clock.advance(HOUR);
    const body = { items: [line(item.id)] };
    expect(await backend.refused(placeOrder, { token: phone, key: 'late', body })).toMatchObject({ type: '/problems/store/closed' });
    expect(await backend.refused(changeMyOrder, { token: phone, params: { orderId: before.id }, body })).toMatchObject({
      type: '/problems/store/closed',
    });
    // What was confirmed stays confirmed: the same key gives the same order.
    expect((await order(backend, phone, [line(item.id)], 'before')).id).toBe(before.id);
    expect((await backend.call(cancelMyOrder, { token: phone, params: { orderId: before.id }, body: {} })).status).toBe('CANCELLED');
    const byStaff = await backend.call(placeStaffOrder, { token: shop.owner, key: 'staff', body: { tableId: table.id, ...body } });
    expect(byStaff.number).toBe('003');
    await decide({ openingHours: null });
    expect((await order(backend, phone, [line(item.id)], 'late')).number).toBe('004');
  });

  it('a shop that moves its zone, or writes its menu in another language, has its menu made anew at once', async () => {
    await shop.item({
      name: '국밥',
      translations: { en: { name: 'Soup' } },
      servingHours: [{ weekdays: [1], from: '11:00', to: '13:00' }],
    });
    const read = async () => (await backend.call(readMenu, { token: phone, query: { lang: 'en' } })).categories[0]?.items[0];
    expect(await read()).toMatchObject({ name: 'Soup', available: true });
    const { events } = backend.ports;
    const seq = await events.seqNow(shop.store.id);
    await decide({ timeZone: 'Europe/Berlin' });
    expect(await read()).toMatchObject({ available: false });
    await decide({ timeZone: 'Asia/Seoul', locale: 'en' });
    await expect.poll(read).toMatchObject({ name: '국밥', available: true });
    await decide({ name: '다른 이름' });
    const since = await events.since(shop.store.id, seq, 10);
    expect(since.kind === 'events' && since.events.map(({ type }) => type)).toEqual([
      'settings_updated',
      'menu_updated',
      'settings_updated',
      'menu_updated',
      'settings_updated',
    ]);
  });
});
