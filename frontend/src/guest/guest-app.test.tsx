// @vitest-environment happy-dom
import { refresh, tableLogin } from '@tableorder/contract/access';
import { callStaff } from '@tableorder/contract/calls';
import { readMenu } from '@tableorder/contract/menu';
import { asMoney } from '@tableorder/contract/money';
import { cancelMyOrder, type Order, placeOrder } from '@tableorder/contract/orders';
import { problem } from '@tableorder/contract/problem';
import { toInstant } from '@tableorder/contract/time';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FakeBackend } from '../../test/fake-backend.ts';
import { aGroup, anItem, anOption, anOrder, openGuestApp, openShop, SESSION, seatGuest, TABLE } from '../../test/seat-guest.tsx';

let backend: FakeBackend;
let shop: ReturnType<typeof openShop>['shop'];
type App = Awaited<ReturnType<typeof seatGuest>>;

beforeEach(() => {
  ({ backend, shop } = openShop());
  localStorage.setItem('tableorder.locale', 'ko');
});
afterEach(() => {
  cleanup();
  backend.close();
  localStorage.clear();
});

const cart = () => within(screen.getByRole('complementary', { name: /장바구니/ }));
const sheet = () => within(screen.getByRole('dialog'));
async function choose({ user }: App, name: RegExp) {
  await user.click(screen.getByRole('button', { name }));
  await user.click(await sheet().findByRole('button', { name: /^담기/ }));
}
async function order({ user }: App) {
  await user.click(cart().getByRole('button', { name: /^주문하기/ }));
  await user.click(await sheet().findByRole('button', { name: /^주문하기/ }));
}

test('a scan is all it takes: the phone signs in with the secret and shows the menu', async () => {
  const { path } = await openGuestApp('/t/hansang/5', 'secret');
  await screen.findByRole('heading', { name: '찌개' });
  expect(backend.callsOf(tableLogin)[0]?.body).toEqual({ store: 'hansang', tableNumber: 5, code: 'secret' });
  expect(path()).toBe('/');
});

test('a QR code that was exchanged says what to do', async () => {
  backend.on(tableLogin, () => {
    throw problem('access/wrong-code', {});
  });
  await openGuestApp('/t/hansang/5', 'old');
  expect(await screen.findByText(/직원에게 알려 주세요/)).toBeTruthy();
});

test('a phone without a line says so and joins by itself when the line is back', async () => {
  backend.goOffline();
  await openGuestApp('/t/hansang/5', 'secret');
  expect(await screen.findByRole('button', { name: '다시 시도' })).toBeTruthy();
  backend.goOnline();
  await screen.findByRole('heading', { name: '찌개' });
});

test('a guest stays signed in over a reload, and the cart too', async () => {
  const app = await seatGuest();
  await choose(app, /김치찌개/);
  await cart().findByText('9,000원', { selector: 'li *' });
  app.unmount();
  await openGuestApp('/');
  await screen.findByRole('heading', { name: '찌개' });
  expect(await cart().findByRole('button', { name: /김치찌개.*바꾸기/ })).toBeTruthy();
  expect(cart().getByRole('button', { name: /^주문하기/ }).textContent).toContain('9,000원');
  expect(backend.callsOf(tableLogin)).toHaveLength(1);
});

