import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readBoard } from '@tableorder/contract/board';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eachDb, type OpenTestDb, sqliteInTemp, type TestDb } from '../../test/each-db.ts';
import { startBackend } from '../../test/start-backend.ts';
import { dump } from '../../test/table-dump.ts';
import { systemClock } from '../infra/clock/system.ts';
import type { Db } from '../infra/db/db.ts';
import { migratedInMemory, sqliteShapes, type TableShape } from '../infra/db/schema-page.ts';
import { listed } from '../infra/files/files.suite.ts';
import { localFiles } from '../infra/files/local.ts';
import { type BackupShop, openBackupShop } from './backup-shop.fixture.ts';
import { refuseHalfMade } from './half-made.ts';
import { type Move, moveShop, NotMoved } from './move.ts';
import { MOVING } from './move-rows.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

const CLI = fileURLToPath(new URL('../cli.ts', import.meta.url));
const run = promisify(execFile);

let tables: readonly TableShape[];
let shop: BackupShop;
const open: TestDb[] = [];

beforeAll(async () => {
  const raw = await migratedInMemory();
  tables = sqliteShapes(raw);
  raw.close();
});
beforeEach(async () => {
  shop = await openBackupShop();
  await shop.newPicture();
  for (let at = 0; at < 12; at += 1) await shop.placeOrder();
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.drop();
  await shop.close();
});

const target = async (make: OpenTestDb): Promise<Db> => {
  const opened = await make();
  open.push(opened);
  return opened.db;
};
const move = (to: Db, more: Partial<Move> = {}): Move => ({
  from: shop.backend.ports.db,
  to,
  pictures: null,
  tables,
  running: false,
  inUse: async () => false,
  say: () => {},
  ...more,
});
/** Without what belongs to each database itself. */
const rowsOf = async (db: Db) => (await dump(db)).filter((row) => !row.startsWith('migrations '));

/** The same database, which is away after so many writes. */
const failingAfter = (db: Db, writes: number): Db => {
  let left = writes;
  return new Proxy(db, {
    get(of, name) {
      const value: unknown = Reflect.get(of, name);
      if (name === 'inServer') return (work: never) => (left-- > 0 ? of.inServer(work) : Promise.reject(new Error('the line is cut')));
      return typeof value === 'function' ? value.bind(of) : value;
    },
  });
};

eachDb('moving a shop', (make) => {
  it('brings every row and picture over, to the letter, and moving it back brings the same', async () => {
    const to = await target(make);
    const [here, there] = [shop.backend.ports.files, localFiles({ dir: join(shop.root, 'there'), clock: systemClock })];
    expect(await moveShop(move(to, { pictures: { from: here, to: there } }))).toBe('done');
    expect(await rowsOf(to)).toEqual(await rowsOf(shop.backend.ports.db));
    const pictures = await listed(here);
    expect(pictures.length).toBeGreaterThan(0);
    for (const { name } of pictures) expect(await there.read(name)).toEqual(await here.read(name));
    const back = await target(sqliteInTemp);
    await moveShop({ ...move(back), from: to });
    expect(await rowsOf(back)).toEqual(await rowsOf(shop.backend.ports.db));
  });

  it('copies ahead beside the running server, then what changed since: new, other and gone rows', async () => {
    const to = await target(make);
    expect(await moveShop(move(to, { running: true }))).toBe('ahead');
    await expect(refuseHalfMade(to)).rejects.toThrow('run tableorder migrate-data again');
    await shop.placeOrder();
    await shop.newPicture();
    const { db } = shop.backend.ports;
    await db.inServer(async (trx) => {
      await trx.write((query) => query.updateTable('stores').set({ name: '새 이름' }));
      await trx.write((query) => query.deleteFrom('events').where('seq', '<', 5));
    });
    const said: string[] = [];
    expect(await moveShop(move(to, { say: (line) => void said.push(line) }))).toBe('done');
    expect(await rowsOf(to)).toEqual(await rowsOf(db));
    // Only what differs was written again.
    expect(Number(/(\d+) copied/.exec(said[0] ?? '')?.[1])).toBeLessThan(100);
    await refuseHalfMade(to);
  });

  it('takes rows that changed places in a unique index', async () => {
    const to = await target(make);
    await shop.shop.table(2);
    await moveShop(move(to, { running: true }));
    const { db } = shop.backend.ports;
    const renumber = (from: number, number: number) =>
      db.inServer((trx) => trx.write((query) => query.updateTable('tables').set({ number }).where('number', '=', from)));
    for (const [from, number] of [
      [1, 99],
      [2, 1],
      [99, 2],
    ] as const)
      await renumber(from, number);
    expect(await moveShop(move(to))).toBe('done');
    expect(await rowsOf(to)).toEqual(await rowsOf(db));
  });

  it('goes on where it was broken off, and no server starts on the half', async () => {
    const to = await target(make);
    await expect(moveShop(move(failingAfter(to, 8)))).rejects.toThrow('the line is cut');
    await expect(refuseHalfMade(to)).rejects.toThrow('was not finished');
    const before = (await rowsOf(to)).length;
    expect(before).toBeGreaterThan(1);
    expect(await moveShop(move(to))).toBe('done');
    expect(await rowsOf(to)).toEqual(await rowsOf(shop.backend.ports.db));
  });

  it('is never done over rows that do not stay as they were copied', async () => {
    const to = await target(make);
    let at = 0;
    const restless: Db = new Proxy(shop.backend.ports.db, {
      get(of, name) {
        const value: unknown = Reflect.get(of, name);
        if (name !== 'read') return typeof value === 'function' ? value.bind(of) : value;
        return async (work: never) => {
          await of.inServer((trx) => trx.write((query) => query.updateTable('stores').set({ name: `이름 ${++at}` })));
          return of.read(work);
        };
      },
    });
    await expect(moveShop({ ...move(to), from: restless })).rejects.toThrow(/1 rows differ each time/);
    await expect(refuseHalfMade(to)).rejects.toThrow();
  });

  it('refuses a target that has a shop of its own, and touches nothing there', async () => {
    const to = await target(make);
    await moveShop(move(to));
    const before = await rowsOf(to);
    await expect(moveShop(move(to))).rejects.toThrow(NotMoved);
    expect(await rowsOf(to)).toEqual(before);
    expect(before.some((row) => row.includes(`"${MOVING}"`))).toBe(false);
  });

  it('is not done when a server came to use the source meanwhile', async () => {
    const to = await target(make);
    await expect(moveShop(move(to, { inUse: async () => true }))).rejects.toThrow('a server was started on the source');
    await expect(refuseHalfMade(to)).rejects.toThrow();
  });
});

