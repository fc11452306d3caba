import { spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Frontend, startFrontend } from './serve.ts';

let distDir: string;
let backend: Server;
let backendUrl: string;
let frontend: Frontend;
let seen: IncomingMessage[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

const script = 'export const menu = 1;\n'.repeat(200);

/** One request as bytes, for what a well-behaved client would not send. */
const raw = (text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port } = new URL(frontend.url);
    let received = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${text}\r\nHost: shop\r\nConnection: close\r\n\r\n`));
    socket.on('data', (bytes) => {
      received += bytes;
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
const statusOf = async (text: string) => Number((await raw(text)).split(' ')[1]);

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
};

beforeAll(async () => {
  distDir = await mkdtemp(join(tmpdir(), 'tableorder-serve-'));
  await mkdir(join(distDir, 'assets'));
  await mkdir(join(distDir, 'server'));
  const files = {
    'guest.html': '<!doctype html><title>guest</title>',
    'staff.html': '<!doctype html><title>staff</title>',
    'kitchen.html': '<!doctype html><title>kitchen</title>',
    'manifest-guest.json': JSON.stringify({ 'src/guest/start-later.ts': { file: 'assets/guest/start.js' } }),
    'server/guest.js': 'export const menuPageStyle = "";',
    'assets/menu-4f2a.js': script,
    'assets/menu-4f2a.js.map': '{}',
    'icon.svg': '<svg/>',
    '.env': 'JWT_SECRET_KEY=x',
    'package.json': '{}',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(distDir, name), text);
  await writeFile(join(distDir, 'assets/menu-4f2a.js.br'), brotliCompressSync(script));
  await writeFile(`${distDir}-secret.txt`, 'secret');
});
afterAll(async () => {
  await rm(distDir, { recursive: true });
  await rm(`${distDir}-secret.txt`);
});
beforeEach(async () => {
  seen = [];
  answer = (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  backend = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => backend.once('listening', resolve));
  backendUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
  frontend = await startFrontend({ port: 0, host: '127.0.0.1', backendUrl, distDir });
});
afterEach(async () => {
  await frontend.close();
  backend.closeAllConnections();
  await new Promise((resolve) => backend.close(resolve));
});

describe('pages', () => {
  test.each([
    ['/', 'guest'],
    ['/t/12', 'guest'],
    ['/pair?store=demo', 'guest'],
    ['/orders', 'guest'],
    ['/split', 'guest'],
    ['/staff', 'staff'],
    ['/kitchen', 'kitchen'],
    ['/staff/tables/3', 'staff'],
  ])('%s is the %s app, asked for anew each time', async (path, title) => {
    const response = await fetch(frontend.url + path);
    expect(await response.text()).toContain(`<title>${title}</title>`);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const etag = response.headers.get('etag') ?? expect.fail('no ETag');
    expect(await statusOf(`GET ${path} HTTP/1.1\r\nIf-None-Match: ${etag}`)).toBe(304);
  });

  test('assets are compressed beforehand and kept for a year', async () => {
    const response = await fetch(`${frontend.url}/assets/menu-4f2a.js`, { headers: { 'accept-encoding': 'br' } });
    expect(await response.text()).toBe(script);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-encoding': 'br',
      'content-type': expect.stringContaining('javascript'),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: expect.stringMatching(/accept-encoding/i),
    });
    const plain = await fetch(`${frontend.url}/assets/menu-4f2a.js`, { headers: { 'accept-encoding': 'identity' } });
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, script]);
    expect((await fetch(`${frontend.url}/icon.svg`)).headers.get('cache-control')).toBe('no-cache');
  });

  test('what is not there is a readable page for people and a word for programs', async () => {
    const page = await fetch(`${frontend.url}/nothing`, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('페이지를 찾을 수 없어요')]);
    const word = await fetch(`${frontend.url}/assets/gone.js`, { headers: { accept: '*/*' } });
    expect([word.status, word.headers.get('cache-control'), await word.text()]).toEqual([404, 'no-store', 'Not found\n']);
  });
});

describe('nothing leaks', () => {
  test.each([
    '/.env',
    '/%2eenv',
    '/package.json',
    '/assets/',
    '/assets',
    '/assets/menu-4f2a.js.map',
    '/assets/menu-4f2a.js.br',
    '/guest.html',
    '/../serve.ts',
    '/assets/../../serve.ts',
    '/..%2f..%2fetc%2fpasswd',
    '/assets/..%5c..%5cpackage.json',
    '/%252e%252e/serve.ts',
    '/%00',
    '/%zz',
    '/%',
    '/metrics',
    '/api/../metrics',
    '/api/..%2fmetrics',
    '/api/%2e%2e/metrics',
    '/api/..%5cmetrics',
    '/serve.ts',
    '/server/guest.js',
    '/server%2fguest.js',
  ])('%s is not found', async (path) => {
    const reply = await raw(`GET ${path} HTTP/1.1`);
    expect(reply).toMatch(/^HTTP\/1\.1 404 /);
    expect(reply.toLowerCase()).toContain('x-content-type-options: nosniff');
    expect(seen).toEqual([]);
  });

  test('a neighbour of the folder is not in it', async () => {
    expect(await statusOf(`GET /..${distDir.slice(tmpdir().length)}-secret.txt HTTP/1.1`)).toBe(404);
    expect(await statusOf(`GET /../${distDir.slice(tmpdir().length + 1)}-secret.txt HTTP/1.1`)).toBe(404);
  });

  test('TRACE is refused, a page takes no POST', async () => {
    expect(await statusOf('TRACE / HTTP/1.1')).toBe(405);
    expect(await statusOf('TRACE /api/orders HTTP/1.1')).toBe(405);
    expect((await fetch(frontend.url, { method: 'POST', body: 'x' })).status).toBe(404);
    expect(seen).toEqual([]);
  });
});

describe('security headers', () => {
  test.each(['/', '/nothing', '/assets/menu-4f2a.js', '/api/menus', '/api/none'])('on %s', async (path) => {
    answer = (request, response) => void response.writeHead(request.url === '/api/none' ? 404 : 200).end();
    const { headers } = await fetch(frontend.url + path);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('permissions-policy')).toContain('camera=()');
  });

  test('the backend’s own policy stands', async () => {
    answer = (_, response) => void response.writeHead(200, { 'content-security-policy': "default-src 'none'; sandbox" }).end();
    expect((await fetch(`${frontend.url}/uploads/a.webp`)).headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });
});

describe('the proxy', () => {
  test('passes method, path, query, body and status through, and says itself who asked', async () => {
    let body = '';
    answer = (request, response) => {
      request.on('data', (bytes) => {
        body += bytes;
      });
      request.on('end', () => response.writeHead(201, { 'content-type': 'application/json', etag: '"1"' }).end('{"number":"017"}'));
    };
    const response = await fetch(`${frontend.url}/api/orders?a=1%2F2`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer t',
        'idempotency-key': 'k',
        'x-forwarded-for': '1.2.3.4',
        'x-forwarded-proto': 'https',
        'x-real-ip': '1.2.3.4',
        forwarded: 'for=1.2.3.4',
      },
      body: '{"items":[]}',
    });
    expect([response.status, response.headers.get('etag'), await response.json()]).toEqual([201, '"1"', { number: '017' }]);
    expect(body).toBe('{"items":[]}');
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/api/orders?a=1%2F2' });
    expect(seen[0]?.headers).toMatchObject({
      authorization: 'Bearer t',
      'idempotency-key': 'k',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': new URL(frontend.url).host,
    });
    expect(seen[0]?.headers['x-real-ip'] ?? seen[0]?.headers.forwarded).toBeUndefined();
  });

  test.each(['/health', '/health/ready', '/openapi.json', '/docs', '/docs/x.js', '/problems/order/stale', '/uploads/a.webp'])(
    'reaches %s',
    async (path) => {
      await fetch(frontend.url + path);
      expect(seen.map(({ url }) => url)).toEqual([path]);
    },
  );

  test('5 MB of picture go through', async () => {
    let bytes = 0;
    answer = (request, response) => {
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      request.on('end', () => response.end('{}'));
    };
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(5_000_000)]), 'a.png');
    expect((await fetch(`${frontend.url}/api/admin/menus/1/image`, { method: 'POST', body: form })).status).toBe(200);
    expect(bytes).toBeGreaterThan(5_000_000);
  });

  test('a backend that is away, or a gateway’s 502, is a problem document; a 503 is asked once', async () => {
    answer = (_, response) => void response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>');
    const gateway = await fetch(`${frontend.url}/api/menus`);
    answer = (_, response) => void response.writeHead(503, { 'retry-after': '1' }).end('{}');
    expect((await fetch(`${frontend.url}/api/menus`)).status).toBe(503);
    expect(seen).toHaveLength(2);
    backend.closeAllConnections();
    await new Promise((resolve) => backend.close(resolve));
    const away = await fetch(`${frontend.url}/api/menus`);
    for (const response of [gateway, away]) {
      expect([response.status, response.headers.get('content-type'), response.headers.get('retry-after')]).toEqual([
        503,
        expect.stringContaining('application/problem+json'),
        '2',
      ]);
      expect(await response.json()).toMatchObject({ type: '/problems/unavailable', status: 503 });
    }
  });
});

describe('a live stream', () => {
  const live = (opened: (response: ServerResponse) => void) => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.flushHeaders();
      opened(response);
    };
  };

  test('arrives at once, frame by frame', async () => {
    let upstream: ServerResponse | undefined;
    live((response) => {
      upstream = response;
    });
    const response = await fetch(`${frontend.url}/api/events`, { headers: { 'accept-encoding': 'gzip, br' } });
    const reader = response.body?.getReader() ?? expect.fail('no body');
    const delays: number[] = [];
    for (let seq = 1; seq <= 10; seq++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const sentAt = performance.now();
      upstream?.write(`id: a-${seq}\ndata: {}\n\n`);
      const { value } = await reader.read();
      delays.push(performance.now() - sentAt);
      expect(new TextDecoder().decode(value)).toContain(`id: a-${seq}`);
    }
    expect(delays.toSorted((a, b) => a - b)[5]).toBeLessThan(50);
    await reader.cancel();
  });

  test('that the reader leaves is closed at the backend too', async () => {
    const closed = vi.fn();
    live((response) => response.on('close', closed));
    const stop = new AbortController();
    await fetch(`${frontend.url}/api/events`, { signal: stop.signal });
    stop.abort();
    await vi.waitFor(() => expect(closed).toHaveBeenCalled(), 1_000);
  });

  test('that the reader leaves before it began is closed at the backend too', async () => {
    const closed = vi.fn();
    answer = (_, response) => {
      response.on('close', closed);
      setTimeout(() => response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders(), 150);
    };
    const stop = new AbortController();
    const left = fetch(`${frontend.url}/api/events`, { signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(left).rejects.toThrow();
    await vi.waitFor(() => expect(closed).toHaveBeenCalled(), 2_000);
  });

  test('300 of them leave room for orders', async () => {
    live(() => {});
    const stop = new AbortController();
    const streams = await Promise.all(Array.from({ length: 300 }, () => fetch(`${frontend.url}/api/events`, { signal: stop.signal })));
    expect(streams.every(({ status }) => status === 200)).toBe(true);
    answer = (_, response) => void response.end('{}');
    expect((await fetch(`${frontend.url}/api/menus`)).status).toBe(200);
    stop.abort();
  });

  test('is cut when the server stops, which then ends in time', async () => {
    live(() => {});
    const response = await fetch(`${frontend.url}/api/events`);
    const ended = response.text().catch(() => 'cut');
    const began = performance.now();
    await frontend.close();
    await ended;
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});

describe('as a process', () => {
  const start = (env: Record<string, string>) =>
    spawn(process.execPath, ['serve.ts'], { cwd: import.meta.dirname, env: { PATH: '', ...env } });
  const outcome = (child: ReturnType<typeof start>): Promise<{ code: number | null; said: string }> =>
    new Promise((resolve) => {
      let said = '';
      child.stderr?.on('data', (bytes) => {
        said += bytes;
      });
      child.on('close', (code) => resolve({ code, said }));
    });

  test.each([
    ['FRONTEND_PORT', '99999', 'a port from 0 to 65535'],
    ['FRONTEND_PORT', '80a', 'a port from 0 to 65535'],
    ['BACKEND_URL', 'backend:8000', 'http://host:port'],
  ])('says what is wrong with %s=%s', async (name, value, allowed) => {
    const { code, said } = await outcome(start({ [name]: value }));
    expect(code).toBe(78);
    expect(said).toContain(`${name}=${value}`);
    expect(said).toContain(allowed);
  });

  test('ends by itself within a second of SIGTERM, an open stream notwithstanding', async () => {
    const home = await mkdtemp(join(tmpdir(), 'tableorder-process-'));
    for (const file of (await readdir(import.meta.dirname)).filter((name) => /^(serve|page|shop).*\.ts$/.test(name)))
      await copyFile(join(import.meta.dirname, file), join(home, file));
    await writeFile(join(home, 'package.json'), '{"type":"module"}');
    await symlink(join(import.meta.dirname, '../node_modules'), join(home, 'node_modules'));
    await symlink(distDir, join(home, 'dist'));
    answer = (_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    const port = await freePort();
    const env = { PATH: '', HOST: '127.0.0.1', FRONTEND_PORT: String(port), BACKEND_URL: backendUrl };
    const child = spawn(process.execPath, ['serve.ts'], { cwd: home, env });
    const ended = outcome(child);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const stream = await fetch(`http://127.0.0.1:${port}/api/events`);
    const began = performance.now();
    child.kill('SIGTERM');
    await stream.text().catch(() => 'cut');
    expect((await ended).code).toBe(0);
    expect(performance.now() - began).toBeLessThan(1_000);
    await rm(home, { recursive: true });
  });
});

test('without built screens it says what to do', async () => {
  await expect(startFrontend({ port: 0, host: '127.0.0.1', backendUrl, distDir: join(distDir, 'none') })).rejects.toThrow('npm run build');
});
