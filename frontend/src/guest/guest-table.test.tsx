// @vitest-environment happy-dom
import { callStaff } from '@tableorder/contract/calls';
import { changeCart, nameMe, type SharedLine } from '@tableorder/contract/carts';
import type { CartLineId } from '@tableorder/contract/ids';
import { asMoney } from '@tableorder/contract/money';
import { changeMyOrder, type Order, placeOrder } from '@tableorder/contract/orders';
import { problem } from '@tableorder/contract/problem';
import { onTheWall, toInstant } from '@tableorder/contract/time';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FakeBackend } from '../../test/fake-backend.ts';
import { anItem, anOrder, openGuestApp, openShop, SESSION, STORE, seatGuest, TABLE } from '../../test/seat-guest.tsx';
import { newEntry } from '../lib/outbox.rules.ts';

let backend: FakeBackend;
let shop: ReturnType<typeof openShop>['shop'];
let table: ReturnType<typeof openShop>['table'];
type App = Awaited<ReturnType<typeof seatGuest>>;

beforeEach(() => {
  ({ backend, shop, table } = openShop());
  localStorage.setItem('tableorder.locale', 'ko');
});
afterEach(() => {
  cleanup();
  backend.close();
  localStorage.clear();
});

const cart = () => within(screen.getByRole('complementary', { name: /장바구니/ }));
const sheet = (name?: RegExp) => within(screen.getByRole('dialog', name ? { name } : {}));
const soup = () => shop.items[1] ?? anItem(101, '된장찌개', 8000);
const hers = (quantity = 1, version = 1): Omit<SharedLine, 'addedBy'> => ({
  id: '0199cccc-0000-7000-8000-000000000001' as CartLineId,
  version,
  menuId: soup().id,
  name: '된장찌개',
  optionIds: [],
  quantity,
  note: null,
  unitPrice: asMoney(8000),
});
async function choose({ user }: App, name: RegExp) {
  await user.click(screen.getByRole('button', { name }));
  await user.click(await sheet().findByRole('button', { name: /^담기/ }));
}
async function order({ user }: App) {
  await user.click(cart().getByRole('button', { name: /^주문하기/ }));
  await user.click(await sheet().findByRole('button', { name: /^주문하기/ }));
}
const put = async () => waitFor(() => expect(backend.callsOf(changeCart).length).toBeGreaterThan(0));

test('what a friend puts in is in this cart too, with who did it; a name is given once and seen by all', async () => {
  const app = await seatGuest();
  await choose(app, /김치찌개/);
  await put();
  await act(async () => table.friend.sits('민지'));
  await act(async () => table.friend.puts(hers(2)));
  const theirs = (await cart().findByRole('button', { name: /된장찌개.*바꾸기/ })).closest('li');
  expect(within(theirs as HTMLElement).getByText('민지')).toBeTruthy();
  const mine = cart()
    .getByRole('button', { name: /김치찌개.*바꾸기/ })
    .closest('li');
  expect(within(mine as HTMLElement).getByText('나')).toBeTruthy();
  expect(cart().getByRole('button', { name: /^주문하기/ }).textContent).toContain('25,000원');

  await app.user.click(cart().getByRole('button', { name: /나는 손님 1/ }));
  await app.user.type(cart().getByLabelText(/내 이름/), '철수');
  await app.user.click(cart().getByRole('button', { name: '저장' }));
  expect(await cart().findByRole('button', { name: /나는 철수/ })).toBeTruthy();
  expect(backend.callsOf(nameMe).at(-1)?.body).toEqual({ nickname: '철수' });
});

test('a line that a friend ordered leaves this cart, and the guest hears in which order it is', async () => {
  await seatGuest();
  await act(async () => table.friend.sits());
  await act(async () => table.friend.puts(hers()));
  await cart().findByRole('button', { name: /된장찌개.*바꾸기/ });
  await act(async () => table.friend.removes(hers().id, '017'));
  expect(await screen.findByText('된장찌개는 일행이 주문했어요. 주문 017번에 있어요.')).toBeTruthy();
  expect(cart().getByText('아직 담은 메뉴가 없어요')).toBeTruthy();
});

