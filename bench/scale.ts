import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get, type IncomingMessage } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startRedis } from '../backend/test/redis-server.ts';
import { startNginx } from '../e2e/durability/fleet/nginx.ts';
import { startHurtPostgres } from '../e2e/durability/fleet/postgres.ts';
import { listen, orders } from './load.ts';
import { type Running, startServer } from './server.ts';
import { type BenchShop, makeShop } from './shop.ts';

/** What the second machine costs: `node scripts/build.ts && node bench/scale.ts`; writes SCALE.md and scale.json, which `bench/plan.ts` reckons with. */
const SECONDS = 6;
const STORES = 16;
const TABLES = 8;
const STREAMS = 1500;
/** Open at each store while all order: boards, a kitchen's display. */
const SCREENS = 3;
const home = mkdtempSync(join(tmpdir(), 'tableorder-scale-'));
const figure = (value: number, digits = 0) => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Processor time of these processes and what they have started, in ms. */
function cpuMs(pids: readonly number[]): number {
  let ticks = 0;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    let stat: string;
    try {
      stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    } catch {
      // Gone between the listing and the look.
      continue;
    }
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (!pids.includes(Number(name)) && !pids.includes(Number(fields[1]))) continue;
    ticks += Number(fields[11]) + Number(fields[12]);
    // What ended children used is their parent's to tell.
    if (pids.includes(Number(name))) ticks += Number(fields[13]) + Number(fields[14]);
  }
  return ticks * 10;
}

interface Setup {
  readonly name: string;
  readonly base: string;
  readonly backends: readonly Running[];
  readonly pids: { readonly backends: readonly number[]; readonly database: readonly number[]; readonly nginx: readonly number[] };
}

interface Measured {
  readonly name: string;
  readonly oneAtATimeMs: number;
  readonly oneStore: number;
  readonly manyStores: number;
  readonly manyStoresP99Ms: number;
  readonly menus: number;
  readonly eventMs: number;
  readonly backendMsPerOrder: number;
  readonly databaseMsPerOrder: number;
  readonly nginxMsPerOrder: number;
  readonly backendMsPerMenu: number;
  /** Growth of the database for each order with its lines, steps and events; 0 where it was not looked at. */
  readonly bytesPerOrder: number;
}

/** 32 at once read menus, each its table's, for so many seconds. */
async function menus(base: string, shops: readonly BenchShop[], seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const end = performance.now() + seconds * 1000;
  let read = 0;
  const one = (token: string) =>
    new Promise<void>((resolve, reject) => {
      get(`${base}/api/menus`, { agent, headers: { authorization: `Bearer ${token}` } }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`a menu is answered ${answer.statusCode}`));
        answer.resume().on('end', resolve);
      }).on('error', reject);
    });
  await Promise.all(
    Array.from({ length: 32 }, async (_, at) => {
      const token = shops[at % shops.length]?.phones[0] ?? '';
      for (; performance.now() < end; read += 1) await one(token);
    }),
  );
  agent.destroy();
  return read / seconds;
}

/** Median time from an order's answer to its event at a screen of another connection, in ms; negative when the event was first. */
async function eventDelay(base: string, shop: BenchShop): Promise<number> {
  const stop = new AbortController();
  const seen = new Map<string, number>();
  const answer = await fetch(`${base}/api/admin/events`, { headers: { authorization: `Bearer ${shop.owner}` }, signal: stop.signal });
  const reading = (async () => {
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? [])
      for (const [, id = ''] of chunk.matchAll(/"order":\{"id":"([^"]+)"/g)) if (!seen.has(id)) seen.set(id, performance.now());
  })();
  reading.catch(() => {});
  const delays: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    const body = JSON.stringify({ items: [{ menuId: shop.menuIds[round % 60], quantity: 1, optionIds: [] }] });
    const headers = {
      authorization: `Bearer ${shop.phones[0]}`,
      'content-type': 'application/json',
      'idempotency-key': `delay-${performance.now()}`,
    };
    const placed = (await (await fetch(`${base}/api/orders`, { method: 'POST', headers, body })).json()) as { id: string };
    const from = performance.now();
    for (let tries = 0; !seen.has(placed.id); tries += 1) {
      if (tries > 5000) throw new Error('an event did not come');
      await wait(1);
    }
    delays.push((seen.get(placed.id) ?? 0) - from);
  }
  stop.abort();
  return delays.sort((a, b) => a - b)[30] ?? 0;
}

