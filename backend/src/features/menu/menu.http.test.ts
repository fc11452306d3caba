import type { CategoryId, MenuId } from '@tableorder/contract/ids';
import * as menu from '@tableorder/contract/menu';
import { asMoney } from '@tableorder/contract/money';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop } from '../../../test/builders.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';

function multipart(bytes: Uint8Array, name = 'file') {
  const edge = 'edge-of-the-form';
  const head = `--${edge}\r\ncontent-disposition: form-data; name="${name}"; filename="a.svg"\r\ncontent-type: image/svg+xml\r\n\r\n`;
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${edge}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]),
  };
}

describe('the menu through HTTP', () => {
  let backend: Backend;
  let token: string;
  let guest: string;
  let other: string;
  let categoryId: CategoryId;
  let menuId: MenuId;
  beforeAll(async () => {
    backend = await startBackend();
    const shop = await openShop(backend);
    token = shop.owner;
    other = (await openShop(backend)).owner;
    guest = (await shop.tablet(await shop.table(1))).token;
    ({ categoryId } = shop);
    const item = await shop.item({
      name: '김치찌개',
      price: asMoney(10_000),
      translations: { en: { name: 'Kimchi stew' } },
      optionGroups: [{ name: '맵기', min: 1, max: 1, options: [{ name: '보통', priceDelta: asMoney(0) }] }],
    });
    menuId = item.id;
  });
  afterAll(() => backend.close());

  it('reads in the language asked for, and answers 304 to who has it', async () => {
    for (const [path, name] of [
      ['/api/menus', '김치찌개'],
      ['/api/menus?lang=en', 'Kimchi stew'],
      [`/api/menus/${menuId}`, '김치찌개'],
      [`/api/menus/${menuId}?lang=en`, 'Kimchi stew'],
      ['/api/categories', '식사'],
    ] as const) {
      const first = await backend.ask('GET', path, { token: guest });
      expect(first.status).toBe(200);
      expect(first.text).toContain(name);
      expect(first.headers['cache-control']).toBe('private, no-cache');
      const etag = String(first.headers.etag);
      const again = await backend.ask('GET', path, { token: guest, headers: { 'if-none-match': etag } });
      expect([again.status, again.text, again.headers.etag]).toEqual([304, '', etag]);
      expect((await backend.ask('GET', path, { token: guest, headers: { 'if-none-match': '"other"' } })).status).toBe(200);
    }
    expect((await backend.ask('GET', '/api/menus?lang=xx', { token: guest })).status).toBe(400);
  });

  it('shows a change at once, under another tag', async () => {
    const before = await backend.ask('GET', '/api/menus', { token: guest });
    const sold = await backend.ask('PATCH', `/api/admin/menus/${menuId}/availability`, { token, body: { state: 'sold_out' } });
    expect(sold.body).toMatchObject({ state: 'sold_out', soldOut: true });
    const after = await backend.ask('GET', '/api/menus', { token: guest, headers: { 'if-none-match': String(before.headers.etag) } });
    expect(after.status).toBe(200);
    expect(after.body).toMatchObject({ categories: [{ items: [{ available: false, soldOut: true }] }] });
    await backend.ask('PATCH', `/api/admin/menus/${menuId}/availability`, { token, body: { state: 'available', until: null } });
    expect((await backend.ask('GET', '/api/menus', { token: guest })).headers.etag).toBe(before.headers.etag);
    const past = { state: 'sold_out', until: '2020-01-01T00:00:00.000Z' };
    const refused = await backend.ask('PATCH', `/api/admin/menus/${menuId}/availability`, { token, body: past });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/until', rule: 'future' }] } });
  });

  it.each([
    ['a price below 0', { price: -1 }],
    ['a broken price', { price: 1.5 }],
    ['a price as text', { price: '1' }],
    ['a blank name', { name: '  ' }],
    ['a long name', { name: 'x'.repeat(101) }],
    ['a control character', { name: 'a\u0000b' }],
    ['a long description', { description: 'x'.repeat(501) }],
    ['an unknown field', { colour: 'red' }],
    ['an unknown allergen', { allergens: ['sand'] }],
    ['a badge twice', { badges: ['new', 'new'] }],
    ['a language we do not have', { translations: { fr: { name: 'x' } } }],
    ['a group without options', { optionGroups: [{ name: 'g', min: 0, max: 1, options: [] }] }],
    ['a group that cannot be met', { optionGroups: [{ name: 'g', min: 2, max: 2, options: [{ name: 'o', priceDelta: 0 }] }] }],
    ['an hour that is none', { servingHours: [{ weekdays: [1], from: '24:00', to: '01:00' }] }],
  ])('refuses %s and changes nothing', async (_, wrong) => {
    const before = await backend.ask('GET', `/api/admin/menus/${menuId}`, { token });
    expect((await backend.ask('PATCH', `/api/admin/menus/${menuId}`, { token, body: wrong })).status).toBe(400);
    expect((await backend.ask('GET', `/api/admin/menus/${menuId}`, { token })).text).toBe(before.text);
  });

  it('takes a picture, serves it, and takes it away', async () => {
    const png = await sharp({ create: { width: 700, height: 500, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const put = await backend.ask('POST', `/api/admin/menus/${menuId}/image`, { token, ...multipart(png) });
    expect(put.status).toBe(201);
    const { imageUrl, images, placeholder } = await backend.call(menu.readMenuItem, { token: guest, params: { menuId } });
    expect(put.body).toEqual({ imageUrl, images });
    expect(placeholder).toMatch(/^data:image\/webp;base64,/);
    expect(images.map(({ width }) => width)).toEqual([320, 640, 700]);
    expect((await backend.ask('GET', imageUrl ?? '')).status).toBe(200);
    expect((await backend.ask('DELETE', `/api/admin/menus/${menuId}/image`, { token })).status).toBe(204);
    expect((await backend.ask('GET', `/api/menus/${menuId}`, { token: guest })).body).toMatchObject({ imageUrl: null, images: [] });
    expect((await backend.ask('GET', imageUrl ?? '')).status).toBe(404);
  });

  it('refuses what is no picture, too large, or not a form', async () => {
    const send = (bytes: Uint8Array) => backend.ask('POST', `/api/admin/menus/${menuId}/image`, { token, ...multipart(bytes) });
    expect((await send(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).status).toBe(415);
    expect((await send(Buffer.alloc(5_242_881))).status).toBe(413);
    expect((await backend.ask('POST', `/api/admin/menus/${menuId}/image`, { token, body: {} })).status).toBe(415);
  });

  it('is for managers to write, and another store’s is not there', async () => {
    const paths: readonly [string, string, unknown?][] = [
      ['GET', `/api/menus/${menuId}`],
      ['GET', `/api/admin/menus/${menuId}`],
      ['PATCH', `/api/admin/menus/${menuId}`, { name: 'x' }],
      ['DELETE', `/api/admin/menus/${menuId}`],
      ['PATCH', `/api/admin/menus/${menuId}/availability`, { state: 'hidden' }],
      ['PUT', '/api/admin/menus/order', { categoryId, ids: [menuId] }],
      ['DELETE', `/api/admin/menus/${menuId}/image`],
      ['PATCH', `/api/admin/categories/${categoryId}`, { name: 'x' }],
      ['DELETE', `/api/admin/categories/${categoryId}`],
      ['PUT', '/api/admin/categories/order', { ids: [categoryId] }],
    ];
    const nobody = '01940000-0000-7000-8000-000000000000';
    for (const [method, url, body] of paths) {
      const ask = (to: string, payload: unknown) => backend.ask(method, to, { token: other, ...(payload ? { body: payload } : {}) });
      const theirs = await ask(url, body);
      const nowhere = await ask(url.replace(menuId, nobody), body);
      expect(theirs.status).toBe(404);
      const bytes = (text: string) => text.replace(/requests\/[0-9a-f-]{36}/, '');
      expect(bytes(theirs.text)).toBe(bytes(nowhere.text));
      if (method !== 'GET') expect((await backend.ask(method, url, { token: guest, ...(body ? { body } : {}) })).status).toBe(403);
      expect((await backend.ask(method, url, body ? { body } : {})).status).toBe(401);
    }
  });

  it('refuses to remove what is not empty, and removes item and category', async () => {
    const refused = await backend.ask('DELETE', `/api/admin/categories/${categoryId}`, { token });
    expect(refused).toMatchObject({
      status: 409,
      body: { type: '/problems/menu/category-not-empty', params: { items: 1, categories: 0 } },
    });
    expect((await backend.ask('DELETE', `/api/admin/menus/${menuId}`, { token })).status).toBe(204);
    expect((await backend.ask('DELETE', `/api/admin/categories/${categoryId}`, { token })).status).toBe(204);
    expect((await backend.ask('GET', '/api/menus', { token })).body).toEqual({ categories: [] });
    expect((await backend.ask('GET', '/api/admin/menus', { token })).body).toEqual({ items: [], nextCursor: null });
  });
});