test('what was chosen without a line is told to the table when the line is back', async () => {
  const app = await seatGuest();
  await waitFor(() => expect(table.cart.me).not.toBeNull());
  backend.goOffline();
  await choose(app, /김치찌개/);
  expect(cart().getByRole('button', { name: /^주문하기/ }).textContent).toContain('9,000원');
  await act(async () => table.friend.sits());
  await act(async () => table.friend.puts(hers()));
  backend.goOnline();
  expect(await cart().findByRole('button', { name: /된장찌개.*바꾸기/ }, { timeout: 5_000 })).toBeTruthy();
  await waitFor(() => expect(table.cart.lines.map(({ name }) => name).sort()).toEqual(['김치찌개', '된장찌개']), { timeout: 5_000 });
  expect(cart().getByRole('button', { name: /^주문하기/ }).textContent).toContain('17,000원');
}, 15_000);

test('two order at once: the second is told which line is gone, and keeps the rest', async () => {
  const app = await seatGuest();
  await act(async () => table.friend.sits());
  await act(async () => table.friend.puts(hers()));
  await choose(app, /김치찌개/);
  await put();
  backend.on(placeOrder, ({ body }) => {
    const at = body.cartLines?.findIndex(({ id }) => id === hers().id) ?? -1;
    if (at < 0) return anOrder('018');
    table.friend.removes(hers().id, '017');
    const line = { index: at, menuId: soup().id, name: '된장찌개', lineId: hers().id, state: 'ordered' as const, orderNumber: '017' };
    throw problem('order/cart-changed', { lines: [line] });
  });
  await order(app);
  expect(await screen.findByText('된장찌개는 일행이 주문했어요. 주문 017번에 있어요.')).toBeTruthy();
  await waitFor(() => expect(cart().queryByText('된장찌개')).toBeNull());
  expect(cart().getByRole('button', { name: /김치찌개.*바꾸기/ })).toBeTruthy();
  await order(app);
  expect(await screen.findByText('018')).toBeTruthy();
});

test('what is sold out can be kept for later: the rest is ordered without it, and it comes back by itself', async () => {
  const app = await seatGuest();
  await choose(app, /김치찌개/);
  await choose(app, /된장찌개/);
  const stew = anItem(100, '김치찌개', 9000);
  shop.items = [{ ...stew, available: false, soldOut: true }, soup()];
  backend.emit({ type: 'menu_updated', menuIds: [] });
  await app.user.click(await cart().findByRole('button', { name: '남겨 두기' }));
  expect(await cart().findByText('다시 주문할 수 있을 때까지 남겨 둘게요.')).toBeTruthy();
  expect(cart().getByRole('button', { name: /^주문하기/ }).textContent).toContain('8,000원');
  let sent: { items: unknown[] } | undefined;
  backend.on(placeOrder, ({ body }) => {
    sent = body;
    return anOrder('019');
  });
  await order(app);
  await screen.findByText('019');
  expect(sent?.items).toHaveLength(1);
  await app.user.click(screen.getByRole('button', { name: '메뉴로' }));
  shop.items = [stew, soup()];
  backend.emit({ type: 'menu_updated', menuIds: [] });
  await waitFor(() => expect(cart().getByRole('button', { name: /^주문하기/ }).textContent).toContain('9,000원'));
});

const openOrders = async ({ user }: App) => user.click(screen.getByRole('button', { name: /주문 내역/ }));

test('the kitchen’s receipt stands on the order as soon as a screen has drawn it', async () => {
  shop.orders = [anOrder('011')];
  await openOrders(await seatGuest());
  await sheet().findByRole('heading', { name: /011/ });
  expect(sheet().queryByText(/주방에서 받았어요/)).toBeNull();
  backend.emit({ type: 'order_updated', order: anOrder('011', { seenAt: toInstant(Date.parse('2026-11-23T03:03:00Z')) }) });
  expect(await sheet().findByText('주방에서 받았어요, 12:03:00')).toBeTruthy();
});

test('a placed order is changed while nobody has begun; a friend’s change is shown beside the guest’s own, which stays', async () => {
  shop.orders = [anOrder('011')];
  const app = await seatGuest();
  await openOrders(app);
  await app.user.click(await sheet().findByRole('button', { name: '주문 바꾸기' }));
  const edit = () => sheet(/주문 011 바꾸기/);
  await app.user.click(await edit().findByRole('button', { name: '하나 더하기' }));
  const theirs = anOrder('011', { version: 2, note: '빨리' });
  const sent: { version?: number | undefined; expectedTotal?: number | undefined }[] = [];
  backend.on(changeMyOrder, ({ body }): Order => {
    sent.push(body);
    if (body.version === 1) throw problem('order/stale', { order: theirs });
    return anOrder('011', { version: 3, totalAmount: asMoney(18_000) });
  });
  await app.user.click(edit().getByRole('button', { name: /^이대로 바꾸기/ }));
  expect(await edit().findByText('그사이 주문이 바뀌었어요. 지금 주문은 이래요.')).toBeTruthy();
  expect(edit().getByRole('button', { name: /^이대로 바꾸기/ }).textContent).toContain('18,000원');
  await app.user.click(edit().getByRole('button', { name: '내 수정으로 바꾸기' }));
  await app.user.click(edit().getByRole('button', { name: /^이대로 바꾸기/ }));
  expect(await screen.findByText('주문 011을 바꿨어요.')).toBeTruthy();
  expect(sent.map(({ version, expectedTotal }) => [version, expectedTotal])).toEqual([
    [1, 18_000],
    [2, 18_000],
  ]);
});

