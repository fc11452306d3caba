// @vitest-environment happy-dom
import type { CategoryId, MenuId } from '@tableorder/contract/ids';
import {
  type AdminMenuItem,
  addMenuItem,
  changeMenuItem,
  listCategories,
  listMenuItems,
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

let opened: Awaited<ReturnType<typeof openStaff>>;
async function openMenu(role: 'owner' | 'staff' = 'owner') {
  opened = await openStaff({
    path: '/staff/menu',
    role,
    prepare: (backend) => {
      backend.on(listCategories, () => ({ items: [category], nextCursor: null }));
      backend.on(listMenuItems, () => ({ items: [item], nextCursor: null }));
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
