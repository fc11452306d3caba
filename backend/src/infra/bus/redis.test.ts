import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { chaos, randomFates } from '../../../test/chaos.ts';
import { noRedis, startRedis, type TestRedis } from '../../../test/redis-server.ts';
import { testLog } from '../log/test-log.ts';
import { busSuite } from './bus.suite.ts';
import type { Bus } from './bus.ts';
import { redisBus } from './redis.ts';

let redis: TestRedis;
let made = 0;
const opened: Bus[] = [];

const open = async (prefix: string, log = testLog()) => {
  const bus = await redisBus({ url: redis.url, prefix, log });
  opened.push(bus);
  return bus;
};

/** Two instances of one installation as one bus: spoken at the one, heard at the other. */
async function pair(): Promise<Bus> {
  const prefix = `test-${++made}`;
  const [one, other] = [await open(prefix), await open(prefix)];
  return {
    publish: (topic, payload) => one.publish(topic, payload),
    subscribe: (topic, listener) => other.subscribe(topic, listener),
    ping: () => one.ping(),
    close: async () => void (await Promise.all([one.close(), other.close()])),
  };
}

/** A line to Redis on which, once it swallows, the connections there are stay open and nothing passes; new ones work. */
async function swallowingLine(to: URL): Promise<{ url: string; swallow(): void; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) sockets.add(socket.on('error', () => {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    swallow() {
      for (const socket of sockets) socket.unpipe().resume();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

const back = (...buses: Bus[]) => vi.waitFor(() => Promise.all(buses.map((bus) => bus.ping())), { timeout: 5000, interval: 10 });

describe.skipIf(noRedis !== null)(`bus over Redis${noRedis ? `: ${noRedis}` : ''}`, () => {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(async () => {
    for (const bus of opened) await bus.close();
    await redis.close();
  });

  describe('heard by its own instance', () => busSuite(() => open(`test-${++made}`)));
  describe('heard by another instance', () => busSuite(pair));

  describe('behind a line that stalls', () => {
    const stalls = randomFates(3, 300, 0.1, [{ kind: 'stall', ms: 2 }]);
    busSuite(async () => chaos(await open(`test-${++made}`), { publish: stalls, ping: stalls }).port);
  });

  it('tells each listener once, also the publisher’s own, whom Redis tells again', async () => {
    const [one, other] = [await open('once'), await open('once')];
    const heard: string[] = [];
    one.subscribe('t', (payload) => void heard.push(`one:${payload}`));
    other.subscribe('t', (payload) => void heard.push(`other:${payload}`));
    for (let i = 0; i < 50; i += 1) await one.publish('t', String(i));
    await vi.waitFor(() => expect(heard).toHaveLength(100));
    await other.publish('t', 'last');
    await vi.waitFor(() => expect(heard.filter((one) => one.endsWith('last'))).toHaveLength(2));
    expect(heard).toHaveLength(102);
  });

  it('keeps installations of one Redis apart', async () => {
    const [one, other] = [await open('shop-a'), await open('shop-b')];
    let heard = 0;
    other.subscribe('t', () => {
      heard += 1;
    });
    const own = new Promise((resolve) => one.subscribe('t', resolve));
    await one.publish('t', 'x');
    await own;
    // What it says itself comes after whatever was under way to it.
    await new Promise((resolve) => {
      other.subscribe('own', resolve);
      void other.publish('own', 'x');
    });
    expect(heard).toBe(0);
  });

  it.each(['killed', 'frozen'] as const)(
    'goes on for its own listeners when Redis is %s, and is heard by others again after',
    async (how) => {
      const log = testLog();
      const [one, other] = [await open(how, log), await open(how)];
      const heard: string[] = [];
      one.subscribe('t', (payload) => void heard.push(`one:${payload}`));
      other.subscribe('t', (payload) => void heard.push(`other:${payload}`));
      if (how === 'killed') await redis.kill();
      else redis.freeze();
      await one.publish('t', '1');
      await vi.waitFor(() => expect(heard).toEqual(['one:1']));
      await expect(one.ping()).rejects.toThrow();
      // Away is said once, however many nudges there are; and none waits for an answer.
      const from = performance.now();
      for (let i = 0; i < 100; i += 1) await one.publish('t', 'away');
      expect(performance.now() - from).toBeLessThan(200);
      if (how === 'killed') await redis.start();
      else redis.thaw();
      await back(one, other);
      await one.publish('t', '2');
      await vi.waitFor(() => expect(heard).toContain('other:2'));
      expect(log.messages('ERROR').filter((message) => message.startsWith('Redis is away')).length).toBeLessThanOrEqual(2);
    },
  );

  it('gives up a line that is open and carries nothing, and hears over a new one', async () => {
    const line = await swallowingLine(new URL(redis.url));
    const [one, other] = [await open('silent'), await redisBus({ url: line.url, prefix: 'silent', log: testLog() })];
    opened.push(other);
    line.swallow();
    await vi.waitFor(() => expect(other.ping()).rejects.toThrow(), { timeout: 5000 });
    await vi.waitFor(() => other.ping(), { timeout: 8000, interval: 20 });
    const heard = new Promise((resolve) => other.subscribe('t', resolve));
    await one.publish('t', 'x');
    expect(await heard).toBe('x');
    await line.close();
  });

  it('opens while Redis is away, and hears others once it is there', async () => {
    await redis.kill();
    const [one, other] = [await open('late'), await open('late')];
    await expect(one.ping()).rejects.toThrow();
    await redis.start();
    await back(one, other);
    const heard = new Promise((resolve) => other.subscribe('t', resolve));
    await one.publish('t', 'x');
    expect(await heard).toBe('x');
  });

  it('refuses to open with a wrong password, and does not say it', async () => {
    const locked = await startRedis({ password: 'right-one' });
    const url = locked.url.replace('right-one', 'wrong-one');
    const opening = redisBus({ url, prefix: 'x', log: testLog() });
    await expect(opening).rejects.toThrow(/WRONGPASS/);
    await expect(opening).rejects.not.toThrow(/wrong-one/);
    await locked.close();
  });
});