test('an order that the kitchen has begun meanwhile is not changed, and the guest sees why', async () => {
  shop.orders = [anOrder('011')];
  const app = await seatGuest();
  await openOrders(app);
  await app.user.click(await sheet().findByRole('button', { name: '주문 바꾸기' }));
  await app.user.click(await sheet(/바꾸기/).findByRole('button', { name: '하나 더하기' }));
  backend.emit({ type: 'order_updated', order: anOrder('011', { status: 'CONFIRMED', version: 2 }) });
  expect(await screen.findByText(/이미 준비를 시작해서 바꿀 수 없어요/)).toBeTruthy();
  expect(sheet(/바꾸기/).getByRole<HTMLButtonElement>('button', { name: /^이대로 바꾸기/ }).disabled).toBe(true);
});

test('a shop that closed meanwhile takes no change: it is said before, and the edit stays', async () => {
  shop.orders = [anOrder('011')];
  const app = await seatGuest();
  await openOrders(app);
  await app.user.click(await sheet().findByRole('button', { name: '주문 바꾸기' }));
  await app.user.click(await sheet(/바꾸기/).findByRole('button', { name: '하나 더하기' }));
  // It opens at another hour of the day than this one.
  const { minutes } = onTheWall(Date.now() + 3 * 3_600_000, 'Asia/Seoul');
  const hour = String(Math.floor(minutes / 60)).padStart(2, '0');
  const settings = { ...shop.settings, openingHours: [{ weekdays: [0, 1, 2, 3, 4, 5, 6], from: `${hour}:00`, to: `${hour}:30` }] };
  backend.emit({ type: 'settings_updated', store: STORE, settings });
  expect(await sheet(/바꾸기/).findByText(/지금은 영업시간이 아니에요/)).toBeTruthy();
  expect(sheet(/바꾸기/).getByRole<HTMLButtonElement>('button', { name: new RegExp(`${hour}:00에 열어요`) }).disabled).toBe(true);
  backend.emit({ type: 'settings_updated', store: STORE, settings: { ...settings, openingHours: null } });
  const act = await sheet(/바꾸기/).findByRole<HTMLButtonElement>('button', { name: /^이대로 바꾸기.*18,000원/ });
  expect(act.disabled).toBe(false);
});

test('a guest from abroad reads placed orders and the bill in the menu’s words', async () => {
  localStorage.setItem('tableorder.locale', 'en');
  shop.items = [anItem(100, 'Kimchi stew', 9000)];
  shop.orders = [anOrder('011')];
  const app = await seatGuest();
  await app.user.click(screen.getByRole('button', { name: /My orders/ }));
  expect(await within(screen.getByRole('dialog')).findByText('Kimchi stew')).toBeTruthy();
  await app.user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Split the bill' }));
  await app.user.click(await screen.findByRole('radio', { name: 'By dish' }));
  expect(await within(screen.getByRole('dialog', { name: 'Split the bill' })).findByText('Kimchi stew')).toBeTruthy();
  expect(screen.queryByText('김치찌개')).toBeNull();
});

test('order again puts the same into the cart at today’s price, and asks about what is gone', async () => {
  const [first] = anOrder('011').items;
  if (!first) throw new Error('no line');
  const gone = { ...first, id: '0199dddd-0000-7000-8000-000000000001' as never, menuId: anItem(999, '', 0).id, name: '수육' };
  shop.orders = [anOrder('011', { items: [first, gone] })];
  shop.items = [anItem(100, '김치찌개', 9500), soup()];
  const app = await seatGuest();
  await openOrders(app);
  await app.user.click(await sheet().findByRole('button', { name: '다시 담기' }));
  expect(await screen.findByText('장바구니에 담았어요. 확인할 메뉴가 1가지 있어요.')).toBeTruthy();
  expect(cart().getByText('수육')).toBeTruthy();
  expect(cart().getByText('이제 메뉴에 없어요.')).toBeTruthy();
  expect(cart().getByText('9,500원', { selector: 'li *' })).toBeTruthy();
});

