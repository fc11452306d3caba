import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StoreId } from '@tableorder/contract/ids';
import Database from 'better-sqlite3';
import type { Compilable } from 'kysely';
import { whyUnwritable } from '../files/unwritable.ts';
import type { Log } from '../log/log.ts';
import { CannotOpenDatabase, type Db, type DbLoad, type OnCommit, type Reading, type Trx } from './db.ts';
import { sqliteBuilder } from './dialect.ts';
import { migrate } from './migrate.ts';
import { Pool, type PoolSettings } from './pool.ts';
import { Running } from './running.ts';
import { SqliteConnection, SqliteReading, translate } from './sqlite-connection.ts';
import { SqliteWriter } from './sqlite-writer.ts';
import type { Builder, Statement } from './statement.ts';

/** 3.7.0–3.51.2 could drop committed pages when two connections wrote and checkpointed together. */
const LEAST_SQLITE = [3, 51, 3] as const;

export interface SqliteSettings {
  readonly file: string;
  readonly pool: PoolSettings;
  /** Done before the file of an older program is changed, with how many migrations it has; the file is ours and closed to others meanwhile. */
  readonly beforeUpgrade?: ((version: number) => Promise<void>) | undefined;
  readonly onCommit?: OnCommit | undefined;
}

const engineOf = (raw: Database.Database): string => String(raw.prepare('select sqlite_version()').pluck().get());

export function assertVersion(found: string): void {
  const parts = found.split('.').map(Number);
  for (const [at, least] of LEAST_SQLITE.entries()) {
    const part = parts[at] ?? 0;
    if (part > least) return;
    if (part < least) throw new CannotOpenDatabase(`SQLite ${found} can lose committed data; ${LEAST_SQLITE.join('.')} or newer is needed`);
  }
}

/** Up to this size the whole file is looked through at start: 75 ms for 88 MB here. A larger one would delay the first order. */
const MOST_CHECKED_BYTES = 256 * 1024 * 1024;

const damaged = (file: string, what: string, cause?: unknown): CannotOpenDatabase =>
  new CannotOpenDatabase(`${file} is damaged (${what}): keep it, and restore the last backup`, { cause });

/** A smashed page is noticed by those alone who read it: orders would go on over a hole. */
function assertWhole(file: string, raw: Database.Database): void {
  if (statSync(file).size > MOST_CHECKED_BYTES) return;
  const found = String(raw.pragma('quick_check(1)', { simple: true }));
  if (found !== 'ok') throw damaged(file, found.replaceAll('\n', ' '));
}

/** Only one process may own the file: a side file held locked for life, freed by the system even after a kill. */
export function ownFile(file: string): Database.Database {
  const lock = new Database(`${file}.lock`);
  try {
    lock.pragma('busy_timeout = 0');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY')
      throw new CannotOpenDatabase(`another process is using ${file}: stop it first, or give this one another DB_FILE_PATH`);
    throw error;
  }
  return lock;
}

function makePrivate(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/** What keeps the file from being written, in one line; anything else stays what it is. */
function asUnwritable(file: string, error: unknown): unknown {
  const why = whyUnwritable(error);
  return why ? new CannotOpenDatabase(`${file} cannot be written (${why.code}): ${why.act}`, { cause: error }) : error;
}

function within<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asUnwritable(file, error);
  }
}

class Sqlite implements Db {
  readonly #lock: Database.Database | null;
  readonly #writer: SqliteConnection;
  readonly #commands: SqliteWriter;
  readonly #readers: Pool<SqliteConnection>;
  readonly #builder: Builder;
  readonly #running = new Running();

