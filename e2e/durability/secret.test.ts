import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { adminLogin } from '@tableorder/contract/access';
import { readBoard } from '@tableorder/contract/board';
import { placeOrder } from '@tableorder/contract/orders';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Running, startBackend } from '../product.ts';
import { ask, call, joinTable, OWNER, openShop, type Shop } from '../shop.ts';

/*
 * That this test can fail was seen on two things made worse for one run each:
 *  - `wire.ts` not handing the former secret to the tokens: the guest who sat there was put out;
 *  - `access.sign-in.ts` keeping the outdated hash: without the former secret the owner's password was wrong.
 */
const CLI = join(import.meta.dirname, '../../backend/src/cli.ts');
const SECRET = 'kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa';

let folder: string;
let backend: Running;
let shop: Shop;
let guest: string;

const settings = async (): Promise<Record<string, string>> =>
  parseEnv(await readFile(join(folder, '.env'), 'utf8')) as Record<string, string>;

async function restart(env: Record<string, string>): Promise<void> {
  await backend.stop();
  backend = await startBackend(folder, env);
}

const order = (key: string) => {
  const [dish] = shop.menu;
  if (!dish) throw new Error('the shop has no menu');
  return ask(backend.url, placeOrder, { token: guest, key, body: { items: [{ menuId: dish.id, quantity: 1, optionIds: [] }] } });
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tableorder-secret-'));
  await writeFile(join(folder, '.env'), `# kept as it is\nJWT_SECRET_KEY=${SECRET}\n`, { mode: 0o600 });
  backend = await startBackend(folder, await settings());
  shop = await openShop(backend.url, 1);
  const [table] = shop.tables;
  if (!table) throw new Error('the shop has no table');
  guest = await joinTable(backend.url, shop, table);
}, 60_000);

afterAll(async () => {
  await backend?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('changes the secret in mid service: nobody is put out, an order sent before and again after it is one', async () => {
  expect((await order('before-the-change')).status).toBe(201);
  await promisify(execFile)(process.execPath, [CLI, 'new-secret'], { cwd: folder });
  const changed = await settings();
  expect(changed).toMatchObject({ JWT_SECRET_KEY: expect.stringMatching(/^[0-9a-f]{64}$/), JWT_SECRET_KEY_FORMER: SECRET });
  expect((await stat(join(folder, '.env'))).mode & 0o777).toBe(0o600);
  await restart(changed);
  expect((await order('before-the-change')).status).toBe(200);
  expect((await order('after-the-change')).status).toBe(201);
  await call(backend.url, readBoard, { token: shop.token });
  const { token } = await call(backend.url, adminLogin, { body: OWNER });
  await call(backend.url, readBoard, { token });
}, 60_000);

it('leaves no need for the former secret where somebody has signed in since, and no use for its tokens', async () => {
  const { JWT_SECRET_KEY_FORMER: _, JWT_SECRET_KEY_SINCE: __, ...alone } = await settings();
  await restart(alone);
  await call(backend.url, adminLogin, { body: OWNER });
  expect((await ask(backend.url, readBoard, { token: shop.token })).status).toBe(401);
  expect((await order('by-an-old-token')).status).toBe(401);
}, 60_000);
