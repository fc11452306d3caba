import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Nginx, startNginx } from '../e2e/durability/fleet/nginx.ts';

const reason = spawnSync('nginx', ['-v']).error ? ' (skipped: nginx is not installed)' : '';

interface Stand {
  readonly server: Server;
  readonly port: number;
  asked: string[];
  /** Takes the request and dies over it. */
  dies: boolean;
}

async function stand(name: string): Promise<Stand> {
  const server = createServer((request, response) => {
    self.asked.push(`${request.method} ${request.url}`);
    if (self.dies) {
      request.socket.destroy();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ name, for: request.headers['x-forwarded-for'] ?? null }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const self: Stand = { server, port: (server.address() as AddressInfo).port, asked: [], dies: false };
  return self;
}

describe.skipIf(reason !== '')(`nginx as it is shipped for three backends${reason}`, () => {
  let stands: Stand[];
  let nginx: Nginx;
  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`http://127.0.0.1:${nginx.port}${path}`, init);
    return { status: answer.status, body: (await answer.json()) as { name?: string; type?: string } };
  };
  const end = async ({ server }: Stand) => {
    server.closeAllConnections();
    server.close();
    if (server.listening) await once(server, 'close');
  };

  beforeEach(async () => {
    stands = await Promise.all(['one', 'two', 'three'].map(stand));
    nginx = await startNginx(stands.map(({ port }) => port));
  });
  afterEach(async () => {
    await nginx.close();
    await Promise.all(stands.map(end));
  });

  it('spreads what it is asked, and nobody notices a backend that is gone', async () => {
    const names = new Set<string | undefined>();
    for (let at = 0; at < 30; at += 1) names.add((await ask('/api/menus')).body.name);
    expect([...names].sort()).toEqual(['one', 'three', 'two']);
    const [first, second] = stands;
    if (!first || !second) throw new Error('no backends');
    await end(first);
    for (let at = 0; at < 60; at += 1) expect((await ask('/api/menus')).status).toBe(200);
    for (let at = 0; at < 20; at += 1) expect((await ask('/api/orders', { method: 'POST', body: '{}' })).status).toBe(200);
    expect(second.asked.filter((line) => line.startsWith('POST')).length).toBeGreaterThan(0);
  });

  it('sends an order that a backend died over to no other: its device does, with its key', async () => {
    for (const one of stands) one.dies = true;
    const { status, body } = await ask('/api/orders', { method: 'POST', body: '{}' });
    expect([status, body.type]).toEqual([503, '/problems/unavailable']);
    expect(stands.flatMap(({ asked }) => asked)).toEqual(['POST /api/orders']);
  });

  it('lets the frontend alone through to any backend from within, and believes whom it names', async () => {
    const from = (localAddress: string) =>
      new Promise<{ status: number; text: string }>((resolve, reject) => {
        const headers = { 'x-forwarded-for': '203.0.113.9' };
        get({ host: '127.0.0.1', port: nginx.inner, path: '/api/menus', localAddress, headers, agent: false }, (answer) => {
          let text = '';
          answer.on('data', (bytes) => {
            text += bytes;
          });
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        }).on('error', reject);
      });
    const frontend = await from('127.0.0.30');
    expect([frontend.status, (JSON.parse(frontend.text) as { for: string }).for]).toEqual([200, '203.0.113.9']);
    expect((await from('127.0.0.1')).status).toBe(403);
  });
});
