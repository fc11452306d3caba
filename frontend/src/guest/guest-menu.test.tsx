// @vitest-environment happy-dom
import type { CategoryId } from '@tableorder/contract/ids';
import { readMenu } from '@tableorder/contract/menu';
import { onTheWall } from '@tableorder/contract/time';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FakeBackend } from '../../test/fake-backend.ts';
import { aGroup, anItem, anOption, openGuestApp, openShop, STORE, seatGuest } from '../../test/seat-guest.tsx';

let backend: FakeBackend;
let shop: ReturnType<typeof openShop>['shop'];

beforeEach(() => {
  ({ backend, shop } = openShop());
  localStorage.setItem('tableorder.locale', 'ko');
});
afterEach(() => {
  cleanup();
  backend.close();
  localStorage.clear();
  for (const name of ['text', 'contrast']) delete document.documentElement.dataset[name];
});

const sheet = () => within(screen.getAllByRole('dialog').at(-1) ?? document.body);
const cart = () => within(screen.getByRole('complementary', { name: /장바구니/ }));
const dishes = () =>
  within(screen.getByRole('main'))
    .queryAllByRole('button')
    .map((dish) => dish.textContent ?? '');

test('initials find a dish as they are typed; emptied, the whole menu is back', async () => {
  const { user } = await seatGuest();
  const field = screen.getByRole('searchbox', { name: '메뉴 찾기' });
  await user.type(field, 'ㄱㅊ');
  await waitFor(() => expect(dishes()).toEqual([expect.stringContaining('김치찌개')]));
  expect(screen.getByText('1개를 찾았어요.')).toBeTruthy();
  await user.clear(field);
  await waitFor(() => expect(dishes()).toHaveLength(2));
});

test('who finds nothing is shown the way on: the categories', async () => {
  const { user } = await seatGuest();
  await user.type(screen.getByRole('searchbox', { name: '메뉴 찾기' }), '피자');
  expect((await screen.findAllByText('‘피자’에 맞는 메뉴가 없어요')).length).toBeGreaterThan(0);
  await user.click(within(screen.getByRole('main')).getByRole('button', { name: '찌개' }));
  await waitFor(() => expect(dishes()).toHaveLength(2));
});

test('a category has its parts under it, each with a way of its own', async () => {
  const id = (at: number) => `0199aaaa-0000-7000-8000-00000000090${at}` as CategoryId;
  const [rice, stew, soju] = [anItem(110, '공깃밥', 1000), anItem(111, '김치찌개', 9000), anItem(112, '소주', 5000)];
  backend.on(readMenu, () => ({
    categories: [
      { id: id(1), name: '찌개', parentId: null, items: [rice, stew] },
      { id: id(2), name: '주류', parentId: null, items: [] },
      { id: id(3), name: '소주', parentId: id(2), items: [soju] },
    ],
  }));
  await seatGuest();
  const ways = within(screen.getByRole('navigation', { name: '메뉴 분류' })).getAllByRole('button');
  expect(ways.map((way) => way.textContent)).toEqual(['찌개', '주류', '소주']);
  expect(screen.getByRole('heading', { level: 3, name: '소주' })).toBeTruthy();
});

test('a dish outside its hours says when it is served again, a sold-out one that it is; both stay where they stand', async () => {
  shop.items = [
    anItem(100, '점심 정식', 9000, { available: false, servingHours: [{ weekdays: [0, 1, 2, 3, 4, 5, 6], from: '11:00', to: '11:01' }] }),
    anItem(101, '된장찌개', 8000, { available: false, soldOut: true }),
  ];
  const { user } = await seatGuest();
  expect(dishes()[0]).toMatch(/점심 정식.*11:00부터/);
  expect(dishes()[1]).toMatch(/된장찌개.*품절/);
  await user.click(screen.getByRole('button', { name: /점심 정식/ }));
  expect((await sheet().findByRole('button', { name: /11:00부터/ })).hasAttribute('disabled')).toBe(true);
});

test('what the party does not eat is marked on the menu and in the sheet, and still over a reload', async () => {
  shop.items = [anItem(100, '새우튀김', 9000, { allergens: ['shrimp', 'egg'] }), anItem(101, '된장찌개', 8000)];
  const app = await seatGuest();
  await app.user.click(screen.getByRole('button', { name: /새우튀김/ }));
  await app.user.click(await sheet().findByRole('button', { name: '못 먹는 재료 고르기' }));
  await app.user.click(await sheet().findByRole('checkbox', { name: '새우' }));
  await app.user.click(sheet().getByRole('button', { name: '다 골랐어요' }));
  expect(await screen.findByText('고르신 재료가 들어 있어요: 새우')).toBeTruthy();
  app.unmount();
  await openGuestApp('/');
  expect(await screen.findByText('새우 들어 있어요')).toBeTruthy();
  expect(dishes()[1]).not.toContain('들어 있어요');
});

