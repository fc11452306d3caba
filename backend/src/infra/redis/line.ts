import { Redis } from 'ioredis';
import type { Log } from '../log/log.ts';
import { RedisRefused } from './refused.ts';

export interface RedisSettings {
  /** `redis://` or `rediss://` (TLS), with password and database number when it has them. */
  readonly url: string;
  /** What every key and channel begins with: several installations may share one Redis. */
  readonly prefix: string;
}

interface LineOptions {
  readonly url: string;
  /** What the connection is for; stands in the log. */
  readonly name: string;
  readonly log: Log;
  /** Done on every new connection before it counts as one; a ping when left out. */
  readonly greet?: (redis: Redis) => Promise<unknown>;
}

/** Longest wait for an answer. Redis answers within a millisecond; a request must not stand behind one that hangs. */
const ANSWER_MS = 250;
const CONNECT_MS = 2000;
/** How often a Redis that is away is looked for. */
const LOOK_MS = 250;
/** How often a line on which nobody asks is tried: one that carries nothing any more looks as open as ever. */
const TRY_MS = 1000;
/** A line that has been silent for this long is given up for a new one. */
const DEAD_MS = 2000;

/** Why Redis will not have us, which no waiting mends: a wrong password, an unknown database, missing rights. */
const REFUSED = /^(WRONGPASS|NOAUTH|NOPERM|ERR (invalid password|DB index|AUTH|Client sent AUTH))/;

const ping = (redis: Redis) => redis.ping();

export class RedisAway extends Error {
  override name = 'RedisAway';
}

/**
 * One connection to Redis. A Redis that is away, or hangs, costs one caller `ANSWER_MS`; everybody after that is refused at once until it
 * answers again, so that nothing which can go on without it waits for it. Nothing is queued and nothing is sent twice.
 */
export class RedisLine {
  readonly #redis: Redis;
  readonly #log: Log;
  readonly #name: string;
  readonly #greet: (redis: Redis) => Promise<unknown>;
  #refused: RedisRefused | null = null;
  /** Why it is away, for who asks meanwhile. */
  #why: unknown = null;
  #isAway = false;
  #closed = false;
  #looking: NodeJS.Timeout | null = null;
  #trying: NodeJS.Timeout | null = null;

  constructor({ url, name, log, greet = ping }: LineOptions) {
    this.#name = name;
    this.#log = log;
    this.#greet = greet;
    this.#redis = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      autoResubscribe: false,
      maxRetriesPerRequest: 0,
      commandTimeout: ANSWER_MS,
      connectTimeout: CONNECT_MS,
      retryStrategy: () => LOOK_MS,
    });
    this.#redis.on('error', (error: Error) => this.#failed(error));
    this.#redis.on('close', () => this.#lost(new Error('the connection was closed')));
  }

  #failed(error: Error): void {
    // Before the first connection whoever opens is told instead.
    if (REFUSED.test(error.message)) this.#refused = new RedisRefused(`Redis refuses: ${error.message}`);
    else this.#lost(error);
  }

  /** Resolves when connected, or when it is known to be away. Throws `RedisRefused` when Redis will not have us. */
  async open(): Promise<void> {
    this.#trying = setInterval(() => {
      // What comes of it is in the log already.
      if (!this.#isAway) this.ping().catch(() => {});
    }, TRY_MS).unref();
    try {
      await this.#redis.connect();
      await this.#greet(this.#redis);
    } catch (error) {
      const refused = this.#refused;
      if (refused === null) return this.#lost(error);
      await this.close();
      throw refused;
    }
  }

  /** What Redis answers; rejects with `RedisAway` when it is away, closed, or does not answer in time, and as Redis does when it refuses the command. */
  async ask<T>(command: (redis: Redis) => Promise<T>): Promise<T> {
    if (this.#closed) throw new RedisAway(`the ${this.#name} is closed`);
    if (this.#isAway) throw new RedisAway('Redis is away', { cause: this.#refused ?? this.#why });
    try {
      return await command(this.#redis);
    } catch (error) {
      if (error instanceof Error && error.name === 'ReplyError') throw error;
      this.#lost(error);
      throw new RedisAway('Redis does not answer', { cause: error });
    }
  }

  async ping(): Promise<void> {
    await this.ask(ping);
  }

  /** What Redis sends without being asked. */
  onMessage(hear: (channel: string, message: string) => void): void {
    this.#redis.on('pmessage', (_pattern: string, channel: string, message: string) => hear(channel, message));
  }

  #lost(error: unknown): void {
    if (this.#closed || this.#isAway) return;
    this.#isAway = true;
    this.#why = error;
    this.#log.error('redis', 'Redis is away: the shop goes on without it', { for: this.#name }, error);
    this.#lookLater(1);
  }

  #lookLater(times: number): void {
    this.#looking = setTimeout(() => {
      this.#look().catch(() => {
        if (this.#closed) return;
        if (times % (DEAD_MS / LOOK_MS) === 0 && this.#redis.status === 'ready') this.#redis.disconnect(true);
        this.#lookLater(times + 1);
      });
    }, LOOK_MS).unref();
  }

  async #look(): Promise<void> {
    await this.#greet(this.#redis);
    if (this.#closed) return;
    this.#isAway = false;
    this.#refused = null;
    this.#log.info('redis', 'Redis is back', { for: this.#name });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#looking) clearTimeout(this.#looking);
    if (this.#trying) clearInterval(this.#trying);
    this.#redis.disconnect();
  }
}
