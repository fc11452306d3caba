import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { DemoSignIn } from './demo-sign-in.ts';
import { ROOT } from './run.ts';

/** A child that says this with its exit code can't be helped by another start (sysexits: EX_CONFIG). */
export const CONFIGURATION = 78;

const QUICK_MS = 10_000;
const MOST_QUICK_DEATHS = 5;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5_000;
const STOP_WITHIN_MS = 15_000;

/** What a server says on its standard output, one JSON object a line; anything else is passed on as it is. */
export type Said =
  | { readonly event: 'ready'; readonly port: number }
  | ({ readonly event: 'demo' } & DemoSignIn)
  | { readonly event: 'setup'; readonly token: string };

export interface ChildPlan {
  readonly name: string;
  readonly args: readonly string[];
  /** Asked at each start: a port that the first start chose is given to the next. */
  readonly env: () => Record<string, string | undefined>;
  readonly onSaid: (said: Said) => void;
}

export interface Supervised {
  /** The port, when it first is ready; null when it ended before. */
  readonly ready: Promise<number | null>;
  /** Resolves with an exit code when it was stopped, or is given up. */
  readonly ended: Promise<number>;
  readonly stop: () => void;
}

const EVENTS = ['ready', 'demo', 'setup'];

function read(line: string): Said | null {
  if (!line.startsWith('{"event":')) return null;
  try {
    const said = JSON.parse(line) as Said;
    return EVENTS.includes(said.event) ? said : null;
  } catch {
    return null;
  }
}

/** How long to wait before the next start, or null when it is given up. */
export function nextWaitMs(quickDeaths: number): number | null {
  if (quickDeaths >= MOST_QUICK_DEATHS) return null;
  return Math.min(FIRST_WAIT_MS * 2 ** Math.max(quickDeaths - 1, 0), LONGEST_WAIT_MS);
}

interface Life {
  readonly child: ChildProcess;
  readonly over: Promise<{ code: number | null; signal: NodeJS.Signals | null; livedMs: number }>;
}

function begin({ args, env }: ChildPlan, onSaid: (said: Said) => void): Life {
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd: ROOT, env: env(), stdio: ['ignore', 'pipe', 'inherit'] });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said = read(line);
    if (said) onSaid(said);
    else process.stdout.write(`${line}\n`);
  });
  const over: Life['over'] = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, livedMs: performance.now() - began }));
  });
  return { child, over };
}

/** Keeps a server running: one that dies is started anew, unless it is told to stop, is wrongly set up, or dies too often. */
export function supervise(plan: ChildPlan): Supervised {
  const ready = Promise.withResolvers<number | null>();
  let life: Life | null = null;
  let stopping = false;
  const pause = new AbortController();

  const run = async (): Promise<number> => {
    let quickDeaths = 0;
    for (;;) {
      life = begin(plan, (said) => {
        if (said.event === 'ready') ready.resolve(said.port);
        plan.onSaid(said);
      });
      const { code, signal, livedMs } = await life.over;
      if (stopping) return 0;
      if (code === CONFIGURATION) return CONFIGURATION;
      quickDeaths = livedMs < QUICK_MS ? quickDeaths + 1 : 1;
      const waitMs = nextWaitMs(quickDeaths);
      const how = signal ?? `exit code ${code}`;
      if (waitMs === null) {
        console.error(
          `${plan.name} ended ${quickDeaths} times within seconds of its start (${how}): given up. What it said last stands above.`,
        );
        return code || 1;
      }
      console.error(`${plan.name} ended unexpectedly (${how}); started anew in ${waitMs / 1000} s`);
      await sleep(waitMs, pause.signal);
      if (stopping) return 0;
    }
  };
  const ended = run();
  ended.then(() => ready.resolve(null), ready.reject);

  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    pause.abort();
    life?.child.kill('SIGTERM');
    setTimeout(() => life?.child.kill('SIGKILL'), STOP_WITHIN_MS).unref();
  };
  return { ready: ready.promise, ended, stop };
}

const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
