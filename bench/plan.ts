import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '../e2e/seeded.ts';

/** How many machines a chain needs, reckoned from what `bench/scale.ts` measured: `node bench/plan.ts`; writes PLAN.md. */
interface Measured {
  readonly name: string;
  readonly oneAtATimeMs: number;
  readonly backendMsPerOrder: number;
  readonly databaseMsPerOrder: number;
  readonly backendMsPerMenu: number;
  readonly bytesPerOrder: number;
}
interface Scale {
  readonly date: string;
  readonly kbPerStream: number;
  readonly measured: readonly Measured[];
}
const scale = JSON.parse(readFileSync(join(import.meta.dirname, 'scale.json'), 'utf8')) as Scale;
const found = scale.measured.find(({ name }) => name.startsWith('3 on PostgreSQL'));
if (!found) throw new Error('scale.json has no run of three backends');
const measured: Measured = found;

/** The chain, and its Friday evening. What is assumed and not measured. */
const CHAIN = {
  stores: 10_000,
  tabletsPerStore: 30,
  screensPerStore: 3,
  ordersPerStoreAndDay: 360,
  /** Of a day's orders in its busiest hour, everywhere the same hour. */
  shareOfPeakHour: 0.15,
  /** Within that hour, for a minute. */
  burst: 2,
  /** Writes that cost about what an order costs: the order, its receipt, three steps. */
  writesPerOrder: 5,
  /** Menu pages and lists read for an order: phones that join, tablets that look. */
  readsPerOrder: 8,
  yearsKept: 1,
};
/** Streams that one process holds without other requests suffering: half of what was tried. */
const STREAMS_PER_BACKEND = 10_000;
const POOL = 20;
/** Of a core, at most, in the burst. */
const FULL = 0.6;
const P99_MS = 100;
/** A month of one core with 4 GB, and of 100 GB of disk that syncs quickly; what clouds in Europe ask, rounded up. */
const PRICE = { coreMonth: 25, diskMonth: 12 };
/** A transaction's way to the database and its sync, beside the processor. */
const COMMIT_MS = 2;

const figure = (value: number, digits = 0) => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const ordersPerSecond = (CHAIN.stores * CHAIN.ordersPerStoreAndDay * CHAIN.shareOfPeakHour) / 3600;
const burst = ordersPerSecond * CHAIN.burst;
const streams = CHAIN.stores * (CHAIN.tabletsPerStore + CHAIN.screensPerStore);

interface Job {
  readonly at: number;
  readonly backendMs: number;
  readonly databaseMs: number;
}

/** Work that comes in at random (Poisson), each piece as long as measured on average, some much longer (exponential). */
function arrivals(orders: number, seconds: number, random: () => number): Job[] {
  const exponential = (mean: number) => -Math.log(1 - random()) * mean;
  const jobs: Job[] = [];
  const kinds = [
    { rate: orders * CHAIN.writesPerOrder, backendMs: measured.backendMsPerOrder, databaseMs: measured.databaseMsPerOrder },
    { rate: orders * CHAIN.readsPerOrder, backendMs: measured.backendMsPerMenu, databaseMs: 0 },
  ];
  for (const { rate, backendMs, databaseMs } of kinds)
    for (let at = exponential(1000 / rate); at < seconds * 1000; at += exponential(1000 / rate))
      jobs.push({ at, backendMs: exponential(backendMs), databaseMs: databaseMs === 0 ? 0 : exponential(databaseMs) });
  return jobs.sort((a, b) => a.at - b.at);
}

/** Each backend is one processor with a line before it, each database several; a store always has the same database. Gives the 99th percentile in ms. */
function simulate(jobs: readonly Job[], backends: number, databases: number, coresEach: number, random: () => number): number {
  const free = new Float64Array(backends);
  const cores = Array.from({ length: databases }, () => new Float64Array(coresEach));
  const took: number[] = [];
  for (const { at, backendMs, databaseMs } of jobs) {
    const backend = Math.floor(random() * backends);
    const done = Math.max(at, free[backend] ?? 0) + backendMs;
    free[backend] = done;
    let end = done;
    if (databaseMs > 0) {
      const own = cores[Math.floor(random() * databases)] ?? new Float64Array(1);
      const first = own.indexOf(Math.min(...own));
      end = Math.max(done, own[first] ?? 0) + databaseMs;
      own[first] = end;
      end += COMMIT_MS;
    }
    took.push(end - at);
  }
  took.sort((a, b) => a - b);
  return took[Math.floor(took.length * 0.99)] ?? 0;
}

const backendLoad = (orders: number) =>
  (orders * (CHAIN.writesPerOrder * measured.backendMsPerOrder + CHAIN.readsPerOrder * measured.backendMsPerMenu)) / 1000;
const databaseLoad = (orders: number) => (orders * CHAIN.writesPerOrder * measured.databaseMsPerOrder) / 1000;

const byWork = Math.ceil(backendLoad(burst) / FULL);
const byStreams = Math.ceil(streams / STREAMS_PER_BACKEND);
/** One more than are needed, so that one may be away. */
const backends = Math.max(byWork, byStreams) + 1;
const CORES_EACH = 8;
const connectionsOf = (count: number) => backends * (POOL + 1) * count;
const databases = Math.max(2, Math.ceil(databaseLoad(burst) / (CORES_EACH * FULL)));
const yearly = CHAIN.stores * CHAIN.ordersPerStoreAndDay * 365;
const storage = (yearly * CHAIN.yearsKept * measured.bytesPerOrder) / 1e9;
const memoryGb = (streams * scale.kbPerStream) / 1e6;

