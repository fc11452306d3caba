import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { adminLogin, refresh, tableLogin } from '@tableorder/contract/access';
import { readBoard } from '@tableorder/contract/board';
import { readMenu } from '@tableorder/contract/menu';
import { uploadImage } from '@tableorder/contract/menu.admin';
import { type FiledOrder, listOrders, type Order, placeOrder } from '@tableorder/contract/orders';
import { makePairingCode } from '@tableorder/contract/tables';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandsOf } from '../../scripts/page-commands.ts';
import { type Running, startBackend } from '../product.ts';
import { ask, call, joinTable, OWNER, openShop, type Shop } from '../shop.ts';
import { readStream } from './stream-reader.ts';

/*
 * That this test can fail was seen on three things made worse for one run each:
 *  - `sqlite-copies.ts` copying the file instead of a snapshot: no backup was proven;
 *  - `restore.ts` leaving sign-ins as they were: yesterday's token opened the board;
 *  - `restore.ts` not looking for a `-wal`: it restored beside the log of the killed server.
 */
const ROOT = join(import.meta.dirname, '../..');
const ORDERS_PER_S = 20;
const BACKUPS = 3;
const SECRET = 'kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa';

const doc = (name: string) => readFileSync(join(ROOT, 'docs/operations', name), 'utf8');
const COMMANDS = commandsOf(doc('backup.md'));

interface Placed {
  readonly sentAt: number;
  readonly ackedAt: number;
  readonly order: Order;
}

