// @vitest-environment happy-dom
import { refresh, tableLogin } from '@tableorder/contract/access';
import type { SessionId } from '@tableorder/contract/ids';
import { placeOrder } from '@tableorder/contract/orders';
import { problem } from '@tableorder/contract/problem';
import { toInstant } from '@tableorder/contract/time';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { answer, type FakeBackend } from '../../test/fake-backend.ts';
import { anOrder, openGuestApp, openShop, seatGuest } from '../../test/seat-guest.tsx';

let backend: FakeBackend;
let signedIn: ReturnType<typeof openShop>['signedIn'];
const OTHER = '0199aaaa-0000-7000-8000-000000000099' as SessionId;

beforeEach(() => {
  ({ backend, signedIn } = openShop());
  localStorage.setItem('tableorder.locale', 'ko');
});
afterEach(() => {
  cleanup();
  backend.close();
  localStorage.clear();
});

const denied = () => {
  throw problem('unauthorized', {});
};
const sheet = () => within(screen.getByRole('dialog'));
const stored = (what: RegExp) => Object.keys(localStorage).filter((key) => what.test(key));

/** Orders without a line, and comes back to it with a token that has run out. */
async function orderAndComeBackLate() {
  const ranOut = { token: 'token', expiresAt: toInstant(Date.now() - 60_000) };
  backend.on(tableLogin, () => ({ ...signedIn(), ...ranOut }));
  backend.on(refresh, () => ranOut);
  const app = await seatGuest();
  await app.user.click(screen.getByRole('button', { name: /김치찌개/ }));
  await app.user.click(await sheet().findByRole('button', { name: /^담기/ }));
  backend.goOffline();
  await app.user.click(within(screen.getByRole('complementary', { name: /장바구니/ })).getByRole('button', { name: /^주문하기/ }));
  await app.user.click(await sheet().findByRole('button', { name: /^주문하기/ }));
  await waitFor(() => expect(stored(/:outbox/)).toHaveLength(1));
  backend.on(refresh, denied);
  backend.on(placeOrder, denied);
  backend.goOnline();
  await screen.findByRole('heading', { name: '접속 시간이 끝났어요' });
  return app;
}

test('a sign-in that ran out says what was not sent, and after a reload too', async () => {
  const app = await orderAndComeBackLate();
  expect((await screen.findByText('김치찌개')).parentElement?.textContent).toBe('김치찌개× 1');
  app.unmount();
  await openGuestApp('/');
  expect(await screen.findByRole('heading', { name: '접속 시간이 끝났어요' })).toBeTruthy();
  expect(await screen.findByText('김치찌개')).toBeTruthy();
  expect(stored(/:outbox/)).toHaveLength(1);
});

test('who scans again and sits with the same party sends that very order, once', async () => {
  const app = await orderAndComeBackLate();
  app.unmount();
  const tried = backend.callsOf(placeOrder).map(({ headers }) => headers.get('idempotency-key'));
  backend.on(tableLogin, signedIn);
  backend.on(placeOrder, () => answer(201, anOrder('017')));
  await openGuestApp('/t/hansang/5', 'secret');
  expect(await screen.findByText('017')).toBeTruthy();
  const keys = backend.callsOf(placeOrder).map(({ headers }) => headers.get('idempotency-key'));
  expect(new Set(keys).size).toBe(1);
  expect(keys).toHaveLength(tried.length + 1);
  await waitFor(() => expect(stored(/:outbox|:sent|ended/)).toEqual([]));
});

test('where other guests sit by then nothing is sent, and that is said', async () => {
  const app = await orderAndComeBackLate();
  app.unmount();
  const tried = backend.callsOf(placeOrder).length;
  backend.on(tableLogin, () => ({ ...signedIn(), session: { id: OTHER, startedAt: toInstant(Date.now()) } }));
  backend.on(placeOrder, () => answer(201, anOrder('017')));
  await openGuestApp('/t/hansang/5', 'secret');
  expect(await screen.findByText('지난번에 보내지 못한 주문은 주방에 가지 않았어요.')).toBeTruthy();
  await waitFor(() => expect(stored(/:outbox|:sent|ended/)).toEqual([]));
  expect(backend.callsOf(placeOrder)).toHaveLength(tried);
});
