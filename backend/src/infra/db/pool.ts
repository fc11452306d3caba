import { problem } from '@tableorder/contract/problem';

export interface PoolSettings {
  readonly min: number;
  readonly max: number;
  readonly acquireTimeoutMs: number;
  readonly idleMs: number;
}

interface Idle<C> {
  readonly connection: C;
  readonly since: number;
}

interface Waiter<C> {
  readonly take: (connection: C) => void;
  readonly refuse: (reason: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * A pool of reader connections (given design: min 10, max 20, acquire timeout 30 s, idle closing after 300 s).
 * `min` are opened at start and kept; more are opened when all are busy, and closed again when idle.
 */
export class Pool<C> {
  readonly #open: () => C;
  readonly #shut: (connection: C) => void;
  readonly #settings: PoolSettings;
  readonly #monotonic: () => number;
  #idle: Idle<C>[] = [];
  readonly #waiting: Waiter<C>[] = [];
  #size = 0;
  #closed = false;
  readonly #sweep: NodeJS.Timeout;

  constructor(settings: PoolSettings, monotonic: () => number, open: () => C, shut: (connection: C) => void) {
    this.#settings = settings;
    this.#monotonic = monotonic;
    this.#open = open;
    this.#shut = shut;
    for (let i = 0; i < settings.min; i++) this.#idle.push({ connection: this.#grow(), since: monotonic() });
    this.#sweep = setInterval(() => this.closeIdle(), Math.max(1000, settings.idleMs / 10));
    this.#sweep.unref();
  }

  get size(): number {
    return this.#size;
  }

  get idle(): number {
    return this.#idle.length;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  #grow(): C {
    const connection = this.#open();
    this.#size++;
    return connection;
  }

  /** A connection at once, or `undefined` when all are busy or the pool is closed. */
  take(): C | undefined {
    if (this.#closed) return undefined;
    const idle = this.#idle.pop();
    if (idle) return idle.connection;
    return this.#size < this.#settings.max ? this.#grow() : undefined;
  }

  /** A connection, waited for; Problem `unavailable` after the acquire timeout. */
  async acquire(): Promise<C> {
    if (this.#closed) throw problem('unavailable', {}, { retryAfterS: 5 });
    const free = this.take();
    if (free !== undefined) return free;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(problem('unavailable', {}, { retryAfterS: 5 }));
      }, this.#settings.acquireTimeoutMs);
      const waiter: Waiter<C> = { take: resolve, refuse: reject, timer };
      this.#waiting.push(waiter);
    });
  }

  release(connection: C): void {
    const next = this.#waiting.shift();
    if (next) {
      clearTimeout(next.timer);
      next.take(connection);
    } else if (this.#closed) {
      this.#drop(connection);
    } else {
      this.#idle.push({ connection, since: this.#monotonic() });
    }
  }

  #drop(connection: C): void {
    this.#size--;
    this.#shut(connection);
  }

  /** Closes what has been idle for `idleMs`, the longest idle first, down to `min`. */
  closeIdle(): void {
    const now = this.#monotonic();
    const kept: Idle<C>[] = [];
    for (const idle of this.#idle) {
      if (this.#size > this.#settings.min && now - idle.since >= this.#settings.idleMs) this.#drop(idle.connection);
      else kept.push(idle);
    }
    this.#idle = kept;
  }

  /** Closes what is idle now and what is released later; waiters are refused. */
  close(): void {
    this.#closed = true;
    clearInterval(this.#sweep);
    for (const waiter of this.#waiting.splice(0)) {
      clearTimeout(waiter.timer);
      waiter.refuse(problem('unavailable', {}, { retryAfterS: 5 }));
    }
    for (const { connection } of this.#idle.splice(0)) this.#drop(connection);
  }
}