test('the price counts along with options and quantity, and what is required is asked for', async () => {
  shop.items = [
    anItem(100, '냉면', 10_000, {
      optionGroups: [
        aGroup(200, '추가', { max: 6, maxPerOption: 3, options: [anOption(300, '사리', 2000)] }),
        aGroup(201, '맛', { min: 1, options: [anOption(301, '물'), anOption(302, '비빔', 500)] }),
      ],
    }),
  ];
  const app = await seatGuest();
  await app.user.click(screen.getByRole('button', { name: /냉면/ }));
  const groups = await waitFor(() => [...screen.getByRole('dialog').querySelectorAll('fieldset')]);
  expect(groups.map((group) => group.textContent?.replace(' ', '').slice(0, 3)).filter((name) => /^(맛|추가)/.test(name ?? ''))).toEqual([
    '맛필수',
    '추가선',
  ]);
  await app.user.click(sheet().getByRole('button', { name: /^담기/ }));
  expect(await sheet().findByText('여기에서 1개를 골라 주세요.')).toBeTruthy();
  await app.user.click(sheet().getByRole('radio', { name: /비빔/ }));
  const noodles = within(sheet().getByRole('group', { name: '사리 수량' }));
  await app.user.click(noodles.getByRole('button', { name: '하나 더하기' }));
  await app.user.click(noodles.getByRole('button', { name: '하나 더하기' }));
  await app.user.click(within(sheet().getByRole('group', { name: '냉면 수량' })).getByRole('button', { name: '하나 더하기' }));
  expect(sheet().getByRole('button', { name: /^담기/ }).textContent).toContain('29,000원');
  await app.user.click(sheet().getByRole('button', { name: /^담기/ }));
  expect(await cart().findByText(/사리 ×2/)).toBeTruthy();

  let sent: unknown;
  backend.on(placeOrder, ({ body }) => {
    sent = body;
    return anOrder('017');
  });
  await order(app);
  await screen.findByText('017');
  expect(sent).toMatchObject({ expectedTotal: 29_000, items: [{ quantity: 2, optionIds: expect.arrayContaining([expect.any(String)]) }] });
  expect((sent as { items: { optionIds: string[] }[] }).items[0]?.optionIds).toHaveLength(3);
});

test('“ordered” is said after the server’s word, not before', async () => {
  let answer: (order: Order) => void = () => undefined;
  backend.on(placeOrder, () => new Promise<Order>((resolve) => (answer = resolve)));
  const app = await seatGuest();
  await choose(app, /김치찌개/);
  await order(app);
  await waitFor(() => expect(backend.callsOf(placeOrder)).toHaveLength(1));
  expect(screen.queryByText('주문이 들어갔어요')).toBeNull();
  answer(anOrder('017'));
  expect(await screen.findByText('주문이 들어갔어요')).toBeTruthy();
  expect(screen.getByText('017')).toBeTruthy();
  await app.user.click(screen.getByRole('button', { name: '메뉴로' }));
  await waitFor(() => expect(screen.queryByText('주문이 들어갔어요')).toBeNull());
  expect(cart().getByText('아직 담은 메뉴가 없어요')).toBeTruthy();
});

test('without an answer the guest is told so, and the order goes out once the line is back', async () => {
  const app = await seatGuest();
  await choose(app, /김치찌개/);
  backend.on(placeOrder, () => anOrder('018'));
  await app.user.click(cart().getByRole('button', { name: /^주문하기/ }));
  backend.goOffline();
  await app.user.click(await sheet().findByRole('button', { name: /^주문하기/ }));
  expect(await screen.findByText('아직 보내지 못한 주문', {}, { timeout: 6_000 })).toBeTruthy();
  expect(screen.getAllByText('아직 보내지 못했어요. 연결되면 자동으로 보낼게요.').length).toBeGreaterThan(0);
  expect(screen.queryByText('주문이 들어갔어요')).toBeNull();
  backend.goOnline();
  expect(await screen.findByText('018', {}, { timeout: 5_000 })).toBeTruthy();
  const keys = backend.callsOf(placeOrder).map(({ headers }) => headers.get('idempotency-key'));
  expect(new Set(keys).size).toBe(1);
}, 15_000);

