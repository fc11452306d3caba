import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startFauxqs } from 'fauxqs';
import { Redis } from 'ioredis';
import { startRedis } from '../../../backend/test/redis-server.ts';
import { freePort } from '../../../scripts/addresses.ts';
import { type Running, startBackend } from '../../product.ts';
import { seeded } from '../../seeded.ts';
import { check, type Violation } from '../harness/checker.ts';
import { startCuttingProxy } from '../harness/cutting-proxy.ts';
import { settle } from '../harness/findings.ts';
import { type History, newHistory } from '../harness/history.ts';
import { openAll } from '../harness/opening.ts';
import { type Counts, countsOf, keepWorking } from '../harness/work.ts';
import { FLEET_FAULTS, type FleetFault, type Member } from './faults.ts';
import { startNginx } from './nginx.ts';
import { startHurtPostgres } from './postgres.ts';

export interface Evening {
  /** The same seed draws the same faults; what the machine makes of their timing is its own. */
  readonly seed: number;
  readonly backends: number;
  readonly stores: number;
  /** Of each store. */
  readonly tablets: number;
  readonly screens: number;
  /** Between two wishes of a tablet, at most. */
  readonly restMs: number;
  /** How long faults are drawn, unless `plan` is through before. */
  readonly forMs: number;
  readonly plan?: readonly FleetFault[];
  readonly faults: readonly FleetFault[];
  /** Another build of the backend than the product's. */
  readonly program?: string;
  readonly say: (line: string) => void;
}

export interface EveningFigures extends Counts {
  readonly seed: number;
  readonly faults: Readonly<Partial<Record<FleetFault, number>>>;
  /** The longest time in which no device at all was told that its order stands, in ms, from the beginning of each fault to the next one's. */
  readonly longestGapMs: Readonly<Partial<Record<FleetFault, number>>>;
}

const CUTS = { answers: 0.05, pieces: 0.005 };
const STORE = { S3_BUCKET: 'pictures', S3_ACCESS_KEY_ID: 'fleet', S3_SECRET_ACCESS_KEY: 'a-secret-of-tests' };

/** A backend on a port of its own that it keeps through its deaths, as nginx knows it. */
async function member(
  folder: string,
  env: Record<string, string>,
  program: string | undefined,
): Promise<Member & { readonly port: number }> {
  await mkdir(folder);
  const port = await freePort();
  let running: Running | null = null;
  const start = async () => {
    running = await startBackend(folder, { ...env, BACKEND_PORT: String(port) }, program);
  };
  await start();
  return {
    port,
    pid: () => running?.process.pid ?? 0,
    kill: async () => void (await running?.kill()),
    stop: async () => void (await running?.stop()),
    start,
  };
}

/** How long nobody's order was confirmed, by the fault that struck last. */
class Gaps {
  readonly longest: Partial<Record<FleetFault, number>> = {};
  readonly #history: History;
  readonly #timer: NodeJS.Timeout;
  #name: FleetFault | null = null;
  #confirmed = 0;
  #at = performance.now();

  constructor(history: History) {
    this.#history = history;
    this.#timer = setInterval(() => this.#look(), 10);
  }

  #look(): void {
    const now = performance.now();
    const { length } = this.#history.wishes;
    if (this.#name) this.longest[this.#name] = Math.max(this.longest[this.#name] ?? 0, Math.round(now - this.#at));
    if (length === this.#confirmed) return;
    this.#confirmed = length;
    this.#at = now;
  }

  begin(name: FleetFault): void {
    this.#look();
    this.#name = name;
    this.#at = performance.now();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/**
 * Devices of several shops at work at several backends over one PostgreSQL and one Redis, nginx in front, while all of these fail; then all is
 * healed, everything is read, and every promise is checked. Removes what it made.
 */
export async function playEvening(
  evening: Evening,
): Promise<{ readonly violations: readonly Violation[]; readonly figures: EveningFigures }> {
  const random = seeded(evening.seed);
  const home = await mkdtemp(join(tmpdir(), 'tableorder-fleet-'));
  const [postgres, redis] = [await startHurtPostgres(), await startRedis()];
  const store = await startFauxqs({ port: 0, logger: false });
  store.createBucket(STORE.S3_BUCKET);
  const env = {
    DATABASE_URL: postgres.url,
    DB_POOL_MIN_SIZE: '2',
    DB_CONNECTION_TIMEOUT: '5',
    REDIS_URL: redis.url,
    S3_ENDPOINT: `http://127.0.0.1:${store.port}`,
    ...STORE,
  };
  const members: (Member & { readonly port: number })[] = [];
  const history: History = newHistory();
  try {
    for (let at = 0; at < evening.backends; at += 1) members.push(await member(join(home, `backend-${at + 1}`), env, evening.program));
    const nginx = await startNginx(members.map(({ port }) => port));
    const url = `http://127.0.0.1:${nginx.port}`;
    const proxy = await startCuttingProxy(() => nginx.port, seeded(evening.seed + 1), { answers: 0, pieces: 0 });
    const opened = await openAll(url, () => proxy.url, evening);
    const enough = new AbortController();
    const common = { url: proxy.url, history, restMs: evening.restMs, until: enough.signal };
    Object.assign(proxy.cuts, CUTS);
    const work = keepWorking(opened, { ...common, seed: evening.seed });
    const gaps = new Gaps(history);
    const flush = async () => {
      const client = new Redis(redis.url);
      await client.flushall();
      client.disconnect();
    };
    const faults: Partial<Record<FleetFault, number>> = {};
    const end = performance.now() + evening.forMs;
    for (let at = 0; evening.plan ? at < evening.plan.length : performance.now() < end; at += 1) {
      await pause(500 + random() * 1500);
      const name = evening.plan?.[at] ?? evening.faults[Math.floor(random() * evening.faults.length)] ?? 'kill';
      evening.say(`${Math.round(performance.now())} ${name}`);
      gaps.begin(name);
      await FLEET_FAULTS[name]({ members, postgres, redis, proxy, flush }, random);
      faults[name] = (faults[name] ?? 0) + 1;
    }
    await pause(1000);
    enough.abort();
    Object.assign(proxy.cuts, { answers: 0, pieces: 0 });
    await work;
    gaps.stop();
    const stores = await settle(url, opened);
    const readers = opened.flatMap((one) => one.readers);
    await Promise.all(readers.map(({ reader }) => reader.close()));
    await proxy.close();
    await nginx.close();
    return {
      violations: check(history, { stores, damage: [] }),
      figures: {
        seed: evening.seed,
        faults,
        ...countsOf(history, opened),
        longestGapMs: gaps.longest,
      },
    };
  } finally {
    await Promise.all(members.map((one) => one.kill()));
    await Promise.all([redis.close(), store.stop()]);
    await postgres.close();
    await rm(home, { recursive: true, force: true });
  }
}
