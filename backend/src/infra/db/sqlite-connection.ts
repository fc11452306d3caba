import { problem } from '@tableorder/contract/problem';
import Database from 'better-sqlite3';
import type { Compilable } from 'kysely';
import { NotUnique, type Reading } from './db.ts';
import { type Builder, compile, prepare, type Statement } from './statement.ts';

/** One SQLite connection with its prepared statements. Everything on it is synchronous. */
export class SqliteConnection {
  readonly raw: Database.Database;
  readonly #prepared = new Map<string, Database.Statement>();

  /**
   * `synchronous=FULL` because NORMAL loses acknowledged commits at a power cut in WAL mode; better-sqlite3's own default is NORMAL.
   * A reader's page cache is small: there may be twenty of them, and the file system caches too.
   */
  constructor(file: string, mode: 'writer' | 'reader') {
    this.raw = new Database(file, { readonly: mode === 'reader' });
    try {
      this.#set(mode);
    } catch (error) {
      this.raw.close();
      throw error;
    }
  }

  #set(mode: 'writer' | 'reader'): void {
    this.raw.pragma('busy_timeout = 5000');
    if (mode === 'writer') {
      this.raw.pragma('journal_mode = WAL');
      this.raw.pragma('synchronous = FULL');
      this.raw.pragma('foreign_keys = ON');
      this.raw.pragma('wal_autocheckpoint = 1000');
      this.raw.pragma('journal_size_limit = 67108864');
      this.raw.pragma('cache_size = -16384');
    } else {
      this.raw.pragma('query_only = ON');
      this.raw.pragma('cache_size = -1024');
    }
  }

  statement(sql: string): Database.Statement {
    let statement = this.#prepared.get(sql);
    if (!statement) {
      // Queries with variable text could fill the memory; the busy ones come back at once.
      if (this.#prepared.size >= 500) this.#prepared.clear();
      statement = this.raw.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }

  close(): void {
    this.#prepared.clear();
    this.raw.close();
  }
}

const STORAGE_FULL = new Set(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_TRUNCATE', 'SQLITE_READONLY']);
const BUSY = new Set(['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', 'SQLITE_BUSY_RECOVERY', 'SQLITE_LOCKED', 'SQLITE_CANTOPEN']);
const NOT_UNIQUE = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY']);

/** A disk that fails or is gone, which can also look like a damaged file: what was asked for was not done, and may be once somebody has seen to it. */
const isDiskError = ({ code }: { code: string }): boolean => /^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(code);

/** Whether another program holds the file; worth another try. */
export const isBusy = (error: unknown): boolean => error instanceof Database.SqliteError && BUSY.has(error.code);

/** SQLite's code as what our callers know; anything else as it is. */
export function translate(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  if (NOT_UNIQUE.has(error.code)) return new NotUnique(error.message, { cause: error });
  if (STORAGE_FULL.has(error.code)) return Object.assign(problem('storage-full', {}, { retryAfterS: 5 }), { cause: error });
  if (isDiskError(error)) return Object.assign(problem('unavailable', {}, { retryAfterS: 5 }), { cause: error });
  if (isBusy(error)) return Object.assign(problem('unavailable', {}, { retryAfterS: 1 }), { cause: error });
  return error;
}

export class SqliteReading implements Reading {
  readonly #connection: SqliteConnection;
  readonly #builder: Builder;

  constructor(connection: SqliteConnection, builder: Builder) {
    this.#connection = connection;
    this.#builder = builder;
  }

  async all<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row[]> {
    const { sql, bind } = prepare(this.#builder, statement);
    return this.attempt(() => this.#connection.statement(sql).all(...bind(args)) as Row[]);
  }

  async first<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row | undefined> {
    const { sql, bind } = prepare(this.#builder, statement);
    return this.attempt(() => this.#connection.statement(sql).get(...bind(args)) as Row | undefined);
  }

  async find<Row>(build: (db: Builder) => Compilable<Row>): Promise<Row[]> {
    const { sql, parameters } = compile(this.#builder, build);
    return this.attempt(() => this.#connection.statement(sql).all(...parameters) as Row[]);
  }

  protected change(sql: string, parameters: readonly unknown[]): number {
    return this.attempt(() => this.#connection.statement(sql).run(...parameters).changes);
  }

  protected get builder(): Builder {
    return this.#builder;
  }

  protected attempt<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw translate(error);
    }
  }
}