test('a page reloaded while its order waits shows the menu, and the number when it is placed', async () => {
  const app = await seatGuest();
  await choose(app, /김치찌개/);
  backend.on(placeOrder, () => anOrder('020'));
  await app.user.click(cart().getByRole('button', { name: /^주문하기/ }));
  backend.goOffline();
  await app.user.click(await sheet().findByRole('button', { name: /^주문하기/ }));
  await cart().findByText('아직 담은 메뉴가 없어요');
  app.unmount();
  backend.goOnline();
  await openGuestApp('/review');
  expect(await screen.findByText('020', {}, { timeout: 12_000 })).toBeTruthy();
  expect(screen.queryByText('이대로 주문할까요?')).toBeNull();
  const keys = backend.callsOf(placeOrder).map(({ headers }) => headers.get('idempotency-key'));
  expect(new Set(keys).size).toBe(1);
}, 20_000);

test('a changed price brings the cart back, asks, and only then orders at the new one', async () => {
  const app = await seatGuest();
  await choose(app, /김치찌개/);
  backend.on(placeOrder, ({ body }) => {
    const [line] = body.items;
    if (!line || body.expectedTotal === 9500) return anOrder('019');
    shop.items = [anItem(100, '김치찌개', 9500)];
    const item = { index: 0, menuId: line.menuId, name: '김치찌개', unitPrice: asMoney(9500), subtotal: asMoney(9500) };
    throw problem('order/price-changed', { expectedTotal: asMoney(9000), totalAmount: asMoney(9500), items: [item] });
  });
  await order(app);
  const agree = await cart().findByRole('button', { name: '새 가격으로 할게요' });
  expect(cart().getByText('9,000원', { selector: 's' })).toBeTruthy();
  const go = cart().getByRole<HTMLButtonElement>('button', { name: /^주문하기/ });
  expect(go.disabled).toBe(true);
  await app.user.click(agree);
  await waitFor(() => expect(go.disabled).toBe(false));
  await order(app);
  expect(await screen.findByText('019')).toBeTruthy();
});

test('what sells out keeps its place, and the guest who chose it is told', async () => {
  const app = await seatGuest();
  await choose(app, /김치찌개/);
  shop.items = [anItem(100, '김치찌개', 9000, { available: false, soldOut: true }), anItem(101, '된장찌개', 8000)];
  backend.emit({ type: 'menu_updated', menuIds: [] });
  expect(await screen.findByText('김치찌개는 방금 품절됐어요. 장바구니를 확인해 주세요.')).toBeTruthy();
  expect(within(screen.getByRole('main')).getByRole('button', { name: /김치찌개.*품절/ })).toBeTruthy();
  expect(cart().getByText('지금은 품절이에요.')).toBeTruthy();
  expect(cart().getByRole<HTMLButtonElement>('button', { name: /^주문하기/ }).disabled).toBe(true);
  await app.user.click(cart().getByRole('button', { name: '빼기' }));
  expect(await cart().findByText('아직 담은 메뉴가 없어요')).toBeTruthy();
});

test('orders follow the stream: status, cancelling, deleting', async () => {
  shop.orders = [anOrder('011'), anOrder('012')];
  const app = await seatGuest();
  await app.user.click(screen.getByRole('button', { name: /주문 내역/ }));
  const first = within((await sheet().findByRole('heading', { name: /011/ })).closest('article') as HTMLElement);
  expect(first.getByText('대기중')).toBeTruthy();
  backend.emit({ type: 'order_updated', order: anOrder('011', { status: 'PREPARING', version: 2 }) });
  expect(await first.findByText('준비중')).toBeTruthy();
  expect(first.queryByRole('button', { name: '주문 취소' })).toBeNull();
  backend.emit({ type: 'order_updated', order: anOrder('011', { status: 'CONFIRMED', version: 1 }) });

  backend.on(cancelMyOrder, () => anOrder('012', { status: 'CANCELLED', version: 2 }));
  await app.user.click(sheet().getByRole('button', { name: '주문 취소' }));
  const ask = within(await screen.findByRole('alertdialog'));
  expect(ask.getByText('합계에서 9,000원이 빠져요.')).toBeTruthy();
  await app.user.click(ask.getByRole('button', { name: '취소하기' }));
  expect(await sheet().findByText('취소됨')).toBeTruthy();

  backend.emit({ type: 'order_deleted', order: anOrder('011', { version: 3 }), reason: 'x' });
  await waitFor(() => expect(sheet().queryByText('011')).toBeNull());
});

