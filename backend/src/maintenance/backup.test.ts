import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeBackup, NoBackup } from './backup.ts';
import { listBackups } from './backup-folder.ts';
import { type BackupShop, openBackupShop } from './backup-shop.fixture.ts';
import { digestOf } from './durable-files.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const CLI = fileURLToPath(new URL('../cli.ts', import.meta.url));
const DAY = 86_400_000;

let shop: BackupShop;
let dir: string;
let uploads: string;

beforeEach(async () => {
  shop = await openBackupShop();
  dir = shop.ports.config.backup.dir;
  uploads = join(shop.root, 'uploads');
  await shop.newPicture();
  await shop.placeOrder();
});
afterEach(() => shop.close());

const visible = () => (existsSync(dir) ? readdirSync(dir).filter((name) => !name.startsWith('.running')) : []);
const pictureFiles = () => readdirSync(uploads).filter((name) => name.endsWith('.webp'));

/** Overwrites the rows of one index: what is read by id, and the copying itself, go on over it without a word. */
function smashIndex(file: string): void {
  const raw = new Database(file);
  raw.pragma('wal_checkpoint(TRUNCATE)');
  const page = Number(raw.prepare(`select rootpage from sqlite_schema where name = 'orders_by_day'`).pluck().get());
  const size = Number(raw.pragma('page_size', { simple: true }));
  raw.close();
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(60, 7), 0, 60, page * size - 60);
  closeSync(handle);
}

