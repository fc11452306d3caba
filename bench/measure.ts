import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { commitsPerSecond } from './disk.ts';
import { listen, orders } from './load.ts';
import { bareStartMs, startServer } from './server.ts';
import { makeShop, readOrders } from './shop.ts';

const SECONDS = 5;
const folder = mkdtempSync(join(tmpdir(), 'tableorder-bench-'));
const rows: string[][] = [];
const figure = (value: number, digits = 0) => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Waits until every accepted order's event has come, then compares with what the interface lists. */
async function check(base: string, owner: string, accepted: ReadonlyMap<string, number>, seen: ReadonlyMap<string, number>): Promise<void> {
  for (let tries = 0; tries < 100 && [...accepted.keys()].some((id) => !seen.has(id)); tries++) await wait(50);
  const listed = await readOrders(base, owner);
  for (const [id, total] of accepted) {
    if (listed.get(id) !== total) throw new Error(`order ${id} was answered 201 and is not listed with its total`);
    if (seen.get(id) !== 1) throw new Error(`order ${id} has ${seen.get(id) ?? 0} events`);
  }
  if (listed.size !== accepted.size) throw new Error(`${listed.size} orders listed, ${accepted.size} accepted`);
}

try {
  const first = await startServer(folder);
  const shop = await makeShop(first.base, 128);
  await first.stop();
  const bare = await bareStartMs(5);
  const starts: number[] = [];
  let server = await startServer(folder);
  for (let round = 0; round < 4; round++) {
    starts.push(server.readyMs);
    await server.stop();
    server = await startServer(folder);
  }
  const start = starts.sort((a, b) => a - b)[1] ?? 0;
  rows.push(['start to ready, existing database', `${figure(start)} ms`, `${figure(start / bare, 1)} × bare node (${figure(bare)} ms)`]);
  await wait(1000);
  rows.push(['resident memory, idle', `${figure(server.memory())} MB`, '']);

  const limit = commitsPerSecond(folder, SECONDS);
  rows.push(['limit: durable commits, one order each', `${figure(limit.perSecond)}/s`, `median ${figure(limit.medianMs, 2)} ms`]);
  const stream = await listen(server.base, shop.owner);
  const accepted = new Map<string, number>();
  for (const at of [1, 32, 128]) {
    const load = await orders(server.base, shop, at, SECONDS);
    for (const [id, total] of load.accepted) accepted.set(id, total);
    const ratio =
      at === 1
        ? `${figure(load.medianMs / limit.medianMs, 1)} × one commit`
        : `${figure(load.perSecond / limit.perSecond, 2)} × the commits`;
    rows.push([
      `orders, ${at} at once, durable`,
      `${figure(load.perSecond)}/s`,
      `median ${figure(load.medianMs, 1)} ms, 99th ${figure(load.p99Ms, 1)} ms; ${ratio}`,
    ]);
  }
  await check(server.base, shop.owner, accepted, stream.seen);
  stream.close();
  rows.push(['checked: listed once with its total, one event', `${figure(accepted.size)} orders`, '']);
  await server.stop();

  const table = ['| what | figure | beside |', '|---|---:|---|', ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n');
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}, load driver on the same machine`;
  process.stdout.write(`${table}\n\n${machine}\n`);
  writeFileSync(
    new URL('RESULTS.md', import.meta.url),
    `# Last run\n\n\`npm run bench\`, ${new Date().toISOString().slice(0, 10)}, ${machine}.\n\n${table}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
