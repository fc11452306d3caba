import { adminLogin } from '@tableorder/contract/access';
import { type DisplayReport, forgetDisplay, listDisplays, reportDisplay } from '@tableorder/contract/displays';
import { SILENT_MS } from '@tableorder/contract/displays.rules';
import type { DisplayId, StationId } from '@tableorder/contract/ids';
import { listStations } from '@tableorder/contract/stations';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openShop, PASSWORD, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { testClock } from '../../infra/clock/test-clock.ts';
import { tellSilenced } from './displays.commands.ts';
import { watchSilence } from './displays.watch.ts';

const ID = '00000000-0000-4000-8000-00000000000a' as DisplayId;
const OTHER = '00000000-0000-4000-8000-00000000000b' as DisplayId;

eachDb('the screens of the staff', (open) => {
  let clock = testClock();
  let backend: Backend;
  let shop: Shop;
  let kitchen: StationId;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock });
    shop = await openShop(backend);
    kitchen = (await backend.call(listStations, { token: shop.owner })).items[0]?.id as StationId;
  });
  afterEach(() => backend.close());

  const word = (more: Partial<DisplayReport> = {}): DisplayReport => ({
    displayId: ID,
    kind: 'kitchen',
    stationId: kitchen,
    awake: true,
    live: true,
    version: 'b7',
    ...more,
  });
  const say = (more: Partial<DisplayReport> = {}) => backend.call(reportDisplay, { token: shop.owner, body: word(more) });
  const displays = () => backend.call(listDisplays, { token: shop.owner });
  const told = async (act: () => Promise<unknown>) => {
    const before = await backend.ports.events.seqNow(shop.store.id);
    await act();
    const since = await backend.ports.events.since(shop.store.id, before, 100);
    return since.kind === 'events' ? since.events.map(({ type, audience, data }) => [type, audience, JSON.parse(data).unheard]) : [];
  };

  it('are known by their last word, and by who stands before them', async () => {
    await say();
    await say({ displayId: OTHER, kind: 'board', live: false, version: 'b8' });
    const { items, unheard } = await displays();
    expect(unheard).toEqual([]);
    expect(items).toMatchObject([
      { displayId: OTHER, kind: 'board', stationId: null, awake: true, live: false, version: 'b8', who: 'boss' },
      { displayId: ID, kind: 'kitchen', stationId: kitchen, awake: true, live: true, version: 'b7' },
    ]);
  });

  it('tell the others when a station is unheard and when it is heard again, and only then', async () => {
    expect(await told(() => say())).toEqual([]);
    expect(await told(() => say({ awake: false }))).toEqual([['displays_updated', 'staff', [kitchen]]]);
    expect(await told(() => say({ awake: false, live: false }))).toEqual([]);
    expect(await told(() => say())).toEqual([['displays_updated', 'staff', []]]);
  });

  it('are missed when they go without a word, once', async () => {
    await say();
    const asleep = clock.now();
    clock.advance(SILENT_MS - 1);
    expect(await told(() => tellSilenced(backend.ports, asleep))).toEqual([]);
    clock.advance(1);
    expect(await told(() => tellSilenced(backend.ports, asleep))).toEqual([['displays_updated', 'staff', [kitchen]]]);
    expect(await told(() => tellSilenced(backend.ports, clock.now()))).toEqual([]);
    expect((await displays()).unheard).toEqual([kitchen]);
    expect(await told(() => say())).toEqual([['displays_updated', 'staff', []]]);
  });

  it('are missed by the watch of the process by itself', async () => {
    await say();
    clock.advance(SILENT_MS);
    const watch = watchSilence(backend.ports, 20);
    const before = await backend.ports.events.seqNow(shop.store.id);
    await expect.poll(() => backend.ports.events.seqNow(shop.store.id), { timeout: 5_000 }).toBeGreaterThan(before);
    await watch.stop();
  });

  it('are waited for no more when they were put away, or said nothing for a week', async () => {
    await say({ awake: false });
    expect(await told(() => backend.call(forgetDisplay, { token: shop.owner, params: { displayId: ID } }))).toEqual([
      ['displays_updated', 'staff', []],
    ]);
    await backend.call(forgetDisplay, { token: shop.owner, params: { displayId: ID } });
    await say({ awake: false });
    clock.advance(7 * 24 * 3_600_000 + 1);
    const body = { store: shop.store.code, username: 'boss', password: PASSWORD };
    shop = { ...shop, owner: (await backend.call(adminLogin, { body })).token };
    await say({ displayId: OTHER, kind: 'board' });
    expect((await displays()).items.map(({ kind }) => kind)).toEqual(['board']);
  });

  it('are of their own shop, stand at stations that there are, and do not flood', async () => {
    await say();
    const other = await openShop(backend);
    expect((await backend.call(listDisplays, { token: other.owner })).items).toEqual([]);
    expect((await backend.refused(reportDisplay, { token: other.owner, body: word() })).status).toBe(404);
    await backend.call(forgetDisplay, { token: other.owner, params: { displayId: ID } });
    expect((await displays()).items).toHaveLength(1);
    let refusals = 0;
    for (let at = 0; at < 65; at += 1)
      if ((await backend.ask('POST', '/api/admin/displays/report', { token: shop.owner, body: word() })).status === 429) refusals += 1;
    expect(refusals).toBe(6);
  });
});
