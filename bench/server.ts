import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const BUNDLE = fileURLToPath(new URL('../backend/dist/server/main.js', import.meta.url));
/** Not a secret: it signs tokens of a server that lives for this run. */
export const SETUP_TOKEN = 'bench-setup-token-1';

export interface Running {
  readonly base: string;
  readonly pid: number;
  readonly readyMs: number;
  /** Resident memory now, in MB. */
  memory(): number;
  stop(): Promise<void>;
}

/** Starts the built backend on a folder, `node` given options of the runtime, and waits until it listens; the time counts from the spawn. */
export async function startServer(
  folder: string,
  node: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const from = performance.now();
  const child = spawn(process.execPath, [...node, BUNDLE], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      JWT_SECRET_KEY: 'Zk3v9xT1bR7mW5pL8nQ2cY6hJ4gF0dSa',
      SETUP_TOKEN,
      BACKEND_PORT: '0',
      HOST: '127.0.0.1',
      DB_FILE_PATH: join(folder, 'app.db'),
      UPLOAD_DIR: join(folder, 'uploads'),
      LOG_FILE_PATH: join(folder, 'app-{date}.log'),
      ORDER_LIMIT_PER_MINUTE: '100000',
      LOGIN_LIMIT_PER_ADDRESS: '100000',
      ...env,
    },
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const port = await readyPort(child);
  const readyMs = performance.now() - from;
  return {
    base: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    readyMs,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024,
    async stop() {
      if (child.exitCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

async function readyPort(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error('no output to read');
  for await (const line of createInterface(child.stdout)) {
    const said = JSON.parse(line) as { event: string; port?: number };
    if (said.event === 'ready' && said.port !== undefined) {
      child.stdout.resume();
      return said.port;
    }
  }
  throw new Error('the backend ended before it was ready');
}

/** Median time that the runtime alone takes from spawn to exit. */
export async function bareStartMs(rounds: number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const from = performance.now();
    await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
    times.push(performance.now() - from);
  }
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
}
