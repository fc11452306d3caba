import type { CategoryId, MenuId, StationId, StoreId } from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import type { Category, Image, Menu, MenuItem, MenuOptionGroup } from '@tableorder/contract/menu';
import type { AdminCategory, AdminMenuItem } from '@tableorder/contract/menu.admin';
import { problem } from '@tableorder/contract/problem';
import { type EpochMs, toInstant } from '@tableorder/contract/time';
import type { Reading } from '../../infra/db/db.ts';
import { readItemStations, readStationsOfItem } from '../stations/stations.items.ts';
import { findCategories, findCategory, toCategory } from './menu.categories.sql.ts';
import { findOptions, findOptionsOfItem, libraryIn, toGroups } from './menu.options.sql.ts';
import { type ItemGroups, readItemGroups, subjectsOf } from './menu.options.ts';
import { findRecommendations, findRecommendationsOf } from './menu.recommendations.sql.ts';
import { availability, inDisplayOrder, looksSameUntil, type Moment, momentOf, stateOf, stockLeft, withItems } from './menu.rules.ts';
import { findItem, findItems, findMenuStore, type StoredItem, toStoredItem } from './menu.sql.ts';
import { findTexts, textsOf, toTranslations } from './menu.texts.sql.ts';
import { groupsInWords, inWords, otherNames, type Wording } from './menu.wording.ts';

/** Whom a page is made for: guests are spared categories without anything to order. */
export type Audience = 'guests' | 'staff';

/** What stands on a page, and the instant at which time itself makes it untrue. */
export interface Page<Body> {
  readonly body: Body;
  readonly endsAt: EpochMs | null;
}

export interface PageOf {
  readonly storeId: StoreId;
  /** The language wanted; the store's own for null. */
  readonly lang: Locale | null;
  readonly at: EpochMs;
}

/** The store's clock and language; Problem `not-found` for a store that is not there. */
export async function readMenuStore(
  reading: Reading,
  storeId: StoreId,
  at: EpochMs,
): Promise<{ moment: Moment; locale: Locale; restStation: StationId | null }> {
  const store = await reading.first(findMenuStore, { storeId });
  if (!store) throw problem('not-found', {});
  return { moment: momentOf(at, store.time_zone), locale: store.locale, restStation: store.rest_station };
}

async function readWording(reading: Reading, { storeId, lang }: PageOf, own: Locale): Promise<Wording> {
  return { lang: lang ?? own, own, texts: toTranslations(await reading.all(findTexts, { storeId })) };
}

export const pictureFile = (picture: string, width: number): string => `${picture}-${width}.webp`;

export const imagesOf = ({ picture, pictureWidths }: Pick<StoredItem, 'picture' | 'pictureWidths'>): Image[] =>
  picture === null ? [] : pictureWidths.map((width) => ({ width, url: `/uploads/menu-images/${pictureFile(picture, width)}` }));

function factsOf(item: StoredItem, groups: readonly MenuOptionGroup[], recommendedIds: MenuId[], moment: Moment) {
  const images = imagesOf(item);
  return {
    id: item.id,
    name: item.name,
    description: item.description,
    price: item.price,
    imageUrl: images.at(-1)?.url ?? null,
    images,
    ...(item.picturePlaceholder === null ? {} : { placeholder: item.picturePlaceholder }),
    ...availability(item, groups, moment),
    badges: item.badges,
    allergens: item.allergens,
    origin: item.origin,
    spiceLevel: item.spiceLevel,
    alcohol: item.alcohol,
    servingHours: item.servingHours,
    optionGroups: [...groups],
    recommendedIds,
  };
}

function guestItem(facts: ReturnType<typeof factsOf>, wording: Wording): MenuItem {
  const alsoNamed = otherNames(wording, facts);
  return {
    ...inWords(wording, facts),
    optionGroups: groupsInWords(wording, facts.optionGroups),
    ...(alsoNamed.length > 0 ? { alsoNamed } : {}),
  };
}

/** What goes with each item, as far as `shows` it. */
async function readRecommended(reading: Reading, storeId: StoreId, shows: (menuId: MenuId) => boolean): Promise<Map<MenuId, MenuId[]>> {
  const rows = await reading.all(findRecommendations, { storeId });
  const byItem = Map.groupBy(rows, ({ item_id }) => item_id);
  return new Map([...byItem].map(([menuId, all]) => [menuId, all.map((row) => row.recommended_id).filter(shows)]));
}

async function readShown(reading: Reading, storeId: StoreId) {
  const items = (await reading.all(findItems, { storeId })).map(toStoredItem).filter(({ hiddenAt }) => hiddenAt === null);
  const byCategory = Map.groupBy(items, ({ categoryId }) => categoryId);
  return { items, byCategory };
}

async function readCategoryRows(reading: Reading, storeId: StoreId): Promise<Category[]> {
  return inDisplayOrder((await reading.all(findCategories, { storeId })).map(toCategory));
}

/** The whole menu as guests read it. */
export async function readMenuPage(reading: Reading, page: PageOf, audience: Audience): Promise<Page<Menu>> {
  const { storeId } = page;
  const { moment, locale } = await readMenuStore(reading, storeId, page.at);
  const wording = await readWording(reading, page, locale);
  const all = await readCategoryRows(reading, storeId);
  const { items, byCategory } = await readShown(reading, storeId);
  const shown = new Set(items.map(({ id }) => id));
  const recommended = await readRecommended(reading, storeId, (menuId) => shown.has(menuId));
  const groups = toGroups(await reading.all(findOptions, { storeId }));
  const categories = audience === 'staff' ? all : withItems(all, ({ id }) => byCategory.has(id));
  return {
    body: {
      categories: categories.map((category) => ({
        ...inWords(wording, category),
        items: (byCategory.get(category.id) ?? []).map((item) =>
          guestItem(factsOf(item, groups.get(item.id) ?? [], recommended.get(item.id) ?? [], moment), wording),
        ),
      })),
    },
    endsAt: looksSameUntil(items, moment),
  };
}