const url = process.env.TEST_POSTGRES_URL ?? '';

describe.skipIf(url === '')(`tableorder migrate-data${url === '' ? ': skipped, TEST_POSTGRES_URL is not set' : ''}`, () => {
  let store: FauxqsServer;
  const name = `move_${process.pid}`;
  const there = () => url.replace(/\/[^/]*$/, `/${name}`);
  const admin = async (statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  beforeAll(async () => {
    await admin(`create database ${name}`);
    store = await startFauxqs({ port: 0, logger: false });
    store.createBucket('pictures');
  });
  afterAll(async () => {
    await store.stop();
    await admin(`drop database ${name} with (force)`);
  });

  it('moves a running shop to PostgreSQL and S3, which serves it to whoever was signed in, and back to a file and a folder', async () => {
    const settings = {
      PATH: process.env.PATH ?? '',
      JWT_SECRET_KEY: 'kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa',
      LOG_FILE_PATH: join(shop.root, 'logs/app-{date}.log'),
    };
    const file = join(shop.root, 'data', 'app.db');
    const here = { DB_FILE_PATH: file, UPLOAD_DIR: join(shop.root, 'uploads') };
    const places = {
      DATABASE_URL: there(),
      S3_ENDPOINT: `http://127.0.0.1:${store.port}`,
      S3_BUCKET: 'pictures',
      S3_ACCESS_KEY_ID: 'shop',
      S3_SECRET_ACCESS_KEY: 'a-secret-of-tests',
    };
    const linesOf = (lines: Record<string, string>) =>
      Object.entries(lines)
        .map(([key, value]) => `${key}=${value}\n`)
        .join('');
    const migrate = async (from: Record<string, string>, to: Record<string, string>) => {
      writeFileSync(join(shop.root, 'target.env'), linesOf(to));
      return run(process.execPath, [CLI, 'migrate-data', '--to', join(shop.root, 'target.env')], {
        cwd: shop.root,
        env: { ...settings, ...from },
      });
    };
    expect((await migrate(here, places)).stdout).toContain('copied ahead beside the running server');
    const later = await shop.placeOrder();
    const rows = await rowsOf(shop.backend.ports.db);
    const { owner } = shop.shop;
    await shop.backend.ports.db.close();
    expect((await migrate(here, places)).stdout).toContain('moved, and every row and picture compared');
    const moved = await startBackend({
      clock: shop.clock,
      env: places,
      open: async () => {
        const { openPostgres } = await import('../infra/db/postgres.ts');
        const db = await openPostgres(
          { url: there(), pool: { min: 0, max: 5, acquireTimeoutMs: 5000, idleMs: 1000 } },
          shop.log,
          systemClock,
        );
        return { db, drop: () => db.close() };
      },
    });
    expect(await rowsOf(moved.ports.db)).toEqual(rows);
    // The owner is signed in as before, and the last order is on the board.
    const board = await moved.call(readBoard, { token: owner });
    expect(JSON.stringify(board)).toContain(later.id);
    const [picture] = await listed(moved.ports.files);
    expect((await moved.ask('GET', `/uploads/menu-images/${picture?.name}`)).status).toBe(200);
    await moved.close();

    const again = { DB_FILE_PATH: join(shop.root, 'again', 'app.db'), UPLOAD_DIR: join(shop.root, 'again', 'uploads') };
    expect((await migrate(places, again)).stdout).toContain('moved, and every row and picture compared');
    expect(existsSync(again.DB_FILE_PATH)).toBe(true);
    expect(readFileSync(join(again.UPLOAD_DIR, picture?.name ?? ''))).toEqual(readFileSync(join(here.UPLOAD_DIR, picture?.name ?? '')));
    await expect(migrate(here, here)).rejects.toMatchObject({
      code: 78,
      stderr: expect.stringContaining('names the database that the shop is in'),
    });
    await expect(migrate(here, { ...again, JWT_SECRET_KEY: 'x' })).rejects.toMatchObject({
      stderr: expect.stringContaining('JWT_SECRET_KEY does not say where the data is'),
    });
    await expect(migrate(here, again)).rejects.toMatchObject({
      code: 78,
      stderr: expect.stringContaining('there is a shop in the target already'),
    });
  });
});