const jobs = arrivals(burst, 30, seeded(1));
const runs = [
  ['the burst, all up', simulate(jobs, backends, databases, CORES_EACH, seeded(2))],
  ['one backend away', simulate(jobs, backends - 1, databases, CORES_EACH, seeded(2))],
  ['a third of the backends away', simulate(jobs, Math.ceil((backends * 2) / 3), databases, CORES_EACH, seeded(2))],
  ['twice the burst, all up', simulate(arrivals(burst * 2, 15, seeded(3)), backends, databases, CORES_EACH, seeded(4))],
] as const;
for (const [what, ms] of runs.slice(0, 2)) if (ms > P99_MS) throw new Error(`${what}: ${figure(ms)} ms, more than ${P99_MS}`);

const cores = { backends, databases: databases * CORES_EACH * 2, nginx: 4, redis: 2, watching: 2 };
const coreSum = Object.values(cores).reduce((sum, one) => sum + one, 0);
const euros = coreSum * PRICE.coreMonth + Math.ceil((storage * 2 * 2) / 100) * PRICE.diskMonth;

const page = `# A plan for ${figure(CHAIN.stores)} stores and ${figure(CHAIN.stores * CHAIN.tabletsPerStore)} tablets

\`node bench/plan.ts\`, from the figures of \`bench/scale.ts\` of ${scale.date} (${measured.name}): a backend uses ${figure(measured.backendMsPerOrder, 2)} ms of a core for an order and ${figure(measured.backendMsPerMenu, 2)} ms for a menu, PostgreSQL ${figure(measured.databaseMsPerOrder, 2)} ms and
${figure(measured.bytesPerOrder)} bytes for an order with all that belongs to it, an open stream ${figure(scale.kbPerStream, 1)} kB. A simulation, not a measurement: nobody here has such a chain.

**Assumed**: ${CHAIN.ordersPerStoreAndDay} orders a store and day, ${figure(CHAIN.shareOfPeakHour * 100)} % of them in one hour that is the same everywhere, twice as many within a minute of it; ${CHAIN.writesPerOrder} writes of an order's weight (order, receipt, three steps) and ${CHAIN.readsPerOrder} reads for each; ${CHAIN.screensPerStore} screens and ${CHAIN.tabletsPerStore} tablets with a stream open all day.

| | |
|---|---:|
| orders a second in the busiest hour, in its busiest minute | ${figure(ordersPerSecond)}, ${figure(burst)} |
| streams | ${figure(streams)} |
| backends by their work, at ${figure(FULL * 100)} % of a core in that minute | ${byWork} |
| backends by their streams, ${figure(STREAMS_PER_BACKEND)} each | ${byStreams} |
| **backends**, one of them to spare | **${backends}** |
| memory for streams, all backends | ${figure(memoryGb, 1)} GB |
| **PostgreSQL servers** of ${CORES_EACH} cores, stores divided among them, each with a standby | **${databases}** |
| connections to each, a pool of ${POOL} and a duty's from every backend of its part | ${figure(connectionsOf(1) / databases)} |
| storage of a year, and again as much for its standby | ${figure(storage)} GB |
| cores in all: backends ${cores.backends}, PostgreSQL with standbys ${cores.databases}, nginx ${cores.nginx}, Redis ${cores.redis}, watching ${cores.watching} | ${coreSum} |
| **a month**, at ${PRICE.coreMonth} € a core with 4 GB and ${PRICE.diskMonth} € for 100 GB | **${figure(euros)} €** |
| — for a store | ${figure(euros / CHAIN.stores, 2)} € |

**Simulated**, arrivals at random, every piece of work as long as measured on average and some much longer; the goal is ${P99_MS} ms for 99 of 100:

| | 99th percentile |
|---|---:|
${runs.map(([what, ms]) => `| ${what} | ${ms > 10_000 ? 'does not keep up' : `${figure(ms)} ms`} |`).join('\n')}

## How it is divided

- **By store.** Every row has \`store_id\`, every lock is a store's, every key begins with it: nothing is asked across stores but a chain's own figures. So ${databases} installations stand beside each other, each with its own PostgreSQL, Redis prefix and ${Math.ceil(backends / databases)} backends, and nginx sends a store's name to its own. A store moves to another one with
  \`migrate-data\` of a whole installation only: moving single stores is not written.
- **Streams decide**, not orders: a tablet's is idle nearly always. Where tablets may reconnect through nginx to whichever backend, ${figure(STREAMS_PER_BACKEND)} a process leaves room for a neighbour's to come over when it dies.
- **Connections** stay below 400 a server without a pooler. With one (PgBouncer), it must be in session mode: locks of duty live as long as their connection.
- **Redis** carries some ${figure(burst * CHAIN.writesPerOrder)} nudges a second in the busiest minute, a small part of what one core does.
- **What breaks first**: ${byStreams > byWork ? 'streams a process; ' : 'processor time of the backends; '}then one store's lock: a store cannot do more than some hundred orders a second on PostgreSQL, far beyond any restaurant.
`;
writeFileSync(join(import.meta.dirname, 'PLAN.md'), page);
console.log(page);