test('after a dish was added, what goes with it is one tap away; what asks for a choice opens, what is sold out is not offered', async () => {
  const rice = anItem(101, '공깃밥', 1000);
  const noodles = anItem(102, '냉면', 9000, { optionGroups: [aGroup(201, '맛', { min: 1, options: [anOption(301, '물')] })] });
  const gone = anItem(103, '식혜', 3000, { available: false, soldOut: true });
  shop.items = [anItem(100, '김치찌개', 9000, { recommendedIds: [rice.id, noodles.id, gone.id] }), rice, noodles, gone];
  const { user } = await seatGuest();
  await user.click(screen.getByRole('button', { name: /김치찌개/ }));
  await user.click(await sheet().findByRole('button', { name: /^담기/ }));
  expect(await sheet().findByRole('heading', { name: '같이 드시면 좋아요' })).toBeTruthy();
  expect(sheet().queryByText('식혜')).toBeNull();
  await user.click(sheet().getByRole('button', { name: '담기 공깃밥' }));
  expect(await sheet().findByText('공깃밥을 담았어요')).toBeTruthy();
  await waitFor(() => expect(cart().getByRole('button', { name: /^주문하기/ }).textContent).toContain('10,000원'));
  await user.click(sheet().getByRole('button', { name: '고르기 냉면' }));
  expect(await sheet().findByRole('radio', { name: '물' })).toBeTruthy();
});