async function measure({ name, base, pids }: Setup, databaseBytes: () => Promise<number> = async () => 0): Promise<Measured> {
  const shops: BenchShop[] = [];
  for (let number = 1; number <= STORES; number += 1) {
    const shop = await makeShop(base, TABLES, 'Asia/Seoul', `shop-${number}`);
    // No screen here says that it has drawn an order; calling each of them out would be measured instead.
    await fetch(`${base}/api/admin/settings`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${shop.owner}`, 'content-type': 'application/json' },
      body: JSON.stringify({ unseenSeconds: 600 }),
    });
    shops.push(shop);
  }
  const [first] = shops;
  if (!first) throw new Error('no shop');
  await orders(base, first, 32, 2);
  const single = await orders(base, first, 1, SECONDS / 2);
  const eventMs = await eventDelay(base, first);
  const one = await orders(base, first, 128, SECONDS);
  const bytesBefore = await databaseBytes();
  const before = { backends: cpuMs(pids.backends), database: cpuMs(pids.database), nginx: cpuMs(pids.nginx) };
  // All stores' phones in one load: each its own store's dishes.
  const screens = await Promise.all(shops.flatMap((shop) => Array.from({ length: SCREENS }, () => listen(base, shop.owner))));
  const loads = await Promise.all(shops.map((shop) => orders(base, shop, TABLES, SECONDS)));
  const count = loads.reduce((sum, { accepted }) => sum + accepted.size, 0);
  const used = (kind: keyof typeof before) => (cpuMs(pids[kind]) - before[kind]) / count;
  for (const screen of screens) screen.close();
  const perOrder = { backends: used('backends'), database: used('database'), nginx: used('nginx') };
  const bytesPerOrder = ((await databaseBytes()) - bytesBefore) / count;
  const menusFrom = cpuMs(pids.backends);
  const menusPerSecond = await menus(base, shops, SECONDS / 2);
  const measured: Measured = {
    name,
    oneAtATimeMs: single.medianMs,
    oneStore: one.perSecond,
    manyStores: count / SECONDS,
    manyStoresP99Ms: Math.max(...loads.map(({ p99Ms }) => p99Ms)),
    menus: menusPerSecond,
    eventMs,
    backendMsPerOrder: perOrder.backends,
    databaseMsPerOrder: perOrder.database,
    nginxMsPerOrder: perOrder.nginx,
    bytesPerOrder,
    backendMsPerMenu: (cpuMs(pids.backends) - menusFrom) / (menusPerSecond * (SECONDS / 2)),
  };
  console.log(JSON.stringify(measured));
  return measured;
}

/** What an open stream of a screen costs the backend, in kB of resident memory. */
async function streamKb({ backends: [backend], base }: Setup): Promise<number> {
  if (!backend) throw new Error('no backend');
  const tokens: string[] = [];
  // A sign-in may hold twenty streams.
  for (let at = 0; at < STREAMS / 20; at += 1) {
    const answer = await fetch(`${base}/api/auth/admin/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ store: `shop-${1 + (at % STORES)}`, username: 'boss', password: 'Kimchi-Jjigae-7' }),
    });
    tokens.push(((await answer.json()) as { token: string }).token);
  }
  await wait(2000);
  const before = backend.memory();
  const open: IncomingMessage[] = [];
  for (let at = 0; at < STREAMS; at += 1)
    open.push(
      await new Promise<IncomingMessage>((resolve, reject) => {
        get(`${base}/api/admin/events`, { agent: false, headers: { authorization: `Bearer ${tokens[at % tokens.length]}` } }, resolve).on(
          'error',
          reject,
        );
      }),
    );
  await wait(3000);
  const kb = ((backend.memory() - before) * 1024) / STREAMS;
  for (const stream of open) stream.destroy();
  return kb;
}

const postmasterOf = (folder: string) => Number(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0]);