/** One item as guests read it; Problem `not-found` also for a hidden one. */
export async function readItemPage(reading: Reading, page: PageOf, menuId: MenuId): Promise<Page<MenuItem>> {
  const { storeId } = page;
  const row = await reading.first(findItem, { storeId, menuId });
  if (!row || row.hidden_at !== null) throw problem('not-found', {});
  const item = toStoredItem(row);
  const { moment, locale } = await readMenuStore(reading, storeId, page.at);
  const groups = toGroups(await reading.all(findOptionsOfItem, { storeId, menuId })).get(menuId) ?? [];
  const goesWith = await reading.all(findRecommendationsOf, { storeId, menuId });
  const recommended = goesWith.filter(({ hidden_at }) => hidden_at === null).map(({ recommended_id }) => recommended_id);
  const wording = await readWording(reading, page, locale);
  return { body: guestItem(factsOf(item, groups, recommended, moment), wording), endsAt: looksSameUntil([item], moment) };
}

type CategoryList = { items: Category[]; nextCursor: null };

export async function readCategoriesPage(reading: Reading, page: PageOf, audience: Audience): Promise<Page<CategoryList>> {
  const { storeId } = page;
  const { locale } = await readMenuStore(reading, storeId, page.at);
  const wording = await readWording(reading, page, locale);
  const all = await readCategoryRows(reading, storeId);
  const { byCategory } = await readShown(reading, storeId);
  const categories = audience === 'staff' ? all : withItems(all, ({ id }) => byCategory.has(id));
  return {
    body: { items: categories.map((category) => inWords(wording, category)), nextCursor: null },
    endsAt: null,
  };
}

function adminItem(
  item: StoredItem,
  { groups, libraryIds }: ItemGroups,
  recommendedIds: MenuId[],
  stationIds: StationId[],
  translations: ReturnType<typeof toTranslations>,
  moment: Moment,
): AdminMenuItem {
  const state = stateOf(item, moment.at);
  return {
    ...factsOf(item, groups, recommendedIds, moment),
    categoryId: item.categoryId,
    state,
    soldOutUntil: state === 'sold_out' && item.soldOutUntil !== null ? toInstant(item.soldOutUntil) : null,
    dailyStock: item.dailyStock,
    stockLeft: stockLeft(item, moment.wall.day),
    version: item.version,
    stationIds,
    libraryGroupIds: groups.map(({ id }) => id).filter((id) => libraryIds.has(id)),
    translations: translations.get(item.id) ?? {},
    optionTranslations: Object.fromEntries(
      subjectsOf(groups).flatMap((id) => {
        const texts = translations.get(id);
        return texts ? [[id, texts]] : [];
      }),
    ),
  };
}

/** Every item in display order, hidden ones too, as staff see it. */
export async function readAdminItems(reading: Reading, storeId: StoreId, at: EpochMs): Promise<AdminMenuItem[]> {
  const { moment } = await readMenuStore(reading, storeId, at);
  const categories = await readCategoryRows(reading, storeId);
  const items = (await reading.all(findItems, { storeId })).map(toStoredItem);
  const rows = await reading.all(findOptions, { storeId });
  const [groups, libraryIds] = [toGroups(rows), libraryIn(rows)];
  const translations = toTranslations(await reading.all(findTexts, { storeId }));
  const recommended = await readRecommended(reading, storeId, () => true);
  const stations = await readItemStations(reading, storeId);
  const byCategory = Map.groupBy(items, ({ categoryId }) => categoryId);
  return categories
    .flatMap(({ id }) => byCategory.get(id) ?? [])
    .map((item) =>
      adminItem(
        item,
        { groups: groups.get(item.id) ?? [], libraryIds },
        recommended.get(item.id) ?? [],
        stations.get(item.id) ?? [],
        translations,
        moment,
      ),
    );
}

/** One item as staff see it; Problem `not-found`. */
export async function readAdminItem(reading: Reading, storeId: StoreId, menuId: MenuId, at: EpochMs): Promise<AdminMenuItem> {
  const row = await reading.first(findItem, { storeId, menuId });
  if (!row) throw problem('not-found', {});
  const { moment } = await readMenuStore(reading, storeId, at);
  const { groups, libraryIds } = await readItemGroups(reading, storeId, menuId);
  const texts = await reading.find(textsOf(storeId, [menuId, ...subjectsOf(groups)]));
  const goesWith = await reading.all(findRecommendationsOf, { storeId, menuId });
  const recommended = goesWith.map(({ recommended_id }) => recommended_id);
  const stationIds = await readStationsOfItem(reading, storeId, menuId);
  return adminItem(toStoredItem(row), { groups, libraryIds }, recommended, stationIds, toTranslations(texts), moment);
}

export async function readAdminCategories(reading: Reading, storeId: StoreId): Promise<AdminCategory[]> {
  const categories = await readCategoryRows(reading, storeId);
  const translations = toTranslations(await reading.all(findTexts, { storeId }));
  return categories.map((category) => ({ ...category, translations: translations.get(category.id) ?? {} }));
}

/** One category as staff see it; Problem `not-found`. */
export async function readAdminCategory(reading: Reading, storeId: StoreId, categoryId: CategoryId): Promise<AdminCategory> {
  const row = await reading.first(findCategory, { storeId, categoryId });
  if (!row) throw problem('not-found', {});
  const translations = toTranslations(await reading.find(textsOf(storeId, [categoryId])));
  return { ...toCategory(row), translations: translations.get(categoryId) ?? {} };
}
