import { readHealth, readLive, readReady } from '@tableorder/contract/health';
import { toInstant } from '@tableorder/contract/time';
import type { Bus } from '../infra/bus/bus.ts';
import type { Cache } from '../infra/cache/cache.ts';
import type { Clock } from '../infra/clock/clock.ts';
import type { Db } from '../infra/db/db.ts';
import type { Files } from '../infra/files/files.ts';
import type { Log } from '../infra/log/log.ts';
import type { Routes } from './route.ts';

const PING_TIMEOUT_MS = 2000;
const SHARED_MS = 1000;
/** A ping that never came back is given up, so that a service that recovered is seen again. */
const LOST_MS = 30_000;

type State = 'up' | 'down';

/**
 * Asks one service how it is, at most once at a time and once a second however often it is asked: probing is no load,
 * and a service that stalls is not piled up with pings.
 */
class Probe {
  readonly #name: string;
  readonly #ping: () => Promise<void>;
  readonly #clock: Clock;
  readonly #log: Log;
  #state: State = 'up';
  #knownAt = Number.NEGATIVE_INFINITY;
  #running: { readonly settled: Promise<void>; readonly startedAt: number } | null = null;
  #answer: Promise<State> | null = null;

  constructor(name: string, ping: () => Promise<void>, clock: Clock, log: Log) {
    this.#name = name;
    this.#ping = ping;
    this.#clock = clock;
    this.#log = log;
  }

  state(): Promise<State> {
    if (this.#answer) return this.#answer;
    if (this.#clock.monotonic() - this.#knownAt < SHARED_MS) return Promise.resolve(this.#state);
    this.#answer = this.#ask().finally(() => {
      this.#answer = null;
    });
    return this.#answer;
  }

  async #ask(): Promise<State> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${PING_TIMEOUT_MS} ms`)), PING_TIMEOUT_MS);
    });
    try {
      await Promise.race([this.#pinged(), late]);
      this.#learn('up');
    } catch (error) {
      this.#learn('down', error);
    } finally {
      clearTimeout(timer);
    }
    return this.#state;
  }

  #pinged(): Promise<void> {
    const now = this.#clock.monotonic();
    if (this.#running && now - this.#running.startedAt < LOST_MS) return this.#running.settled;
    const settled = Promise.resolve().then(this.#ping);
    const running = { settled, startedAt: now };
    this.#running = running;
    const forget = () => {
      if (this.#running === running) this.#running = null;
    };
    settled.then(forget, forget);
    return settled;
  }

  #learn(state: State, error?: unknown): void {
    if (state !== this.#state) {
      if (state === 'down') this.#log.error('health', 'service is down', { service: this.#name }, error);
      else this.#log.info('health', 'service is up again', { service: this.#name });
    }
    this.#state = state;
    this.#knownAt = this.#clock.monotonic();
  }
}

export interface HealthDeps {
  readonly db: Pick<Db, 'ping'>;
  readonly cache: Pick<Cache, 'ping'>;
  readonly files: Pick<Files, 'ping'>;
  readonly bus: Pick<Bus, 'ping'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** How the server is, measured and not assumed: every service is asked, and readiness is a write that happened. */
export function serveHealth(routes: Routes, { db, cache, files, bus, clock, log }: HealthDeps): void {
  const probe = (name: string, ping: () => Promise<void>) => new Probe(name, ping, clock, log);
  const database = probe('database', () => db.ping());
  const writes = probe('database writes', () => db.ping('write'));
  const others = [probe('cache', () => cache.ping()), probe('files', () => files.ping()), probe('bus', () => bus.ping())] as const;

  routes.implement(readHealth, async () => {
    const states = await Promise.all([database.state(), others[0].state(), others[1].state(), others[2].state()]);
    const well = states.every((state) => state === 'up');
    const services = { database: states[0], cache: states[1], files: states[2], bus: states[3] };
    const said = { timestamp: toInstant(clock.now()), services };
    return well
      ? ({ status: 200, body: { status: 'healthy', ...said } } as const)
      : ({ status: 503, body: { status: 'unhealthy', ...said } } as const);
  });
  routes.implement(readLive, async () => ({ status: 200, body: { status: 'live' } }) as const);
  routes.implement(readReady, async () =>
    (await writes.state()) === 'up'
      ? ({ status: 200, body: { status: 'ready' } } as const)
      : ({ status: 503, body: { status: 'not-ready' } } as const),
  );
}
