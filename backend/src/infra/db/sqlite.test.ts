import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock/system.ts';
import { testLog } from '../log/test-log.ts';
import { addStore, dbSuite, findFact, insertFact } from './db.suite.ts';
import { CannotOpenDatabase } from './db.ts';
import { NewerDatabase } from './migrate.ts';
import type { PoolSettings } from './pool.ts';
import { assertVersion, openSqlite, openSqliteBeside } from './sqlite.ts';

const POOL = { min: 1, max: 10, acquireTimeoutMs: 5000, idleMs: 60_000 };
vi.setConfig({ testTimeout: 20_000 });

let folder: string;
let file: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tableorder-sqlite-'));
  file = join(folder, 'app.db');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const open = (pool: Partial<PoolSettings> = {}, log = testLog()) => openSqlite({ file, pool: { ...POOL, ...pool } }, log, systemClock);
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Another process that opens the file as its own and says so. */
async function otherProcess(): Promise<{ said: string; child: ChildProcess }> {
  const here = fileURLToPath(new URL('.', import.meta.url));
  const program = `
    import { openSqlite } from '${here}sqlite.ts';
    import { systemClock } from '${here}../clock/system.ts';
    import { testLog } from '${here}../log/test-log.ts';
    openSqlite({ file: ${JSON.stringify(file)}, pool: ${JSON.stringify(POOL)} }, testLog(), systemClock).then(
      () => { console.log('open'); setInterval(() => {}, 1000); },
      (error) => { console.log(error.name + ': ' + error.message); },
    );`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'], cwd: here });
  children.push(child);
  const said = await new Promise<string>((resolve) => child.stdout?.once('data', (bytes: Buffer) => resolve(bytes.toString().trim())));
  return { said, child };
}

