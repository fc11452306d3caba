// @vitest-environment happy-dom
import type { CategoryId, MenuId } from '@tableorder/contract/ids';
import {
  type AdminMenuItem,
  addMenuItem,
  changeMenuItem,
  listCategories,
  listMenuItems,
  orderMenuItems,
  setAvailability,
  uploadImage,
} from '@tableorder/contract/menu';
import { asMoney } from '@tableorder/contract/money';
import { invalidField, problem } from '@tableorder/contract/problem';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { nextId } from '../../test/staff-fixtures.ts';
import { openStaff } from '../../test/staff-screen.tsx';

const category = { id: nextId<CategoryId>(), name: '찌개', parentId: null, translations: {} };
const item: AdminMenuItem = {
  id: nextId(),
  categoryId: category.id,
  name: '김치찌개',
  description: '',
  price: asMoney(9000),
  imageUrl: null,
  images: [],
  available: true,
  soldOut: false,
  badges: [],
  allergens: ['soy'],
  origin: null,
  spiceLevel: 1,
  alcohol: false,
  servingHours: null,
  optionGroups: [],
  state: 'available',
  soldOutUntil: null,
  dailyStock: null,
  stockLeft: null,
  translations: { en: { name: 'Kimchi stew' }, ja: { name: 'キムチチゲ' } },
  optionTranslations: {},
};

let shown: AdminMenuItem[] = [item];
let opened: Awaited<ReturnType<typeof openStaff>>;
async function openMenu(role: 'owner' | 'staff' = 'owner', items = [item]) {
  shown = items;
  opened = await openStaff({
    path: '/staff/menu',
    role,
    prepare: (backend) => {
      backend.on(listCategories, () => ({ items: [category], nextCursor: null }));
      backend.on(listMenuItems, () => ({ items: shown, nextCursor: null }));
    },
  });
  await screen.findByText('김치찌개');
  return opened;
}
const sheet = () => within(screen.getByRole('dialog'));
afterEach(() => {
  cleanup();
  opened.backend.close();
});

test('an item is changed; other languages and what was not touched stay', async () => {
  const { user, backend } = await openMenu();
  backend.on(changeMenuItem, () => ({ ...item, price: asMoney(9500) }));
  await user.click(screen.getByRole('button', { name: '김치찌개 고치기' }));
  await user.clear(sheet().getByLabelText('가격'));
  await user.type(sheet().getByLabelText('가격'), '9,500');
  await user.click(sheet().getByRole('button', { name: '저장' }));
  expect(await screen.findByText('9,500원')).toBeTruthy();
  expect(backend.callsOf(changeMenuItem)[0]?.body).toMatchObject({
    price: 9500,
    allergens: ['soy'],
    spiceLevel: 1,
    translations: item.translations,
  });
});

test('what the server refuses stands at its field, and nothing typed is lost', async () => {
  const { user, backend } = await openMenu();
  backend.on(addMenuItem, () => {
    throw invalidField('/optionGroups/0/options/0/priceDelta', 'maximum');
  });
  await user.click(screen.getByRole('button', { name: '메뉴 추가' }));
  await user.click(sheet().getByRole('button', { name: '저장' }));
  expect(sheet().getByText('입력해 주세요.')).toBeTruthy();
  expect(backend.callsOf(addMenuItem)).toHaveLength(0);
  await user.type(sheet().getByLabelText('이름'), '순두부찌개');
  await user.type(sheet().getByLabelText('가격'), '9000');
  await user.click(sheet().getByRole('button', { name: '옵션 묶음 추가' }));
  await user.type(sheet().getByLabelText('묶음 이름'), '맵기');
  await user.type(sheet().getByRole('textbox', { name: '옵션' }), '맵게');
  await user.click(sheet().getByRole('button', { name: '저장' }));
  const delta = await waitFor(() => {
    const field = sheet().getByLabelText<HTMLInputElement>('추가 금액');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    return field;
  });
  expect(delta.value).toBe('0');
  expect(sheet().getByLabelText<HTMLInputElement>('이름').value).toBe('순두부찌개');
});

