import type { CategoryId, MenuId, OptionGroupId, OptionId } from '@tableorder/contract/ids';
import type { OptionGroupInput } from '@tableorder/contract/menu.options';
import { asMoney } from '@tableorder/contract/money';
import { type LocalDay, toInstant } from '@tableorder/contract/time';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eachDb } from '../../../test/each-db.ts';
import { giveStockBack, setAvailability, takeStock } from './menu.availability.ts';
import { addCategory, changeCategory, removeCategory } from './menu.categories.ts';
import { addMenuItem, changeMenuItem, removeMenuItem } from './menu.commands.ts';
import { orderCategories, orderMenuItems } from './menu.order.ts';
import { removePicture, setPicture } from './menu.pictures.ts';
import { readAdminCategories, readAdminItem, readAdminItems, readItemPage, readMenuPage } from './menu.reads.ts';
import { findSellable } from './menu.sellable.ts';
import { keyOf, NOBODY, NOON, OWNER, openShop, type Shop } from './menu.test-shop.ts';
import { findTexts } from './menu.texts.sql.ts';

const won = asMoney;
const nobody = NOBODY as MenuId & CategoryId & OptionGroupId & OptionId;

const option = (name: string, delta = 0) => ({ name, priceDelta: won(delta) });
const size = (): OptionGroupInput => ({
  name: '크기',
  min: 1,
  max: 1,
  translations: { en: { name: 'Size' } },
  options: [{ ...option('보통'), translations: { en: { name: 'Regular' } } }, option('곱빼기', 2000)],
});