describe('SQLite', () => {
  dbSuite(async (pool = {}) => {
    const log = testLog();
    const db = await open(pool, log);
    return { db, log, drop: () => db.close() };
  });

  describe('settings', () => {
    it('writes ahead, and syncs before a commit is answered', async () => {
      const db = await open();
      const raw = new Database(file);
      expect(raw.pragma('journal_mode', { simple: true })).toBe('wal');
      raw.close();
      const synced = await db.inServer((trx) =>
        trx.find((b) =>
          b.selectFrom((e) => e.fn('pragma_synchronous', []).as('p')).select((e) => e.ref('p.synchronous' as never).as('level')),
        ),
      );
      expect(synced).toEqual([{ level: 2 }]);
      await db.close();
    });

    it('lets no reader write', async () => {
      const db = await open();
      const writing = db.find((b) => b.insertInto('server_facts').values({ name: 'by', value: 'a reader' }).returning('name'));
      await expect(writing).rejects.toThrow();
      expect(await db.first(findFact, { name: 'by' })).toBeUndefined();
      await db.close();
    });

    it('stores counters and money as whole numbers, also those beyond 32 bits', async () => {
      const db = await open();
      const storeId = await addStore(db);
      await db.inStore(storeId, (trx) => trx.write((b) => b.updateTable('store_counters').set({ order_number: 2 ** 40, event_seq: 1 })));
      const raw = new Database(file, { readonly: true });
      expect(raw.prepare('select typeof(order_number), typeof(event_seq) from store_counters').raw().get()).toEqual(['integer', 'integer']);
      raw.close();
      await db.close();
    });

    it.each(['3.51.2', '3.50.9', '3.7.17', '2.99.99'])('refuses an engine that can lose commits: %s', (found) => {
      expect(() => assertVersion(found)).toThrow(CannotOpenDatabase);
    });

    it.each(['3.51.3', '3.53.2', '3.60', '4.0.0'])('takes an engine that keeps them: %s', (found) => {
      assertVersion(found);
    });

    it('keeps the shop’s data to its own user, also when the file was open to others', async () => {
      const db = await open();
      await db.inServer((trx) => trx.run(insertFact, { name: 'a', value: '' }));
      const modes = ['', '-wal', '-shm'].map((end) => (statSync(file + end).mode & 0o777).toString(8));
      expect(modes).toEqual(['600', '600', '600']);
      await db.close();
      closeSync(openSync(join(folder, 'old.db'), 'w', 0o644));
      const old = await openSqlite({ file: join(folder, 'old.db'), pool: POOL }, testLog(), systemClock);
      expect(statSync(join(folder, 'old.db')).mode & 0o777).toBe(0o600);
      await old.close();
    });

    it('makes the folder that is not there', async () => {
      file = join(folder, 'data', 'shop', 'app.db');
      const db = await open();
      await db.close();
      expect(existsSync(file)).toBe(true);
    });
  });

  describe('one owner', () => {
    it('is refused at once while another process has the file, with a line that says what to do', async () => {
      const { said } = await otherProcess();
      expect(said).toBe('open');
      const from = performance.now();
      const second = open();
      await expect(second).rejects.toThrow(CannotOpenDatabase);
      await expect(second).rejects.toThrow(`another process is using ${file}: stop it first`);
      expect(performance.now() - from).toBeLessThan(1000);
    });

    it('is told to the other process in the same words', async () => {
      const db = await open();
      expect((await otherProcess()).said).toMatch(/^CannotOpenDatabase: another process is using/);
      await db.close();
      expect((await otherProcess()).said).toBe('open');
    });

    it('is free again the moment its process was killed, with what it had answered', async () => {
      const first = await open();
      await first.inServer((trx) => trx.run(insertFact, { name: 'kept', value: '1' }));
      await first.close();
      const { child } = await otherProcess();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      const db = await open();
      expect(await db.first(findFact, { name: 'kept' })).toEqual({ value: '1' });
      await db.close();
    });
  });

  describe('an errand beside the server', () => {
    it('reads and writes what the owner sees at once, and takes neither the file nor the place from it', async () => {
      const owner = await open();
      const beside = await openSqliteBeside({ file, pool: POOL }, testLog(), systemClock);
      await beside.inServer((trx) => trx.run(insertFact, { name: 'errand', value: 'done' }));
      expect(await owner.first(findFact, { name: 'errand' })).toEqual({ value: 'done' });
      await beside.close();
      await owner.inServer((trx) => trx.run(insertFact, { name: 'owner', value: '' }));
      await expect(open()).rejects.toThrow('another process is using');
      await owner.close();
    });

    it('makes no file where there is none', async () => {
      await expect(openSqliteBeside({ file, pool: POOL }, testLog(), systemClock)).rejects.toThrow(CannotOpenDatabase);
      expect(existsSync(file)).toBe(false);
    });
  });

  describe.skipIf(process.getuid?.() !== 0)('a full disk', () => {
    it('is told as such; what was answered stays, reading goes on, and orders work again once there is room', async () => {
      const disk = join(folder, 'disk');
      mkdirSync(disk);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk]);
      try {
        const filler = join(disk, 'filler');
        file = join(disk, 'app.db');
        const db = await open();
        writeFileSync(filler, Buffer.alloc(900_000));
        const kept: string[] = [];
        const fill = async (value: string): Promise<unknown> => {
          for (let refused: unknown; ; ) {
            const name = `fact-${String(kept.length).padStart(3, '0')}`;
            await db
              .inServer((trx) => trx.run(insertFact, { name, value }))
              .then(
                () => kept.push(name),
                (error: unknown) => (refused = error),
              );
            if (refused !== undefined || kept.length === 900) return refused;
          }
        };
        const refused = await fill('x'.repeat(4000));
        // What is left may still hold a small row, and then the probe is right to say that writing goes on.
        await fill('');
        expect(refused).toMatchObject({ name: 'Problem', key: 'storage-full' });
        const stored = () => db.find((b) => b.selectFrom('server_facts').select('name').where('name', 'like', 'fact-%').orderBy('name'));
        expect((await stored()).map(({ name }) => name)).toEqual(kept);
        await expect(db.ping('write')).rejects.toThrow();
        await db.ping();
        rmSync(filler);
        await db.inServer((trx) => trx.run(insertFact, { name: 'fact-again', value: 'x'.repeat(4000) }));
        expect(await stored()).toHaveLength(kept.length + 1);
        expect(kept.length).toBeGreaterThan(10);
        await db.close();
      } finally {
        execFileSync('umount', ['-l', disk]);
      }
    });
  });

  describe('a file that can’t be used', () => {
    /** A database with rows over many pages, closed. */
    async function filled() {
      const db = await open();
      await db.inServer(async (trx) => {
        for (let at = 0; at < 200; at++) await trx.run(insertFact, { name: `fact-${at}`, value: 'x'.repeat(1000) });
      });
      await db.close();
    }
    const overwrite = (at: number, bytes: Buffer) => {
      const fd = openSync(file, 'r+');
      writeSync(fd, bytes, 0, bytes.length, at);
      closeSync(fd);
    };

    it.each([
      ['is no database', () => writeFileSync(file, 'once upon a time '.repeat(500))],
      ['has a smashed head', () => overwrite(0, Buffer.alloc(100, 7))],
      ['has a smashed list of tables', () => overwrite(100, Buffer.alloc(3000, 0xff))],
      ['was cut off', () => truncateSync(file, 8192)],
      ['has a smashed page of rows', () => overwrite(8 * 4096, Buffer.alloc(40_000, 0xa5))],
    ])('is refused by name and left as it is when it %s', async (_, damage) => {
      await filled();
      damage();
      const before = digest(file);
      const opening = open();
      await expect(opening).rejects.toThrow(CannotOpenDatabase);
      await expect(opening).rejects.toThrow(`${file} is damaged`);
      expect(digest(file)).toBe(before);
      rmSync(file);
      const fresh = await open();
      await fresh.close();
    });

    it('is refused when a newer program wrote it, and is free for that program at once', async () => {
      const db = await open();
      await db.inServer((trx) => trx.write((b) => b.insertInto('migrations').values({ number: 999, name: 'future', at: 0 })));
      await db.close();
      await expect(open()).rejects.toThrow(NewerDatabase);
      await expect(open()).rejects.toThrow(/version 999.*restore a backup/);
      // The last connection to close removes the write-ahead log.
      expect(existsSync(`${file}-wal`)).toBe(false);
      const raw = new Database(file, { timeout: 0 });
      raw.exec('BEGIN EXCLUSIVE; ROLLBACK');
      raw.close();
    });
  });
});
