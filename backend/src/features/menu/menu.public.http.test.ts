import { asMoney } from '@tableorder/contract/money';
import type { PublicMenu } from '@tableorder/contract/public-menu';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShop, type Shop } from '../../../test/builders.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';

describe('the menu for whoever has the store’s code', () => {
  let backend: Backend;
  let shop: Shop;
  let guest: string;
  beforeEach(async () => {
    backend = await startBackend();
    shop = await openShop(backend);
    await openShop(backend);
    await shop.item({ name: '김치찌개', price: asMoney(10_000), translations: { en: { name: 'Kimchi stew' } } });
    const hidden = await shop.item({ name: '직원 식사', price: asMoney(1) });
    await backend.ask('PATCH', `/api/admin/menus/${hidden.id}/availability`, { token: shop.owner, body: { state: 'hidden' } });
    guest = (await shop.tablet(await shop.table(1))).token;
  });
  afterEach(() => backend.close());

  const path = (lang?: string) => `/api/public/menu?store=${shop.store.code}${lang ? `&lang=${lang}` : ''}`;
  const read = async (lang?: string) => (await backend.ask('GET', path(lang))).body as PublicMenu;

  it('is the very menu its guests read, with what a page needs of the store', async () => {
    const mine = await read('en');
    const theirs = await backend.ask('GET', '/api/menus?lang=en', { token: guest });
    expect(mine.menu).toEqual(theirs.body);
    expect(mine.version).toBe(theirs.headers.etag);
    expect(mine).toMatchObject({
      store: { code: shop.store.code, currency: 'KRW' },
      locale: 'en',
      settings: { guestLanguages: ['ko', 'en', 'ja', 'zh'] },
    });
    expect(JSON.stringify(await read())).toContain('김치찌개');
    expect(JSON.stringify(await read())).not.toContain('직원 식사');
  });

  it('is sent again only when the menu or the store changed', async () => {
    const first = await backend.ask('GET', path());
    const etag = String(first.headers.etag);
    const again = (tag: string) => backend.ask('GET', path(), { headers: { 'if-none-match': tag } });
    expect((await again(etag)).status).toBe(304);
    await shop.item({ name: '된장찌개', price: asMoney(9000) });
    const changed = await again(etag);
    expect([changed.status, changed.text.includes('된장찌개')]).toEqual([200, true]);
    await backend.ask('PATCH', '/api/admin/settings', { token: shop.owner, body: { name: '새 이름' } });
    const renamed = await again(String(changed.headers.etag));
    expect([renamed.status, (renamed.body as PublicMenu).store.name]).toEqual([200, '새 이름']);
  });

  it('knows no other store, and not who tries many codes', async () => {
    const ask = (code: string) => backend.ask('GET', `/api/public/menu?store=${code}`);
    expect((await ask('no-such-store')).status).toBe(404);
    expect((await ask('NOT A CODE')).status).toBe(400);
    const tried = await Promise.all(Array.from({ length: 70 }, (_, at) => ask(`guess-${at}`)));
    const statuses = tried.map(({ status }) => status);
    expect(statuses).toContain(429);
    expect((await ask(shop.store.code)).status).toBe(200);
  });
});