test('serving hours and a day’s stock are kept as typed, checked before they go, and refused at their fields', async () => {
  const limited: AdminMenuItem = {
    ...item,
    dailyStock: 30,
    stockLeft: 12,
    servingHours: [{ weekdays: [0, 6], from: '17:00', to: '01:00' }],
  };
  const { user, backend } = await openMenu('owner', [limited]);
  backend.on(changeMenuItem, () => {
    throw invalidField('/servingHours/1/to', 'pattern');
  });
  await user.click(screen.getByRole('button', { name: '김치찌개 고치기' }));
  expect(sheet().getByText('오늘 12개 남았어요.')).toBeTruthy();
  await user.clear(sheet().getByLabelText(/하루에 팔 수/));
  await user.type(sheet().getByLabelText(/하루에 팔 수/), '12345');
  await user.click(sheet().getByRole('button', { name: '시간 추가' }));
  const hours = (number: number) => within(sheet().getByRole('group', { name: `파는 시간 ${number}` }));
  for (const day of ['월', '화', '수', '목', '금', '토', '일']) await user.click(hours(2).getByLabelText(day));
  await user.click(sheet().getByRole('button', { name: '저장' }));
  expect(sheet().getByText('0부터 9,999까지 써 주세요.')).toBeTruthy();
  expect(hours(2).getByText('요일을 골라 주세요.')).toBeTruthy();
  expect(hours(2).getAllByText('시각을 써 주세요.')).toHaveLength(2);
  expect(backend.callsOf(changeMenuItem)).toHaveLength(0);
  await user.clear(sheet().getByLabelText(/하루에 팔 수/));
  await user.click(hours(2).getByLabelText('월'));
  await user.type(hours(2).getByLabelText('시작'), '11:00');
  await user.type(hours(2).getByLabelText('끝'), '14:30');
  await user.click(sheet().getByRole('button', { name: '저장' }));
  await waitFor(() => expect(hours(2).getByLabelText('끝').getAttribute('aria-invalid')).toBe('true'));
  expect(backend.callsOf(changeMenuItem)[0]?.body).toMatchObject({
    dailyStock: null,
    servingHours: [
      { weekdays: [6, 0], from: '17:00', to: '01:00' },
      { weekdays: [1], from: '11:00', to: '14:30' },
    ],
  });
  expect(hours(2).getByLabelText<HTMLInputElement>('시작').value).toBe('11:00');
});

test('an item without hours or a limit is sent without them', async () => {
  const { user, backend } = await openMenu();
  backend.on(changeMenuItem, () => item);
  await user.click(screen.getByRole('button', { name: '김치찌개 고치기' }));
  await user.click(sheet().getByRole('button', { name: '저장' }));
  await waitFor(() => expect(backend.callsOf(changeMenuItem)).toHaveLength(1));
  expect(backend.callsOf(changeMenuItem)[0]?.body).toMatchObject({ servingHours: null, dailyStock: null });
});

const three = () => ['된장찌개', '순두부찌개', '부대찌개'].map((name): AdminMenuItem => ({ ...item, id: nextId<MenuId>(), name }));
const orderShown = () =>
  within(screen.getByRole('list', { name: '찌개 메뉴 순서' }))
    .getAllByRole('listitem')
    .map((row) => /^(.+)\1 위로/.exec(row.textContent)?.[1]);

test('items are put in order by taps; each is seen at once, and the last wish is what is stored', async () => {
  const items = [item, ...three()];
  const { user, backend } = await openMenu('owner', items);
  let answer = () => {};
  backend.on(orderMenuItems, async ({ body }) => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    shown = body.ids.flatMap((id) => items.filter((one) => one.id === id));
    return null;
  });
  await user.click(screen.getByRole('button', { name: '순서' }));
  await user.click(screen.getByRole('button', { name: '부대찌개 위로' }));
  await user.click(screen.getByRole('button', { name: '부대찌개 위로' }));
  await user.click(screen.getByRole('button', { name: '부대찌개 위로' }));
  const wish = ['부대찌개', '김치찌개', '된장찌개', '순두부찌개'];
  expect(orderShown()).toEqual(wish);
  expect(document.activeElement?.getAttribute('title')).toBe('부대찌개 아래로');
  expect(backend.callsOf(orderMenuItems)).toHaveLength(1);
  answer();
  await waitFor(() => expect(backend.callsOf(orderMenuItems)).toHaveLength(2));
  answer();
  await waitFor(() => expect(shown.map(({ name }) => name)).toEqual(wish));
  expect(orderShown()).toEqual(wish);
  await user.click(screen.getByRole('button', { name: '순서 완료' }));
  expect(screen.getAllByRole('heading', { level: 2 }).map((name) => name.textContent)).toEqual(wish);
});