describe(`a shop backed up at ${ORDERS_PER_S} orders a second, destroyed and put back as the page says`, () => {
  let folder: string;
  let backend: Running;
  let shop: Shop;
  let deviceKey: string;
  let oldToken: string;
  let oldCursor: string;
  let picture: { url: string; bytes: string };
  const placed: Placed[] = [];
  const backups: { from: number; to: number; said: string }[] = [];

  /** What the page says, typed in the shop's folder. Gives what was said and how it ended. */
  const type = async (commands: string): Promise<{ code: number; said: string }> => {
    const env = { PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`, HOME: folder };
    const { code, stdout, stderr } = await promisify(execFile)('sh', ['-e', '-c', commands], { cwd: folder, env }).then(
      (done) => ({ code: 0, ...done }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
    return { code, said: stdout + stderr };
  };

  /** A picture as a manager's browser sends it. */
  async function upload(menuId: string): Promise<void> {
    const form = new FormData();
    form.set('file', new Blob([await readFile(join(ROOT, 'backend/demo/pictures/bibimbap.webp'))], { type: 'image/webp' }), 'a.webp');
    const headers = { authorization: `Bearer ${shop.token}` };
    const answer = await fetch(backend.url + uploadImage.path.replace('{menuId}', menuId), { method: 'POST', headers, body: form });
    expect(answer.status).toBe(201);
  }

  const pictureOf = async (token: string) => {
    const { categories } = await call(backend.url, readMenu, { token });
    const url = categories.flatMap(({ items }) => items).flatMap(({ imageUrl }) => (imageUrl ? [imageUrl] : []))[0] ?? '';
    const answer = await fetch(backend.url + url);
    return { url, bytes: answer.ok ? Buffer.from(await answer.arrayBuffer()).toString('base64') : `${answer.status}` };
  };

  /** Orders at a steady pace, however long each takes to be answered. */
  function keepOrdering(guests: readonly string[]): () => Promise<void> {
    const under: Promise<void>[] = [];
    let sent = 0;
    const send = async (number: number) => {
      const sentAt = performance.now();
      const dish = shop.menu[number % shop.menu.length];
      const body = { items: [{ menuId: dish?.id ?? ('' as never), quantity: 1 + (number % 3), optionIds: [] }] };
      const { status, body: order } = await ask(backend.url, placeOrder, {
        token: guests[number % guests.length] ?? '',
        key: `order-${number}-${Math.floor(sentAt)}`,
        body,
      });
      if (status === 201) placed.push({ sentAt, ackedAt: performance.now(), order });
    };
    const timer = setInterval(() => under.push(send(sent++)), 1000 / ORDERS_PER_S);
    return async () => {
      clearInterval(timer);
      await Promise.all(under);
    };
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tableorder-restore-'));
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    const tableorder = scripts.tableorder?.replace('backend/src/cli.ts', join(ROOT, 'backend/src/cli.ts'));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, scripts: { tableorder } }));
    await writeFile(join(folder, '.env'), `JWT_SECRET_KEY=${SECRET}\nBCRYPT_COST_FACTOR=4\n`);
    backend = await startBackend(folder, { BACKUP_TIME: 'none' });
    shop = await openShop(backend.url, 6);
    await upload(shop.menu[0]?.id ?? '');
    picture = await pictureOf(shop.token);
    const [table] = shop.tables;
    if (!table) throw new Error('no table');
    const { code } = await call(backend.url, makePairingCode, { token: shop.token, params: { tableId: table.id } });
    const paired = await call(backend.url, tableLogin, { body: { store: OWNER.store, tableNumber: table.number, code } });
    deviceKey = paired.deviceKey ?? '';
    const guests = await Promise.all(shop.tables.map((one) => joinTable(backend.url, shop, one)));
    oldToken = shop.token;

    const stop = keepOrdering(guests);
    await pause(4000);
    for (let at = 0; at < BACKUPS; at += 1) {
      const from = performance.now();
      const { code: ended, said } = await type(COMMANDS[0] ?? '');
      backups.push({ from, to: performance.now(), said });
      expect([ended, said]).toEqual([0, expect.stringContaining('is proven')]);
      await pause(700);
    }
    await pause(4000);
    await stop();
    oldCursor = (await call(backend.url, readBoard, { token: shop.token })).cursor;
    await backend.kill();
  }, 170_000);

  afterAll(async () => {
    await backend?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const names = () =>
    readdirSync(join(folder, 'backups'))
      .filter((name) => name.startsWith('2'))
      .sort();

  async function everyOrder(token: string): Promise<FiledOrder[]> {
    const all: FiledOrder[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await call(backend.url, listOrders, { token, query: { state: 'current', limit: '200', ...(cursor ? { cursor } : {}) } });
      all.push(...page.items);
      cursor = page.nextCursor;
    }
    return all;
  }

  const startAgain = async (): Promise<string> => {
    backend = await startBackend(folder, { BACKUP_TIME: 'none' });
    return (await call(backend.url, adminLogin, { body: OWNER })).token;
  };

  async function mustHoldOrdersBefore(token: string, begun: number): Promise<void> {
    const stored = new Map((await everyOrder(token)).map((order) => [order.id, order]));
    const before = placed.filter(({ ackedAt }) => ackedAt < begun);
    expect(before.length).toBeGreaterThan(50);
    for (const { order } of before)
      expect(stored.get(order.id)).toMatchObject({ number: order.number, totalAmount: order.totalAmount, items: order.items });
    for (const order of stored.values()) expect(order.items.reduce((sum, line) => sum + line.subtotal, 0)).toBe(order.totalAmount);
  }

  it('kept answering meanwhile', () => {
    const latencies = (some: (one: Placed) => boolean) =>
      placed
        .filter(some)
        .map(({ sentAt, ackedAt }) => ackedAt - sentAt)
        .sort((a, b) => a - b);
    const during = latencies(({ sentAt, ackedAt }) => backups.some(({ from, to }) => sentAt < to && ackedAt > from));
    const apart = latencies(({ sentAt, ackedAt }) => backups.every(({ from, to }) => sentAt > to || ackedAt < from));
    const p99 = (all: number[]) => (all[Math.min(all.length - 1, Math.floor(all.length * 0.99))] ?? 0).toFixed(1);
    const took = backups.map(({ from, to }) => Math.round(to - from)).join(', ');
    console.log(
      `p99 of ${during.length} orders during backups ${p99(during)} ms, of ${apart.length} others ${p99(apart)} ms; the commands took ${took} ms`,
    );
    expect(during.length).toBeGreaterThan(30);
    expect(during.at(-1)).toBeLessThan(2000);
  });

  it('is refused while anything is left, the log of the killed server above all', async () => {
    expect(existsSync(join(folder, 'data/app.db-wal'))).toBe(true);
    await rename(join(folder, 'data/app.db'), join(folder, 'app.db.destroyed'));
    await rename(join(folder, 'uploads'), join(folder, 'uploads.destroyed'));
    const { code, said } = await type('npm run tableorder -- restore latest');
    expect([code, said]).toEqual([78, expect.stringContaining('something is there already (data/app.db-wal')]);
    await rename(join(folder, 'app.db.destroyed'), join(folder, 'data/app.db'));
    await rename(join(folder, 'uploads.destroyed'), join(folder, 'uploads'));
  });

  it('stands again with every order that was answered before the backup, and its pictures', async () => {
    const { code, said } = await type(COMMANDS[1] ?? '');
    expect([code, said]).toEqual([0, expect.stringContaining('put back: ')]);
    const token = await startAgain();
    await mustHoldOrdersBefore(token, backups.at(-1)?.from ?? 0);
    expect(picture.bytes.length).toBeGreaterThan(1000);
    expect(await pictureOf(token)).toEqual(picture);
  });

  it('knows no sign-in of before, but the tablet that was paired', async () => {
    expect((await ask(backend.url, readBoard, { token: oldToken })).status).toBe(401);
    const { token } = await call(backend.url, refresh, { body: { deviceKey } });
    expect((await call(backend.url, readMenu, { token })).categories[0]?.items).toHaveLength(shop.menu.length);
  });

  it('tells a screen with an old cursor to fetch everything', async () => {
    const { token } = await call(backend.url, adminLogin, { body: OWNER });
    const reader = readStream(() => backend.url, token, oldCursor);
    await expect.poll(() => reader.seen[0]?.type, { timeout: 10_000 }).toBe('reset');
    await reader.close();
    const { cursor } = await call(backend.url, readBoard, { token });
    expect(cursor.split('-')[0]).not.toBe(oldCursor.split('-')[0]);
  });

  it('can be put back to an earlier backup by its name, and drilled beside the shop', async () => {
    const drilled = await type(COMMANDS[3] ?? '');
    expect([drilled.code, drilled.said]).toEqual([0, expect.stringContaining('put back: ')]);
    expect(existsSync(join(folder, 'drill/app.db'))).toBe(true);
    await backend.stop();
    await rm(join(folder, 'before'), { recursive: true });
    const [first = ''] = names();
    const named = (COMMANDS[2] ?? '').replace('2026-11-23T04-00-00-123Z', first);
    expect(named).toContain(first);
    const { code, said } = await type(`mkdir before\nmv data uploads before/\n${named}`);
    expect([code, said]).toEqual([0, expect.stringContaining('put back: ')]);
    await mustHoldOrdersBefore(await startAgain(), backups[0]?.from ?? 0);
  });

  it('was told the same in both languages, and nothing more', () => {
    expect(COMMANDS).toHaveLength(4);
    expect(commandsOf(doc('backup.ko.md'))).toEqual(COMMANDS);
  });

  it('is refused with 78 on PostgreSQL, which pg_dump copies', async () => {
    const { code, said } = await type('DATABASE_URL=postgres://a:b@localhost/c npm run tableorder -- backup');
    expect([code, said]).toEqual([78, expect.stringContaining('pg_dump --format=custom')]);
  });
});
