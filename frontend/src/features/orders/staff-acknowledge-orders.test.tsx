// @vitest-environment happy-dom
import { acknowledgeOrders } from '@tableorder/contract/receipts';
import { act, cleanup, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { anOrder, seated } from '../../../test/staff-fixtures.ts';
import { openStaff } from '../../../test/staff-screen.tsx';

let opened: Awaited<ReturnType<typeof openStaff>>;
let visible: DocumentVisibilityState = 'visible';
vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visible);
afterEach(() => {
  cleanup();
  visible = 'visible';
  opened.backend.close();
});
const told = () => opened.backend.callsOf(acknowledgeOrders).map(({ body }) => (body as { orderIds: string[] }).orderIds);

test('a board that is in sight gives the receipt of the orders it has drawn, once; those behind “more” are not drawn', async () => {
  const tables = [
    seated(7, (table, session) => [1, 2, 3, 4].map((at) => anOrder(table, session, { number: `00${at}` }))),
    seated(8, (table, session) => [anOrder(table, session, { seenAt: '2026-11-25T03:00:00.000Z' as never })]),
  ];
  opened = await openStaff({ tables });
  await waitFor(() => expect(told()).toHaveLength(1));
  expect(told()[0]).toHaveLength(3);
  const drawn = tables[0]?.orders.filter(({ id }) => told()[0]?.includes(id)) ?? [];
  await act(async () => {
    for (const order of drawn) opened.backend.emit({ type: 'order_updated', order: { ...order, seenAt: order.createdAt } });
    await new Promise((resolve) => setTimeout(resolve, 400));
  });
  expect(told()).toHaveLength(1);
});

test('a board that nobody can see gives no receipt until it is shown', async () => {
  visible = 'hidden';
  opened = await openStaff({ tables: [seated(7, (table, session) => [anOrder(table, session)])] });
  await opened.findByRole('article', { name: '7번' });
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(told()).toEqual([]);
  visible = 'visible';
  document.dispatchEvent(new Event('visibilitychange'));
  await waitFor(() => expect(told()).toHaveLength(1));
});
