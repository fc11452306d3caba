import { Problem, problem } from '@tableorder/contract/problem';
import type { Compilable } from 'kysely';
import type { Log } from '../log/log.ts';
import { type AfterCommit, runAfterCommit } from './after-commit.ts';
import type { OnCommit, Trx } from './db.ts';
import { isBusy, type SqliteConnection, SqliteReading, translate } from './sqlite-connection.ts';
import { type Builder, compile, prepare, type Statement } from './statement.ts';

/** A transaction held longer than this has awaited something slow; it is logged (reliability promise I8). */
const LONG_TRANSACTION_MS = 2000;
/** How long a file that another program holds is waited for, and how often it is tried. */
const BUSY_MS = 5000;
const BUSY_TRY_MS = 20;
/** For so long after a write found no room the writer is not well, though a smaller one may have found some (reliability promise I10). */
const UNWELL_MS = 3000;

class SqliteTrx extends SqliteReading implements Trx {
  readonly committed: AfterCommit[] = [];
  #ended = false;

  end(): void {
    this.#ended = true;
  }

  async run<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): Promise<number> {
    const { sql, bind } = prepare(this.builder, statement);
    return this.change(sql, bind(args));
  }

  send<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): void {
    const { sql, bind } = prepare(this.builder, statement);
    this.change(sql, bind(args));
  }

  async write<Row>(build: (db: Builder) => Compilable<Row>): Promise<number> {
    const { sql, parameters } = compile(this.builder, build);
    return this.change(sql, parameters);
  }

  afterCommit(work: AfterCommit): void {
    if (this.#ended) throw new Error('this transaction has ended');
    this.committed.push(work);
  }

  protected override attempt<T>(work: () => T): T {
    if (this.#ended) throw new Error('this transaction has ended');
    return super.attempt(work);
  }
}

interface Job {
  readonly work: (trx: Trx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

interface Done {
  readonly job: Job;
  readonly value: unknown;
  readonly committed: readonly AfterCommit[];
}

export interface WriterOptions {
  readonly maxQueued?: number | undefined;
  readonly onCommit?: OnCommit | undefined;
}

/**
 * SQLite's one writer, with group commit: commands that wait while a commit is made durable run next, each in its own savepoint,
 * in one transaction with one sync. A caller is answered only after that sync; one command's refusal does not touch its neighbours.
 * Measured in docs/decisions: a sync costs far more than the statements it makes durable.
 */
export class SqliteWriter {
  readonly #connection: SqliteConnection;
  readonly #builder: Builder;
  readonly #log: Log;
  readonly #monotonic: () => number;
  readonly #maxQueued: number;
  readonly #onCommit: OnCommit;
  #queue: Job[] = [];
  #draining = false;
  #noRoomAt = Number.NEGATIVE_INFINITY;

  constructor(
    connection: SqliteConnection,
    builder: Builder,
    log: Log,
    monotonic: () => number,
    { maxQueued = 5000, onCommit = () => {} }: WriterOptions = {},
  ) {
    this.#connection = connection;
    this.#builder = builder;
    this.#log = log;
    this.#monotonic = monotonic;
    this.#maxQueued = maxQueued;
    this.#onCommit = onCommit;
    // SQLite's own wait would stop every reader and stream of the process; `#begin` waits in turns.
    connection.raw.pragma('busy_timeout = 0');
  }

  get queued(): number {
    return this.#queue.length;
  }

  /** Throws Problem `storage-full` while commands find no room. */
  assertRoom(): void {
    if (this.#monotonic() - this.#noRoomAt < UNWELL_MS) throw problem('storage-full', {}, { retryAfterS: 5 });
  }

  #told(error: unknown): unknown {
    const told = translate(error);
    if (told instanceof Problem && told.key === 'storage-full') this.#noRoomAt = this.#monotonic();
    return told;
  }

  submit<T>(work: (trx: Trx) => Promise<T>): Promise<T> {
    if (this.#queue.length >= this.#maxQueued) return Promise.reject(problem('unavailable', {}, { retryAfterS: 1 }));
    const result = new Promise<unknown>((resolve, reject) => this.#queue.push({ work, resolve, reject }));
    if (!this.#draining) void this.#drain();
    return result as Promise<T>;
  }

  async #drain(): Promise<void> {
    this.#draining = true;
    // One turn of the event loop lets requests that arrived together share the sync.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) {
      const group = this.#queue;
      this.#queue = [];
      await this.#runGroup(group);
      if (this.#queue.length === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    this.#draining = false;
  }

  async #begin(): Promise<void> {
    const until = this.#monotonic() + BUSY_MS;
    for (;;) {
      try {
        this.#connection.statement('BEGIN IMMEDIATE').run();
        return;
      } catch (error) {
        if (!isBusy(error) || this.#monotonic() >= until) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, BUSY_TRY_MS));
    }
  }

  async #runGroup(group: readonly Job[]): Promise<void> {
    let since = this.#monotonic();
    let done: Done[] = [];
    const hangs = () => this.#log.warning('db', 'a transaction has not ended yet', { commands: group.length });
    let alarm: NodeJS.Timeout | undefined;
    try {
      await this.#begin();
      since = this.#monotonic();
      alarm = setTimeout(hangs, LONG_TRANSACTION_MS).unref();
      done = await this.#runJobs(group);
      const from = this.#monotonic();
      this.#connection.statement('COMMIT').run();
      this.#onCommit(this.#monotonic() - from, done.length);
    } catch (error) {
      if (this.#connection.raw.inTransaction) this.#connection.statement('ROLLBACK').run();
      const told = this.#told(error);
      for (const job of group) job.reject(told);
      return;
    } finally {
      clearTimeout(alarm);
    }
    const tookMs = this.#monotonic() - since;
    if (tookMs > LONG_TRANSACTION_MS) this.#log.warning('db', 'a transaction was open for long', { tookMs, commands: group.length });
    for (const { committed } of done) runAfterCommit(committed, this.#log);
    for (const { job, value } of done) job.resolve(value);
  }

  /** Those that were refused are told at once; those that succeeded wait for the commit. */
  async #runJobs(group: readonly Job[]): Promise<Done[]> {
    const done: Done[] = [];
    const refused: { job: Job; reason: unknown }[] = [];
    for (const job of group) {
      const trx = new SqliteTrx(this.#connection, this.#builder);
      this.#connection.statement('SAVEPOINT command').run();
      try {
        const value = await job.work(trx);
        this.#connection.statement('RELEASE command').run();
        done.push({ job, value, committed: trx.committed });
      } catch (error) {
        // A full disk may have ended the whole transaction: then nobody's work is kept.
        if (!this.#connection.raw.inTransaction) throw error;
        this.#connection.statement('ROLLBACK TO command').run();
        this.#connection.statement('RELEASE command').run();
        refused.push({ job, reason: error });
      } finally {
        trx.end();
      }
    }
    for (const { job, reason } of refused) job.reject(this.#told(reason));
    return done;
  }
}
