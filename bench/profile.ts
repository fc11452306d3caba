import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listen, orders } from './load.ts';
import { startServer } from './server.ts';
import { makeShop } from './shop.ts';

/** What is hot while orders come in: `node scripts/build.ts && node bench/profile.ts`. Shares of the processor's time, not seconds. */
const AT_ONCE = 128;
const SECONDS = 8;
const SHOWN = 40;

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { functionName: string; url: string; lineNumber: number } }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

function* hottest({ nodes, samples, timeDeltas }: Profile): Generator<string> {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, url, lineNumber } }) => [
      id,
      `${functionName || '(anonymous)'} ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`,
    ]),
  );
  const own = new Map<string, number>();
  let all = 0;
  for (const [at, id] of samples.entries()) {
    const name = names.get(id) ?? '';
    if (name.startsWith('(idle)')) continue;
    const took = timeDeltas[at] ?? 0;
    all += took;
    own.set(name, (own.get(name) ?? 0) + took);
  }
  for (const [name, took] of [...own].sort((a, b) => b[1] - a[1]).slice(0, SHOWN)) yield `${((100 * took) / all).toFixed(1)} % ${name}`;
}

const folder = mkdtempSync(join(tmpdir(), 'tableorder-profile-'));
try {
  const first = await startServer(folder);
  const shop = await makeShop(first.base, AT_ONCE);
  await first.stop();
  const profiles = join(folder, 'profiles');
  const server = await startServer(folder, ['--cpu-prof', `--cpu-prof-dir=${profiles}`]);
  const stream = await listen(server.base, shop.owner);
  const { perSecond, medianMs } = await orders(server.base, shop, AT_ONCE, SECONDS);
  stream.close();
  await server.stop();
  console.log(`${perSecond.toFixed(0)} orders/s, median ${medianMs.toFixed(1)} ms, being watched`);
  const [file = ''] = readdirSync(profiles);
  for (const line of hottest(JSON.parse(readFileSync(join(profiles, file), 'utf8')) as Profile)) console.log(line);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
