// @vitest-environment happy-dom
import type { CategoryId, MenuId } from '@tableorder/contract/ids';
import {
  type AdminMenuItem,
  addMenuItem,
  changeCategory,
  changeMenuItem,
  listCategories,
  listMenuItems,
  setAvailability,
  uploadImage,
} from '@tableorder/contract/menu.admin';
import { type LibraryGroup, listOptionGroups } from '@tableorder/contract/menu.options';
import { asMoney } from '@tableorder/contract/money';
import { invalidField, problem } from '@tableorder/contract/problem';
import { DEFAULT_LIMITS, listStations, type Station } from '@tableorder/contract/stations';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nextId } from '../../test/staff-fixtures.ts';
import { openStaff } from '../../test/staff-screen.tsx';

const category = { id: nextId<CategoryId>(), name: '찌개', parentId: null, translations: {} };
const station = (name: string, takesRest: boolean): Station => ({
  id: nextId(),
  name,
  names: {},
  ...DEFAULT_LIMITS,
  language: null,
  takesRest,
});
const stations = [station('주방', true), station('바', false)];
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
  recommendedIds: [],
  state: 'available',
  soldOutUntil: null,
  dailyStock: null,
  stockLeft: null,
  translations: { en: { name: 'Kimchi stew' }, ja: { name: 'キムチチゲ' } },
  optionTranslations: {},
  version: 1,
  libraryGroupIds: [],
  stationIds: [],
};

let shown: AdminMenuItem[] = [item];
const library: LibraryGroup[] = [];
let opened: Awaited<ReturnType<typeof openStaff>>;
async function openMenu(role: 'owner' | 'staff' = 'owner', items = [item]) {
  shown = items;
  opened = await openStaff({
    path: '/staff/menu',
    role,
    prepare: (backend) => {
      backend.on(listCategories, () => ({ items: [category], nextCursor: null }));
      backend.on(listMenuItems, () => ({ items: shown, nextCursor: null }));
      backend.on(listStations, () => ({ items: stations, nextCursor: null }));
      backend.on(listOptionGroups, () => ({ items: library, nextCursor: null }));
    },
  });
  await screen.findByText('김치찌개');
  return opened;
}
const sheet = () => within(screen.getByRole('dialog'));
beforeEach(() => {
  // A browser that cannot show the photo before it is sent: nothing is cropped.
  vi.stubGlobal('createImageBitmap', undefined);
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
  vi.unstubAllGlobals();
  opened.backend.close();
});