test('an order that is refused is said and stays said, and the list is the shop’s again', async () => {
  const items = [item, ...three()];
  const { user, backend } = await openMenu('owner', items);
  backend.on(orderMenuItems, () => {
    shown = items.slice(1);
    throw problem('menu/order-incomplete', {});
  });
  await user.click(screen.getByRole('button', { name: '순서' }));
  await user.click(screen.getByRole('button', { name: '김치찌개 아래로' }));
  await waitFor(() => expect(orderShown()).toEqual(['된장찌개', '순두부찌개', '부대찌개']));
  expect(screen.getAllByRole('alert').some((alert) => alert.textContent !== '')).toBe(true);
});

test('a photo on its way says how much of it has gone, then that it is being prepared', async () => {
  const { user, backend } = await openMenu();
  backend.on(changeMenuItem, () => item);
  backend.on(uploadImage, () => ({ imageUrl: '/uploads/a.webp', images: [] }));
  let go = () => {};
  backend.holdUploads(
    () =>
      new Promise<void>((resolve) => {
        go = resolve;
      }),
  );
  await user.click(screen.getByRole('button', { name: '김치찌개 고치기' }));
  await user.upload(sheet().getByLabelText('사진 고르기'), new File(['photo'], 'x.png', { type: 'image/png' }));
  await user.click(sheet().getByRole('button', { name: '저장' }));
  for (const percent of [0, 25, 50, 75]) {
    expect(await sheet().findByText(`사진을 올리고 있어요. ${percent}%`)).toBeTruthy();
    go();
  }
  expect(await sheet().findByText('사진을 다듬고 있어요.')).toBeTruthy();
  expect(screen.getByRole('dialog')).toBeTruthy();
  go();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(backend.callsOf(uploadImage)[0]?.body).toBeInstanceOf(FormData);
});

test('a photo that is none is refused beside it; the item is stored once and the photo can be changed', async () => {
  const { user, backend } = await openMenu();
  backend.on(addMenuItem, () => ({ ...item, id: nextId<MenuId>(), name: '된장찌개' }));
  backend.on(changeMenuItem, () => ({ ...item, name: '된장찌개' }));
  backend.on(uploadImage, () => {
    throw problem('menu/not-an-image', {});
  });
  await user.click(screen.getByRole('button', { name: '메뉴 추가' }));
  await user.type(sheet().getByLabelText('이름'), '된장찌개');
  await user.type(sheet().getByLabelText('가격'), '9000');
  await user.upload(sheet().getByLabelText('사진 고르기'), new File(['<svg/>'], 'x.png', { type: 'image/png' }));
  await user.click(sheet().getByRole('button', { name: '저장' }));
  expect(await sheet().findByText('사진 파일이 아니에요. JPEG, PNG, WebP 사진을 골라 주세요.')).toBeTruthy();
  await user.click(sheet().getByRole('button', { name: '저장' }));
  await waitFor(() => expect(backend.callsOf(changeMenuItem)).toHaveLength(1));
  expect(backend.callsOf(addMenuItem)).toHaveLength(1);
});

test('staff sell out an item with one tap, and see no way to edit', async () => {
  const { user, backend } = await openMenu('staff');
  backend.on(setAvailability, () => ({ ...item, state: 'sold_out' as const, soldOut: true, available: false }));
  await user.click(screen.getByRole('radio', { name: '품절' }));
  await waitFor(() => expect(screen.getByRole<HTMLInputElement>('radio', { name: '품절' }).checked).toBe(true));
  expect(backend.callsOf(setAvailability)[0]?.body).toEqual({ state: 'sold_out' });
  expect(screen.queryByRole('button', { name: /고치기/ })).toBeNull();
  expect(screen.queryByRole('button', { name: '메뉴 추가' })).toBeNull();
});
