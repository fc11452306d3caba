// @vitest-environment happy-dom
import { setOrderStatus, takeOrder } from '@tableorder/contract/orders';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFakeBackend, type FakeBackend } from '../../test/fake-backend.ts';
import { anOrder, aSession, aTable } from '../../test/staff-fixtures.ts';
import { createApi } from '../lib/api.ts';
import { createSteps } from './steps.ts';

let backend: FakeBackend;
const order = anOrder(aTable(7), aSession());
const api = createApi({ token: () => 'token', onUnauthorized: () => null });

beforeEach(() => {
  backend = createFakeBackend();
  backend.install();
  backend.on(takeOrder, () => null);
  backend.on(setOrderStatus, () => ({ ...order, status: 'CONFIRMED' as const, version: 2 }));
});
afterEach(() => backend.close());

test('a step that still waits when the tab is closed is sent by a request that outlives the page', async () => {
  const fetched = vi.spyOn(globalThis, 'fetch');
  const onOrder = vi.fn();
  const steps = createSteps({ api, onOrder, onOvertaken: vi.fn(), onFailed: vi.fn() });
  steps.take(order);
  const sent = () => fetched.mock.calls.filter(([, request]) => request?.method === 'PATCH');
  expect(sent()).toEqual([]);
  steps.flush();
  expect(sent()).toHaveLength(1);
  expect(sent()[0]?.[1]).toMatchObject({ method: 'PATCH', keepalive: true });
  await vi.waitFor(() => expect(onOrder).toHaveBeenCalledTimes(1));
  expect(backend.callsOf(setOrderStatus).map(({ body }) => body)).toEqual([{ status: 'CONFIRMED', version: 1 }]);
  steps.flush();
  expect(backend.callsOf(setOrderStatus)).toHaveLength(1);
  fetched.mockRestore();
});

test('a new order is said to be taken at the tap, not when its step is sent, and let go with the undo; a later step is nobody’s news', async () => {
  const steps = createSteps({ api, onOrder: vi.fn(), onOvertaken: vi.fn(), onFailed: vi.fn() });
  const said = () => backend.callsOf(takeOrder).map(({ body }) => body);
  steps.take(order);
  await vi.waitFor(() => expect(said()).toEqual([{ taken: true }]));
  steps.undo(order.id);
  await vi.waitFor(() => expect(said()).toEqual([{ taken: true }, { taken: false }]));
  steps.take({ ...order, status: 'CONFIRMED' });
  expect(backend.callsOf(setOrderStatus)).toEqual([]);
  steps.close();
  await vi.waitFor(() => expect(backend.callsOf(setOrderStatus)).toHaveLength(1));
  expect(said()).toHaveLength(2);
});
