import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../../scripts/addresses.ts';

const DEPLOY = join(import.meta.dirname, '../../../deploy');
const NAME = '127.0.0.1';
const READY_WITHIN_MS = 10_000;

export interface Nginx {
  readonly port: number;
  /** Where the frontend's own requests come in. */
  readonly inner: number;
  readonly pid: number;
  close(): Promise<void>;
}

/** nginx as it is shipped for several backends, on these ports; only its TLS, which other tests try, is left out. */
export async function startNginx(backends: readonly number[]): Promise<Nginx> {
  const home = await mkdtemp(join(tmpdir(), 'tableorder-fleet-nginx-'));
  // Started by root, its workers are nobody.
  await chmod(home, 0o755);
  const [port, plain, own, inner] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const upstreams = join(home, 'upstreams.conf');
  const shipped = (name: string) => readFile(join(DEPLOY, name), 'utf8');
  let conf = (await shipped('nginx.conf'))
    .replaceAll(' /tmp/', ` ${home}/`)
    .replaceAll(/\$\{SERVER_NAME\}/g, NAME)
    .replaceAll(/listen 8443 ssl http2/g, `listen 127.0.0.1:${port}`)
    .replaceAll('listen 8080', `listen 127.0.0.1:${plain}`)
    .replaceAll('127.0.0.1:8081', `127.0.0.1:${own}`);
  conf = conf.replaceAll(/^ *ssl_.*\n/gm, '');
  let places = (await shipped('nginx.upstreams.scale.conf'))
    .replaceAll(/\$\{NETWORK_PREFIX\}/g, '127.0.0')
    .replaceAll('listen 8082', `listen 127.0.0.1:${inner}`)
    .replaceAll('frontend:3000', '127.0.0.1:9');
  for (const [at, backend] of backends.entries()) places = places.replaceAll(`backend-${at + 1}:8000`, `127.0.0.1:${backend}`);
  // Fewer than the file names: the others are not there.
  places = places.replaceAll(/^ *server backend-\d.*\n/gm, '');
  await writeFile(join(home, 'nginx.conf'), conf);
  await writeFile(upstreams, places);
  const child = spawn('nginx', ['-e', 'stderr', '-c', join(home, 'nginx.conf'), '-g', 'daemon off;'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (bytes) => {
    said = `${said}${bytes}`.slice(-3000);
  });
  const stray = () => child.kill('SIGKILL');
  process.on('exit', stray);
  const till = performance.now() + READY_WITHIN_MS;
  while (!(await fetch(`http://127.0.0.1:${own}/`).catch(() => null))?.ok) {
    if (child.exitCode !== null || performance.now() > till) throw new Error(`nginx does not start: ${said}`);
    await pause(20);
  }
  return {
    port,
    inner,
    pid: child.pid ?? 0,
    async close() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      process.off('exit', stray);
      await rm(home, { recursive: true, force: true });
    },
  };
}
