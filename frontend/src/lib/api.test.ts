import { adminLogin, refresh } from '@tableorder/contract/access';
import { readMenu } from '@tableorder/contract/menu';
import { cancelMyOrder, listMyOrders, placeOrder } from '@tableorder/contract/orders';
import { problem } from '@tableorder/contract/problem';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answer, createFakeBackend, type FakeBackend } from '../../test/fake-backend.ts';
import { createApi } from './api.ts';
import { ApiProblem, isProblem, NoAnswer } from './api-problem.ts';

const ID = '01934b2e-7c1a-7000-8000-000000000001';
const orders = { items: [], nextCursor: null, sessionTotal: 0 as never };
const body = { items: [{ menuId: ID as never, quantity: 1, optionIds: [] }] };

let backend: FakeBackend;
let token: string | null;
const onUnauthorized = vi.fn<() => Promise<string | null>>();
const api = createApi({ token: () => token, onUnauthorized });

const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => expect.fail('did not throw'),
    (error: unknown) => error,
  );

beforeEach(() => {
  backend = createFakeBackend();
  backend.install();
  token = 'first';
  onUnauthorized.mockReset();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  backend.close();
});

describe('answers', () => {
  test('fills the path, sends query, token and key', async () => {
    backend.on(cancelMyOrder, ({ params }) => {
      throw problem('not-found', { ...params } as never);
    });
    backend.on(listMyOrders, () => orders);
    await caught(api.call(cancelMyOrder, { params: { orderId: ID }, body: {} }));
    await api.call(listMyOrders, { query: { limit: '10' } });
    expect(backend.calls.map(({ path }) => path)).toEqual([`/api/orders/${ID}/cancel`, '/api/orders?limit=10']);
    expect(backend.calls[1]?.headers.get('authorization')).toBe('Bearer first');
  });

  test('gives 304 to who has the ETag', async () => {
    backend.on(readMenu, ({ headers }) => {
      if (headers.get('if-none-match') === '"v1"') return answer(304, null, { etag: '"v1"' });
      return answer(200, { categories: [] }, { etag: '"v1"' });
    });
    const first = await api.call(readMenu, { etag: null });
    const second = await api.call(readMenu, { etag: first.etag });
    expect([first.status, second.status, second.body]).toEqual([200, 304, null]);
  });
});

describe('refusals', () => {
  test('carry key, params, wait and the request to ask for', async () => {
    const params = { expectedTotal: 1000, totalAmount: 1200, items: [] };
    backend.on(placeOrder, () => {
      throw problem('order/price-changed', params as never);
    });
    const error = await caught(api.call(placeOrder, { body, idempotencyKey: 'k' }));
    if (!isProblem(error, 'order/price-changed')) throw error;
    expect(error.params.totalAmount).toBe(1200);
    expect(error).toMatchObject({ status: 409, instance: 'fake', retryAfterS: null });
    expect(isProblem((error as unknown as ApiProblem).toRefusal(), 'order/price-changed')).toBe(true);
    expect(isProblem(error, 'order/stale')).toBe(false);
  });

  test('say after how many seconds to come back', async () => {
    backend.on(listMyOrders, () => {
      throw problem('too-many-requests', {}, { retryAfterS: 7 });
    });
    expect(await caught(api.call(listMyOrders))).toMatchObject({ key: 'too-many-requests', retryAfterS: 7 });
  });
});

describe('no answer', () => {
  test('when the line is down', async () => {
    backend.goOffline();
    expect(await caught(api.call(listMyOrders))).toMatchObject({ name: 'NoAnswer', reason: 'network' });
  });

  test('after 15 seconds of silence', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    });
    const error = caught(api.call(listMyOrders));
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await error).toMatchObject({ name: 'NoAnswer', reason: 'timeout' });
  });

  test.each([
    ['a sign-in page of the hotspot', 200, 'text/html', '<html>Sign in</html>'],
    ['an error page of a proxy', 502, 'text/html', '<html>Bad Gateway</html>'],
    ['a JSON error of another server', 403, 'application/json', '{"error":"x"}'],
    ['half of a JSON', 200, 'application/json', '{"items":['],
  ])('from %s', async (_, status, kind, text) => {
    vi.stubGlobal('fetch', async () => new Response(text, { status, headers: { 'content-type': kind } }));
    expect(await caught(api.call(listMyOrders))).toMatchObject({ name: 'NoAnswer', reason: 'foreign' });
  });

  test('the caller’s own abort is the caller’s', async () => {
    backend.on(listMyOrders, () => orders);
    const stop = new AbortController();
    stop.abort(new Error('left the screen'));
    expect(await caught(api.call(listMyOrders, { signal: stop.signal }))).toMatchObject({ message: 'left the screen' });
  });
});

describe('a dead token', () => {
  const alive = (good: string) =>
    backend.on(listMyOrders, ({ token: sent }) => {
      if (sent !== good) throw problem('unauthorized', {});
      return orders;
    });

  test('is renewed once for all calls that meet it, and each call is repeated', async () => {
    alive('second');
    onUnauthorized.mockImplementation(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      token = 'second';
      return token;
    });
    const answers = await Promise.all([api.call(listMyOrders), api.call(listMyOrders), api.call(listMyOrders)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(onUnauthorized).toHaveBeenCalledTimes(1);
  });

  test('renewed by another call meanwhile is not renewed again', async () => {
    alive('second');
    backend.on(listMyOrders, ({ token: sent }) => {
      token = 'second';
      if (sent !== 'second') throw problem('unauthorized', {});
      return orders;
    });
    expect((await api.call(listMyOrders)).status).toBe(200);
    expect(onUnauthorized).not.toHaveBeenCalled();
  });

  test('that cannot be renewed is the caller’s 401, asked for once', async () => {
    alive('never');
    onUnauthorized.mockResolvedValue(null);
    expect(await caught(api.call(listMyOrders))).toBeInstanceOf(ApiProblem);
    onUnauthorized.mockImplementation(async () => 'still bad');
    expect(await caught(api.call(listMyOrders))).toMatchObject({ status: 401 });
    expect(backend.callsOf(listMyOrders)).toHaveLength(3);
  });

  test('while the line is down is no answer, not a sign-out', async () => {
    alive('never');
    onUnauthorized.mockRejectedValue(new NoAnswer('network'));
    expect(await caught(api.call(listMyOrders))).toBeInstanceOf(NoAnswer);
  });

  test('is not sent to a sign-in, and a wrong password renews nothing', async () => {
    backend.on(adminLogin, () => {
      throw problem('access/wrong-credentials', {});
    });
    backend.on(refresh, () => ({ token: 'second', expiresAt: '2026-11-23T09:00:00.000Z' as never }));
    const error = await caught(api.call(adminLogin, { body: { store: 'demo', username: 'kim', password: 'x' } }));
    expect(isProblem(error, 'access/wrong-credentials')).toBe(true);
    expect(onUnauthorized).not.toHaveBeenCalled();
    await api.call(refresh, { body: {}, token });
    expect(backend.calls.map(({ headers }) => headers.get('authorization'))).toEqual([null, 'Bearer first']);
  });
});