eachDb('menu commands', (open) => {
  let shop: Shop;
  beforeEach(async () => {
    shop = await openShop(open);
  });
  afterEach(() => shop.drop());

  const admin = (menuId: MenuId) => readAdminItem(shop.db, shop.storeId, menuId, shop.clock.now());
  const updates = async () => {
    const since = await shop.events.since(shop.storeId, 0, 1000);
    if (since.kind === 'reset') throw new Error('reset');
    return since.events.filter(({ type }) => type === 'menu_updated');
  };

  it('an item is as it was given, byte for byte, and says so to everyone once', async () => {
    const categoryId = await shop.category();
    const before = (await updates()).length;
    const given = {
      name: ' 김치찌개 é😀"\\ ',
      description: '첫 줄\n둘째 줄\t끝',
      price: won(1_000_000_000),
      badges: ['new' as const, 'popular' as const],
      allergens: ['pork' as const, 'soy' as const],
      origin: '돼지고기(국내산)',
      spiceLevel: 2,
      alcohol: true,
      servingHours: [{ weekdays: [1, 2], from: '11:00', to: '01:00' }],
      dailyStock: 30,
    };
    const item = await addMenuItem(shop.deps, shop.storeId, OWNER, { categoryId, ...given, translations: { en: { name: 'Kimchi stew' } } });
    expect(item).toEqual({
      ...given,
      version: 1,
      libraryGroupIds: [],
      stationIds: [],
      id: item.id,
      categoryId,
      imageUrl: null,
      images: [],
      available: true,
      soldOut: false,
      optionGroups: [],
      recommendedIds: [],
      state: 'available',
      soldOutUntil: null,
      stockLeft: 30,
      translations: { en: { name: 'Kimchi stew' } },
      optionTranslations: {},
    });
    expect(await admin(item.id)).toEqual(item);
    const told = (await updates()).slice(before);
    expect(told.map(({ audience }) => audience)).toEqual(['everyone']);
    expect(JSON.parse(told[0]?.data ?? '')).toMatchObject({ menuIds: [item.id] });
  });

  it('a change touches what it names and nothing else', async () => {
    const categoryId = await shop.category();
    const menuId = await shop.item(categoryId, { description: 'd', origin: 'o', optionGroups: [size()], dailyStock: 5 });
    const before = await admin(menuId);
    const after = await changeMenuItem(shop.deps, shop.storeId, OWNER, menuId, { price: won(9000), origin: null, dailyStock: null });
    expect(after).toEqual({ ...before, version: 2, price: 9000, origin: null, dailyStock: null, stockLeft: null });
  });

  it('an item that moves to another category stands last there', async () => {
    const [from, to] = [await shop.category('a'), await shop.category('b')];
    const moved = await shop.item(from, { name: 'moved' });
    await shop.item(to, { name: 'there' });
    await changeMenuItem(shop.deps, shop.storeId, OWNER, moved, { categoryId: to });
    expect((await readAdminItems(shop.db, shop.storeId, NOON)).map(({ name }) => name)).toEqual(['there', 'moved']);
  });

  it('options keep their ids and what a change does not mention; left out is removed, with its texts', async () => {
    const menuId = await shop.item(await shop.category(), {
      optionGroups: [
        { ...size(), maxPerOption: 1 },
        { name: '추가', min: 0, max: 3, maxPerOption: 3, options: [{ ...option('면'), available: false }] },
      ],
    });
    const { optionGroups } = await admin(menuId);
    const [first, second] = optionGroups;
    const [regular, large] = first?.options ?? [];
    if (!first || !second || !regular || !large) throw new Error('no groups');
    const after = await changeMenuItem(shop.deps, shop.storeId, OWNER, menuId, {
      optionGroups: [
        { id: second.id, name: '더', min: 0, max: 3, options: [{ id: second.options[0]?.id ?? nobody, ...option('라면', 500) }] },
        { id: first.id, name: '크기', min: 1, max: 1, options: [option('특대', 4000), { id: large.id, ...option('곱빼기', 2500) }] },
      ],
    });
    expect(after.optionGroups).toEqual([
      { ...second, name: '더', options: [{ ...second.options[0], name: '라면', priceDelta: 500 }] },
      { ...first, options: [expect.objectContaining({ name: '특대', available: true }), { ...large, priceDelta: 2500 }] },
    ]);
    expect(after.optionTranslations).toEqual({ [first.id]: { en: { name: 'Size' } } });
    expect((await shop.db.all(findTexts, { storeId: shop.storeId })).map(({ subject_id }) => subject_id)).not.toContain(regular.id);
  });

  it('an option id that is unknown, of another group or named twice is not found, and nothing changes', async () => {
    const menuId = await shop.item(await shop.category(), { optionGroups: [size(), { ...size(), name: '맵기' }] });
    const before = await admin(menuId);
    const [first, second] = before.optionGroups;
    const change = (...optionGroups: OptionGroupInput[]) =>
      keyOf(changeMenuItem(shop.deps, shop.storeId, OWNER, menuId, { name: 'x', optionGroups }));
    const one = { id: first?.id ?? nobody, name: 'g', min: 0, max: 1 };
    expect(await change({ ...one, id: nobody, options: [option('o')] })).toBe('not-found');
    expect(await change({ ...one, options: [{ id: nobody, ...option('o') }] })).toBe('not-found');
    expect(await change({ ...one, options: [{ id: second?.options[0]?.id ?? nobody, ...option('o') }] })).toBe('not-found');
    expect(await change({ ...one, options: [option('o')] }, { ...one, options: [option('o')] })).toBe('not-found');
    expect(await admin(menuId)).toEqual(before);
    expect(await keyOf(shop.item(await shop.category(), { optionGroups: [{ ...one, options: [option('o')] }] }))).toBe('not-found');
  });

  it('refuses bounds and prices that do not fit, also when only the price changes', async () => {
    const categoryId = await shop.category();
    const discount = { name: '할인', min: 0, max: 1, options: [option('적게', -3000)] };
    const menuId = await shop.item(categoryId, { price: won(3000), optionGroups: [discount] });
    const before = await updates();
    expect(await keyOf(changeMenuItem(shop.deps, shop.storeId, OWNER, menuId, { price: won(2999) }))).toBe('menu/negative-price');
    expect(await keyOf(shop.item(categoryId, { price: won(2999), optionGroups: [discount] }))).toBe('menu/negative-price');
    expect(await keyOf(shop.item(categoryId, { optionGroups: [{ ...discount, min: 2 }] }))).toBe('menu/option-bounds');
    expect(await keyOf(changeMenuItem(shop.deps, shop.storeId, OWNER, menuId, { optionGroups: [{ ...discount, max: 2 }] }))).toBe(
      'menu/option-bounds',
    );
    expect(await updates()).toEqual(before);
  });

  it('a removed item is gone for everybody, with its options and texts', async () => {
    const categoryId = await shop.category();
    const menuId = await shop.item(categoryId, { optionGroups: [size()], translations: { en: { name: 'x' } } });
    await removeMenuItem(shop.deps, shop.storeId, OWNER, menuId);
    expect(await keyOf(admin(menuId))).toBe('not-found');
    expect(await keyOf(removeMenuItem(shop.deps, shop.storeId, OWNER, menuId))).toBe('not-found');
    expect(await shop.db.all(findTexts, { storeId: shop.storeId })).toEqual([]);
    expect((await findSellable(shop.db, shop.storeId, [menuId], NOON)).size).toBe(0);
    expect(await keyOf(removeCategory(shop.deps, shop.storeId, OWNER, categoryId))).toBe('none');
  });

  it('categories have two levels and go only when empty', async () => {
    const [top, other] = [await shop.category('top'), await shop.category('other')];
    const below = await shop.category('below', top);
    expect(await keyOf(shop.category('deep', below))).toBe('menu/category-depth');
    expect(await keyOf(changeCategory(shop.deps, shop.storeId, OWNER, top, { parentId: other }))).toBe('menu/category-depth');
    expect(await keyOf(changeCategory(shop.deps, shop.storeId, OWNER, top, { parentId: top }))).toBe('menu/category-depth');
    expect(await keyOf(removeCategory(shop.deps, shop.storeId, OWNER, top))).toBe('menu/category-not-empty');
    const hidden = await shop.item(below);
    await setAvailability(shop.deps, shop.storeId, OWNER, hidden, 'hidden', null);
    await expect(removeCategory(shop.deps, shop.storeId, OWNER, below)).rejects.toMatchObject({ params: { items: 1, categories: 0 } });
    expect(
      await changeCategory(shop.deps, shop.storeId, OWNER, below, { parentId: other, name: '둘', translations: { ja: { name: '二' } } }),
    ).toEqual({
      id: below,
      name: '둘',
      parentId: other,
      translations: { ja: { name: '二' } },
    });
    expect(await changeCategory(shop.deps, shop.storeId, OWNER, below, { parentId: null })).toMatchObject({ parentId: null, name: '둘' });
    await removeCategory(shop.deps, shop.storeId, OWNER, top);
    expect((await readAdminCategories(shop.db, shop.storeId)).map(({ id }) => id)).toEqual([other, below]);
  });

  it('moves a category to another level and its place in one step, or leaves all as it was', async () => {
    const { deps, storeId } = shop;
    const [a, b, c] = [await shop.category('a'), await shop.category('b'), await shop.category('c')];
    const b1 = await shop.category('b1', b);
    const tree = async () =>
      (await readAdminCategories(shop.db, storeId)).map(({ name, parentId }) => (parentId === null ? name : `-${name}`)).join(' ');

    await orderCategories(deps, storeId, OWNER, [a, b, c, b1], { categoryId: c, parentId: b });
    expect(await tree()).toBe('a b -c -b1');
    await orderCategories(deps, storeId, OWNER, [c, a, b], { categoryId: c, parentId: null });
    expect(await tree()).toBe('c a b -b1');
    const written = (await updates()).length;

    const refusals = [
      ['menu/order-incomplete', [c, a], { categoryId: a, parentId: c }],
      ['menu/order-incomplete', [c, b], { categoryId: a, parentId: c }],
      ['menu/order-incomplete', [c, b, b1], { categoryId: b1, parentId: null }],
      ['menu/category-depth', [c, a, b1, b], { categoryId: b, parentId: c }],
      ['menu/category-depth', [c, b, b1, a], { categoryId: a, parentId: b1 }],
      ['menu/category-depth', [c, a, b], { categoryId: a, parentId: a }],
      ['not-found', [c, b, a], { categoryId: a, parentId: nobody }],
      ['not-found', [c, b, a], { categoryId: nobody, parentId: c }],
    ] as const;
    for (const [key, ids, moved] of refusals)
      expect([moved, await keyOf(orderCategories(deps, storeId, OWNER, ids, moved))]).toEqual([moved, key]);
    expect(await tree()).toBe('c a b -b1');
    expect(await updates()).toHaveLength(written);
  });

  it('puts categories and items in the order given, whole or not at all', async () => {
    const { deps, storeId } = shop;
    const [a, b] = [await shop.category('a'), await shop.category('b')];
    const [a1, a2] = [await shop.category('a1', a), await shop.category('a2', a)];
    const [x, y] = [await shop.item(a, { name: 'x' }), await shop.item(a, { name: 'y' })];
    const z = await shop.item(b, { name: 'z' });
    const orderedCategories = async () => (await readAdminCategories(shop.db, storeId)).map(({ name }) => name).join(' ');
    const orderedItems = async () => (await readAdminItems(shop.db, storeId, NOON)).map(({ name }) => name).join(' ');

    await orderCategories(deps, storeId, OWNER, [b, a]);
    expect(await orderedCategories()).toBe('b a a1 a2');
    await orderCategories(deps, storeId, OWNER, [a2, a1]);
    expect(await orderedCategories()).toBe('b a a2 a1');
    await orderCategories(deps, storeId, OWNER, [a, b, a1, a2]);
    expect(await orderedCategories()).toBe('a a1 a2 b');
    expect(await keyOf(orderCategories(deps, storeId, OWNER, [a]))).toBe('menu/order-incomplete');
    expect(await keyOf(orderCategories(deps, storeId, OWNER, [a, b, a1]))).toBe('menu/order-incomplete');
    expect(await keyOf(orderCategories(deps, storeId, OWNER, [a, nobody]))).toBe('not-found');

    await orderMenuItems(deps, storeId, OWNER, a, [y, x]);
    expect(await orderedItems()).toBe('y x z');
    for (const ids of [[x], [x, x], [x, y, z], []])
      expect(await keyOf(orderMenuItems(deps, storeId, OWNER, a, ids))).toBe('menu/order-incomplete');
    expect(await keyOf(orderMenuItems(deps, storeId, OWNER, a, [x, nobody]))).toBe('not-found');
    expect(await keyOf(orderMenuItems(deps, storeId, OWNER, nobody, []))).toBe('not-found');
    expect(await orderedItems()).toBe('y x z');
    expect(await orderedCategories()).toBe('a a1 a2 b');
  });

  it('sells, sells out until an instant, and hides', async () => {
    const { deps, storeId } = shop;
    const menuId = await shop.item(await shop.category());
    const tomorrow = NOON + 20 * 3_600_000;
    expect(await setAvailability(deps, storeId, OWNER, menuId, 'sold_out', tomorrow)).toMatchObject({
      state: 'sold_out',
      soldOutUntil: toInstant(tomorrow),
      available: false,
      soldOut: true,
    });
    shop.clock.set(tomorrow);
    expect(await admin(menuId)).toMatchObject({ state: 'available', soldOutUntil: null, available: true, soldOut: false });
    expect(await setAvailability(deps, storeId, OWNER, menuId, 'hidden', null)).toMatchObject({
      state: 'hidden',
      available: false,
      soldOut: false,
    });
    expect(await setAvailability(deps, storeId, OWNER, menuId, 'sold_out', null)).toMatchObject({ state: 'sold_out', soldOutUntil: null });
    expect(await setAvailability(deps, storeId, OWNER, menuId, 'available', null)).toMatchObject({ state: 'available', available: true });
    expect(await keyOf(setAvailability(deps, storeId, OWNER, menuId, 'sold_out', tomorrow))).toBe('invalid');
  });

  it('another store meets nothing of ours, in no command', async () => {
    const { deps, otherId } = shop;
    const categoryId = await shop.category();
    const menuId = await shop.item(categoryId, { optionGroups: [size()] });
    const theirs = await shop.category('theirs', null, otherId);
    const before = await readAdminItems(shop.db, shop.storeId, NOON);
    const group = before[0]?.optionGroups[0];
    const theirItem = await shop.item(theirs, {}, otherId);
    const work: Promise<unknown>[] = [
      addMenuItem(deps, otherId, OWNER, { categoryId, name: 'x', price: won(1) }),
      changeMenuItem(deps, otherId, OWNER, menuId, { name: 'x' }),
      changeMenuItem(deps, otherId, OWNER, theirItem, { categoryId }),
      changeMenuItem(deps, otherId, OWNER, theirItem, { optionGroups: [{ ...size(), id: group?.id ?? nobody }] }),
      removeMenuItem(deps, otherId, OWNER, menuId),
      setAvailability(deps, otherId, OWNER, menuId, 'hidden', null),
      orderMenuItems(deps, otherId, OWNER, categoryId, [menuId]),
      orderMenuItems(deps, otherId, OWNER, theirs, [menuId]),
      addCategory(deps, otherId, OWNER, { name: 'x', parentId: categoryId }),
      changeCategory(deps, otherId, OWNER, categoryId, { name: 'x' }),
      changeCategory(deps, otherId, OWNER, theirs, { parentId: categoryId }),
      removeCategory(deps, otherId, OWNER, categoryId),
      orderCategories(deps, otherId, OWNER, [categoryId]),
      setPicture(deps, otherId, OWNER, menuId, new Uint8Array(1)),
      removePicture(deps, otherId, OWNER, menuId),
      readAdminItem(shop.db, otherId, menuId, NOON),
      shop.db.inStore(otherId, (trx) => takeStock(trx, otherId, menuId, 1, '2026-11-23' as LocalDay)),
    ];
    expect(new Set(await Promise.all(work.map(keyOf)))).toEqual(new Set(['not-found']));
    expect((await findSellable(shop.db, otherId, [menuId, theirItem], NOON)).size).toBe(1);
    expect(await readAdminItems(shop.db, shop.storeId, NOON)).toEqual(before);
    expect(shop.files.names()).toEqual([]);
  });

  it('gives a picture in all widths and forgets the files of the one before', async () => {
    const { deps, storeId, files } = shop;
    const menuId = await shop.item(await shop.category());
    const first = await setPicture(deps, storeId, OWNER, menuId, new Uint8Array(1));
    expect(first.images.map(({ width }) => width)).toEqual([320, 640, 1280]);
    expect(first.imageUrl).toMatch(/^\/uploads\/menu-images\/[0-9a-f-]{36}-1280\.webp$/);
    expect(await admin(menuId)).toMatchObject(first);
    expect(files.names()).toEqual(first.images.map(({ url }) => url.slice('/uploads/menu-images/'.length)).sort());
    const second = await setPicture(deps, storeId, OWNER, menuId, new Uint8Array(1));
    expect(second.imageUrl).not.toBe(first.imageUrl);
    expect(files.names()).toEqual(second.images.map(({ url }) => url.slice('/uploads/menu-images/'.length)).sort());
    await removePicture(deps, storeId, OWNER, menuId);
    expect(await admin(menuId)).toMatchObject({ imageUrl: null, images: [] });
    expect(files.names()).toEqual([]);
    await setPicture(deps, storeId, OWNER, menuId, new Uint8Array(1));
    await removeMenuItem(deps, storeId, OWNER, menuId);
    expect(files.names()).toEqual([]);
  });

  it('a picture that fails half-way leaves the old one and no files', async () => {
    const { deps, storeId, files } = shop;
    const menuId = await shop.item(await shop.category());
    const first = await setPicture(deps, storeId, OWNER, menuId, new Uint8Array(1));
    const before = files.names();
    files.failOn = /-1280\.webp$/;
    await expect(setPicture(deps, storeId, OWNER, menuId, new Uint8Array(1))).rejects.toThrow('no room');
    files.failOn = null;
    const gone = {
      ...deps,
      pictures: { ...deps.pictures, prepare: () => removeMenuItem(deps, storeId, OWNER, other).then(deps.pictures.prepare) },
    };
    const other = await shop.item(await shop.category());
    expect(await keyOf(setPicture(gone, storeId, OWNER, other, new Uint8Array(1)))).toBe('not-found');
    expect(files.names()).toEqual(before);
    expect(await admin(menuId)).toMatchObject(first);
  });

  it('counts the day’s stock down, back up, and afresh the next day', async () => {
    const { db, storeId } = shop;
    const [today, tomorrow] = ['2026-11-23' as LocalDay, '2026-11-24' as LocalDay];
    const menuId = await shop.item(await shop.category(), { dailyStock: 5 });
    const endless = await shop.item(await shop.category());
    const take = (quantity: number, day = today, of = menuId) => db.inStore(storeId, (trx) => takeStock(trx, storeId, of, quantity, day));
    const give = (quantity: number, day = today, of = menuId) =>
      db.inStore(storeId, (trx) => giveStockBack(trx, storeId, of, quantity, day));

    expect(await take(3)).toEqual({ kind: 'taken', left: 2 });
    expect(await take(3)).toEqual({ kind: 'too-few', left: 2 });
    expect(await admin(menuId)).toMatchObject({ stockLeft: 2, soldOut: false });
    expect(await take(2)).toEqual({ kind: 'taken', left: 0 });
    expect(await admin(menuId)).toMatchObject({ stockLeft: 0, soldOut: true, available: false, state: 'available' });
    expect(await give(1, tomorrow)).toBe(false);
    expect(await give(1)).toBe(true);
    expect(await give(100)).toBe(false);
    expect(await admin(menuId)).toMatchObject({ stockLeft: 5 });
    await take(5);
    expect(await take(4, tomorrow)).toEqual({ kind: 'taken', left: 1 });
    expect(await give(5, today)).toBe(false);
    shop.clock.advance(24 * 3_600_000);
    expect(await admin(menuId)).toMatchObject({ stockLeft: 1 });
    expect(await take(99, today, endless)).toEqual({ kind: 'taken', left: null });
    expect(await give(99, today, endless)).toBe(false);
  });

  it('finds what orders may contain: many at once, never the hidden', async () => {
    const categoryId = await shop.category();
    const ids: MenuId[] = [];
    for (let i = 0; i < 19; i++)
      ids.push(await shop.item(categoryId, { name: `n${i}`, optionGroups: [size(), { ...size(), name: `g${i}` }] }));
    const hidden = ids[3] ?? nobody;
    await setAvailability(shop.deps, shop.storeId, OWNER, hidden, 'hidden', null);
    const found = await findSellable(shop.db, shop.storeId, [...ids, ...ids, nobody], NOON);
    expect([...found.keys()].sort()).toEqual(ids.filter((id) => id !== hidden).sort());
    for (const [index, id] of ids.entries()) {
      if (id === hidden) continue;
      const item = await admin(id);
      expect(found.get(id)).toEqual({
        id,
        name: `n${index}`,
        price: 10_000,
        alcohol: false,
        available: true,
        soldOut: false,
        stockLeft: null,
        optionGroups: item.optionGroups,
        stationIds: [expect.any(String)],
      });
    }
    expect((await findSellable(shop.db, shop.storeId, [], NOON)).size).toBe(0);
  });

  it('reads in another language, and in the store’s where words are missing', async () => {
    const { id: categoryId } = await addCategory(shop.deps, shop.storeId, OWNER, { name: '찌개', translations: { en: { name: 'Stews' } } });
    await shop.item(categoryId, {
      description: '설명',
      origin: '국내산',
      optionGroups: [size()],
      translations: {
        en: { name: 'Kimchi stew', origin: 'Korea', description: '' },
        ja: { name: 'キムチチゲ' },
        ko: { name: '다른 이름' },
      },
    });
    const page = async (lang: 'ko' | 'en' | 'ja' | null) =>
      (await readMenuPage(shop.db, { storeId: shop.storeId, lang, at: NOON }, 'guests')).body.categories[0];
    const english = await page('en');
    expect(english?.name).toBe('Stews');
    expect(english?.items[0]).toMatchObject({ name: 'Kimchi stew', description: '설명', origin: 'Korea' });
    expect(english?.items[0]?.optionGroups[0]).toMatchObject({ name: 'Size', options: [{ name: 'Regular' }, { name: '곱빼기' }] });
    expect((await page('ja'))?.items[0]).toMatchObject({ name: 'キムチチゲ', description: '설명', origin: '국내산' });
    for (const lang of ['ko', null] as const) expect((await page(lang))?.items[0]).toMatchObject({ name: '김치찌개' });
    // A reader of screens must say Korean words in Korean on an English page.
    expect(english).not.toHaveProperty('inLanguage');
    expect(english?.items[0]?.inLanguage).toEqual({ description: 'ko' });
    expect(english?.items[0]?.optionGroups[0]?.options.map(({ inLanguage }) => inLanguage?.name)).toEqual([undefined, 'ko']);
    expect((await page('ja'))?.inLanguage).toEqual({ name: 'ko' });
    expect((await page('ko'))?.items[0]).not.toHaveProperty('inLanguage');
    // Whoever knows a dish by another of its names finds it by that.
    expect(english?.items[0]?.alsoNamed).toEqual(['김치찌개', 'キムチチゲ']);
    expect((await page('ko'))?.items[0]?.alsoNamed).toEqual(['Kimchi stew', 'キムチチゲ']);
  });

  it('items go with an item in the owner’s order; guests are given those they can see, and a removed one goes with nothing', async () => {
    const categoryId = await shop.category();
    const [rice, egg, beer] = [await shop.item(categoryId), await shop.item(categoryId), await shop.item(categoryId)];
    const stew = await shop.item(categoryId, { recommendedIds: [beer, rice, egg] });
    const guests = async (lang: 'ko' | null = null) => {
      const { body } = await readMenuPage(shop.db, { storeId: shop.storeId, lang, at: NOON }, 'guests');
      const one = await readItemPage(shop.db, { storeId: shop.storeId, lang, at: NOON }, stew);
      const listed = body.categories[0]?.items.find(({ id }) => id === stew)?.recommendedIds;
      expect(one.body.recommendedIds).toEqual(listed);
      return listed;
    };
    expect(await guests()).toEqual([beer, rice, egg]);
    await setAvailability(shop.deps, shop.storeId, OWNER, rice, 'hidden', null);
    expect(await guests()).toEqual([beer, egg]);
    expect((await admin(stew)).recommendedIds).toEqual([beer, rice, egg]);
    expect((await readAdminItems(shop.db, shop.storeId, NOON)).find(({ id }) => id === stew)?.recommendedIds).toEqual([beer, rice, egg]);
    await removeMenuItem(shop.deps, shop.storeId, OWNER, beer);
    expect((await admin(stew)).recommendedIds).toEqual([rice, egg]);
    await changeMenuItem(shop.deps, shop.storeId, OWNER, stew, { name: '된장찌개' });
    expect((await admin(stew)).recommendedIds).toEqual([rice, egg]);
    await changeMenuItem(shop.deps, shop.storeId, OWNER, stew, { recommendedIds: [egg] });
    expect(await guests()).toEqual([egg]);
  });

  it('an item goes neither with itself nor with what is not on this store’s menu', async () => {
    const stew = await shop.item(await shop.category(), { name: '찌개' });
    const theirs = await shop.item(await shop.category('x', null, shop.otherId), {}, shop.otherId);
    const recommend = (ids: MenuId[]) => keyOf(changeMenuItem(shop.deps, shop.storeId, OWNER, stew, { recommendedIds: ids }));
    expect(await recommend([stew])).toBe('invalid');
    expect(await recommend([nobody])).toBe('not-found');
    expect(await recommend([theirs])).toBe('not-found');
    expect((await admin(stew)).recommendedIds).toEqual([]);
  });
});
