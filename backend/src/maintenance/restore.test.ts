import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBoard } from '@tableorder/contract/board';
import { listMyOrders } from '@tableorder/contract/orders';
import Database from 'better-sqlite3';
import { startFauxqs } from 'fauxqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeApp } from '../app.ts';
import { findOrder } from '../features/orders/orders.sql.ts';
import { migrations } from '../infra/db/migrations/all.ts';
import { listed } from '../infra/files/files.suite.ts';
import { wire, wireBackups } from '../wire.ts';
import { makeBackup } from './backup.ts';
import { type Backup, findBackup } from './backup-folder.ts';
import type { BackupPorts } from './backup-ports.ts';
import { type BackupShop, openBackupShop } from './backup-shop.fixture.ts';
import { digestOf } from './durable-files.ts';
import { restoreBackup } from './restore.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const STRICT = { unproven: false, otherSecret: false };

let shop: BackupShop;
let backup: Backup;
let file: string;
let uploads: string;
/** The ports of a second, empty place. */
let there: BackupPorts;

beforeEach(async () => {
  shop = await openBackupShop();
  await shop.newPicture();
  await shop.placeOrder();
  backup = await shop.backUp();
  const config = shop.ports.config;
  file = join(shop.root, 'new', 'data', 'app.db');
  uploads = join(shop.root, 'new', 'uploads');
  there = { ...shop.ports, config: { ...config, database: { kind: 'sqlite', file }, files: { kind: 'local', dir: uploads } } };
  there = { ...there, files: there.filesAt(uploads) };
});
afterEach(() => shop.close());

const restore = async (wanted = STRICT) => restoreBackup(there, await findBackup(backup.folder), wanted);
/** Nothing but the mark of who looked. */
const untouched = () => {
  const left = [join(shop.root, 'new', 'data'), uploads].flatMap((dir) => (existsSync(dir) ? readdirSync(dir) : []));
  expect(left.filter((name) => name !== 'app.db.lock')).toEqual([]);
};

function change(path: string, at = 0.5): void {
  const bytes = readFileSync(path);
  const where = Math.floor(bytes.length * at);
  bytes[where] = (bytes[where] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

/** As somebody would who knows how a manifest is made. */
function rewriteManifest(rewrite: (manifest: Record<string, unknown>) => void): void {
  const path = join(backup.folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  rewrite(manifest);
  writeFileSync(path, JSON.stringify(manifest));
}

function changeDatabase(sql: string): void {
  const path = join(backup.folder, 'app.db');
  const raw = new Database(path);
  raw.exec(sql);
  raw.close();
  const bytes = readFileSync(path);
  rewriteManifest((manifest) => Object.assign(manifest, { database: { bytes: bytes.length, sha256: digestOf(bytes) } }));
}

describe('a shop that was put back', () => {
  it('has its orders and pictures, and starts', async () => {
    const later = await shop.placeOrder();
    await restore();
    expect(readdirSync(uploads).sort()).toEqual(backup.manifest?.pictures.map(({ name }) => name).sort());
    const ports = await wire(there.config, { log: shop.log });
    const { server } = await makeApp(ports);
    await server.ready();
    const storeId = shop.shop.store.id;
    const orders = await ports.db.find((query) => query.selectFrom('orders').select(['id', 'total_amount']));
    expect(orders).toEqual([{ id: expect.any(String), total_amount: 24_000 }]);
    expect(await ports.db.first(findOrder, { storeId, orderId: later.id as never })).toBeUndefined();
    await server.close();
    await ports.close();
  });

  it('has its pictures in the bucket when they belong there, and refuses one that is not empty', async () => {
    const store = await startFauxqs({ port: 0, logger: false });
    store.createBucket('pictures');
    const files = {
      kind: 's3' as const,
      endpoint: `http://127.0.0.1:${store.port}`,
      bucket: 'pictures',
      region: 'us-east-1',
      accessKeyId: 'shop',
      secretAccessKey: 'a-secret-of-tests',
    };
    const ports = await wireBackups({ ...there.config, files }, { clock: shop.clock, log: shop.log });
    await ports.files.put('left.webp', Buffer.from('x'));
    await expect(restoreBackup(ports, backup, STRICT)).rejects.toThrow(`the bucket pictures at ${files.endpoint}/left.webp`);
    await ports.files.remove('left.webp');
    const { pictures } = await restoreBackup(ports, backup, STRICT);
    expect((await listed(ports.files)).map(({ name }) => name)).toEqual(pictures.map(({ name }) => name).sort());
    // And a backup of that shop takes them from there.
    shop.clock.advance(60_000);
    const again = await makeBackup(ports);
    expect(again.manifest?.pictures).toEqual(pictures);
    expect(again.state).toBe('proven');
    await ports.close();
    await store.stop();
  });

  it('numbers its events anew, so that a stream with an old cursor is told to fetch everything', async () => {
    const old = shop.backend.ports.events;
    const cursor = old.cursor(await old.seqNow(shop.shop.store.id));
    await restore();
    const ports = await wire(there.config, { log: shop.log });
    expect(old.read(cursor)).not.toBeNull();
    expect(ports.events.epoch).not.toBe(old.epoch);
    expect(ports.events.read(cursor)).toBeNull();
    await ports.close();
  });

  it('lets nobody in by what was true before: tokens, pairing codes and set-up tokens', async () => {
    const asked = [
      [listMyOrders.path, shop.phone],
      [readBoard.path, shop.shop.owner],
    ] as const;
    for (const [path, token] of asked) expect((await shop.backend.ask('GET', path, { token })).status).toBe(200);
    await restore();
    const ports = await wire(there.config, { log: shop.log, clock: shop.clock });
    const { server } = await makeApp(ports);
    for (const [url, token] of asked)
      expect((await server.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } })).statusCode).toBe(401);
    const counts = await ports.db.find((query) =>
      query
        .selectFrom('sign_ins')
        .select((e) => e.fn.countAll<number>().as('n'))
        .where('ended_at', 'is', null),
    );
    expect(counts).toEqual([{ n: 0 }]);
    await server.close();
    await ports.close();
  });
});

