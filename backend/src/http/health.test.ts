import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testClock } from '../infra/clock/test-clock.ts';
import { bareServer } from './bare-server.fixture.ts';
import { serveHealth } from './health.ts';

const NAMES = ['cache', 'files', 'bus'] as const;
type Ping = (write?: 'write') => Promise<void>;

async function start() {
  const clock = testClock();
  const pings = { database: vi.fn<Ping>(), cache: vi.fn<Ping>(), files: vi.fn<Ping>(), bus: vi.fn<Ping>() };
  for (const ping of Object.values(pings)) ping.mockResolvedValue(undefined);
  const { app, routes, log } = await bareServer();
  serveHealth(routes, {
    db: { ping: pings.database },
    cache: { ping: pings.cache },
    files: { ping: pings.files },
    bus: { ping: pings.bus },
    clock,
    log,
  });
  return { app, clock, pings, log, get: (path: string) => app.inject({ url: path }) };
}

let at: Awaited<ReturnType<typeof start>>;
beforeEach(async () => {
  at = await start();
});

describe('health', () => {
  it('is healthy when every service answers', async () => {
    const found = await at.get('/health');
    expect(found.statusCode).toBe(200);
    expect(found.headers['cache-control']).toBe('no-store');
    expect(found.json()).toEqual({
      status: 'healthy',
      timestamp: '2026-11-23T03:00:00.000Z',
      services: { database: 'up', cache: 'up', files: 'up', bus: 'up' },
    });
  });

  it.each(NAMES)('tells that only %s is down, and tells the log once', async (name) => {
    at.pings[name].mockRejectedValue(new Error('refused'));
    const found = await at.get('/health');
    expect(found.statusCode).toBe(503);
    expect(found.json()).toMatchObject({ status: 'unhealthy', services: { database: 'up', [name]: 'down' } });
    expect(Object.values(found.json().services).filter((state) => state === 'down')).toHaveLength(1);
    at.clock.advance(1500);
    await at.get('/health');
    expect(at.log.written.filter(({ component }) => component === 'health')).toHaveLength(1);
    at.pings[name].mockResolvedValue(undefined);
    at.clock.advance(1500);
    expect((await at.get('/health')).statusCode).toBe(200);
  });

  it('takes a service that throws at once for down', async () => {
    at.pings.bus.mockImplementation(() => {
      throw new Error('closed');
    });
    expect((await at.get('/health')).json()).toMatchObject({ services: { bus: 'down' } });
  });

  it('waits two seconds for a service that stalls, pings it once, and sees it come back', async () => {
    let recover = () => {};
    at.pings.files.mockImplementation(() => new Promise<void>((resolve) => (recover = resolve)));
    const before = performance.now();
    expect((await at.get('/health')).json()).toMatchObject({ services: { files: 'down', cache: 'up' } });
    const waitedMs = performance.now() - before;
    expect(waitedMs).toBeGreaterThan(1900);
    expect(waitedMs).toBeLessThan(3500);
    at.clock.advance(3000);
    const second = at.get('/health');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(at.pings.files).toHaveBeenCalledTimes(1);
    recover();
    expect((await second).statusCode).toBe(200);
  });

  it('forgets a ping that never came back', async () => {
    at.pings.cache.mockImplementationOnce(() => new Promise(() => {}));
    expect((await at.get('/health')).statusCode).toBe(503);
    at.clock.advance(31_000);
    expect((await at.get('/health')).statusCode).toBe(200);
  });

  it('is no load: a hundred probes at once and within a second are one ping each', async () => {
    await Promise.all(Array.from({ length: 100 }, () => at.get('/health')));
    at.clock.advance(999);
    await at.get('/health');
    expect(Object.values(at.pings).map((ping) => ping.mock.calls.length)).toEqual([1, 1, 1, 1]);
    at.clock.advance(1);
    await at.get('/health');
    expect(at.pings.cache).toHaveBeenCalledTimes(2);
  });
});

describe('probes of an orchestrator', () => {
  it('finds the process live whatever the services do', async () => {
    for (const ping of Object.values(at.pings)) ping.mockRejectedValue(new Error('down'));
    const found = await at.get('/health/live');
    expect([found.statusCode, found.json()]).toEqual([200, { status: 'live' }]);
  });

  it('is ready only while a write succeeds', async () => {
    expect((await at.get('/health/ready')).json()).toEqual({ status: 'ready' });
    expect(at.pings.database).toHaveBeenCalledExactlyOnceWith('write');
    at.pings.database.mockImplementation(async (write) => {
      if (write) throw new Error('disk full');
    });
    at.clock.advance(1000);
    const found = await at.get('/health/ready');
    expect([found.statusCode, found.json()]).toEqual([503, { status: 'not-ready' }]);
    expect((await at.get('/health')).statusCode).toBe(200);
  });
});
