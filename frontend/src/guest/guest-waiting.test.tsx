// @vitest-environment happy-dom
import { problem } from '@tableorder/contract/problem';
import { toInstant } from '@tableorder/contract/time';
import { readWaiting } from '@tableorder/contract/waiting';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FakeBackend } from '../../test/fake-backend.ts';
import { openShop, seatGuest } from '../../test/seat-guest.tsx';
import { serverNow } from '../lib/clock.ts';

let backend: FakeBackend;
beforeEach(() => {
  localStorage.setItem('tableorder.locale', 'ko');
  ({ backend } = openShop());
});
afterEach(() => {
  cleanup();
  backend.close();
  localStorage.clear();
});

const cart = () => within(screen.getByRole('complementary', { name: /장바구니/ }));
async function choose() {
  const { user } = await seatGuest();
  expect(backend.callsOf(readWaiting)).toHaveLength(0);
  await user.click(screen.getByRole('button', { name: /김치찌개/ }));
  await user.click(await within(screen.getByRole('dialog')).findByRole('button', { name: /^담기/ }));
}
const range = { fromMinutes: 10, toMinutes: 15 };

test('the cart says how long it takes, and what the kitchen says of itself the moment it does', async () => {
  let told: ReturnType<Parameters<typeof backend.on<typeof readWaiting>>[1]> = { range, busy: null };
  backend.on(readWaiting, () => told);
  await choose();
  expect(await cart().findByText('지금 주문하면 10~15분쯤 걸려요.')).toBeTruthy();
  const busy = { sinceAt: toInstant(serverNow()), untilAt: null, minutes: 15 };
  told = { range: { fromMinutes: 25, toMinutes: 30 }, busy };
  await act(async () => backend.emit({ type: 'busy_updated', busy }));
  expect(await cart().findByText('주방이 바빠요. 지금 주문하면 25~30분쯤 걸려요.')).toBeTruthy();
  told = { range: null, busy };
  await act(async () => backend.emit({ type: 'busy_updated', busy }));
  expect(await cart().findByText('주방이 바빠요. 평소보다 15분쯤 더 걸려요.')).toBeTruthy();
  expect(cart().getByRole('button', { name: /^주문하기/ })).toHaveProperty('disabled', false);
});

test('where nobody answers how long it takes nothing is said, and it can be ordered', async () => {
  backend.on(readWaiting, () => {
    throw problem('internal', {});
  });
  await choose();
  await waitFor(() => expect(backend.callsOf(readWaiting)).toHaveLength(1));
  expect(cart().queryByText(/분쯤/)).toBeNull();
  expect(cart().getByRole('button', { name: /^주문하기/ })).toHaveProperty('disabled', false);
});
