import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { readBoard } from '@tableorder/contract/board';
import { readMenu } from '@tableorder/contract/menu';
import { readAdminMenuItem } from '@tableorder/contract/menu.admin';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, order } from '../../../test/builders.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';

const PICTURE = new URL('../../../demo/pictures/bibimbap.webp', import.meta.url);

let backend: Backend;
let store: Server;
const sockets = new Set<Socket>();

beforeEach(async () => {
  // Takes every connection and says nothing: the worst of the ways in which a store is away.
  store = createServer((socket) => sockets.add(socket.on('error', () => {}))).listen(0, '127.0.0.1');
  await once(store, 'listening');
  backend = await startBackend({
    env: {
      S3_ENDPOINT: `http://127.0.0.1:${(store.address() as AddressInfo).port}`,
      S3_BUCKET: 'pictures',
      S3_ACCESS_KEY_ID: 'shop',
      S3_SECRET_ACCESS_KEY: 'a-secret-of-tests',
    },
  });
});
afterEach(async () => {
  await backend.close();
  for (const socket of sockets) socket.destroy();
  store.close();
});

it('a picture whose place hangs is refused within 5 s and says so; its dish stays as it was, and orders do not wait for it', async () => {
  const shop = await openShop(backend);
  const [item, phone] = [await shop.item(), await shop.phone(await shop.table(1))];
  const form = new FormData();
  form.append('file', new Blob([await readFile(PICTURE)]), 'bibimbap.webp');
  const body = new Response(form);
  const from = performance.now();
  const uploading = backend.ask('POST', `/api/admin/menus/${item.id}/image`, {
    token: shop.owner,
    headers: { 'content-type': body.headers.get('content-type') ?? '' },
    payload: Buffer.from(await body.arrayBuffer()),
  });
  const took: number[] = [];
  for (let at = 0; at < 10; at += 1) {
    const since = performance.now();
    await order(backend, phone, [line(item.id)]);
    await backend.call(readMenu, { token: phone });
    took.push(performance.now() - since);
  }
  expect(Math.max(...took)).toBeLessThan(1000);
  const { status, body: told, headers } = await uploading;
  expect(performance.now() - from).toBeLessThan(5000);
  expect([status, (told as { type: string }).type, headers['retry-after']]).toEqual([503, '/problems/menu/pictures-away', '10']);
  expect((await backend.call(readAdminMenuItem, { token: shop.owner, params: { menuId: item.id } })).images).toEqual([]);
  expect((await backend.call(readBoard, { token: shop.owner })).tables[0]?.orders).toHaveLength(10);
  expect((await backend.ask('GET', '/health')).body).toMatchObject({ services: { files: 'down', database: 'up' } });
  expect((await backend.ask('GET', '/health/ready')).status).toBe(200);
  // A picture that is there already is said to be away, not gone: nobody keeps that answer.
  const picture = await backend.ask('GET', '/uploads/menu-images/0198-640.webp');
  expect([picture.status, picture.headers['cache-control']]).toEqual([503, 'no-store']);
});
