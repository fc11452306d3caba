import { listAudit } from '@tableorder/contract/audit';
import { changeSettings, DEFAULT_SETTINGS, readGuestSettings, readSettings } from '@tableorder/contract/settings';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openShop, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';

eachDb('settings', (open) => {
  let backend: Backend;
  let shop: Shop;
  beforeEach(async () => {
    backend = await startBackend({ open });
    shop = await openShop(backend);
  });
  afterEach(() => backend.close());

  it('are the defaults until somebody decides, then what was named and nothing else', async () => {
    const read = () => backend.call(readSettings, { token: shop.owner });
    expect(await read()).toEqual({ store: shop.store, settings: DEFAULT_SETTINGS });
    await backend.call(changeSettings, { token: shop.owner, body: { joining: 'ask', name: '새 이름' } });
    await backend.call(changeSettings, { token: shop.owner, body: { guestLanguages: ['ko', 'en'] } });
    expect(await read()).toEqual({
      store: { ...shop.store, name: '새 이름' },
      settings: { ...DEFAULT_SETTINGS, joining: 'ask', guestLanguages: ['ko', 'en'] },
    });
  });

  it('that guests go by reach them at once', async () => {
    const token = await shop.phone(await shop.table(1));
    const { events } = backend.ports;
    const seq = await events.seqNow(shop.store.id);
    await backend.call(changeSettings, { token: shop.owner, body: { guestLanguages: ['ko'] } });
    expect(await backend.call(readGuestSettings, { token })).toEqual({ openingHours: null, guestLanguages: ['ko'] });
    const since = await events.since(shop.store.id, seq, 10);
    const [event] = since.kind === 'events' ? since.events : [];
    expect(event).toMatchObject({ type: 'settings_updated', audience: 'everyone' });
    expect(JSON.parse(event?.data ?? '')).toMatchObject({ store: shop.store, settings: { guestLanguages: ['ko'] } });
  });

  it('with a time zone that nobody knows are refused, and nothing changes', async () => {
    const refusal = await backend.refused(changeSettings, { token: shop.owner, body: { name: '새 이름', timeZone: 'Asia/Nowhere' } });
    expect(refusal).toMatchObject({ type: '/problems/invalid', errors: [{ pointer: '/timeZone' }] });
    expect((await backend.call(readSettings, { token: shop.owner })).store).toEqual(shop.store);
  });

  it('are written into the book: who, and what it was before', async () => {
    await backend.call(changeSettings, { token: shop.owner, body: { historyDays: 90 } });
    const { items } = await backend.call(listAudit, { token: shop.owner, query: { area: 'shop' } });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ act: 'settings.change', staffName: 'boss', role: 'owner', details: { historyDays: '365 → 90' } });
  });
});
