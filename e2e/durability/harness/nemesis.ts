import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { readBoard } from '@tableorder/contract/board';
import { ask, type Shop } from '../../shop.ts';
import type { CuttingProxy } from './cutting-proxy.ts';
import type { Disk } from './disk.ts';
import type { History } from './history.ts';

/** What a fault may touch. */
export interface Victim {
  readonly pid: () => number;
  readonly url: () => string;
  readonly kill: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Starts it on its port; it is ready when this resolves. */
  readonly start: () => Promise<void>;
  /** Starts it and kills it `afterMs` later, ready or not. */
  readonly killAtStart: (afterMs: number) => Promise<void>;
  readonly disk: Disk | null;
  readonly folder: string;
  readonly proxy: CuttingProxy;
  /** One order past the bad line; gives how it was answered. */
  readonly orderOnce: () => Promise<number>;
  readonly shop: Shop;
  readonly history: History;
}

const between = (random: () => number, from: number, to: number): number => from + random() * (to - from);

/** A full disk is told within this, and over within this of having room again (reliability goal G8). */
const TOLD_MS = 1000;
const OVER_MS = 5000;

const ready = async (url: string): Promise<number> => (await fetch(`${url}/health/ready`)).status;

async function until(what: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  for (const end = performance.now() + withinMs; performance.now() < end; await pause(50)) if (await what().catch(() => false)) return true;
  return false;
}

/** A little disk for as long as it takes to be felt: the writer may have room left that it had taken before. */
async function fillDisk(victim: Victim, disk: Disk, random: () => number): Promise<void> {
  const { url, shop, history } = victim;
  const odd = (what: string) => history.oddities.push({ who: 'a full disk', what });
  disk.fill();
  try {
    if (!(await until(async () => (await ready(url())) === 503, 10_000))) return;
    await pause(TOLD_MS);
    const board = await ask(url(), readBoard, { token: shop.token }).catch(() => null);
    if (board?.status !== 200) odd(`the board is answered ${board?.status}`);
    for (let look = 0; look < 4; look += 1) {
      const told = [await ready(url()), await victim.orderOnce(), await ready(url())];
      if (told.join() === '200,503,200') odd('/health/ready says well while an order is refused');
      await pause(between(random, 100, 500));
    }
  } finally {
    disk.empty();
  }
  if (!(await until(async () => (await ready(url())) === 200, OVER_MS))) odd(`not over ${OVER_MS} ms after there was room again`);
}

/** Every sync of the process waits, or fails, for a while: strace stands between it and the system. */
async function atEachSync(victim: Victim, injection: string, forMs: number): Promise<void> {
  const args = [
    '-f',
    '-qq',
    '-p',
    String(victim.pid()),
    '-o',
    '/dev/null',
    '-e',
    'trace=fsync,fdatasync',
    '-e',
    `inject=fsync,fdatasync:${injection}`,
  ];
  const strace = spawn('strace', args, { stdio: 'ignore' });
  await pause(forMs);
  strace.kill('SIGINT');
  if (strace.exitCode === null && strace.signalCode === null) await once(strace, 'exit');
}

/** Another program holds the database's write lock. */
async function holdLock({ folder }: Victim, forMs: number): Promise<void> {
  const other = new DatabaseSync(join(folder, 'data/app.db'), { timeout: 2000 });
  try {
    other.exec('BEGIN IMMEDIATE');
    await pause(forMs);
    other.exec('ROLLBACK');
  } finally {
    other.close();
  }
}

export interface Fault {
  readonly needs?: 'disk' | 'strace';
  readonly strike: (victim: Victim, random: () => number) => Promise<void>;
}

/** Each is over when it resolves: the server runs again and may be struck anew. The numbers are of the list of faults in docs/decisions/0075. */
export const FAULTS = {
  /** F1 */
  kill: {
    async strike(victim, random) {
      await victim.kill();
      if (random() < 0.25) await victim.killAtStart(random() * 600);
      await victim.start();
    },
  },
  /** F24 */
  stop: {
    async strike(victim) {
      await victim.stop();
      await victim.start();
    },
  },
  /** F2 */
  power: {
    needs: 'disk',
    async strike(victim, random) {
      victim.disk?.powerOff();
      await pause(random() * 100);
      await victim.kill();
      victim.disk?.powerOn();
      await victim.start();
    },
  },
  /** F3 */
  full: { needs: 'disk', strike: (victim, random) => (victim.disk ? fillDisk(victim, victim.disk, random) : Promise.resolve()) },
  /** F4 */
  'failing syncs': { needs: 'strace', strike: (victim, random) => atEachSync(victim, 'error=EIO', between(random, 300, 1200)) },
  /** F26 */
  'slow syncs': { needs: 'strace', strike: (victim, random) => atEachSync(victim, 'delay_enter=200000', between(random, 500, 2500)) },
  /** F11 */
  lock: { strike: (victim, random) => holdLock(victim, between(random, 300, 3000)) },
  /** F23, F27: nothing runs, and nobody is told. */
  freeze: {
    async strike(victim, random) {
      process.kill(victim.pid(), 'SIGSTOP');
      await pause(between(random, 300, 2500));
      process.kill(victim.pid(), 'SIGCONT');
    },
  },
  /** F20, F21: half of all answers are lost. */
  line: {
    async strike({ proxy: { cuts } }, random) {
      const before = { ...cuts };
      Object.assign(cuts, { answers: 0.5, pieces: 0.2 });
      await pause(between(random, 500, 2500));
      Object.assign(cuts, before);
    },
  },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof FAULTS;
export const FAULT_NAMES = Object.keys(FAULTS) as FaultName[];

/** Why some faults can't be played on this machine; nothing when all can. */
export function missingFor(disk: { readonly why: string } | null): ReadonlyMap<'disk' | 'strace', string> {
  const missing = new Map<'disk' | 'strace', string>();
  if (disk) missing.set('disk', `no disk of its own can be made: ${disk.why}`);
  if (spawnSync('strace', ['-V']).error) missing.set('strace', 'strace is missing');
  return missing;
}

export const playable = (missing: ReadonlyMap<'disk' | 'strace', string>): readonly FaultName[] =>
  FAULT_NAMES.filter((name) => {
    const { needs }: Fault = FAULTS[name];
    return needs === undefined || !missing.has(needs);
  });
