import type { CategoryId, MenuId, StoreId } from '@tableorder/contract/ids';
import type { AdminMenuItem, MenuItemChange, NewMenuItem } from '@tableorder/contract/menu';
import { problem } from '@tableorder/contract/problem';
import type { Cache } from '../../infra/cache/cache.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import { newId } from '../../infra/clock/new-id.ts';
import type { Db, Reading, Trx } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import type { Files } from '../../infra/files/files.ts';
import { findCategory } from './menu.categories.sql.ts';
import { menuChanged } from './menu.changes.ts';
import { findOptionsOfItem, toGroups } from './menu.options.sql.ts';
import { dropGroups, planGroups, saveGroups, saveTexts } from './menu.options.ts';
import { pictureFile, readAdminItem } from './menu.reads.ts';
import { checkOptions } from './menu.rules.ts';
import {
  findItem,
  findLastItemPosition,
  insertItem,
  markItemRemoved,
  type StoredItem,
  toDetailColumns,
  toStoredItem,
  updateItem,
} from './menu.sql.ts';
import { deleteTexts } from './menu.texts.sql.ts';

export interface MenuDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
  readonly cache: Cache;
}

/** The item as this transaction sees it; Problem `not-found`. */
export async function needItem(reading: Reading, storeId: StoreId, menuId: MenuId): Promise<StoredItem> {
  const row = await reading.first(findItem, { storeId, menuId });
  if (!row) throw problem('not-found', {});
  return toStoredItem(row);
}

/** The place behind the last item of the store's category; Problem `not-found`. */
async function lastPlaceIn(trx: Trx, storeId: StoreId, categoryId: CategoryId): Promise<number> {
  if (!(await trx.first(findCategory, { storeId, categoryId }))) throw problem('not-found', {});
  return ((await trx.first(findLastItemPosition, { storeId, categoryId }))?.position ?? -1) + 1;
}

const newItem = (menuId: MenuId, facts: Omit<NewMenuItem, 'translations' | 'optionGroups'>, position: number): StoredItem => ({
  id: menuId,
  description: '',
  badges: [],
  allergens: [],
  origin: null,
  spiceLevel: 0,
  alcohol: false,
  servingHours: null,
  dailyStock: null,
  ...facts,
  position,
  hiddenAt: null,
  soldOutAt: null,
  soldOutUntil: null,
  picture: null,
  pictureWidths: [],
  stockOn: null,
  stockUsed: 0,
});

export function addMenuItem(deps: MenuDeps, storeId: StoreId, input: NewMenuItem): Promise<AdminMenuItem> {
  const { translations, optionGroups = [], ...facts } = input;
  return deps.db.inStore(storeId, async (trx) => {
    const at = deps.clock.now();
    const groups = planGroups(optionGroups, []);
    checkOptions(facts.price, groups);
    const menuId = newId<MenuId>();
    const item = newItem(menuId, facts, await lastPlaceIn(trx, storeId, facts.categoryId));
    await trx.run(insertItem, { storeId, menuId, at, ...toDetailColumns(item) });
    await saveTexts(trx, storeId, menuId, translations);
    await saveGroups(trx, storeId, menuId, [], groups, at);
    await menuChanged(trx, deps, storeId, [menuId]);
    return readAdminItem(trx, storeId, menuId, at);
  });
}

/** Changes what is named. An item that comes to another category stands last there. */
export function changeMenuItem(deps: MenuDeps, storeId: StoreId, menuId: MenuId, change: MenuItemChange): Promise<AdminMenuItem> {
  const { translations, optionGroups, ...facts } = change;
  return deps.db.inStore(storeId, async (trx) => {
    const at = deps.clock.now();
    const item = await needItem(trx, storeId, menuId);
    const present = toGroups(await trx.all(findOptionsOfItem, { storeId, menuId })).get(menuId) ?? [];
    const groups = optionGroups && planGroups(optionGroups, present);
    const { categoryId = item.categoryId, price = item.price } = facts;
    checkOptions(price, groups ?? present);
    const position = categoryId === item.categoryId ? item.position : await lastPlaceIn(trx, storeId, categoryId);
    await trx.run(updateItem, { storeId, menuId, ...toDetailColumns({ ...item, ...facts, position }) });
    await saveTexts(trx, storeId, menuId, translations);
    if (groups) await saveGroups(trx, storeId, menuId, present, groups, at);
    await menuChanged(trx, deps, storeId, [menuId]);
    return readAdminItem(trx, storeId, menuId, at);
  });
}

/** Names of the files of an item's picture. */
export const filesOf = ({ picture, pictureWidths }: Pick<StoredItem, 'picture' | 'pictureWidths'>): string[] =>
  picture === null ? [] : pictureWidths.map((width) => pictureFile(picture, width));

/** Takes an item off the menu for good. Its row stays for what orders and reports say of it; its options, texts and picture go. */
export function removeMenuItem(deps: MenuDeps & { files: Files }, storeId: StoreId, menuId: MenuId): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const item = await needItem(trx, storeId, menuId);
    const present = toGroups(await trx.all(findOptionsOfItem, { storeId, menuId })).get(menuId) ?? [];
    await dropGroups(trx, storeId, menuId, present);
    await trx.run(deleteTexts, { storeId, subjectId: menuId });
    await trx.run(markItemRemoved, { storeId, menuId, at: deps.clock.now() });
    await menuChanged(trx, deps, storeId, [menuId]);
    for (const name of filesOf(item)) trx.afterCommit(() => deps.files.remove(name));
  });
}
