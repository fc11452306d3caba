import { problem } from '@tableorder/contract/problem';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShop, PASSWORD, type Shop } from '../../../test/builders.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';
import { throttled } from './access.throttle.ts';

const QUARTER = 15 * 60_000;

describe('failed sign-ins', () => {
  let backend: Backend;
  let clock: TestClock;
  let shop: Shop;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ clock });
    shop = await openShop(backend);
  });
  afterEach(() => backend.close());

  const attempt = async (
    username: string,
    password: string,
    { from = '10.0.0.1', forwarded, store = shop.store.code }: { from?: string; forwarded?: string; store?: string } = {},
  ) => {
    const { statusCode, headers } = await backend.app.server.inject({
      method: 'POST',
      url: '/api/auth/admin/login',
      remoteAddress: from,
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      payload: { store, username, password },
    });
    return { status: statusCode, retryAfter: headers['retry-after'] };
  };
  const wrong = 'Wrong-Password-1';
  const statuses = async (count: number, one: (at: number) => Promise<{ status: number }>) => {
    const all: number[] = [];
    for (let at = 0; at < count; at++) all.push((await one(at)).status);
    return all;
  };
  const times = (count: number, status: number) => Array.from({ length: count }, () => status);

  it('are five for an account from one address; then even the right password waits, and is told how long', async () => {
    expect(await statuses(6, () => attempt('boss', wrong))).toEqual([...times(5, 401), 429]);
    clock.advance(60_000);
    expect(await attempt('boss', PASSWORD)).toEqual({ status: 429, retryAfter: '840' });
    expect((await attempt('boss', PASSWORD, { from: '10.0.0.2' })).status).toBe(200);
    expect((await attempt('other', wrong)).status).toBe(401);
  });

  it('are forgotten after the window, which later failures do not lengthen', async () => {
    await statuses(5, () => attempt('boss', wrong));
    clock.advance(QUARTER - 1);
    expect((await attempt('boss', PASSWORD)).status).toBe(429);
    clock.advance(1);
    expect((await attempt('boss', PASSWORD)).status).toBe(200);
  });

  it('are ten for an account from anywhere', async () => {
    expect(await statuses(12, (at) => attempt('boss', wrong, { from: `10.0.1.${at}` }))).toEqual([...times(10, 401), 429, 429]);
    expect((await attempt('boss', PASSWORD, { from: '10.0.2.1' })).status).toBe(429);
    clock.advance(QUARTER);
    expect((await attempt('boss', PASSWORD, { from: '10.0.2.1' })).status).toBe(200);
  });

  it('are twenty from one address, whatever the account or shop', async () => {
    const some = (at: number) => attempt(`name${at}`, wrong, at % 2 ? {} : { store: `shop${at}` });
    expect(await statuses(22, some)).toEqual([...times(20, 401), 429, 429]);
    expect((await attempt('boss', PASSWORD)).status).toBe(429);
    expect((await attempt('boss', PASSWORD, { from: '10.0.0.2' })).status).toBe(200);
  });

  it('are one account’s in whatever case its name is written', async () => {
    const names = ['boss', 'BOSS', 'Boss', 'bOss', 'boSS', 'bosS'];
    expect(await statuses(6, (at) => attempt(names[at] ?? '', wrong))).toEqual([...times(5, 401), 429]);
  });

  it('are counted by the address on the line: one who is not our proxy gains nothing by X-Forwarded-For', async () => {
    const forged = (at: number) => attempt('boss', wrong, { forwarded: `203.0.113.${at}, 127.0.0.1` });
    expect(await statuses(7, forged)).toEqual([...times(5, 401), 429, 429]);
  });

  it('are counted by what our own proxy says, and of what stands there only the last is its word', async () => {
    const proxied = (at: number) => attempt('boss', wrong, { from: '127.0.0.1', forwarded: `203.0.113.${at}, 198.51.100.7` });
    expect(await statuses(6, proxied)).toEqual([...times(5, 401), 429]);
    expect((await attempt('boss', PASSWORD, { from: '127.0.0.1', forwarded: '198.51.100.8' })).status).toBe(200);
  });

  it('count also when they come twenty at once', async () => {
    const found = await Promise.all(Array.from({ length: 20 }, () => attempt('boss', wrong)));
    expect(found.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(found.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  it('do not add up with successes between them', async () => {
    for (let round = 0; round < 30; round++) expect((await attempt('boss', PASSWORD)).status).toBe(200);
    expect(await statuses(6, () => attempt('boss', wrong))).toEqual([...times(5, 401), 429]);
  });

  it('of one shop leave the same name in another shop alone', async () => {
    const second = await openShop(backend);
    await statuses(6, () => attempt('boss', wrong));
    expect((await attempt('boss', PASSWORD, { store: second.store.code })).status).toBe(200);
  });
});

describe('an attempt that never came to be judged', () => {
  it('is no failure: a busy server locks nobody out', async () => {
    const backend = await startBackend({ clock: testClock() });
    const { cache } = backend.ports;
    const limits = [{ key: 'one', most: 2, windowMs: QUARTER }];
    const busy = () => Promise.reject(problem('unavailable', {}, { retryAfterS: 3 }));
    for (let count = 0; count < 5; count++) await expect(throttled(cache, limits, busy)).rejects.toMatchObject({ key: 'unavailable' });
    expect((await cache.increment('one', QUARTER, 0)).count).toBe(0);
    const broken = () => Promise.reject(new Error('database gone'));
    await expect(throttled(cache, limits, broken)).rejects.toThrow('database gone');
    const refused = () => Promise.reject(problem('access/wrong-credentials', {}));
    for (let count = 0; count < 2; count++)
      await expect(throttled(cache, limits, refused)).rejects.toMatchObject({ key: 'access/wrong-credentials' });
    await expect(throttled(cache, limits, refused)).rejects.toMatchObject({ key: 'too-many-requests' });
    await backend.close();
  });
});
