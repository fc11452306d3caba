import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { killAtStart, type Running, startBackend } from '../../product.ts';
import { seeded } from '../../seeded.ts';
import { check, type Found, type Violation } from './checker.ts';
import { startCuttingProxy } from './cutting-proxy.ts';
import { type Disk, type FileSystem, makeDisk } from './disk.ts';
import { damageOf, settle } from './findings.ts';
import { type History, newHistory } from './history.ts';
import { FAULTS, type FaultName, missingFor, playable, type Victim } from './nemesis.ts';
import { openAll } from './opening.ts';
import { orderOnce } from './tablet.ts';
import { type Counts, countsOf, keepWorking } from './work.ts';

export interface Torment {
  /** The same seed draws the same faults; what the machine makes of their timing is its own. */
  readonly seed: number;
  /** How long faults are drawn, unless `plan` is through before. */
  readonly forMs: number;
  /** These, in their order, instead of drawn ones. */
  readonly plan?: readonly FaultName[];
  readonly stores: number;
  /** Of each store. */
  readonly tablets: number;
  readonly screens: number;
  /** Between two wishes of a tablet, at most. */
  readonly restMs: number;
  readonly fileSystem: FileSystem;
  /** The server's disk; 320 MB when not given. Takes room on the real one only as it is used. */
  readonly diskBytes?: number;
  /** Another build of the backend than the product's. */
  readonly program?: string;
  readonly say: (line: string) => void;
}

export interface Verdict {
  readonly violations: readonly Violation[];
  readonly figures: Counts & {
    readonly seed: number;
    readonly faults: Readonly<Partial<Record<FaultName, number>>>;
    readonly cut: number;
    readonly slowestStartMs: number;
    /** Why some faults were left out: no disk of its own, no strace. */
    readonly leftOut: readonly string[];
  };
}

const CUTS = { answers: 0.1, pieces: 0.01 };

/** One fault after the other, drawn by the seed or by plan, with rests between them in which work goes on. */
async function strike(
  victim: Victim,
  torment: Torment,
  able: readonly FaultName[],
  random: () => number,
): Promise<Partial<Record<FaultName, number>>> {
  const struck: Partial<Record<FaultName, number>> = {};
  const end = performance.now() + torment.forMs;
  const plan = torment.plan?.filter((name) => able.includes(name));
  for (let at = 0; plan ? at < plan.length : performance.now() < end; at += 1) {
    await pause(400 + random() * 1200);
    const name = plan?.[at] ?? able[Math.floor(random() * able.length)] ?? 'kill';
    torment.say(`${Math.round(performance.now())} ${name}`);
    await FAULTS[name].strike(victim, random);
    struck[name] = (struck[name] ?? 0) + 1;
  }
  return struck;
}

/**
 * Tablets order and staff take orders on, over a line that loses answers, while faults strike the server; then all is healed, everything is
 * read, and every promise is checked. Removes what it made.
 */
export async function torment(asked: Torment): Promise<Verdict> {
  const random = seeded(asked.seed);
  const home = await mkdtemp(join(tmpdir(), 'tableorder-torment-'));
  const made = makeDisk(home, asked.fileSystem, asked.diskBytes);
  const disk: Disk | null = made.disk;
  const missing = missingFor(made.disk ? null : made);
  const folder = join(disk?.dir ?? home, 'shop');
  await mkdir(folder);
  const history: History = newHistory();
  const starts: number[] = [];
  let backend: Running = await startBackend(folder, {}, asked.program);
  const proxy = await startCuttingProxy(() => backend.port, seeded(asked.seed + 1), { answers: 0, pieces: 0 });
  const env = () => ({ BACKEND_PORT: String(backend.port) });
  const opened = await openAll(backend.url, () => proxy.url, asked);
  try {
    const [first] = opened;
    if (!first) throw new Error('no store was opened');
    const enough = new AbortController();
    const common = { url: proxy.url, history, restMs: asked.restMs, until: enough.signal };
    const victim: Victim = {
      pid: () => backend.process.pid ?? 0,
      url: () => backend.url,
      kill: () => backend.kill(),
      stop: () => backend.stop(),
      async start() {
        const began = performance.now();
        backend = await startBackend(folder, env(), asked.program);
        starts.push(performance.now() - began);
      },
      killAtStart: (afterMs) => killAtStart(folder, env(), afterMs, asked.program),
      disk,
      folder,
      proxy,
      orderOnce: () => orderOnce({ ...common, url: backend.url, shop: first.shop, token: first.tokens[0] ?? '', name: 'looking', random }),
      shop: first.shop,
      history,
    };
    // What was there before the evening began is no part of it: a server that syncs nothing still has its shops.
    disk?.settle();
    Object.assign(proxy.cuts, CUTS);
    const work = keepWorking(opened, { ...common, seed: asked.seed });
    const faults = await strike(victim, asked, playable(missing), random);
    enough.abort();
    Object.assign(proxy.cuts, { answers: 0, pieces: 0 });
    await work;
    const stores = await settle(backend.url, opened);
    await Promise.all(opened.flatMap(({ readers }) => readers.map(({ reader }) => reader.close())));
    await backend.stop();
    const found: Found = { stores, damage: damageOf(folder) };
    return {
      violations: check(history, found),
      figures: {
        seed: asked.seed,
        faults,
        ...countsOf(history, opened),
        cut: proxy.cut(),
        slowestStartMs: Math.round(Math.max(0, ...starts)),
        leftOut: [...missing.values()],
      },
    };
  } finally {
    await Promise.all(opened.flatMap(({ readers }) => readers.map(({ reader }) => reader.close())));
    await backend.kill();
    await proxy.close();
    disk?.remove();
    if (existsSync(home)) await rm(home, { recursive: true, force: true });
  }
}
