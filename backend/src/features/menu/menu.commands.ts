import type { CategoryId, MenuId, StoreId } from '@tableorder/contract/ids';
import type { AdminMenuItem, MenuItemChange, NewMenuItem } from '@tableorder/contract/menu.admin';
import { invalidField, problem } from '@tableorder/contract/problem';
import type { Cache } from '../../infra/cache/cache.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import { newId } from '../../infra/clock/new-id.ts';
import type { Db, Reading, Trx } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import type { Files } from '../../infra/files/files.ts';
import { type Act, type Doer, recordAct } from '../audit/audit.commands.ts';
import { saveItemStations } from '../stations/stations.items.ts';
import { deleteStationsOfItem } from '../stations/stations.sql.ts';
import { findCategory } from './menu.categories.sql.ts';
import { menuChanged } from './menu.changes.ts';
import { arrangeGroups, dropGroups, groupOf, ownOf, readItemGroups, saveGroups, saveTexts } from './menu.options.ts';
import { pictureFile, readAdminItem } from './menu.reads.ts';
import { deleteRecommendationsOf, deleteRecommendationsWith, insertRecommendation } from './menu.recommendations.sql.ts';
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

/** Who acts; null is the program itself, which fills a demo shop. */
export type MaybeDoer = Doer | null;