  constructor(
    lock: Database.Database | null,
    writer: SqliteConnection,
    builder: Builder,
    settings: SqliteSettings,
    log: Log,
    monotonic: () => number,
  ) {
    this.#lock = lock;
    this.#writer = writer;
    this.#builder = builder;
    this.#commands = new SqliteWriter(writer, builder, log, monotonic, { onCommit: settings.onCommit });
    this.#readers = new Pool(
      settings.pool,
      monotonic,
      () => new SqliteConnection(settings.file, 'reader'),
      (connection) => connection.close(),
    );
  }

  #withReader<T>(work: (reading: Reading, connection: SqliteConnection) => Promise<T>): Promise<T> {
    return this.#running.track(() => this.#lend(work));
  }

  async #lend<T>(work: (reading: Reading, connection: SqliteConnection) => Promise<T>): Promise<T> {
    const connection = await this.#reader();
    try {
      return await work(new SqliteReading(connection, this.#builder), connection);
    } finally {
      this.#readers.release(connection);
    }
  }

  async #reader(): Promise<SqliteConnection> {
    try {
      return this.#readers.take() ?? (await this.#readers.acquire());
    } catch (error) {
      throw translate(error);
    }
  }

  all<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row[]> {
    return this.#withReader((reading) => reading.all(statement, args));
  }

  first<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row | undefined> {
    return this.#withReader((reading) => reading.first(statement, args));
  }

  find<Row>(build: (db: Builder) => Compilable<Row>): Promise<Row[]> {
    return this.#withReader((reading) => reading.find(build));
  }

  read<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    return this.#withReader(async (reading, connection) => {
      connection.statement('BEGIN').run();
      try {
        return await work(reading);
      } finally {
        connection.statement('COMMIT').run();
      }
    });
  }

  /** All stores share the one writer, which is the store's lock and more. */
  inStore<T>(_storeId: StoreId, work: (trx: Trx) => Promise<T>): Promise<T> {
    return this.#running.track(() => this.#commands.submit(work));
  }

  inServer<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return this.#running.track(() => this.#commands.submit(work));
  }

  async ping(write?: 'write'): Promise<void> {
    await this.#withReader(async (_, connection) => connection.statement('select 1').get());
    if (!write) return;
    await this.inServer((trx) =>
      trx.write((db) =>
        db
          .insertInto('server_facts')
          .values({ name: 'last-write-probe', value: '' })
          .onConflict((on) => on.column('name').doUpdateSet({ value: '' })),
      ),
    );
    this.#commands.assertRoom();
  }

  load(): DbLoad {
    const { size, idle, waiting } = this.#readers;
    return { queued: this.#commands.queued, busy: size - idle, idle, waiting };
  }

  async close(): Promise<void> {
    await this.#running.close();
    this.#readers.close();
    this.#writer.close();
    this.#lock?.close();
  }
}

async function openOwned(
  settings: SqliteSettings,
  lock: Database.Database,
  writer: SqliteConnection,
  log: Log,
  clock: { now(): number; monotonic(): number },
): Promise<Db> {
  const { raw } = writer;
  assertVersion(engineOf(raw));
  assertWhole(settings.file, raw);
  const builder = sqliteBuilder();
  await migrate(
    {
      builder,
      run: async (sql, parameters) => void raw.prepare(sql).run(...parameters),
      rows: async (sql, parameters) => raw.prepare(sql).all(...parameters),
      begin: 'BEGIN IMMEDIATE',
      beforeUpgrade: settings.beforeUpgrade,
    },
    clock.now(),
  );
  return new Sqlite(lock, writer, builder, settings, log, clock.monotonic);
}

/**
 * Opens the shop's database file, migrated, as this process's own.
 * Throws `CannotOpenDatabase` for a file that another process uses, a damaged file, or an engine that is too old.
 */
export async function openSqlite(settings: SqliteSettings, log: Log, clock: { now(): number; monotonic(): number }): Promise<Db> {
  const lock = within(settings.file, () => {
    makePrivate(settings.file);
    return ownFile(settings.file);
  });
  let writer: SqliteConnection | undefined;
  try {
    writer = new SqliteConnection(settings.file, 'writer');
    return await openOwned(settings, lock, writer, log, clock);
  } catch (error) {
    writer?.close();
    lock.close();
    if (error instanceof Database.SqliteError && (error.code === 'SQLITE_CORRUPT' || error.code === 'SQLITE_NOTADB'))
      throw damaged(settings.file, error.code, error);
    throw asUnwritable(settings.file, error);
  }
}

/**
 * Opens a file that another process owns, for a short errand of an operator's. It is neither made nor migrated, and nothing may be
 * written that the owner keeps in memory. Throws `CannotOpenDatabase` when there is no such file.
 */
export async function openSqliteBeside(settings: SqliteSettings, log: Log, clock: { monotonic(): number }): Promise<Db> {
  if (!existsSync(settings.file)) throw new CannotOpenDatabase(`there is no database at ${settings.file}: start the server once`);
  const writer = new SqliteConnection(settings.file, 'writer');
  assertVersion(engineOf(writer.raw));
  return new Sqlite(null, writer, sqliteBuilder(), settings, log, clock.monotonic);
}
