import type { StoreId } from '@tableorder/contract/ids';
import { Problem, problem } from '@tableorder/contract/problem';
import type { Compilable } from 'kysely';
import pg from 'pg';
import type { Log } from '../log/log.ts';
import { SERVER_LOCK } from './advisory-locks.ts';
import { type AfterCommit, runAfterCommit } from './after-commit.ts';
import { CannotOpenDatabase, type Db, type DbLoad, NotUnique, type OnCommit, type Reading, type Trx } from './db.ts';
import { postgresBuilder } from './dialect.ts';
import { migrate } from './migrate.ts';
import type { PoolSettings } from './pool.ts';
import { Running } from './running.ts';
import { type Builder, compile, prepare, type Statement } from './statement.ts';

export interface PostgresSettings {
  readonly url: string;
  readonly pool: PoolSettings;
  /** A schema of its own in the database, for tests; PostgreSQL's `public` otherwise. */
  readonly schema?: string;
  readonly onCommit?: OnCommit | undefined;
}

const WRITING = 'BEGIN';

const types = new pg.TypeOverrides();
// bigint arrives as text: money and counters are numbers here, and what is not exact is refused.
types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`not exact as a number: ${text}`);
  return value;
});

/** PostgreSQL's own codes, the network's, and the runtime's for writing to a line that is gone: what is sent without waiting meets those too. */
const CONNECTION_LOST = /^(08|57P0|53|E(CONN(REFUSED|RESET|ABORTED)|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH)$|ERR_STREAM_)/;

function translate(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === '23505') return new NotUnique(error.message, { cause: error });
  if (code === '53100') return Object.assign(problem('storage-full', {}, { retryAfterS: 5 }), { cause: error });
  if (CONNECTION_LOST.test(code) || /timeout exceeded|Connection terminated|not queryable/.test(error.message))
    return Object.assign(problem('unavailable', {}, { retryAfterS: 2 }), { cause: error });
  return error;
}

class PgReading implements Reading {
  readonly #client: Pick<pg.ClientBase, 'query'>;
  readonly #builder: Builder;

  constructor(client: Pick<pg.ClientBase, 'query'>, builder: Builder) {
    this.#client = client;
    this.#builder = builder;
  }

  async all<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row[]> {
    const { sql, bind } = prepare(this.#builder, statement);
    return (await this.query(sql, bind(args), statement.name)).rows as Row[];
  }

  async first<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row | undefined> {
    return (await this.all(statement, args))[0];
  }

  async find<Row>(build: (db: Builder) => Compilable<Row>): Promise<Row[]> {
    const { sql, parameters } = compile(this.#builder, build);
    return (await this.query(sql, [...parameters])).rows as Row[];
  }

  protected get builder(): Builder {
    return this.#builder;
  }

  protected async query(text: string, values: unknown[], name?: string): Promise<pg.QueryResult> {
    try {
      return await this.#client.query({ text, values, ...(name === undefined ? {} : { name }) });
    } catch (error) {
      throw translate(error);
    }
  }
}

class PgTrx extends PgReading implements Trx {
  readonly committed: AfterCommit[] = [];
  readonly #sent: Promise<unknown>[] = [];
  #ended = false;

  end(): void {
    this.#ended = true;
  }

  async run<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): Promise<number> {
    const { sql, bind } = prepare(this.builder, statement);
    return (await this.query(sql, bind(args), statement.name)).rowCount ?? 0;
  }

  send<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): void {
    const sent = this.run(statement, args);
    // Told by `settled`; until then it is nobody's unhandled rejection.
    sent.catch(() => {});
    this.#sent.push(sent);
  }

  /** Resolves when all that was sent is done; rejects with the first that failed, when the others have ended too. */
  async settled(): Promise<void> {
    const failed = (await Promise.allSettled(this.#sent)).find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  async write<Row>(build: (db: Builder) => Compilable<Row>): Promise<number> {
    const { sql, parameters } = compile(this.builder, build);
    return (await this.query(sql, [...parameters])).rowCount ?? 0;
  }

  afterCommit(work: AfterCommit): void {
    if (this.#ended) throw new Error('this transaction has ended');
    this.committed.push(work);
  }

  protected override query(text: string, values: unknown[], name?: string): Promise<pg.QueryResult> {
    if (this.#ended) return Promise.reject(new Error('this transaction has ended'));
    return super.query(text, values, name);
  }
}

class Postgres implements Db {
  readonly #pool: pg.Pool;
  readonly #builder: Builder;
  readonly #log: Log;
  readonly #pooled: PgReading;
  readonly #running = new Running();
  readonly #committed: (sinceMs: number) => void;
  readonly #monotonic: () => number;
  #ended: Promise<void> | null = null;

  constructor(pool: pg.Pool, builder: Builder, log: Log, monotonic: () => number, onCommit: OnCommit = () => {}) {
    this.#monotonic = monotonic;
    this.#committed = (since) => onCommit(monotonic() - since, 1);
    this.#pool = pool;
    this.#builder = builder;
    this.#log = log;
    this.#pooled = new PgReading(pool, builder);
  }

  all<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row[]> {
    return this.#running.track(() => this.#pooled.all(statement, args));
  }

  first<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row | undefined> {
    return this.#running.track(() => this.#pooled.first(statement, args));
  }

  find<Row>(build: (db: Builder) => Compilable<Row>): Promise<Row[]> {
    return this.#running.track(() => this.#pooled.find(build));
  }

  #withClient<T>(begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    return this.#running.track(() => this.#lend(begin, work));
  }

  async #lend<T>(begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    let client: pg.PoolClient;
    try {
      client = await this.#pool.connect();
    } catch (error) {
      throw translate(error);
    }
    let broken: Error | undefined;
    // Without a listener a connection that dies while lent out would end the process.
    const onError = (error: Error) => {
      broken = error;
    };
    client.on('error', onError);
    try {
      // Sent together with what comes first. When it fails, so does all of that, and for that reason.
      const begun = client.query(begin);
      begun.catch(() => {});
      const result = await work(client).catch((error: unknown) => begun.then(() => Promise.reject(error)));
      const from = this.#monotonic();
      // After a statement that failed, and whose failure somebody caught, the database answers this with a rollback and no error.
      const { command } = await client.query('COMMIT');
      if (command !== 'COMMIT') throw new Error('nothing was committed: a statement had failed before');
      if (begin === WRITING) this.#committed(from);
      return result;
    } catch (error) {
      if (!broken) await client.query('ROLLBACK').catch((reason: Error) => (broken = reason));
      throw translate(error);
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }

  read<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    return this.#withClient('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', (client) => work(new PgReading(client, this.#builder)));
  }

  inStore<T>(storeId: StoreId, work: (trx: Trx) => Promise<T>): Promise<T> {
    return this.#inTrx(
      { text: 'select 1 from store_counters where store_id = $1 for update', values: [storeId], name: 'lock-store' },
      work,
    );
  }

  inServer<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    return this.#inTrx({ text: 'select pg_advisory_xact_lock($1)', values: [SERVER_LOCK], name: 'lock-server' }, work);
  }