test('a call stays in sight until staff have come', async () => {
  const call = { id: TABLE.id, tableId: TABLE.id, tableNumber: 5, sessionId: SESSION, reason: 'water', note: null } as const;
  const made = { ...call, id: call.id as never, createdAt: toInstant(Date.now()), doneAt: null };
  backend.on(callStaff, () => made);
  const app = await seatGuest();
  await app.user.click(screen.getByRole('button', { name: '직원 호출' }));
  await app.user.click(await sheet().findByRole('button', { name: '물' }));
  expect(await screen.findByRole('button', { name: '호출 중' })).toBeTruthy();
  backend.emit({ type: 'call_done', call: { ...made, doneAt: made.createdAt } });
  expect(await screen.findByRole('button', { name: '직원 호출' })).toBeTruthy();
});

test('when the table is closed a phone says goodbye and keeps nothing', async () => {
  const app = await seatGuest();
  await choose(app, /김치찌개/);
  backend.emit({ type: 'session_closed', sessionId: SESSION, tableId: TABLE.id, reason: 'completed' });
  expect(await screen.findByRole('heading', { name: '이용해 주셔서 고마워요' })).toBeTruthy();
  await waitFor(() => expect(Object.keys(localStorage).filter((key) => /sign|cart|outbox|sent|cursor/.test(key))).toEqual([]));
});

test('a tablet is paired once, starts clean for the next guests, and renews itself', async () => {
  backend.close();
  ({ backend, shop } = openShop('tablet'));
  const app = await openGuestApp('/pair');
  await app.user.type(await screen.findByLabelText('매장 코드'), 'Hansang');
  await app.user.type(screen.getByLabelText('테이블 번호'), '5');
  await app.user.type(screen.getByLabelText('연결 코드'), 'abc234');
  await app.user.click(screen.getByRole('button', { name: '연결하기' }));
  await app.user.click(await screen.findByRole('button', { name: '5번 테이블, 눌러서 시작하기' }));
  await screen.findByRole('heading', { name: '찌개' });
  expect(backend.callsOf(tableLogin)[0]?.body).toEqual({ store: 'hansang', tableNumber: 5, code: 'ABC234' });

  await choose(app, /김치찌개/);
  await cart().findByRole('button', { name: /김치찌개.*바꾸기/ });
  backend.emit({ type: 'session_closed', sessionId: SESSION, tableId: TABLE.id, reason: 'completed' });
  await app.user.click(await screen.findByRole('button', { name: '5번 테이블, 눌러서 시작하기' }));
  await waitFor(() => expect(cart().getByText('아직 담은 메뉴가 없어요')).toBeTruthy());
  await waitFor(() => expect(backend.openStreams()).toBe(1));

  let dead = true;
  backend.on(readMenu, () => {
    if (dead) {
      dead = false;
      throw problem('unauthorized', {});
    }
    return { categories: [] };
  });
  backend.emit({ type: 'menu_updated', menuIds: [] });
  expect(await screen.findByText('아직 메뉴가 없어요')).toBeTruthy();
  expect(backend.callsOf(refresh)[0]?.body).toEqual({ deviceKey: 'device-key' });
});

test('a phone whose party is seated elsewhere shows the new table and keeps its cart', async () => {
  const app = await seatGuest();
  await choose(app, /김치찌개/);
  const table = { ...TABLE, number: 8, zone: null, status: 'IN_USE' as const };
  backend.emit({
    type: 'table_updated',
    tableId: TABLE.id,
    table,
    session: { id: SESSION, startedAt: toInstant(0) },
    totalAmount: asMoney(0),
  });
  expect(await screen.findByText('8번 테이블')).toBeTruthy();
  expect(await cart().findByRole('button', { name: /김치찌개.*바꾸기/ })).toBeTruthy();
});