test('an item is changed; other languages and what was not touched stay', async () => {
  const { user, backend } = await openMenu();
  backend.on(changeMenuItem, () => {
    const changed = { ...item, price: asMoney(9500), version: 2 };
    shown = [changed];
    return changed;
  });
  await user.click(screen.getByRole('button', { name: '김치찌개 고치기' }));
  await user.clear(sheet().getByLabelText('가격'));
  await user.type(sheet().getByLabelText('가격'), '9,500');
  await user.click(await sheet().findByLabelText('바'));
  await user.click(sheet().getByRole('button', { name: '저장' }));
  expect(await screen.findByText('9,500원')).toBeTruthy();
  expect(backend.callsOf(changeMenuItem)[0]?.body).toMatchObject({
    price: 9500,
    allergens: ['soy'],
    spiceLevel: 1,
    translations: item.translations,
    version: 1,
    stationIds: [stations[1]?.id],
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

test('beside the form stands what guests would see, as it is typed and in each of their languages', async () => {
  const { user } = await openMenu();
  await user.click(screen.getByRole('button', { name: '김치찌개 고치기' }));
  const preview = within(await sheet().findByRole('complementary', { name: '손님 화면' }));
  await waitFor(() => expect(preview.getAllByText('9,000원').length).toBeGreaterThan(0));
  await user.clear(sheet().getByLabelText('가격'));
  await user.type(sheet().getByLabelText('가격'), '12,345');
  expect(preview.getAllByText('12,345원').length).toBeGreaterThan(0);
  await user.click(preview.getByRole('radio', { name: 'English' }));
  expect((await preview.findAllByText('Kimchi stew')).length).toBeGreaterThan(0);
  expect((await preview.findAllByText('₩12,345')).length).toBeGreaterThan(0);
  await user.click(preview.getByRole('radio', { name: '中文' }));
  expect((await preview.findAllByText(/김치찌개/)).length).toBeGreaterThan(0);
  expect(document.documentElement.lang).toBe('ko');
});

test('two people at one item: the second sees what changed, keeps what was typed, and decides', async () => {
  const { user, backend } = await openMenu();
  const theirs = { ...item, description: '다른 사람의 설명', version: 2 };
  backend.on(changeMenuItem, ({ body }) => {
    if (body.version !== 2) throw problem('menu/item-changed', { item: theirs });
    return { ...theirs, price: asMoney(9500), version: 3 };
  });
  await user.click(screen.getByRole('button', { name: '김치찌개 고치기' }));
  await user.clear(sheet().getByLabelText('가격'));
  await user.type(sheet().getByLabelText('가격'), '9,500');
  await user.click(sheet().getByRole('button', { name: '저장' }));
  expect(await sheet().findByText('그사이 바뀐 것: 설명')).toBeTruthy();
  expect(sheet().getByLabelText<HTMLInputElement>('가격').value).toBe('9,500');
  await user.click(sheet().getByRole('button', { name: '내 것으로 저장' }));
  await waitFor(() => expect(backend.callsOf(changeMenuItem)).toMatchObject([{ body: { version: 1 } }, { body: { version: 2 } }]));
});

test('what goes with a dish is found by a few sounds in any language, kept in order, taken off, and shown as guests see it', async () => {
  const dish = (name: string, rest: Partial<AdminMenuItem> = {}): AdminMenuItem => ({
    ...item,
    id: nextId(),
    name,
    translations: {},
    ...rest,
  });
  const [rice, egg, tea] = [
    dish('공기밥', { price: asMoney(1000), translations: { en: { name: 'Steamed rice' } } }),
    dish('계란찜', { price: asMoney(5000) }),
    dish('식혜', { state: 'hidden' }),
  ];
  const more = ['만두', '만두국', '왕만두', '군만두'].map((name) => dish(name));
  const { user, backend } = await openMenu('owner', [{ ...item, recommendedIds: [tea.id] }, rice, egg, tea, ...more]);
  backend.on(changeMenuItem, () => ({ ...item, version: 2 }));
  await user.click(screen.getByRole('button', { name: '김치찌개 고치기' }));
  const part = () => within(sheet().getByRole('region', { name: '함께 권하기' }));
  const look = part().getByLabelText<HTMLInputElement>(/함께 권할 메뉴/);
  const chosen = () =>
    part()
      .queryAllByRole('button', { name: / 빼기$/ })
      .map((button) => button.textContent?.replace(' 빼기', ''));
  expect(chosen()).toEqual(['식혜']);

  await user.type(look, 'ㄱㅊ');
  // Neither the dish itself nor what has not these sounds.
  expect(part().queryAllByRole('button', { name: / 더하기$/ })).toHaveLength(0);
  await user.clear(look);
  await user.type(look, 'ㄱㄹ{Enter}');
  expect(chosen()).toEqual(['식혜', '계란찜']);
  expect(document.activeElement).toBe(look);
  expect(look.value).toBe('');
  await user.type(look, 'steam');
  await user.click(part().getByRole('button', { name: '공기밥 더하기' }));
  expect(part().getByText('공기밥을 더했어요.')).toBeTruthy();
  await user.click(part().getByRole('button', { name: '식혜 빼기' }));
  expect(chosen()).toEqual(['계란찜', '공기밥']);
  expect(document.activeElement).toBe(look);
  const guests = within(sheet().getByRole('complementary', { name: '손님 화면' }));
  await guests.findByText('같이 드시면 좋아요', {}, { timeout: 5000 });
  expect(guests.getByText('공기밥').closest('li')?.textContent).toBe('공기밥1,000원');

  for (const { name } of more) {
    await user.type(look, '만두');
    await user.click(part().getByRole('button', { name: `${name} 더하기` }));
  }
  await user.type(look, '만두');
  expect(chosen()).toHaveLength(6);
  expect(part().getByText('6개를 모두 골랐어요.')).toBeTruthy();
  expect(part().queryAllByRole('button', { name: / 더하기$/ })).toHaveLength(0);
  await user.click(sheet().getByRole('button', { name: '저장' }));
  const ids = [egg, rice, ...more].map(({ id }) => id);
  await waitFor(() => expect(backend.callsOf(changeMenuItem)[0]?.body).toMatchObject({ recommendedIds: ids }));
});

test('the sheets of categories, groups and prices ask before what was typed is lost', async () => {
  const { user, backend } = await openMenu();
  const openSheet = async (name: string) => {
    await user.click(within(screen.getByRole('main')).getByRole('button', { name }));
    return within(await screen.findByRole('dialog', { name }));
  };
  const close = () => user.click(sheet().getByRole('button', { name: '닫기' }));
  const asked = () => screen.queryByRole('alertdialog', { name: '저장하지 않고 닫을까요?' });
  const answer = async (name: string) => user.click(within(screen.getByRole('alertdialog')).getByRole('button', { name }));
  const gone = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const fields: [string, (form: ReturnType<typeof within>) => Promise<HTMLElement>][] = [
    ['분류', (form) => form.findByLabelText('새 분류')],
    ['가격 바꾸기', (form) => form.findByLabelText('얼마나')],
    [
      '옵션 묶음',
      async (form) => {
        await user.click(form.getByRole('button', { name: '묶음 만들기' }));
        return form.findByLabelText('묶음 이름');
      },
    ],
  ];
  for (const [name, find] of fields) {
    // Nothing typed: nothing asked.
    await openSheet(name);
    await close();
    expect([name, asked()]).toEqual([name, null]);
    await gone();
    const typed = await find(await openSheet(name));
    await user.type(typed, '7');
    await close();
    expect(asked()).toBeTruthy();
    await answer('계속 쓰기');
    expect((typed as HTMLInputElement).value).toBe('7');
    await close();
    await answer('버리고 닫기');
    await gone();
  }
  // The way back from a group to the list is one out of it too.
  const library = await openSheet('옵션 묶음');
  await user.click(library.getByRole('button', { name: '묶음 만들기' }));
  await user.type(await library.findByLabelText('묶음 이름'), '맵기');
  await user.click(library.getByRole('button', { name: '뒤로' }));
  await answer('버리고 닫기');
  expect(await library.findByRole('button', { name: '묶음 만들기' })).toBeTruthy();
  await close();
  await gone();

  // A name is sent when its field is left; refused, it is still unsaved.
  backend.on(changeCategory, () => {
    throw problem('not-found', {});
  });
  const categories = await openSheet('분류');
  await user.type(categories.getByLabelText('분류 이름'), '류{Tab}');
  await waitFor(() => expect(backend.callsOf(changeCategory)).toHaveLength(1));
  await close();
  expect(asked()).toBeTruthy();
});