async function onPostgres(backends: number, shared: boolean): Promise<Measured> {
  const [postgres, redis] = [await startHurtPostgres(), await startRedis()];
  const env = { DATABASE_URL: postgres.url, ...(shared ? { REDIS_URL: redis.url } : {}) };
  const running: Running[] = [];
  for (let at = 0; at < backends; at += 1) {
    const folder = join(home, `${backends}-${shared}-${at}`);
    mkdirSync(folder);
    running.push(await startServer(folder, [], env));
  }
  const nginx = shared ? await startNginx(running.map(({ base }) => Number(new URL(base).port))) : null;
  const setup: Setup = {
    name: `${backends} on PostgreSQL${shared ? ' and Redis, behind nginx' : ''}`,
    base: nginx ? `http://127.0.0.1:${nginx.port}` : (running[0]?.base ?? ''),
    backends: running,
    pids: {
      backends: running.map(({ pid }) => pid),
      database: [postmasterOf(postgres.home)],
      nginx: nginx ? [nginx.pid] : [],
    },
  };
  const measured = await measure(setup, postgres.bytes);
  for (const server of running) await server.stop();
  await nginx?.close();
  await redis.close();
  await postgres.close();
  return measured;
}

try {
  const folder = join(home, 'sqlite');
  mkdirSync(folder);
  const server = await startServer(folder, [], { LOGIN_LIMIT_PER_ACCOUNT: '1000', LOGIN_LIMIT_PER_ACCOUNT_AND_ADDRESS: '1000' });
  const sqlite: Setup = {
    name: '1 on SQLite',
    base: server.base,
    backends: [server],
    pids: { backends: [server.pid], database: [], nginx: [] },
  };
  const all = [await measure(sqlite)];
  const kbPerStream = await streamKb(sqlite);
  await server.stop();
  all.push(await onPostgres(1, false), await onPostgres(1, true), await onPostgres(3, true));
  const made = {
    date: new Date().toISOString().slice(0, 10),
    cores: cpus().length,
    node: process.versions.node,
    kbPerStream,
    measured: all,
  };
  writeFileSync(join(import.meta.dirname, 'scale.json'), `${JSON.stringify(made, null, 2)}\n`);
  const rows: readonly [string, (one: Measured) => string][] = [
    ['orders/s, one store, 128 at once', ({ oneStore }) => figure(oneStore)],
    [`orders/s, ${STORES} stores, ${STORES * TABLES} at once, ${SCREENS} screens each`, ({ manyStores }) => figure(manyStores)],
    ['— their 99th percentile, ms', ({ manyStoresP99Ms }) => figure(manyStoresP99Ms)],
    ['one order at a time, median ms', ({ oneAtATimeMs }) => figure(oneAtATimeMs, 1)],
    ['order’s answer → event at a screen, median ms', ({ eventMs }) => figure(eventMs, 1)],
    ['menus read/s, 32 at once', (one) => figure(one.menus)],
    ['processor ms per order: backends', ({ backendMsPerOrder }) => figure(backendMsPerOrder, 2)],
    ['— PostgreSQL', ({ databaseMsPerOrder }) => figure(databaseMsPerOrder, 2)],
    ['— nginx', ({ nginxMsPerOrder }) => figure(nginxMsPerOrder, 2)],
    ['bytes per order in the database', ({ bytesPerOrder }) => (bytesPerOrder === 0 ? '' : figure(bytesPerOrder))],
    ['processor ms per menu: backends', ({ backendMsPerMenu }) => figure(backendMsPerMenu, 2)],
  ];
  const table = [
    `| | ${all.map(({ name }) => name).join(' | ')} |`,
    `|---|${all.map(() => '---:').join('|')}|`,
    ...rows.map(([what, of]) => `| ${what} | ${all.map(of).join(' | ')} |`),
  ].join('\n');
  const page = `# What the second machine costs

\`node scripts/build.ts && node bench/scale.ts\`, ${made.date}, ${made.cores} cores shared by the load, nginx, all backends and PostgreSQL, Node ${made.node}. All commits durable. With so few cores three backends
cannot be faster than one: what counts here is what each part uses for an order, from which [PLAN.md](PLAN.md) reckons machines.

${table}

An open stream takes ${figure(kbPerStream, 1)} kB of the backend's resident memory (${STREAMS} of them).
`;
  writeFileSync(join(import.meta.dirname, 'SCALE.md'), page);
  console.log(page);
} finally {
  rmSync(home, { recursive: true, force: true });
}
process.exit();
