// @vitest-environment happy-dom

import { streamForTable } from '@tableorder/contract/live';
import { cancelMyOrder, listMyOrders } from '@tableorder/contract/orders';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { cleanup, screen } from '@testing-library/react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Link } from 'wouter';
import { createApi } from '../src/lib/api.ts';
import { openStream, type StreamState } from '../src/lib/stream.ts';
import { createFakeBackend, type FakeBackend } from './fake-backend.ts';
import { renderScreen } from './render.tsx';

const ID = '01934b2e-7c1a-7000-8000-000000000001';
let backend: FakeBackend;
const api = createApi({ token: () => 'token', onUnauthorized: () => null });

function Total() {
  const client = useQueryClient();
  const [stream, setStream] = useState<ReturnType<typeof openStream> | null>(null);
  useEffect(() => {
    const again = () => void client.invalidateQueries();
    const opened = openStream({ url: streamForTable.path, token: api.token, renew: api.renew, onEvent: again, onReset: again });
    setStream(opened);
    return opened.close;
  }, [client]);
  const state = useSyncExternalStore<StreamState>(stream?.subscribe ?? (() => () => {}), stream?.state ?? (() => 'connecting'));
  const { data } = useQuery({ queryKey: ['orders'], queryFn: ({ signal }) => api.call(listMyOrders, { signal }) });
  return (
    <main data-state={state}>
      <output>{data?.body.sessionTotal}</output>
      <Link href="/cart">cart</Link>
    </main>
  );
}

beforeEach(() => {
  backend = createFakeBackend();
  backend.install();
});
afterEach(cleanup);

test('a screen reads, follows the stream, sees the line drop and come back, and walks', async () => {
  let total = 1_000;
  backend.on(listMyOrders, () => ({ items: [], nextCursor: null, sessionTotal: total as never }));
  backend.on(streamForTable, () => null);
  const { user, path } = renderScreen(<Total />, { path: '/orders' });
  expect(await screen.findByText('1000')).toBeTruthy();
  await expect.poll(() => screen.getByRole('main').dataset.state).toBe('live');

  total = 2_000;
  backend.emit({ type: 'order_updated' });
  expect(await screen.findByText('2000')).toBeTruthy();

  backend.goOffline();
  await expect.poll(() => screen.getByRole('main').dataset.state).not.toBe('live');
  total = 3_000;
  backend.emit({ type: 'order_updated' });
  backend.goOnline();
  expect(await screen.findByText('3000')).toBeTruthy();
  await expect.poll(() => screen.getByRole('main').dataset.state).toBe('live');

  await user.click(screen.getByText('cart'));
  expect(path()).toBe('/cart');
  backend.close();
});

test('a shape the contract does not know fails the test, on either side', async () => {
  backend.on(cancelMyOrder, () => ({ id: 'x' }) as never);
  await expect(api.call(cancelMyOrder, { params: { orderId: ID }, body: { why: 'x' } as never })).rejects.toThrow();
  await expect(api.call(cancelMyOrder, { params: { orderId: ID }, body: {} })).rejects.toThrow();
  await expect(api.call(listMyOrders)).rejects.toThrow();
  expect(() => backend.close()).toThrow(/body of POST.*\n.*answer of POST.*\n.*GET \/api\/orders is not faked/);
});
