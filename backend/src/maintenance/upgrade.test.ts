import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../config.ts';
import { testClock } from '../infra/clock/test-clock.ts';
import { CannotOpenDatabase } from '../infra/db/db.ts';
import { sqliteBuilder } from '../infra/db/dialect.ts';
import { migrate } from '../infra/db/migrate.ts';
import { migrations } from '../infra/db/migrations/all.ts';
import { testLog } from '../infra/log/test-log.ts';
import { wire } from '../wire.ts';
import { listBackups } from './backup-folder.ts';

/** Migrations that the first program in a shop knew. */
const FIRST_RELEASED = 7;
const SECRET = 'kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa';

describe('an upgrade', () => {
  let root: string;
  let file: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'tableorder-upgrade-'));
    file = join(root, 'app.db');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** The file of a program that knew so many migrations, with a store in it. */
  async function olderFile(known: number): Promise<void> {
    const raw = new Database(file);
    raw.pragma('journal_mode = WAL');
    const builder = sqliteBuilder();
    const run = async (sql: string, parameters: readonly unknown[]) => void raw.prepare(sql).run(...parameters);
    const rows = async (sql: string, parameters: readonly unknown[]) => raw.prepare(sql).all(...parameters);
    await migrate({ builder, run, rows, begin: 'BEGIN IMMEDIATE' }, 7, migrations.slice(0, known));
    raw.exec(
      `insert into stores (id, code, name, currency, time_zone, locale, created_at) values ('s1', 'old', '오래된 가게', 'KRW', 'Asia/Seoul', 'ko', 5)`,
    );
    raw.close();
  }
  const config = (more: Record<string, string> = {}) =>
    loadConfig({
      JWT_SECRET_KEY: SECRET,
      DB_FILE_PATH: file,
      UPLOAD_DIR: join(root, 'uploads'),
      BACKUP_DIR: join(root, 'backups'),
      ...more,
    });
  const start = (more?: Record<string, string>) => wire(config(more), { clock: testClock(), log: testLog() });
  const versionOf = () => {
    const raw = new Database(file, { readonly: true });
    const version = raw.prepare('select max(number) from migrations').pluck().get();
    raw.close();
    return version;
  };

  it.each([FIRST_RELEASED, 11, 15, 19, migrations.length - 1])(
    'from version %i goes all the way, after a proven backup of what was there',
    async (known) => {
      await olderFile(known);
      const ports = await start();
      expect(await ports.db.find((db) => db.selectFrom('stores').select('name'))).toEqual([{ name: '오래된 가게' }]);
      await ports.close();
      expect(versionOf()).toBe(migrations.length);
      const [backup, ...others] = await listBackups(join(root, 'backups'));
      expect(others).toEqual([]);
      expect(backup).toMatchObject({ state: 'proven', manifest: { version: known, rows: { stores: 1 } } });
    },
  );

  it('of nothing, or of what is up to date, makes no backup', async () => {
    await (await start()).close();
    await (await start()).close();
    expect(readdirSync(root)).not.toContain('backups');
  });

  it('of a damaged file is refused as ever, in one line and before any backup', async () => {
    writeFileSync(file, randomBytes(20_000));
    await expect(start()).rejects.toThrow(CannotOpenDatabase);
    await expect(start()).rejects.toThrow(/app\.db is damaged .*: keep it, and restore the last backup$/);
    expect(readdirSync(root)).not.toContain('backups');
  });

  it('does not begin where no backup can be made, and leaves the file to the program that wrote it', async () => {
    await olderFile(FIRST_RELEASED);
    const nowhere = join(file, 'backups');
    await expect(start({ BACKUP_DIR: nowhere })).rejects.toThrow(CannotOpenDatabase);
    await expect(start({ BACKUP_DIR: nowhere })).rejects.toThrow(/^not upgraded, because no backup could be made: /);
    expect(versionOf()).toBe(FIRST_RELEASED);
  });

  it('does not begin where the backup cannot be proven: what the copy refuses, the shop is spared', async () => {
    await olderFile(FIRST_RELEASED);
    const raw = new Database(file);
    // What a later migration makes is there already: nothing that this program does to it can succeed.
    raw.exec('create table device_reports (a text)');
    raw.close();
    await expect(start()).rejects.toThrow(/^not upgraded, because its backup .* failed: .*device_reports/);
    expect(versionOf()).toBe(FIRST_RELEASED);
  });
});
