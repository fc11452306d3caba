import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request as plainRequest, type Server } from 'node:http';
import { type RequestOptions, request as tlsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type SecureVersion } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '../scripts/addresses.ts';

const NAME = 'shop.example';
const lacking = ['nginx', 'openssl'].filter((tool) => spawnSync(tool, [tool === 'nginx' ? '-v' : 'version']).error);
const reason = lacking.length > 0 ? ` (skipped: ${lacking.join(', ')} not installed)` : '';

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly raw: readonly string[];
  readonly body: string;
}
const bodyOf = async (message: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const bytes of message) text += String(bytes);
  return text;
};

describe.skipIf(reason !== '')(`nginx as it is shipped${reason}`, () => {
  let home = '';
  let nginx: ChildProcess;
  let said = '';
  let [plainPort, tlsPort, ownPort] = [0, 0, 0];
  let ca = '';
  let pushed: (() => void) | null = null;
  let left = 0;

  // Each says what it was asked, and sets a header that only it may set.
  const backend = createServer((request, response) => {
    if (request.url?.includes('events')) {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\n\n');
      pushed = () => void response.write('data: now\n\n');
      request.on('close', () => left++);
      return;
    }
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    request.on('end', () => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'x-content-type-options': 'nosniff',
        'strict-transport-security': 'max-age=1',
      });
      response.end(JSON.stringify({ from: 'backend', url: request.url, headers: request.headers, bytes }));
    });
  });
  const frontend = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': "default-src 'self'" });
    response.end(`frontend ${request.url}`);
  });

  const ask = (path: string, { plain = false, body, ...more }: RequestOptions & { plain?: boolean; body?: Buffer } = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const headers = { host: NAME, ...(body ? { 'content-length': body.length } : {}), ...more.headers };
      const options = { ...more, host: '127.0.0.1', path, headers, agent: false as const };
      const got = (message: IncomingMessage) =>
        bodyOf(message).then(
          (text) => resolve({ status: message.statusCode ?? 0, headers: message.headers, raw: message.rawHeaders, body: text }),
          reject,
        );
      const sent = plain
        ? plainRequest({ ...options, port: plainPort }, got)
        : tlsRequest({ ...options, port: tlsPort, ca, servername: NAME }, got);
      sent.on('error', reject).end(body);
    });

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'tableorder-nginx-'));
    // Started by root, its workers are nobody.
    chmodSync(home, 0o755);
    for (const folder of ['tls', 'acme/.well-known/acme-challenge']) mkdirSync(join(home, folder), { recursive: true });
    writeFileSync(join(home, 'acme/.well-known/acme-challenge/token'), 'proof');
    const [key, certificate] = [join(home, 'tls/privkey.pem'), join(home, 'tls/fullchain.pem')];
    const self = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
    execFileSync(
      'openssl',
      [...self, '-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`, '-keyout', key, '-out', certificate],
      {
        stdio: 'ignore',
      },
    );
    ca = readFileSync(certificate, 'utf8');
    [plainPort, tlsPort, ownPort] = [await freePort(), await freePort(), await freePort()];
    const conf = readFileSync(join(import.meta.dirname, 'nginx.conf'), 'utf8')
      .replaceAll(' /tmp/', ` ${home}/`)
      .replaceAll(/\$\{SERVER_NAME\}/g, NAME)
      .replaceAll('listen 8080', `listen 127.0.0.1:${plainPort}`)
      .replaceAll('listen 8443', `listen 127.0.0.1:${tlsPort}`)
      .replaceAll('127.0.0.1:8081', `127.0.0.1:${ownPort}`)
      .replaceAll('/etc/nginx/tls', join(home, 'tls'))
      .replaceAll('/var/www/acme', join(home, 'acme'));
    writeFileSync(join(home, 'nginx.conf'), conf);
    const upstreams = readFileSync(join(import.meta.dirname, 'nginx.upstreams.conf'), 'utf8')
      .replaceAll('backend:8000', `127.0.0.1:${await listen(backend)}`)
      .replaceAll('frontend:3000', `127.0.0.1:${await listen(frontend)}`);
    writeFileSync(join(home, 'upstreams.conf'), upstreams);
    nginx = spawn('nginx', ['-e', 'stderr', '-c', join(home, 'nginx.conf'), '-g', 'daemon off;'], { stdio: ['ignore', 'ignore', 'pipe'] });
    nginx.stderr?.on('data', (bytes: Buffer) => {
      said += String(bytes);
    });
    await vi.waitFor(async () => expect((await ask('/').catch(() => null))?.status, said).toBe(200), { timeout: 10_000, interval: 50 });
  }, 20_000);

  afterAll(async () => {
    if (nginx.kill('SIGTERM')) await new Promise((resolve) => nginx.on('exit', resolve));
    for (const server of [backend, frontend]) server.closeAllConnections();
    for (const server of [backend, frontend]) server.close();
    rmSync(home, { recursive: true });
  });

  it('starts without a complaint', () => expect(said).toBe(''));

  it('sends pages to the screens and the rest to the backend', async () => {
    for (const path of ['/', '/staff/board', '/t/secret', '/apiary', '/assets/x.js'])
      expect((await ask(path)).body).toBe(`frontend ${path}`);
    for (const path of [
      '/api/menus?lang=ko',
      '/uploads/a/b.webp',
      '/health',
      '/health/ready',
      '/docs',
      '/openapi.json',
      '/problems/order/price-changed',
    ])
      expect(JSON.parse((await ask(path)).body)).toMatchObject({ from: 'backend', url: path });
  });

  it('says who asks in its own words, whatever the client claims', async () => {
    const claims = {
      'x-forwarded-for': '6.6.6.6',
      'x-forwarded-proto': 'ftp',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-port': '1',
    };
    const { body } = await ask('/api/menus', { headers: { ...claims, 'x-real-ip': '6.6.6.6', forwarded: 'for=6.6.6.6' } });
    const { headers } = JSON.parse(body) as { headers: IncomingHttpHeaders };
    expect(headers).toMatchObject({ host: NAME, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'https', 'x-forwarded-host': NAME });
    for (const name of ['x-forwarded-port', 'x-real-ip', 'forwarded']) expect(headers[name]).toBeUndefined();
  });

  it('adds HSTS once, and leaves the other security headers to the servers', async () => {
    const count = ({ raw }: Answer, name: string) => raw.filter((word, at) => at % 2 === 0 && word.toLowerCase() === name).length;
    for (const path of ['/', '/api/menus']) {
      const answer = await ask(path);
      expect(answer.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains');
      expect(count(answer, 'strict-transport-security')).toBe(1);
    }
    const refused = [await ask('/', { headers: { host: 'evil.example' } }), await ask('/', { method: 'POST', body: Buffer.alloc(20_000) })];
    expect(refused.map(({ status }) => status)).toEqual([421, 413]);
    for (const { headers } of refused) expect(headers['strict-transport-security']).toContain('max-age=31536000');
    expect(count(await ask('/api/menus'), 'x-content-type-options')).toBe(1);
    expect(count(await ask('/'), 'content-security-policy')).toBe(1);
    expect((await ask('/')).headers.server).toBe('nginx');
    expect((await ask('/', { plain: true })).headers['strict-transport-security']).toBeUndefined();
  });

  it('passes each event on as it comes, and tells the backend when the reader leaves', async () => {
    for (const path of ['/api/events?lastEventId=a-1', '/api/admin/events']) {
      const before = left;
      const waitedMs = await new Promise<number>((resolve, reject) => {
        const sent = tlsRequest(
          { host: '127.0.0.1', port: tlsPort, path, ca, servername: NAME, headers: { host: NAME }, agent: false },
          (stream) => {
            let at = 0;
            stream.once('data', () => {
              at = performance.now();
              stream.once('data', (bytes: Buffer) => {
                expect(String(bytes)).toBe('data: now\n\n');
                resolve(performance.now() - at);
                sent.destroy();
              });
              pushed?.();
            });
          },
        );
        sent.on('error', reject).end();
      });
      expect(waitedMs).toBeLessThan(500);
      await vi.waitFor(() => expect(left).toBe(before + 1), 2000);
    }
  });

  it('takes pictures up to what MAX_FILE_SIZE may be, and no bodies for pages', async () => {
    const picture = Buffer.alloc(6_000_000);
    const { body } = await ask('/api/admin/menus/1/image', { method: 'POST', body: picture });
    expect(JSON.parse(body)).toMatchObject({ bytes: picture.length });
    expect((await ask('/', { method: 'POST', body: Buffer.alloc(20_000) })).status).toBe(413);
  });

  const shake = (version: SecureVersion): Promise<string> =>
    new Promise((resolve) => {
      const options = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0', ca, servername: NAME };
      const socket = connect({ host: '127.0.0.1', port: tlsPort, ...options }, () => {
        resolve(socket.getProtocol() ?? '');
        socket.end();
      });
      socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    });

  it('speaks TLS 1.2 and 1.3, and refuses what is older', async () => {
    expect(await shake('TLSv1.3')).toBe('TLSv1.3');
    expect(await shake('TLSv1.2')).toBe('TLSv1.2');
    expect(await shake('TLSv1.1')).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
    expect(await shake('TLSv1')).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
  });

  it('redirects pages from plain HTTP, refuses the interface there, and shows an ACME client its proof', async () => {
    const page = await ask('/t/secret?lang=ko', { plain: true });
    expect([page.status, page.headers.location]).toEqual([308, `https://${NAME}/t/secret?lang=ko`]);
    for (const path of ['/api/auth/admin/login', '/api', '/health', '/openapi.json']) {
      const refused = await ask(path, { plain: true, method: 'POST' });
      expect([refused.status, refused.headers['content-type'], refused.headers.location]).toEqual([
        403,
        'application/problem+json',
        undefined,
      ]);
      expect(JSON.parse(refused.body)).toMatchObject({ status: 403 });
    }
    expect((await ask('/.well-known/acme-challenge/token', { plain: true })).body).toBe('proof');
  });

  it('serves no name that is not the shop’s', async () => {
    for (const plain of [true, false]) {
      const { status, headers } = await ask('/', { plain, headers: { host: 'evil.example' } });
      expect([status, headers.location]).toEqual([421, undefined]);
    }
  });

  it('answers in the interface’s own words while the backend is away', async () => {
    backend.closeAllConnections();
    await new Promise((resolve) => backend.close(resolve));
    const { status, headers, body } = await ask('/uploads/picture.webp');
    expect(status).toBe(503);
    expect(headers).toMatchObject({ 'content-type': 'application/problem+json', 'retry-after': '2', 'cache-control': 'no-store' });
    expect(headers['strict-transport-security']).toContain('max-age=31536000');
    expect(JSON.parse(body)).toMatchObject({ type: '/problems/unavailable', status: 503 });
    expect((await ask('/')).status).toBe(200);
  });
});