test('the bill is split equally or by dish, and the parts always make the whole', async () => {
  const [first] = anOrder('011').items;
  if (!first) throw new Error('no line');
  shop.orders = [anOrder('011', { items: [{ ...first, subtotal: asMoney(10_000) }], totalAmount: asMoney(10_000) })];
  const app = await seatGuest();
  await openOrders(app);
  await app.user.click(await sheet().findByRole('button', { name: '나눠 내기' }));
  const split = () => sheet(/나눠 내기/);
  await app.user.click(within(await split().findByRole('group', { name: '사람 수' })).getByRole('button', { name: '하나 더하기' }));
  expect(
    split()
      .getAllByText(/^3,33[34]원$/)
      .map(({ textContent }) => textContent),
  ).toEqual(['3,334원', '3,333원', '3,333원']);
  expect(split().getByText('나누어떨어지지 않아서 앞의 1명이 1원 더 내요.')).toBeTruthy();
  await app.user.click(split().getByRole('radio', { name: '메뉴별로' }));
  expect(split().getByText('아직 정하지 않은 금액')).toBeTruthy();
  await app.user.click(split().getByRole('button', { name: '김치찌개, 2번: 0몫' }));
  expect(split().queryByText('아직 정하지 않은 금액')).toBeNull();
  const parts = within(split().getAllByRole('list').at(-1) as HTMLElement).getAllByRole('listitem');
  expect(parts.map(({ textContent }) => textContent)).toEqual(['1번0원', '2번10,000원', '3번0원']);
});

test('staff can be called from a sheet without losing what is being chosen, and the answer is said', async () => {
  const app = await seatGuest();
  await app.user.click(screen.getByRole('button', { name: /김치찌개/ }));
  const dish = () => sheet(/김치찌개/);
  await app.user.click(within(await dish().findByRole('group', { name: '김치찌개 수량' })).getByRole('button', { name: '하나 더하기' }));
  await app.user.click(dish().getByRole('button', { name: '직원 호출' }));
  expect(await screen.findByRole('dialog', { name: '무엇을 도와드릴까요?' })).toBeTruthy();
  expect(dish().getByRole('button', { name: /^담기/ }).textContent).toContain('18,000원');
});

test('an order that could not be sent for half an hour asks for staff, and is not sent by itself', async () => {
  const app = await seatGuest();
  await waitFor(() => expect(localStorage.getItem('guest-test:sign/present')).not.toBeNull());
  app.unmount();
  const at = Date.now() - 31 * 60_000;
  const body = { items: [{ menuId: soup().id, quantity: 1, optionIds: [] }], expectedTotal: asMoney(8000) };
  const entry = newEntry({ key: 'k1', scope: SESSION, tableId: TABLE.id, body }, at);
  localStorage.setItem('guest-test:outbox/k1', JSON.stringify(entry));
  const again = await openGuestApp('/orders');
  expect(await screen.findByText('30분 동안 보내지 못했어요')).toBeTruthy();
  expect(await screen.findByText('30분 동안 보내지 못한 주문이 있어요. 직원에게 알려 주세요.')).toBeTruthy();
  await again.user.click(await screen.findByRole('button', { name: '직원 부르기' }));
  expect(await screen.findByRole('dialog', { name: '무엇을 도와드릴까요?' })).toBeTruthy();
  expect(backend.callsOf(placeOrder)).toEqual([]);
});

test('the answer of staff is said', async () => {
  const call = { id: TABLE.id as never, tableId: TABLE.id, tableNumber: 5, sessionId: SESSION, reason: 'water', note: null } as const;
  const made = { ...call, createdAt: toInstant(Date.now()), doneAt: null };
  backend.on(callStaff, () => made);
  const app = await seatGuest();
  await app.user.click(screen.getByRole('button', { name: '직원 호출' }));
  await app.user.click(await sheet().findByRole('button', { name: '물' }));
  await screen.findByRole('button', { name: '호출 중' });
  backend.emit({ type: 'call_done', call: { ...made, doneAt: made.createdAt } });
  expect(await screen.findByText('직원이 확인했어요: 물')).toBeTruthy();
});
