import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../scripts/addresses.ts';

/** Why tests of Redis are skipped; null when there is a server to start. */
export const noRedis: string | null =
  spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0 ? null : 'redis-server is not installed';

/** A real Redis of the test's own, which it may hurt. */
export interface TestRedis {
  readonly url: string;
  /** SIGKILL; everything it held is gone. */
  kill(): Promise<void>;
  /** Comes back at the same address, empty. */
  start(): Promise<void>;
  /** SIGSTOP: its connections stay open, and nobody is answered. */
  freeze(): void;
  thaw(): void;
  /** Ends it and removes what it left. */
  close(): Promise<void>;
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = createConnection(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const end = (well: boolean) => {
      socket.destroy();
      resolve(well);
    };
    socket.once('data', () => end(true));
    socket.once('error', () => end(false));
  });

/** `password` is asked for when given. */
export async function startRedis({ password }: { readonly password?: string } = {}): Promise<TestRedis> {
  const dir = await mkdtemp(join(tmpdir(), 'tableorder-redis-'));
  const port = await freePort();
  let running: ChildProcess | null = null;

  const start = async () => {
    const secret = password === undefined ? [] : ['--requirepass', password];
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', dir, ...secret];
    running = spawn('redis-server', args, { stdio: 'ignore' });
    const child = running;
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  const kill = async () => {
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
  };
  const stray = () => running?.kill('SIGKILL');
  process.on('exit', stray);

  await start();
  return {
    url: `redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${port}`,
    start,
    kill,
    freeze: () => void running?.kill('SIGSTOP'),
    thaw: () => void running?.kill('SIGCONT'),
    async close() {
      await kill();
      process.off('exit', stray);
      await rm(dir, { recursive: true, force: true });
    },
  };
}
