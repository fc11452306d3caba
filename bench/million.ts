import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { fillShop } from './large-shop.ts';
import { startServer } from './server.ts';
import { makeShop } from './shop.ts';

/** A shop with a year of 2,740 orders a day, measured through the interface. `--small` takes a tenth, to try the script. */
const small = process.argv.includes('--small');
const DAYS = 365;
const ROUNDS = 60;
const folder = mkdtempSync(join(tmpdir(), 'tableorder-million-'));
const DAY_MS = 86_400_000;
/** In this shop it is ten in the evening: a day that is measured live is nearly full. */
const AHEAD = ((22 - new Date().getUTCHours() + 36) % 24) - 12;
const ZONE = `Etc/GMT${AHEAD > 0 ? '-' : '+'}${Math.abs(AHEAD)}`;
const dayBefore = (back: number) => new Date(Date.now() + AHEAD * 3_600_000 - back * DAY_MS).toISOString().slice(0, 10);
const number = (value: number, digits = 0) => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

interface Page {
  readonly items: readonly { readonly id: string; readonly sessionId: string; readonly tableId: string }[];
  readonly nextCursor: string | null;
}

async function ask<Body>(base: string, token: string, path: string): Promise<Body> {
  const answered = await fetch(base + path, { headers: { authorization: `Bearer ${token}` } });
  if (!answered.ok) throw new Error(`${path}: ${answered.status} ${await answered.text()}`);
  return (await answered.json()) as Body;
}

async function timesOf(path: (round: number) => string, base: string, token: string): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const from = performance.now();
    await ask(base, token, path(round));
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b);
}

/** A random page deep in a list, by walking to it once. */
async function cursorAfter(base: string, token: string, path: string, pages: number): Promise<string> {
  let cursor = '';
  for (let page = 0; page < pages; page++) {
    const { nextCursor } = await ask<Page>(base, token, `${path}&limit=200${cursor ? `&cursor=${cursor}` : ''}`);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return cursor;
}

try {
  const first = await startServer(folder);
  const { owner } = await makeShop(first.base, 40, ZONE);
  await first.stop();
  const file = join(folder, 'app.db');
  const fillFrom = performance.now();
  const { orders } = fillShop(file, {
    days: DAYS,
    ordersPerDay: small ? 270 : 2740,
    seed: 11,
    until: Date.now() - 60_000,
    aheadHours: AHEAD,
  });
  const filled = (performance.now() - fillFrom) / 1000;
  const server = await startServer(folder);
  const { base } = server;
  const countFrom = performance.now();
  await ask(base, owner, `/api/admin/reports/range?from=${dayBefore(364)}&to=${dayBefore(0)}`);
  const counted = (performance.now() - countFrom) / 1000;
  await wait(500);

  const [some] = (await ask<Page>(base, owner, `/api/admin/orders?state=all&from=${dayBefore(200)}&to=${dayBefore(200)}&limit=1`)).items;
  if (!some) throw new Error('no order 200 days ago');
  const deep = await cursorAfter(base, owner, '/api/admin/orders?state=all', 40);
  const week = (round: number) => `from=${dayBefore(13 + round * 5)}&to=${dayBefore(7 + round * 5)}`;
  const month = (round: number) => `from=${dayBefore(36 + round * 5)}&to=${dayBefore(7 + round * 5)}`;
  const year = () => `from=${dayBefore(364)}&to=${dayBefore(0)}`;
  const asked: readonly [string, (round: number) => string][] = [
    ['figures of today, live, beside last week', () => '/api/admin/reports/daily'],
    ['figures of a past day', (round) => `/api/admin/reports/daily?date=${dayBefore(1 + round)}`],
    ['a week by day, hour, weekday', (round) => `/api/admin/reports/range?${week(round)}`],
    ['a month', (round) => `/api/admin/reports/range?${month(round)}`],
    ['a year', () => `/api/admin/reports/range?${year()}`],
    ['items sold today', () => `/api/admin/reports/items?from=${dayBefore(0)}&to=${dayBefore(0)}`],
    ['items sold in a month', (round) => `/api/admin/reports/items?${month(round)}`],
    ['items sold in a year', () => `/api/admin/reports/items?${year()}`],
    ['history, newest 50', () => '/api/admin/orders?state=all'],
    ['history, page 161 of 50', () => `/api/admin/orders?state=all&cursor=${deep}`],
    ['history of a week', (round) => `/api/admin/orders?state=all&${week(round)}`],
    ['history by number', (round) => `/api/admin/orders?state=all&number=${17 + round}`],
    ['history by number in a year of days', (round) => `/api/admin/orders?state=all&number=${17 + round}&${year()}`],
    ['cancelled in a month', (round) => `/api/admin/orders?state=all&status=CANCELLED&${month(round)}`],
    ['deleted ones', () => '/api/admin/orders?state=deleted'],
    ['open ones (none)', () => '/api/admin/orders?state=current&status=PENDING'],
    ['a table’s history in a month', (round) => `/api/admin/tables/${some.tableId}/history?${month(round)}`],
    ['a table’s cancelled ones in a year', () => `/api/admin/orders?state=all&tableId=${some.tableId}&status=CANCELLED&${year()}`],
    ['a party with its orders', () => `/api/admin/sessions/${some.sessionId}`],
    ['an order as it was', () => `/api/admin/orders/${some.id}`],
  ];
  const rows: string[] = [];
  let worst = 0;
  for (const [what, path] of asked) {
    const times = await timesOf(path, base, owner);
    const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
    worst = Math.max(worst, at(0.95));
    rows.push(`| ${what} | ${number(at(0.5), 1)} ms | ${number(at(0.95), 1)} ms |`);
  }
  const memory = server.memory();
  await server.stop();
  const table = ['| what is asked | median | 95th percentile |', '|---|---:|---:|', ...rows].join('\n');
  const facts = [
    `${number(orders)} orders in ${DAYS} days, file of ${number(statSync(file).size / 1e6)} MB, filled in ${number(filled)} s.`,
    `The days counted for the first time: ${number(counted, 1)} s for the year, once (the hourly job does it). Memory afterwards ${number(memory)} MB.`,
    `Worst 95th percentile: ${number(worst, 1)} ms.`,
  ].join('\n');
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}, ${ROUNDS} calls each through HTTP, one after the other, on the same machine`;
  process.stdout.write(`${table}\n\n${facts}\n${machine}\n`);
  if (!small)
    writeFileSync(
      new URL('MILLION.md', import.meta.url),
      `# Reports and history on a million orders\n\n\`npm run bench:million\`, ${new Date().toISOString().slice(0, 10)}, ${machine}.\n\n${facts}\n\n${table}\n`,
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