test('an unmet choice is said at its group, which has the focus; the rule is in the semantics', async () => {
  shop.items = [
    anItem(100, '냉면', 10_000, {
      optionGroups: [
        aGroup(200, '추가', { max: 2, options: [anOption(300, '사리', 2000), anOption(303, '계란'), anOption(304, '오이')] }),
        aGroup(201, '맛', { min: 1, options: [anOption(301, '물'), anOption(302, '비빔')] }),
      ],
    }),
  ];
  const { user } = await seatGuest();
  await user.click(screen.getByRole('button', { name: /냉면/ }));
  const taste = await sheet().findByRole('radiogroup', { name: /맛/ });
  expect(taste.getAttribute('aria-required')).toBe('true');
  await user.click(sheet().getByRole('button', { name: /^담기/ }));
  expect(taste.getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(within(taste).getByRole('radio', { name: '물' }));
  for (const name of ['사리', '계란']) await user.click(sheet().getByRole('checkbox', { name: new RegExp(name) }));
  expect(sheet().getByRole('checkbox', { name: '오이' }).hasAttribute('disabled')).toBe(true);
});

test('keys turn how many, between the least and the most', async () => {
  const { user } = await seatGuest();
  await user.click(screen.getByRole('button', { name: /김치찌개/ }));
  const many = await sheet().findByRole('spinbutton', { name: '김치찌개 수량' });
  many.focus();
  await user.keyboard('{ArrowUp}{ArrowUp}{ArrowDown}');
  expect(many.getAttribute('aria-valuenow')).toBe('2');
  await user.keyboard('{End}');
  expect(many.getAttribute('aria-valuenow')).toBe('99');
  await user.keyboard('{Home}{ArrowDown}');
  expect(many.getAttribute('aria-valuenow')).toBe('1');
});

test('another language over an open dish keeps what is chosen in it', async () => {
  const { user } = await seatGuest();
  await user.click(screen.getByRole('button', { name: /김치찌개/ }));
  await user.click(await sheet().findByRole('button', { name: '하나 더하기' }));
  await user.type(sheet().getByRole('textbox', { name: /요청 사항/ }), '맵게');
  await user.click(sheet().getByRole('button', { name: '한국어' }));
  await user.click(await sheet().findByRole('radio', { name: 'English' }));
  await user.click(await waitFor(() => sheet().getByRole('button', { name: 'Close' })));
  await waitFor(() => expect(screen.getAllByRole('dialog')).toHaveLength(1));
  expect(sheet().getByRole('spinbutton').getAttribute('aria-valuenow')).toBe('2');
  expect(sheet().getByDisplayValue('맵게')).toBeTruthy();
  await user.click(sheet().getByRole('button', { name: /^Add/ }));
  expect(screen.getByRole('complementary', { name: /Cart|cart/ }).textContent).toContain('₩18,000');
});

test('only the languages of the shop can be chosen, from the moment it decides so', async () => {
  shop.settings = { ...shop.settings, guestLanguages: ['ko', 'en'] };
  const { user } = await seatGuest();
  await user.click(screen.getByRole('button', { name: '한국어' }));
  await waitFor(() => expect(sheet().getAllByRole('radio', { name: /한국어|English|日本語|中文/ })).toHaveLength(2));
  backend.emit({
    type: 'settings_updated',
    store: {
      id: '0199aaaa-0000-7000-8000-000000000003',
      code: 'hansang',
      name: '한상',
      currency: 'KRW',
      timeZone: 'Asia/Seoul',
      locale: 'ko',
    },
    settings: { ...shop.settings, guestLanguages: ['en'] },
  } as never);
  expect(await screen.findByRole('button', { name: 'English' })).toBeTruthy();
});

test('a text without translation says which language it is in', async () => {
  localStorage.setItem('tableorder.locale', 'en');
  shop.items = [anItem(100, '김치찌개', 9000, { inLanguage: { name: 'ko' }, description: 'Year-old kimchi' })];
  await openGuestApp('/t/hansang/5', 'secret');
  const name = await screen.findByText('김치찌개');
  expect(name.getAttribute('lang')).toBe('ko');
  expect(screen.getByText('Year-old kimchi').getAttribute('lang')).toBeNull();
});

test('size of the text and contrast change the page at once and stay over a reload', async () => {
  const app = await seatGuest();
  await app.user.click(screen.getByRole('button', { name: '한국어' }));
  await app.user.click(await sheet().findByRole('radio', { name: '아주 크게' }));
  await app.user.click(sheet().getByRole('radio', { name: '선명하게' }));
  expect({ ...document.documentElement.dataset }).toMatchObject({ text: 'largest', contrast: 'high' });
  expect(localStorage.getItem('tableorder.display')).toBe('largest high');
});

/** Closed at every hour but the one that begins in so many hours, on the shop's clock. */
const opensIn = (hours: number) => {
  const { minutes } = onTheWall(Date.now() + hours * 3_600_000, 'Asia/Seoul');
  const from = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:00`;
  return { from, hours: [{ weekdays: [0, 1, 2, 3, 4, 5, 6], from, to: `${from.slice(0, 3)}30` }] };
};

test('who sits down before the shop opens reads the menu, is told when it opens, and the order button says it', async () => {
  const { from, hours } = opensIn(3);
  shop.settings = { ...shop.settings, openingHours: hours };
  const { user } = await seatGuest();
  expect(
    await within(screen.getByRole('main')).findByText(new RegExp(`^지금은 영업시간이 아니에요. (내일 )?${from}에 열어요.$`)),
  ).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /김치찌개/ }));
  await user.click(await sheet().findByRole('button', { name: /^담기/ }));
  const order = await cart().findByRole('button', { name: new RegExp(`${from}에 열어요`) });
  expect(order.hasAttribute('disabled')).toBe(true);
  // The shop opens after all: the cart is as it was.
  shop.settings = { ...shop.settings, openingHours: null };
  backend.emit({ type: 'settings_updated', store: STORE, settings: shop.settings });
  await waitFor(() =>
    expect(
      cart()
        .getByRole('button', { name: /^주문하기.*9,000원/ })
        .hasAttribute('disabled'),
    ).toBe(false),
  );
  expect(screen.queryByText(/지금은 영업시간이 아니에요/)).toBeNull();
});

test('in the cart and before the order goes out, a dish without a translation is marked with the language it is in', async () => {
  localStorage.setItem('tableorder.locale', 'en');
  shop.items = [
    anItem(100, '김치찌개', 9000, {
      inLanguage: { name: 'ko' },
      optionGroups: [aGroup(201, 'Extra', { options: [{ ...anOption(301, '사리'), inLanguage: { name: 'ko' } }] })],
    }),
  ];
  const { user } = await seatGuest();
  await user.click(screen.getByRole('button', { name: /김치찌개/ }));
  await user.click(await sheet().findByRole('checkbox', { name: /사리/ }));
  await user.click(sheet().getByRole('button', { name: /^Add/ }));
  const panel = within(screen.getByRole('complementary', { name: /Cart/ }));
  expect((await panel.findByText('김치찌개')).lang).toBe('ko');
  expect(panel.getByText('사리').lang).toBe('ko');
  await user.click(panel.getByRole('button', { name: /^Order/ }));
  expect((await sheet().findByText('김치찌개')).lang).toBe('ko');
});
