import { listAudit } from '@tableorder/contract/audit';
import type { StationId } from '@tableorder/contract/ids';
import { changeMenuItem, duplicateMenuItem, listMenuItems } from '@tableorder/contract/menu.admin';
import { addStation, changeStation, listStations, orderStations, removeStation } from '@tableorder/contract/stations';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, nobody, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { readHeirs } from './stations.items.ts';

eachDb('stations', (open) => {
  let backend: Backend;
  let shop: Shop;
  beforeEach(async () => {
    backend = await startBackend({ open });
    shop = await openShop(backend);
  });
  afterEach(() => backend.close());

  const all = async () => (await backend.call(listStations, { token: shop.owner })).items;
  const names = async () => (await all()).map(({ name }) => name);
  const add = (name: string) => backend.call(addStation, { token: shop.owner, body: { name } });
  const remove = (stationId: StationId, toStationId: StationId) =>
    backend.call(removeStation, { token: shop.owner, params: { stationId }, body: { toStationId } });
  const kitchen = async () => (await all()).find((station) => station.takesRest)?.id as StationId;
  const stationsOf = async (phone: string, ...items: Parameters<typeof line>[0][]) =>
    (
      await order(
        backend,
        phone,
        items.map((id) => line(id)),
      )
    ).items.map((item) => item.stationIds);

  it('begin with a kitchen that makes everything', async () => {
    expect(await all()).toEqual([
      {
        id: expect.any(String),
        name: '주방',
        names: { en: 'Kitchen', ja: 'キッチン', zh: '厨房' },
        warnMs: 600_000,
        lateMs: 1_200_000,
        language: null,
        takesRest: true,
      },
    ]);
    const item = await shop.item();
    expect(item.stationIds).toEqual([]);
    expect(await stationsOf(await shop.phone(await shop.table(1)), item.id)).toEqual([[await kitchen()]]);
  });

  it('of an item are written into its orders, where they stay when the item moves', async () => {
    const [bar, rest] = [await add('바'), await kitchen()];
    const phone = await shop.phone(await shop.table(1));
    const both = await shop.item({ stationIds: [rest, bar.id] });
    const cola = await shop.item({ stationIds: [bar.id] });
    const placed = await order(backend, phone, [line(both.id), line(cola.id), line((await shop.item()).id)]);
    expect(placed.items.map((item) => item.stationIds)).toEqual([[rest, bar.id].sort(), [bar.id], [rest]]);
    const change = { token: shop.owner, params: { menuId: cola.id }, body: { stationIds: [] } };
    expect((await backend.call(changeMenuItem, change)).stationIds).toEqual([]);
    expect(await stationsOf(phone, cola.id)).toEqual([[rest]]);
    const copy = await backend.call(duplicateMenuItem, { token: shop.owner, params: { menuId: both.id } });
    expect(copy.stationIds).toEqual([rest, bar.id].sort());
  });

  it('that are not there, or another shop’s, are refused on an item', async () => {
    const other = await openShop(backend);
    const [theirs] = (await backend.call(listStations, { token: other.owner })).items;
    const item = await shop.item();
    for (const stationId of [nobody as string as StationId, theirs?.id as StationId])
      expect(
        await backend.refused(changeMenuItem, { token: shop.owner, params: { menuId: item.id }, body: { stationIds: [stationId] } }),
      ).toMatchObject({ type: '/problems/invalid', errors: [{ pointer: '/stationIds/0' }] });
  });

  it('that are removed leave what they make to another: items, the rest, and what of open orders is not made', async () => {
    const [bar, first] = [await add('바'), await kitchen()];
    const cola = await shop.item({ stationIds: [bar.id] });
    const both = await shop.item({ stationIds: [bar.id, first] });
    const placed = await order(backend, await shop.phone(await shop.table(1)), [line(cola.id)]);
    const grill = await add('그릴');
    await remove(bar.id, grill.id);
    await remove(first, grill.id);
    expect(await all()).toMatchObject([{ id: grill.id, takesRest: true }]);
    const { items } = await backend.call(listMenuItems, { token: shop.owner });
    expect(items.map((item) => [item.id, item.stationIds])).toEqual([
      [cola.id, [grill.id]],
      [both.id, [grill.id]],
    ]);
    const heirs = await readHeirs(backend.ports.db, shop.store.id);
    expect(heirs(placed.items[0]?.stationIds ?? [])).toEqual([grill.id]);
    expect(heirs([first, bar.id])).toEqual([grill.id]);
    expect(heirs([])).toEqual([grill.id]);
    expect(
      await backend.refused(removeStation, { token: shop.owner, params: { stationId: grill.id }, body: { toStationId: grill.id } }),
    ).toMatchObject({ type: '/problems/station/last' });
  });

  it('are put in order, each named once; what is assigned to none stays where it was made', async () => {
    const [bar, first] = [await add('바'), await kitchen()];
    await backend.call(orderStations, { token: shop.owner, body: { ids: [bar.id, first] } });
    expect(await names()).toEqual(['바', '주방']);
    expect(await kitchen()).toBe(first);
    expect(await backend.refused(orderStations, { token: shop.owner, body: { ids: [bar.id] } })).toMatchObject({
      type: '/problems/station/order-incomplete',
    });
    await backend.call(changeStation, { token: shop.owner, params: { stationId: bar.id }, body: { takesRest: true } });
    expect((await all()).map((station) => station.takesRest)).toEqual([true, false]);
    expect(await stationsOf(await shop.phone(await shop.table(1)), (await shop.item()).id)).toEqual([[bar.id]]);
  });

  it('warn before they are late, and say so to every screen of the staff and in the book', async () => {
    const bar = await add('바');
    const change = (body: object) => ({ token: shop.owner, params: { stationId: bar.id }, body });
    expect(await backend.refused(changeStation, change({ lateMs: 60_000 }))).toMatchObject({ errors: [{ pointer: '/lateMs' }] });
    const named = { name: '바', names: { ko: '바', en: 'Bar' } };
    expect((await backend.call(changeStation, change(named))).names).toEqual(named.names);
    expect((await backend.call(changeStation, change({ name: '술' }))).names).toEqual({ en: 'Bar' });
    expect((await backend.call(changeStation, change({ name: '바' }))).names).toEqual({ en: 'Bar' });
    const { events } = backend.ports;
    const seq = await events.seqNow(shop.store.id);
    await backend.call(changeStation, change({ name: '음료', warnMs: 60_000, lateMs: 120_000 }));
    const since = await events.since(shop.store.id, seq, 10);
    const [event] = since.kind === 'events' ? since.events : [];
    expect(event).toMatchObject({ type: 'stations_updated', audience: 'staff' });
    expect(JSON.parse(event?.data ?? '').stations[1]).toMatchObject({ name: '음료', warnMs: 60_000 });
    const { items } = await backend.call(listAudit, { token: shop.owner, query: { text: '음료' } });
    expect(items[0]).toMatchObject({ act: 'station.change', subject: '음료', details: { nameBefore: '바', fields: 'name warnMs lateMs' } });
  });
});