describe('nothing is put back', () => {
  it.each(['app.db', 'picture', 'manifest.json'])('when one bit of the %s has changed', async (which) => {
    const picture = join('pictures', readdirSync(join(backup.folder, 'pictures'))[0] ?? '');
    change(join(backup.folder, which === 'picture' ? picture : which));
    await expect(restore()).rejects.toThrow(/is not what was backed up|cannot be used|is unproven/);
    await expect(restore({ ...STRICT, unproven: true })).rejects.toThrow();
    untouched();
  });

  it('when a file is gone', async () => {
    rmSync(join(backup.folder, 'pictures', readdirSync(join(backup.folder, 'pictures'))[0] ?? ''));
    await expect(restore()).rejects.toThrow('is gone');
    untouched();
  });

  it.each([
    ['delete from orders', 'rows in orders'],
    ['update orders set total_amount = total_amount + 1', 'not the sum'],
    ['delete from order_items; delete from orders; vacuum', 'rows in'],
    [`insert into migrations values (99, 'later', 1)`, 'rows in migrations'],
  ])('when the copy says otherwise than the manifest: %s', async (sql, why) => {
    changeDatabase(sql);
    await expect(restore()).rejects.toThrow('is unproven');
    await expect(restore({ ...STRICT, unproven: true })).rejects.toThrow(why);
    untouched();
  });

  it('of a newer program', async () => {
    const version = migrations.length + 1;
    changeDatabase(`insert into migrations values (${version}, 'later', 1)`);
    rewriteManifest((manifest) => Object.assign(manifest, { version, rows: { ...(manifest.rows as object), migrations: version } }));
    await expect(restore({ ...STRICT, unproven: true })).rejects.toThrow('start the newer program');
    untouched();
  });

  it('beside a log that another database left', async () => {
    mkdirSync(join(shop.root, 'new', 'data'), { recursive: true });
    for (const rest of ['-wal', '-shm', '-journal', '']) {
      writeFileSync(file + rest, 'left');
      await expect(restore()).rejects.toThrow(`something is there already (${file}${rest})`);
      expect(readFileSync(file + rest, 'utf8')).toBe('left');
      expect(existsSync(uploads)).toBe(false);
      rmSync(file + rest);
    }
    await restore();
  });

  it('beside pictures that are there', async () => {
    await shop.ports.filesAt(uploads).put('a.webp', Buffer.from('x'));
    await expect(restore()).rejects.toThrow('a.webp');
    expect(existsSync(file)).toBe(false);
  });

  it('while a server uses the place', async () => {
    const owner = shop.ports.copies.own;
    mkdirSync(join(shop.root, 'new', 'data'), { recursive: true });
    const lock = owner(file);
    await expect(restore()).rejects.toThrow('another process is using');
    lock.close();
    await expect(restoreBackup(shop.ports, backup, STRICT)).rejects.toThrow('another process is using');
    await restore();
  });

  it('that was never proven, or whose passwords were made with another secret, unless that is wanted', async () => {
    rmSync(join(backup.folder, 'proof.json'));
    await expect(restore()).rejects.toThrow('--unproven');
    const config = { ...there.config, jwt: { ...there.config.jwt, secret: new TextEncoder().encode('another'.repeat(6)) } };
    there = { ...there, config };
    await expect(restore({ ...STRICT, unproven: true })).rejects.toThrow('--other-secret');
    untouched();
    await restore({ unproven: true, otherSecret: true });
  });

  it('half: what fails on the way is taken back, and a second try succeeds', async () => {
    let left = 1;
    const failing: BackupPorts = {
      ...there,
      files: {
        ...there.files,
        put: (name, bytes) => (left-- > 0 ? there.files.put(name, bytes) : Promise.reject(new Error('disk on fire'))),
      },
    };
    await expect(restoreBackup(failing, backup, STRICT)).rejects.toThrow('on fire');
    untouched();
    await restore();
  });
});

it('names the backup of a folder that was carried elsewhere', async () => {
  const elsewhere = join(shop.root, 'stick', backup.name);
  mkdirSync(join(shop.root, 'stick'));
  renameSync(backup.folder, elsewhere);
  expect(await findBackup(elsewhere)).toMatchObject({ state: 'proven', name: backup.name });
  await expect(findBackup(backup.folder)).rejects.toThrow('is no backup');
});