/** Writes the act into the store's book, in the transaction that does it. */
export async function wrote(trx: Trx, deps: Pick<MenuDeps, 'clock'>, storeId: StoreId, who: MaybeDoer, act: Act): Promise<void> {
  if (who) await recordAct(trx, deps, storeId, who, act);
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

/** Puts these in the place of what went with the item; Problem `not-found` for one that is not on the menu. Undefined leaves them. */
export async function saveRecommended(
  trx: Trx,
  storeId: StoreId,
  menuId: MenuId,
  recommendedIds: readonly MenuId[] | undefined,
): Promise<void> {
  if (recommendedIds === undefined) return;
  if (recommendedIds.includes(menuId)) throw invalidField('/recommendedIds', 'another-item');
  await trx.run(deleteRecommendationsOf, { storeId, menuId });
  for (const [position, recommendedId] of recommendedIds.entries()) {
    await needItem(trx, storeId, recommendedId);
    await trx.run(insertRecommendation, { storeId, menuId, recommendedId, position });
  }
}

const newItem = (
  menuId: MenuId,
  facts: Omit<NewMenuItem, 'translations' | 'optionGroups' | 'libraryGroups' | 'recommendedIds' | 'stationIds'>,
  position: number,
): StoredItem => ({
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
  picturePlaceholder: null,
  stockOn: null,
  stockUsed: 0,
  version: 1,
});

export function addMenuItem(deps: MenuDeps, storeId: StoreId, who: MaybeDoer, input: NewMenuItem): Promise<AdminMenuItem> {
  return deps.db.inStore(storeId, async (trx) => {
    const menuId = await putNewItem(trx, deps, storeId, input);
    await wrote(trx, deps, storeId, who, { act: 'item.add', subjectId: menuId, subject: input.name, details: { price: input.price } });
    await menuChanged(trx, deps, storeId, [menuId]);
    return readAdminItem(trx, storeId, menuId, deps.clock.now());
  });
}

/** Writes a new item, last in its category; for commands that add several. */
export async function putNewItem(trx: Trx, { clock }: Pick<MenuDeps, 'clock'>, storeId: StoreId, input: NewMenuItem): Promise<MenuId> {
  const { translations, optionGroups = [], libraryGroups = [], recommendedIds, stationIds, ...facts } = input;
  const at = clock.now();
  const arranged = await arrangeGroups(trx, storeId, { groups: [], libraryIds: new Set() }, { optionGroups, libraryGroups });
  checkOptions(facts.price, arranged.map(groupOf));
  const menuId = newId<MenuId>();
  const item = newItem(menuId, facts, await lastPlaceIn(trx, storeId, facts.categoryId));
  await trx.run(insertItem, { storeId, menuId, at, ...toDetailColumns(item) });
  await saveTexts(trx, storeId, menuId, translations);
  await saveGroups(trx, storeId, menuId, [], arranged, at);
  await saveRecommended(trx, storeId, menuId, recommendedIds);
  await saveItemStations(trx, storeId, menuId, stationIds);
  return menuId;
}

/** Changes what is named. An item that comes to another category stands last there. */
export function changeMenuItem(
  deps: MenuDeps,
  storeId: StoreId,
  who: MaybeDoer,
  menuId: MenuId,
  { version, ...change }: MenuItemChange,
): Promise<AdminMenuItem> {
  return deps.db.inStore(storeId, async (trx) => {
    const at = deps.clock.now();
    const item = await needItem(trx, storeId, menuId);
    if (version !== undefined && version !== item.version)
      throw problem('menu/item-changed', { item: await readAdminItem(trx, storeId, menuId, at) });
    await putItemChange(trx, deps, storeId, item, change);
    const details = changedFacts(item, change);
    await wrote(trx, deps, storeId, who, { act: 'item.change', subjectId: menuId, subject: change.name ?? item.name, details });
    await menuChanged(trx, deps, storeId, [menuId]);
    return readAdminItem(trx, storeId, menuId, at);
  });
}

/** Writes what is named of a change; for commands that change several. */
export async function putItemChange(
  trx: Trx,
  { clock }: Pick<MenuDeps, 'clock'>,
  storeId: StoreId,
  item: StoredItem,
  change: Omit<MenuItemChange, 'version'>,
): Promise<void> {
  const { translations, optionGroups, libraryGroups, recommendedIds, stationIds, ...facts } = change;
  const menuId = item.id;
  const present = await readItemGroups(trx, storeId, menuId);
  const regroups = optionGroups !== undefined || libraryGroups !== undefined;
  const arranged = regroups ? await arrangeGroups(trx, storeId, present, change) : null;
  const { categoryId = item.categoryId, price = item.price } = facts;
  checkOptions(price, arranged ? arranged.map(groupOf) : present.groups);
  const position = categoryId === item.categoryId ? item.position : await lastPlaceIn(trx, storeId, categoryId);
  await trx.run(updateItem, { storeId, menuId, ...toDetailColumns({ ...item, ...facts, position }) });
  await saveTexts(trx, storeId, menuId, translations);
  if (arranged) await saveGroups(trx, storeId, menuId, ownOf(present), arranged, clock.now());
  await saveRecommended(trx, storeId, menuId, recommendedIds);
  await saveItemStations(trx, storeId, menuId, stationIds);
}

/** What the book says of a change: names of what was set, and the price and name before and after when they differ. */
function changedFacts(item: StoredItem, change: MenuItemChange): Record<string, string | number> {
  const { price = item.price, name = item.name } = change;
  return {
    fields: Object.keys(change).join(' '),
    ...(name === item.name ? {} : { nameBefore: item.name }),
    ...(price === item.price ? {} : { priceBefore: item.price, priceAfter: price }),
  };
}

/** Names of the files of an item's picture. */
export const filesOf = ({ picture, pictureWidths }: Pick<StoredItem, 'picture' | 'pictureWidths'>): string[] =>
  picture === null ? [] : pictureWidths.map((width) => pictureFile(picture, width));

/** Takes an item off the menu for good. Its row stays for what orders and reports say of it; its options, texts and picture go. */
export function removeMenuItem(deps: MenuDeps & { files: Files }, storeId: StoreId, who: MaybeDoer, menuId: MenuId): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const item = await needItem(trx, storeId, menuId);
    await dropGroups(trx, storeId, menuId, ownOf(await readItemGroups(trx, storeId, menuId)));
    await trx.run(deleteTexts, { storeId, subjectId: menuId });
    await trx.run(deleteRecommendationsWith, { storeId, menuId });
    await trx.run(deleteStationsOfItem, { storeId, menuId });
    await trx.run(markItemRemoved, { storeId, menuId, at: deps.clock.now() });
    await wrote(trx, deps, storeId, who, { act: 'item.remove', subjectId: menuId, subject: item.name });
    await menuChanged(trx, deps, storeId, [menuId]);
    for (const name of filesOf(item)) trx.afterCommit(() => deps.files.remove(name));
  });
}