describe('a backup', () => {
  it('has every order and picture, is proven, and is for its owner only', async () => {
    const backup = await shop.backUp();
    expect(backup).toMatchObject({ state: 'proven', reason: null, name: '2026-11-23T03-00-00-000Z' });
    expect(visible()).toEqual([backup.name]);
    expect(readdirSync(backup.folder).sort()).toEqual(['app.db', 'manifest.json', 'pictures', 'proof.json']);
    expect(backup.manifest?.rows).toMatchObject({ orders: 1, order_items: 2, menu_items: 1, stores: 1 });
    expect(readdirSync(join(backup.folder, 'pictures')).sort()).toEqual(pictureFiles().sort());
    for (const name of pictureFiles())
      expect(digestOf(readFileSync(join(backup.folder, 'pictures', name)))).toBe(digestOf(readFileSync(join(uploads, name))));
    for (const file of ['.', 'app.db', 'manifest.json', 'pictures']) expect(statSync(join(backup.folder, file)).mode & 0o077).toBe(0);
    expect(shop.log.messages('INFO')).toContain('backup made and proven');
    expect(JSON.stringify(backup.manifest)).not.toContain('kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa');
  });

  it('holds what was committed before it and nothing of what is written meanwhile', async () => {
    let writing = true;
    const placed: string[] = [];
    const writer = (async () => {
      while (writing) placed.push((await shop.placeOrder()).id);
    })();
    await vi.waitFor(() => expect(placed.length).toBeGreaterThan(20));
    const before = [...placed];
    const { folder, state } = await shop.backUp();
    writing = false;
    await writer;
    const copy = new Database(join(folder, 'app.db'), { readonly: true });
    const kept = new Set(copy.prepare('select id from orders').pluck().all());
    copy.close();
    expect(state).toBe('proven');
    expect(before.filter((id) => !kept.has(id))).toEqual([]);
    expect(kept.size).toBeLessThan(placed.length + 1);
  });

  it('fails, and says which dish, when a picture that is named is not there; the proven one before stays', async () => {
    const good = await shop.backUp();
    shop.clock.advance(DAY);
    for (const name of pictureFiles()) rmSync(join(uploads, name));
    const bad = await shop.backUp();
    expect(bad.state).toBe('failed');
    expect(bad.reason).toContain('비빔밥');
    expect((await listBackups(dir)).map(({ name, state }) => [name, state])).toEqual([
      [bad.name, 'failed'],
      [good.name, 'proven'],
    ]);
    expect(shop.log.messages('ERROR')).toContain('this backup is NOT proven, the one before stays');
  });

  it('is taken anew when a picture is replaced while it is made, and has the new one', async () => {
    let replaced = false;
    const backup = await shop.backUp({
      files: {
        ...shop.ports.files,
        async read(name) {
          if (!replaced) {
            replaced = true;
            await shop.newPicture();
            await vi.waitFor(async () => expect(await shop.ports.files.read(name)).toBeNull());
          }
          return shop.ports.files.read(name);
        },
      },
    });
    expect(backup.state).toBe('proven');
    expect(readdirSync(join(backup.folder, 'pictures')).sort()).toEqual(pictureFiles().sort());
  });

  it('is not made of a damaged database, and no other is touched for it', async () => {
    const good = await shop.backUp();
    shop.clock.advance(30 * DAY);
    const { database } = shop.ports.config;
    if (database.kind !== 'sqlite') throw new Error('not SQLite');
    smashIndex(database.file);
    await expect(shop.backUp()).rejects.toThrow('is damaged');
    expect(visible()).toEqual([good.name]);
    expect(shop.log.messages('ERROR')).toContain('NO backup was made');
  });

  it('whose restored copy does not hold is kept as failed', async () => {
    const backup = await shop.backUp({
      copies: { ...shop.ports.copies, copyTo: async (file) => ({ ...(await shop.ports.copies.copyTo(file)), rows: { orders: 7 } }) },
    });
    expect(backup.state).toBe('failed');
    expect(backup.reason).toContain('rows in');
  });

  it('whose orders are not the sum of their lines is kept as failed', async () => {
    await shop.backend.ports.db.inServer((trx) => trx.write((query) => query.updateTable('orders').set({ total_amount: 1 as never })));
    expect((await shop.backUp()).reason).toContain('not the sum');
  });

  it('is refused while another is being made', async () => {
    const both = await Promise.allSettled([shop.backUp(), shop.backUp()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(Promise.all([shop.backUp(), shop.backUp()])).rejects.toThrow('another backup is being made');
  });
});

describe('old backups', () => {
  it('go after their days, one day at a time after a jump of the clock, and the newest proven never', async () => {
    const names: string[] = [];
    for (let day = 0; day < 9; day += 1) {
      names.unshift((await shop.backUp()).name);
      shop.clock.advance(DAY);
    }
    expect((await listBackups(dir)).map(({ name }) => name)).toEqual(names.slice(0, 7));
    shop.clock.set(shop.clock.now() + 300 * DAY);
    names.unshift((await shop.backUp()).name);
    expect((await listBackups(dir)).map(({ name }) => name)).toEqual(names.slice(0, 7));
  });

  it('all stay when every later one failed for longer than the days', async () => {
    const good: string[] = [];
    for (let day = 0; day < 3; day += 1) {
      good.unshift((await shop.backUp()).name);
      shop.clock.advance(DAY);
    }
    for (const name of pictureFiles()) rmSync(join(uploads, name));
    for (let day = 0; day < 12; day += 1) {
      shop.clock.advance(DAY);
      expect((await shop.backUp()).state).toBe('failed');
    }
    const left = await listBackups(dir);
    expect(left.filter(({ state }) => state === 'proven').map(({ name }) => name)).toEqual(good);
    expect(left.filter(({ state }) => state === 'failed')).toHaveLength(3);
  });
});

describe('a backup that is cut off', () => {
  const env = () => ({
    PATH: process.env.PATH,
    JWT_SECRET_KEY: 'kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa',
    DB_FILE_PATH: join(shop.root, 'data', 'app.db'),
    UPLOAD_DIR: uploads,
    BACKUP_DIR: dir,
    LOG_FILE_PATH: join(shop.root, 'logs', 'app-{date}.log'),
  });
  const begin = () => spawn(process.execPath, [CLI, 'backup'], { env: env(), stdio: 'ignore' });

  it('by kill -9 leaves nothing under a backup’s name that is not whole, and the next one clears up', async () => {
    const seen = new Set<string>();
    for (let kill = 0; kill < 6; kill += 1) {
      const child = begin();
      const over = once(child, 'exit');
      await vi.waitFor(() => expect(visible().some((name) => name.startsWith('.half-'))).toBe(true), { timeout: 20_000, interval: 1 });
      await new Promise((resolve) => setTimeout(resolve, kill * 12));
      child.kill('SIGKILL');
      await over;
      for (const name of visible()) seen.add(name.startsWith('.half-') ? 'half' : 'whole');
      for (const { folder, manifest } of await listBackups(dir)) {
        expect(manifest).not.toBeNull();
        for (const { name, sha256 } of manifest?.pictures ?? [])
          expect(digestOf(readFileSync(join(folder, 'pictures', name)))).toBe(sha256);
        expect(digestOf(readFileSync(join(folder, 'app.db')))).toBe(manifest?.database.sha256);
      }
    }
    expect(seen).toContain('half');
    const child = begin();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(visible().filter((name) => name.startsWith('.half-'))).toEqual([]);
    expect((await listBackups(dir))[0]?.state).toBe('proven');
  });

  async function onDisk(options: string, work: (disk: string) => Promise<void>): Promise<boolean> {
    const disk = join(shop.root, 'disk');
    mkdirSync(disk);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk], { stdio: 'ignore' });
    } catch {
      return false;
    }
    try {
      await work(disk);
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
    return true;
  }
  const backUpTo = (disk: string) =>
    makeBackup({ ...shop.ports, config: { ...shop.ports.config, backup: { ...shop.ports.config.backup, dir: disk } } });

  it('is not begun on a disk without room for it', async (context) => {
    const done = await onDisk('size=300k', async (disk) => {
      await expect(backUpTo(disk)).rejects.toThrow(/make room, or give BACKUP_DIR another disk/);
      expect(readdirSync(disk)).toEqual(['.running.lock']);
    });
    if (!done) context.skip('needs root and mount for a small disk');
  });

  it('by a full disk leaves nothing, and is made once there is room', async (context) => {
    const done = await onDisk('size=20m,nr_inodes=12', async (disk) => {
      for (let file = 0; file < 5; file += 1) writeFileSync(join(disk, `ballast-${file}`), '');
      await expect(backUpTo(disk)).rejects.toThrow(NoBackup);
      await expect(backUpTo(disk)).rejects.toThrow('is full');
      expect(readdirSync(disk).filter((name) => !name.startsWith('ballast'))).toEqual(['.running.lock']);
      execFileSync('mount', ['-o', 'remount,nr_inodes=200', disk]);
      expect((await backUpTo(disk)).state).toBe('proven');
    });
    if (!done) context.skip('needs root and mount for a small disk');
  });
});