  async #inTrx<T>(lock: pg.QueryConfig, work: (trx: Trx) => Promise<T>): Promise<T> {
    const committed: AfterCommit[] = [];
    const result = await this.#withClient(WRITING, async (client) => {
      const locked = client.query(lock);
      locked.catch(() => {});
      const trx = new PgTrx(client, this.#builder);
      try {
        // Its first statement is sent behind the lock, and run when that is held: each sees what is committed by then.
        const value = await work(trx);
        await trx.settled();
        return value;
      } catch (error) {
        // A lock that was not had is why everything after it failed.
        await locked;
        // So is what was sent before: the database calls what comes after it only "aborted".
        await trx.settled();
        throw error;
      } finally {
        trx.end();
        committed.push(...trx.committed);
      }
    });
    runAfterCommit(committed, this.#log);
    return result;
  }

  ping(write?: 'write'): Promise<void> {
    return this.#running.track(() => this.#answers(write));
  }

  async #answers(write?: 'write'): Promise<void> {
    try {
      if (!write) await this.#pool.query('select 1');
      else {
        const { rows } = await this.#pool.query(
          "select current_setting('transaction_read_only') as read_only, pg_is_in_recovery() as standby",
        );
        if (rows[0]?.read_only === 'on' || rows[0]?.standby === true) throw problem('unavailable', {}, { retryAfterS: 5 });
      }
    } catch (error) {
      throw translate(error);
    }
  }

  load(): DbLoad {
    const { totalCount, idleCount, waitingCount } = this.#pool;
    return { queued: 0, busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
  }

  async close(): Promise<void> {
    await this.#running.close();
    this.#ended ??= this.#pool.end();
    await this.#ended;
  }
}

/** Brings the schema up to date on one connection; a failure ends the connection and with it the lock. */
async function migrateOn(pool: pg.Pool, builder: Builder, schema: string | undefined, at: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [SERVER_LOCK]);
    if (schema) await client.query(`create schema if not exists "${schema}"`);
    await migrate(
      {
        builder,
        run: async (sql, parameters) => void (await client.query(sql, [...parameters])),
        rows: async (sql, parameters) => (await client.query(sql, [...parameters])).rows,
        begin: 'BEGIN',
      },
      at,
    );
    await client.query('select pg_advisory_unlock($1)', [SERVER_LOCK]);
  } catch (error) {
    client.release(true);
    throw error;
  }
  client.release();
}

/** Codes of who could not come in: an unknown user or database, a wrong password. */
const NOT_LET_IN = /^(28|3D)/;

/** What keeps it from being opened, in one line without the password; a failed migration stays what it is. */
function asUnreached(url: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const reason = error instanceof Problem && error.cause instanceof Error ? error.cause : error;
  const code = 'code' in reason ? String(reason.code) : '';
  if (!(error instanceof Problem) && !NOT_LET_IN.test(code) && !/^E[A-Z_]+$/.test(code)) return error;
  const { host, pathname } = new URL(url);
  const said = reason.message || code;
  return new CannotOpenDatabase(`PostgreSQL at ${host}${pathname} cannot be opened (${said}): start it, or put DATABASE_URL right`, {
    cause: error,
  });
}

/** Opens the PostgreSQL database, migrated. Instances that start together migrate one after the other. */
export async function openPostgres(settings: PostgresSettings, log: Log, clock: { now(): number; monotonic(): number }): Promise<Db> {
  const pool = new pg.Pool({
    connectionString: settings.url,
    min: settings.pool.min,
    max: settings.pool.max,
    connectionTimeoutMillis: settings.pool.acquireTimeoutMs,
    idleTimeoutMillis: settings.pool.idleMs,
    types,
    // Statements are sent without waiting for those before them; the database runs them in their order.
    pipeline: true,
    ...(settings.schema ? { options: `-c search_path=${settings.schema}` } : {}),
  });
  pool.on('error', (error) => log.warning('db', 'an idle connection was lost', {}, error));
  const builder = postgresBuilder();
  try {
    await migrateOn(pool, builder, settings.schema, clock.now());
  } catch (error) {
    await pool.end();
    throw asUnreached(settings.url, error);
  }
  return new Postgres(pool, builder, log, clock.monotonic, settings.onCommit);
}
