import type { MenuId, OptionGroupId } from '@tableorder/contract/ids';
import { asMoney } from '@tableorder/contract/money';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { eachDb } from '../../../test/each-db.ts';
import { changeMenuItem, removeMenuItem } from './menu.commands.ts';
import { duplicateMenuItem } from './menu.duplicate.ts';
import { addOptionGroup, changeOptionGroup, readLibrary, removeOptionGroup, shareOptionGroup } from './menu.library.ts';
import { setPicture } from './menu.pictures.ts';
import { changePrices } from './menu.prices.ts';
import { readAdminItem, readAdminItems } from './menu.reads.ts';
import { findSellable } from './menu.sellable.ts';
import { keyOf, NOBODY, NOON, OWNER, openShop, type Shop } from './menu.test-shop.ts';

const won = asMoney;
const spice = () => ({
  name: '맵기',
  min: 1,
  max: 1,
  options: [
    { name: '순하게', priceDelta: won(0) },
    { name: '맵게', priceDelta: won(500) },
  ],
});
const size = () => ({ name: '크기', min: 0, max: 1, options: [{ name: '크게', priceDelta: won(2000) }] });

eachDb('library groups, prices, copies, conflicts', (open) => {
  let shop: Shop;
  let first: MenuId;
  let second: MenuId;
  beforeEach(async () => {
    shop = await openShop(open);
    const categoryId = await shop.category();
    first = await shop.item(categoryId, { optionGroups: [size()] });
    second = await shop.item(categoryId, { name: '된장찌개' });
  });
  afterEach(async () => {
    await shop.drop();
  });
  const item = (menuId: MenuId) => shop.db.read((reading) => readAdminItem(reading, shop.storeId, menuId, NOON));
  const add = (menuIds: MenuId[]) => addOptionGroup(shop.deps, shop.storeId, OWNER, { ...spice(), menuIds });
  const events = async () =>
    (await shop.db.find((query) => query.selectFrom('events').select('seq').where('store_id', '=', shop.storeId))).length;
  const acts = async () =>
    (await shop.db.find((query) => query.selectFrom('audit').select('act').where('store_id', '=', shop.storeId).orderBy('id'))).map(
      ({ act }) => act,
    );

  it('one group on many items is changed at one place, with one event, and its options keep their ids', async () => {
    const group = await add([first, second]);
    expect((await item(first)).optionGroups.map(({ name }) => name)).toEqual(['크기', '맵기']);
    const before = await events();
    const [mild, hot] = group.options;
    if (!mild || !hot) throw new Error('no options');
    const after = await changeOptionGroup(shop.deps, shop.storeId, OWNER, group.id, {
      ...spice(),
      name: '매운 정도',
      options: [
        { id: hot.id, name: '맵게', priceDelta: won(700), translations: { en: { name: 'Hot' } } },
        { name: '아주 맵게', priceDelta: won(900) },
      ],
    });
    expect(await events()).toBe(before + 1);
    expect(after).toMatchObject({ version: 2, menuIds: [first, second] });
    for (const menuId of [first, second])
      expect((await item(menuId)).optionGroups.find(({ id }) => id === group.id)).toMatchObject({
        name: '매운 정도',
        options: [{ id: hot.id, priceDelta: 700 }, { name: '아주 맵게' }],
      });
    const sellable = await shop.db.read((reading) => findSellable(reading, shop.storeId, [first, second], NOON));
    expect([...sellable.values()].map(({ optionGroups }) => optionGroups.at(-1)?.options[0]?.id)).toEqual([hot.id, hot.id]);
  });

  it('an item takes and leaves library groups at a place of its choice; its own groups are not touched', async () => {
    const group = await add([]);
    const own = (await item(first)).optionGroups[0];
    const change = (libraryGroups: { id: OptionGroupId; place: number }[]) =>
      changeMenuItem(shop.deps, shop.storeId, OWNER, first, { libraryGroups });
    expect(await change([{ id: group.id, place: 0 }])).toMatchObject({
      optionGroups: [{ name: '맵기' }, own],
      libraryGroupIds: [group.id],
    });
    const kept = await changeMenuItem(shop.deps, shop.storeId, OWNER, first, { optionGroups: [size(), { ...size(), name: '밥' }] });
    expect(kept.optionGroups.map(({ name }) => name)).toEqual(['맵기', '크기', '밥']);
    expect((await change([])).optionGroups.map(({ name }) => name)).toEqual(['크기', '밥']);
    expect((await shop.db.read((reading) => readLibrary(reading, shop.storeId)))[0]).toMatchObject({ id: group.id, menuIds: [] });
    expect(await keyOf(change([{ id: NOBODY as OptionGroupId, place: 0 }]))).toBe('not-found');
    await change([{ id: group.id, place: 1 }]);
    const meddling = changeMenuItem(shop.deps, shop.storeId, OWNER, first, { optionGroups: [{ ...spice(), id: group.id }] });
    await expect(meddling).rejects.toMatchObject({ key: 'invalid', errors: [{ pointer: '/optionGroups/0/id', rule: 'library' }] });
  });

  it('what would bring an item’s price below zero is refused with the item’s name, and nothing changes', async () => {
    const group = await add([first]);
    const free = { ...spice(), options: [{ name: '공짜', priceDelta: won(-20_000) }], menuIds: [second] };
    const refused = changeOptionGroup(shop.deps, shop.storeId, OWNER, group.id, free);
    await expect(refused).rejects.toMatchObject({ key: 'menu/negative-price-of', params: { item: '된장찌개' } });
    expect((await item(first)).optionGroups).toHaveLength(2);
    expect((await item(second)).optionGroups).toHaveLength(0);
    expect(await keyOf(changeOptionGroup(shop.deps, shop.storeId, OWNER, group.id, { ...spice(), max: 3 }))).toBe('menu/option-bounds');
  });

  it('an own group goes into the library with its ids; removing it takes it off every item', async () => {
    const own = (await item(first)).optionGroups[0];
    if (!own) throw new Error('no group');
    expect(await shareOptionGroup(shop.deps, shop.storeId, OWNER, own.id)).toMatchObject({ id: own.id, menuIds: [first] });
    expect((await item(first)).optionGroups).toEqual([own]);
    await removeMenuItem(shop.deps, shop.storeId, OWNER, first);
    expect(await shop.db.read((reading) => readLibrary(reading, shop.storeId))).toMatchObject([{ id: own.id, menuIds: [] }]);
    await removeOptionGroup(shop.deps, shop.storeId, OWNER, own.id);
    expect(await shop.db.find((query) => query.selectFrom('options').selectAll())).toEqual([]);
    expect(await acts()).toEqual(['category.add', 'item.add', 'item.add', 'options.add', 'item.remove', 'options.remove']);
  });

  it('another store can neither see, change nor take a group', async () => {
    const group = await add([first]);
    const { deps, otherId } = shop;
    expect(await shop.db.read((reading) => readLibrary(reading, otherId))).toEqual([]);
    expect(await keyOf(changeOptionGroup(deps, otherId, OWNER, group.id, spice()))).toBe('not-found');
    expect(await keyOf(removeOptionGroup(deps, otherId, OWNER, group.id))).toBe('not-found');
    expect(await keyOf(shareOptionGroup(deps, otherId, OWNER, group.id))).toBe('not-found');
    expect(await keyOf(addOptionGroup(deps, otherId, OWNER, { ...spice(), menuIds: [first] }))).toBe('not-found');
    expect(await keyOf(duplicateMenuItem(deps, otherId, OWNER, first))).toBe('not-found');
    expect(await keyOf(changePrices(deps, otherId, OWNER, [{ menuId: first, from: won(10_000), to: won(1) }]))).toBe('not-found');
  });

  it('of two people at one item or group, the second is told, with what stands now, and overwrites nothing', async () => {
    const change = (name: string) => changeMenuItem(shop.deps, shop.storeId, OWNER, first, { name, version: 1 });
    expect(await change('하나')).toMatchObject({ name: '하나', version: 2 });
    await expect(change('둘')).rejects.toMatchObject({ key: 'menu/item-changed', params: { item: { name: '하나', version: 2 } } });
    expect((await item(first)).name).toBe('하나');
    const group = await add([first]);
    const regroup = (name: string) => changeOptionGroup(shop.deps, shop.storeId, OWNER, group.id, { ...spice(), name, version: 1 });
    await regroup('하나');
    await expect(regroup('둘')).rejects.toMatchObject({ key: 'menu/group-changed', params: { group: { name: '하나', version: 2 } } });
  });

  it('many prices change together with one event, or not at all when one is no longer what was shown', async () => {
    const prices = (from: number) => [
      { menuId: first, from: won(10_000), to: won(11_000) },
      { menuId: second, from: won(from), to: won(9_500) },
    ];
    const stale = changePrices(shop.deps, shop.storeId, OWNER, prices(9_000));
    await expect(stale).rejects.toMatchObject({
      key: 'menu/prices-changed',
      params: { items: [{ menuId: second, name: '된장찌개', price: 10_000 }] },
    });
    expect((await item(first)).price).toBe(10_000);
    const before = await events();
    expect(await changePrices(shop.deps, shop.storeId, OWNER, prices(10_000))).toBe(2);
    expect(await events()).toBe(before + 1);
    expect([(await item(first)).price, (await item(second)).price]).toEqual([11_000, 9_500]);
    expect((await item(first)).version).toBe(2);
    const [act] = await shop.db.find((query) => query.selectFrom('audit').select(['act', 'details']).orderBy('id', 'desc').limit(1));
    expect(act).toMatchObject({ act: 'menu.prices', details: '{"items":"2","raised":"1","lowered":"1"}' });
    await changeMenuItem(shop.deps, shop.storeId, OWNER, second, {
      optionGroups: [{ ...size(), options: [{ name: '반', priceDelta: won(-500) }] }],
    });
    expect(await keyOf(changePrices(shop.deps, shop.storeId, OWNER, [{ menuId: second, from: won(9_500), to: won(400) }]))).toBe(
      'menu/negative-price-of',
    );
    expect(await keyOf(changePrices(shop.deps, shop.storeId, OWNER, [...prices(9_500), ...prices(9_500)]))).toBe('invalid');
  });

  it('a copy is hidden, stands behind its original, has its own options and picture, and shares library groups', async () => {
    const group = await add([first]);
    await setPicture(shop.deps, shop.storeId, OWNER, first, new Uint8Array(1));
    await changeMenuItem(shop.deps, shop.storeId, OWNER, first, {
      translations: { en: { name: 'Kimchi stew' } },
      recommendedIds: [second],
    });
    const original = await item(first);
    const copy = await duplicateMenuItem(shop.deps, shop.storeId, OWNER, first);
    expect(copy).toMatchObject({
      name: '김치찌개 (2)',
      state: 'hidden',
      price: 10_000,
      translations: original.translations,
      recommendedIds: [second],
      libraryGroupIds: [group.id],
    });
    expect(copy.optionGroups.map(({ name }) => name)).toEqual(original.optionGroups.map(({ name }) => name));
    expect(copy.optionGroups[0]?.id).not.toBe(original.optionGroups[0]?.id);
    expect(copy.images.length).toBe(original.images.length);
    const all = await shop.db.read((reading) => readAdminItems(reading, shop.storeId, NOON));
    expect(all.map(({ name }) => name)).toEqual(['김치찌개', '김치찌개 (2)', '된장찌개']);
    await removeMenuItem(shop.deps, shop.storeId, OWNER, first);
    const left = shop.deps.files.names();
    expect(left.length).toBe(copy.images.length);
    expect(copy.images.every(({ url }) => left.includes(url.split('/').at(-1) ?? ''))).toBe(true);
    expect((await duplicateMenuItem(shop.deps, shop.storeId, OWNER, copy.id)).name).toBe('김치찌개 (3)');
  });
});
