import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { logout } from '@tableorder/contract/access';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { chaos, seeded } from '../../../test/chaos.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { type App, makeApp } from '../../app.ts';
import { memoryBus } from '../../infra/bus/memory.ts';
import { openEvents } from '../../infra/events/events.ts';
import { testLog } from '../../infra/log/test-log.ts';
import { as, atPort, happen, type Listening, listen, range, STAFF, seqsOf } from './live.fixture.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 });

let backend: Backend;
let shop: Shop;
let port: number;
const others: App[] = [];
const sockets: Socket[] = [];
const open: Listening[] = [];

beforeEach(async () => {
  backend = await startBackend({ env: { SSE_HEARTBEAT_INTERVAL: '1', SSE_CONNECTION_TIMEOUT: '3' } });
  shop = await openShop(backend);
  port = await atPort(backend.app);
});
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const app of others.splice(0)) await app.server.close();
  await backend.close();
});

async function hear(headers: Record<string, string>, at = port): Promise<Listening> {
  const listening = await listen(at, STAFF, headers);
  open.push(listening);
  return listening;
}
const joined = (count: number) => vi.waitFor(() => expect(backend.app.hub.readers).toBe(count), { timeout: 10_000 });
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const storeId = () => shop.store.id;

/** A client that opens the stream and reads nothing but the beginning. */
async function neverReads(headers: Record<string, string>): Promise<{ socket: Socket; gone: () => boolean }> {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  let gone = false;
  socket.on('error', () => {});
  socket.on('close', () => {
    gone = true;
  });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${STAFF} HTTP/1.1\r\nhost: x\r\n${lines.join('')}\r\n`);
  await new Promise((resolve) => socket.once('data', resolve));
  socket.pause();
  return { socket, gone: () => gone };
}

describe('a thousand events', () => {
  it.each([11, 23, 47])('over random disconnects reach a reader once each, in order (seed %i)', async (seed) => {
    const random = seeded(seed);
    const from = await backend.ports.events.seqNow(storeId());
    let last = backend.ports.events.cursor(from);
    const got: number[] = [];
    let connections = 0;
    const reading = (async () => {
      while (last !== backend.ports.events.cursor(from + 1000)) {
        const most = 1 + Math.floor(random() * 60);
        const inHeader = random() < 0.5;
        const path = inHeader ? STAFF : `${STAFF}?lastEventId=${last}`;
        const listening = await listen(port, path, as(shop.owner, inHeader ? last : undefined));
        connections++;
        const until = performance.now() + 20 + random() * 60;
        while (listening.frames.length < most && performance.now() < until) await wait(1);
        listening.close();
        for (const { event, id, data } of listening.frames.slice(0, most)) {
          if (event !== 'thing_happened' || id === null || data.seq === undefined) throw new Error(`seed ${seed}: ${event}`);
          last = id;
          got.push(data.seq);
        }
      }
    })();
    for (let written = 0; written < 1000; ) {
      const count = Math.min(1000 - written, 1 + Math.floor(random() * 20));
      await happen(backend.ports, storeId(), count, Math.floor(random() * 3000));
      written += count;
      if (random() < 0.5) await wait(random() * 8);
    }
    await reading;
    expect(connections).toBeGreaterThan(15);
    expect(got, `seed ${seed}`).toEqual(range(from + 1, from + 1000));
    await joined(0);
  });
});

describe('a reader who takes nothing', () => {
  it('is cut with little of the memory used, while the others get every event', async () => {
    const healthy = await hear(as(shop.owner));
    const token = await shop.staff('staff');
    const stuck = await Promise.all(Array.from({ length: 10 }, () => neverReads(as(token))));
    await joined(11);
    globalThis.gc?.();
    const before = process.memoryUsage();
    const from = await backend.ports.events.seqNow(storeId());
    let peak = 0;
    let late = 0;
    for (let i = 0; i < 60; i++) {
      const sent = performance.now();
      const last = await happen(backend.ports, storeId(), 10, 30_000);
      await vi.waitFor(() => expect(healthy.frames.at(-1)?.data.seq).toBe(last), { timeout: 5000, interval: 2 });
      late = Math.max(late, performance.now() - sent);
      healthy.frames.splice(0, healthy.frames.length - 1);
      peak = Math.max(peak, process.memoryUsage().external + process.memoryUsage().arrayBuffers - before.external - before.arrayBuffers);
    }
    expect(healthy.frames.at(-1)?.data.seq).toBe(from + 600);
    expect(backend.app.hub.readers).toBe(1);
    expect(late).toBeLessThan(1000);
    // Ten readers of 512 kB each, some frames on their way, and what the collector has not yet taken.
    expect(peak / 1e6).toBeLessThan(96);
    for (const { socket } of stuck) socket.resume();
    await vi.waitFor(() => expect(stuck.every(({ gone }) => gone())).toBe(true), { timeout: 5000 });
  });

  it('is cut after the timeout, also while it is still told what it missed', async () => {
    const cursor = backend.ports.events.cursor(await backend.ports.events.seqNow(storeId()));
    for (let i = 0; i < 8; i++) await happen(backend.ports, storeId(), 100, 20_000);
    const stuck = await neverReads(as(shop.owner, cursor));
    await wait(300);
    expect(backend.app.hub.readers).toBe(0);
    const staff = await Promise.all(Array.from({ length: 19 }, () => hear(as(shop.owner))));
    expect(staff.every(({ status }) => status === 200)).toBe(true);
    expect((await hear(as(shop.owner))).status).toBe(429);
    await vi.waitFor(async () => expect((await hear(as(shop.owner))).status).toBe(200), { timeout: 10_000, interval: 300 });
    stuck.socket.resume();
    await vi.waitFor(() => expect(stuck.gone()).toBe(true));
  });

  it('and whose sign-in ends does not keep its socket', async () => {
    const token = await shop.staff('staff');
    const cursor = backend.ports.events.cursor(await backend.ports.events.seqNow(storeId()));
    for (let i = 0; i < 8; i++) await happen(backend.ports, storeId(), 100, 20_000);
    await neverReads(as(token, cursor));
    await wait(200);
    const connections = () => new Promise<number>((resolve) => backend.app.server.server.getConnections((_, count) => resolve(count)));
    expect(await connections()).toBe(1);
    await backend.call(logout, { token });
    await vi.waitFor(async () => expect(await connections()).toBe(0), { timeout: 5000, interval: 50 });
  });

  it('because its process was stopped is cut, and finds the stream closed when it wakes', async () => {
    const program = `
      const socket = require('node:net').connect(${port}, '127.0.0.1');
      socket.write('GET ${STAFF} HTTP/1.1\\r\\nhost: x\\r\\nauthorization: Bearer ${shop.owner}\\r\\n\\r\\n');
      socket.once('data', () => console.log('open'));
      socket.resume();
      socket.on('error', () => {});
      socket.on('close', () => { console.log('closed'); process.exit(); });`;
    const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
    try {
      await vi.waitFor(() => expect(said).toContain('open'), { timeout: 10_000 });
      await joined(1);
      child.kill('SIGSTOP');
      for (let i = 0; i < 40 && backend.app.hub.readers > 0; i++) await happen(backend.ports, storeId(), 20, 30_000);
      await joined(0);
      expect(said).not.toContain('closed');
      child.kill('SIGCONT');
      await vi.waitFor(() => expect(said).toContain('closed'), { timeout: 10_000 });
    } finally {
      child.kill('SIGKILL');
    }
  });
});

describe('many', () => {
  it('300 streams hear of an order within 300 ms', async () => {
    const tokens: string[] = [];
    for (let i = 0; i < 15; i++) tokens.push(await shop.staff('staff'));
    const streams = await Promise.all(tokens.flatMap((token) => Array.from({ length: 20 }, () => hear(as(token)))));
    await joined(300);
    const phone = await shop.phone(await shop.table(1));
    const item = await shop.item();
    const took: number[] = [];
    for (let round = 0; round < 7; round++) {
      let left = streams.length;
      const all = new Promise<void>((resolve) => {
        for (const one of streams)
          one.onFrame = ({ event }) => {
            if (event === 'order_created' && --left === 0) resolve();
          };
      });
      const from = performance.now();
      await order(backend, phone, [line(item.id)]);
      await all;
      took.push(performance.now() - from);
    }
    const median = took.sort((a, b) => a - b)[3] ?? Number.POSITIVE_INFINITY;
    expect(median, `rounds: ${took.map(Math.round).join(' ')} ms`).toBeLessThan(300);
  });
});

describe('the end of the server', () => {
  it('ends open streams, those that catch up, and those whose reader takes nothing', async () => {
    const app = await makeApp(backend.ports);
    const at = await atPort(app);
    const cursor = backend.ports.events.cursor(await backend.ports.events.seqNow(storeId()));
    const live = await hear(as(shop.owner), at);
    for (let i = 0; i < 8; i++) await happen(backend.ports, storeId(), 100, 20_000);
    const saved = port;
    port = at;
    const stuck = await Promise.all([1, 2, 3].map(() => neverReads(as(shop.owner, cursor))));
    port = saved;
    await wait(200);
    const from = performance.now();
    await app.server.close();
    expect(performance.now() - from).toBeLessThan(5000);
    await vi.waitFor(() => expect(live.ended).toBe(true));
    for (const { socket } of stuck) socket.resume();
    await vi.waitFor(() => expect(stuck.every(({ gone }) => gone())).toBe(true), { timeout: 5000 });
  });

  it('lets nobody in after it, and leaves no timer behind', async () => {
    const app = await makeApp(backend.ports);
    const at = await atPort(app);
    await hear(as(shop.owner), at);
    await app.server.close();
    await expect(listen(at, STAFF, as(shop.owner))).rejects.toThrow('ECONNREFUSED');
    expect([app.hub.readers, backend.app.hub.readers]).toEqual([0, 0]);
  });
});

describe('a bus that loses', () => {
  /** A second instance on the same database, whose nudges are all lost. */
  async function deaf(): Promise<{ app: App; at: number; calls: ReadonlyMap<string, number> }> {
    const { port: bus, calls } = chaos(memoryBus({ log: testLog() }), { publish: [{ kind: 'lose' }] });
    const { ports } = backend;
    const events = await openEvents(ports.db, bus, ports.clock, () => 'unused');
    const app = await makeApp({ ...ports, bus, events });
    others.push(app);
    return { app, at: await atPort(app), calls };
  }

  it('costs at most the time between two polls, and no event', async () => {
    const { app, at, calls } = await deaf();
    const item = await shop.item();
    const phone = await shop.phone(await shop.table(1));
    const listening = await hear(as(shop.owner), at);
    await vi.waitFor(() => expect(app.hub.readers).toBe(1));
    const from = performance.now();
    const placed = await app.server.inject({
      method: 'POST',
      url: '/api/orders',
      headers: { authorization: `Bearer ${phone}`, 'idempotency-key': 'k1' },
      payload: { items: [line(item.id)] },
    });
    expect([placed.statusCode, calls.get('publish')]).toEqual([201, 1]);
    await vi.waitFor(() => expect(listening.frames.map(({ event }) => event)).toContain('order_created'), { timeout: 6000 });
    expect(performance.now() - from).toBeLessThan(5500);
  });

  it('keeps no stream of an ended sign-in open for more than five seconds', async () => {
    const { app, at } = await deaf();
    const token = await shop.staff('staff');
    const [gone, stays] = [await hear(as(token), at), await hear(as(shop.owner), at)];
    await vi.waitFor(() => expect(app.hub.readers).toBe(2));
    const from = performance.now();
    await backend.call(logout, { token });
    await vi.waitFor(() => expect(gone.ended).toBe(true), { timeout: 8000 });
    expect(performance.now() - from).toBeLessThan(5500);
    expect(gone.frames.at(-1)?.event).toBe('auth_expired');
    expect(stays.ended).toBe(false);
  });

  it('or a database that does not answer for a while sends nobody away', async () => {
    const listening = await hear(as(shop.owner));
    await joined(1);
    const failing = vi.spyOn(backend.app.signIns, 'byId').mockRejectedValue(new Error('no answer'));
    await wait(2500);
    expect(failing.mock.calls.length).toBeGreaterThanOrEqual(2);
    expect(backend.log.messages('WARNING')).toContain('the sign-ins of open streams could not be checked');
    failing.mockRestore();
    const last = await happen(backend.ports, storeId());
    await vi.waitFor(() => expect(seqsOf(listening)).toEqual([last]));
  });
});
