import pg from 'pg';
import { DUTY_LOCK } from '../db/advisory-locks.ts';
import type { Log } from '../log/log.ts';
import type { Duty, Work } from './duty.ts';

export interface PostgresDutyOptions {
  readonly url: string;
  readonly log: Log;
  /** A schema of its own in the database, for tests. */
  readonly schema?: string;
}

/** With the schema's number, as several installations may live in one database. */
const TRY_LOCK = `select pg_try_advisory_lock(${DUTY_LOCK}, hashtext(current_schema())) as mine`;
/** How long nobody is on duty after the one that was died, and how soon one that lost it notices. */
const LOOK_MS = 1000;
const ANSWER_MS = 2000;

/**
 * Whoever holds an advisory lock of the database is on duty. The lock lives as long as its connection: an instance that dies, or is cut
 * off, loses it by that, and the next one that asks has it.
 */
class PostgresDuty implements Duty {
  readonly #options: PostgresDutyOptions;
  readonly #timer: NodeJS.Timeout;
  #client: pg.Client | null = null;
  #begin: (() => Work) | null = null;
  #work: Work | null = null;
  #looking: Promise<void> | null = null;
  #isMine = false;
  #isBlind = false;
  #closed = false;

  constructor(options: PostgresDutyOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  get isMine(): boolean {
    return this.#isMine;
  }

  take(begin: () => Work): void {
    this.#begin = begin;
    this.#look();
  }

  #look(): void {
    this.#looking ??= this.#ask()
      .then(() => {
        this.#isBlind = false;
      })
      .catch((error: unknown) => this.#lost(error))
      .finally(() => {
        this.#looking = null;
      });
  }

  async #connected(): Promise<pg.Client> {
    if (this.#client) return this.#client;
    const { url, schema } = this.#options;
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      application_name: 'tableorder duty',
      ...(schema ? { options: `-c search_path=${schema}` } : {}),
    });
    // Without a listener a connection that dies would end the process; the next look finds it dead.
    client.on('error', () => {
      if (this.#client === client) void this.#lost(new Error('the connection was lost'));
    });
    await client.connect();
    this.#client = client;
    return client;
  }

  async #ask(): Promise<void> {
    if (this.#closed || !this.#begin) return;
    const client = await this.#connected();
    if (this.#isMine) {
      await client.query('select 1');
      return;
    }
    const { rows } = await client.query<{ mine: boolean }>(TRY_LOCK);
    if (!rows[0]?.mine || this.#closed) return;
    this.#isMine = true;
    this.#options.log.info('duty', 'this instance is on duty');
    this.#work = this.#begin();
  }

  /** Ends what was begun before the lock can be another's again as far as we can see; told once. */
  async #lost(error: unknown): Promise<void> {
    const { log } = this.#options;
    const client = this.#client;
    this.#client = null;
    const wasMine = this.#isMine;
    this.#isMine = false;
    if (this.#closed) return;
    if (wasMine || !this.#isBlind) log.warning('duty', 'who is on duty cannot be asked; tried again', { was: wasMine }, error);
    this.#isBlind = true;
    await this.#end();
    // Not waited for: a database that hangs says no goodbye either.
    client?.end().catch(() => {});
  }

  async #end(): Promise<void> {
    const work = this.#work;
    this.#work = null;
    try {
      await work?.stop();
    } catch (error) {
      this.#options.log.error('duty', 'work on duty did not end well', {}, error);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#looking;
    await this.#end();
    this.#isMine = false;
    // The database lets the lock go with the connection.
    await this.#client
      ?.end()
      .catch((error: unknown) => this.#options.log.warning('duty', 'the lock’s connection did not end well', {}, error));
  }
}

export const postgresDuty = (options: PostgresDutyOptions): Duty => new PostgresDuty(options);
