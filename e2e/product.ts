import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..');
const BACKEND = join(ROOT, 'backend/dist/server/main.js');
const FRONTEND = join(ROOT, 'frontend/serve.ts');
const READY_WITHIN_MS = 60_000;

const CLI = join(ROOT, 'backend/src/cli.ts');
const SECRET = 'kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa';
export const SETUP_TOKEN = 'only-for-tests-0123456789';

export interface DemoSignIn {
  readonly store: string;
  readonly username: string;
  readonly password: string;
}

/** What a server says of itself when it is ready. */
interface Said {
  readonly port: number;
  readonly demo: DemoSignIn | null;
}

/** A server of the product as its own process, the way `npm start` runs it. */
export interface Running {
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** The sign-in of the demo shop, when this start made one. */
  readonly demo: DemoSignIn | null;
  /** Ends it as an operator would; resolves when it is gone. */
  readonly stop: () => Promise<void>;
  /** Ends it as a power cut would the process: no signal it could notice. */
  readonly kill: () => Promise<void>;
}

/** A test that ran out of time lets go of nothing: what it started would take the processor from all that come after. */
const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

const gone = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

/** Begins a server; `ready` gives its port. What it says on stderr is kept for the message when it fails. */
export function begin(
  file: string,
  env: Record<string, string>,
  as: { readonly uid?: number; readonly gid?: number } = {},
): { child: ChildProcess; ready: Promise<Said> } {
  const child = spawn(process.execPath, ['--enable-source-maps', file], {
    cwd: env.TEST_FOLDER ?? ROOT,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  });
  living.add(child);
  child.on('exit', () => living.delete(child));
  let complaints = '';
  let demo: DemoSignIn | null = null;
  child.stderr.on('data', (bytes) => {
    complaints = `${complaints}${bytes}`.slice(-5000);
  });
  const { promise: ready, resolve, reject } = Promise.withResolvers<Said>();
  const tooLate = setTimeout(() => reject(new Error(`${file} is not ready after ${READY_WITHIN_MS} ms: ${complaints}`)), READY_WITHIN_MS);
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{"event":"demo"')) demo = JSON.parse(line) as DemoSignIn;
    if (line.startsWith('{"event":"ready"')) resolve({ port: (JSON.parse(line) as { port: number }).port, demo });
  });
  child.on('error', reject);
  child.on('exit', (code, signal) => reject(new Error(`${file} ended with ${signal ?? code} before it was ready: ${complaints}`)));
  // Whoever killed it before it was ready knows why.
  ready.catch(() => {}).finally(() => clearTimeout(tooLate));
  return { child, ready };
}

async function running({ child, ready }: ReturnType<typeof begin>): Promise<Running> {
  const { port, demo } = await ready;
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await gone(child);
  };
  return { url: `http://127.0.0.1:${port}`, port, process: child, demo, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

/** The backend with all its data in this folder. Settings that only cost time in tests are low, the limits out of the way. */
export function beginBackend(
  folder: string,
  env: Record<string, string> = {},
  as: { readonly uid?: number; readonly gid?: number } = {},
  program = BACKEND,
): ReturnType<typeof begin> {
  if (!existsSync(program)) throw new Error(`${program} is missing: npm run build`);
  const settings = {
    TEST_FOLDER: folder,
    JWT_SECRET_KEY: SECRET,
    BCRYPT_COST_FACTOR: '4',
    HOST: '127.0.0.1',
    BACKEND_PORT: '0',
    SETUP_TOKEN,
    ORDER_LIMIT_PER_MINUTE: '100000',
    LOGIN_LIMIT_PER_ADDRESS: '100000',
    PRINTER_REACH: 'any',
    ...env,
  };
  return begin(program, settings, as);
}

export const startBackend = (folder: string, env?: Record<string, string>, program?: string): Promise<Running> =>
  running(beginBackend(folder, env, {}, program));

/** A start that is killed after so long, ready or not. */
export async function killAtStart(folder: string, env: Record<string, string>, afterMs: number, program?: string): Promise<void> {
  const { child } = beginBackend(folder, env, {}, program);
  await pause(afterMs);
  child.kill('SIGKILL');
  await gone(child);
}

/** A proven backup of the shop in this folder, made beside its server as an operator would. */
export async function backupNow(folder: string): Promise<void> {
  const child = spawn(process.execPath, [CLI, 'backup', '--quiet'], {
    cwd: folder,
    env: { PATH: process.env.PATH, JWT_SECRET_KEY: SECRET },
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the backup ended with ${code}`);
}

/** The built screens, and the way through to a backend. */
export const startFrontend = (backend: Running, env: Record<string, string> = {}): Promise<Running> =>
  running(begin(FRONTEND, { HOST: '127.0.0.1', FRONTEND_PORT: '0', BACKEND_URL: backend.url, ...env }));
