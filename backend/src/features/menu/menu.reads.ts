import type { CategoryId, MenuId, StoreId } from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import type { AdminCategory, AdminMenuItem, Category, Image, Menu, MenuItem, MenuOptionGroup } from '@tableorder/contract/menu';
import { problem } from '@tableorder/contract/problem';
import { type EpochMs, toInstant } from '@tableorder/contract/time';
import type { Reading } from '../../infra/db/db.ts';
import { findCategories, findCategory, toCategory } from './menu.categories.sql.ts';
import { findOptions, findOptionsOfItem, toGroups } from './menu.options.sql.ts';
import { availability, inDisplayOrder, looksSameUntil, type Moment, momentOf, stateOf, stockLeft, withItems } from './menu.rules.ts';
import { findItem, findItems, findMenuStore, type StoredItem, toStoredItem } from './menu.sql.ts';
import { findTexts, findTextsIn, type TextRow, textsOf, toTranslations } from './menu.texts.sql.ts';

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

type Texts = ReadonlyMap<string, TextRow>;

/** The store's clock and language; Problem `not-found` for a store that is not there. */
export async function readMenuStore(reading: Reading, storeId: StoreId, at: EpochMs): Promise<{ moment: Moment; locale: Locale }> {
  const store = await reading.first(findMenuStore, { storeId });
  if (!store) throw problem('not-found', {});
  return { moment: momentOf(at, store.time_zone), locale: store.locale };
}

async function readTexts(reading: Reading, { storeId, lang }: PageOf, own: Locale): Promise<Texts> {
  if (lang === null || lang === own) return new Map();
  const rows = await reading.all(findTextsIn, { storeId, locale: lang });
  return new Map(rows.map((row) => [row.subject_id, row]));
}

/** An empty text is a missing one: an editor's cleared field must not leave a dish without a name. */
const nameIn = (texts: Texts, { id, name }: { id: string; name: string }): string => texts.get(id)?.name || name;

export const pictureFile = (picture: string, width: number): string => `${picture}-${width}.webp`;

export const imagesOf = ({ picture, pictureWidths }: Pick<StoredItem, 'picture' | 'pictureWidths'>): Image[] =>
  picture === null ? [] : pictureWidths.map((width) => ({ width, url: `/uploads/menu-images/${pictureFile(picture, width)}` }));

function guestItem(item: StoredItem, groups: readonly MenuOptionGroup[], texts: Texts, moment: Moment): MenuItem {
  const text = texts.get(item.id);
  const images = imagesOf(item);
  return {
    id: item.id,
    name: nameIn(texts, item),
    description: text?.description || item.description,
    price: item.price,
    imageUrl: images.at(-1)?.url ?? null,
    images,
    ...availability(item, groups, moment),
    badges: item.badges,
    allergens: item.allergens,
    origin: text?.origin || item.origin,
    spiceLevel: item.spiceLevel,
    alcohol: item.alcohol,
    servingHours: item.servingHours,
    optionGroups: groups.map((group) => ({
      ...group,
      name: nameIn(texts, group),
      options: group.options.map((option) => ({ ...option, name: nameIn(texts, option) })),
    })),
  };
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
  const texts = await readTexts(reading, page, locale);
  const all = await readCategoryRows(reading, storeId);
  const { items, byCategory } = await readShown(reading, storeId);
  const groups = toGroups(await reading.all(findOptions, { storeId }));
  const categories = audience === 'staff' ? all : withItems(all, ({ id }) => byCategory.has(id));
  return {
    body: {
      categories: categories.map((category) => ({
        ...category,
        name: nameIn(texts, category),
        items: (byCategory.get(category.id) ?? []).map((item) => guestItem(item, groups.get(item.id) ?? [], texts, moment)),
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
  return { body: guestItem(item, groups, await readTexts(reading, page, locale), moment), endsAt: looksSameUntil([item], moment) };
}

type CategoryList = { items: Category[]; nextCursor: null };

export async function readCategoriesPage(reading: Reading, page: PageOf, audience: Audience): Promise<Page<CategoryList>> {
  const { storeId } = page;
  const { locale } = await readMenuStore(reading, storeId, page.at);
  const texts = await readTexts(reading, page, locale);
  const all = await readCategoryRows(reading, storeId);
  const { byCategory } = await readShown(reading, storeId);
  const categories = audience === 'staff' ? all : withItems(all, ({ id }) => byCategory.has(id));
  return {
    body: { items: categories.map((category) => ({ ...category, name: nameIn(texts, category) })), nextCursor: null },
    endsAt: null,
  };
}

const subjectsOf = (groups: readonly MenuOptionGroup[]): string[] =>
  groups.flatMap(({ id, options }): string[] => [id, ...options.map((option) => option.id)]);

function adminItem(
  item: StoredItem,
  groups: readonly MenuOptionGroup[],
  translations: ReturnType<typeof toTranslations>,
  moment: Moment,
): AdminMenuItem {
  const state = stateOf(item, moment.at);
  return {
    ...guestItem(item, groups, new Map(), moment),
    categoryId: item.categoryId,
    state,
    soldOutUntil: state === 'sold_out' && item.soldOutUntil !== null ? toInstant(item.soldOutUntil) : null,
    dailyStock: item.dailyStock,
    stockLeft: stockLeft(item, moment.wall.day),
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
  const groups = toGroups(await reading.all(findOptions, { storeId }));
  const translations = toTranslations(await reading.all(findTexts, { storeId }));
  const byCategory = Map.groupBy(items, ({ categoryId }) => categoryId);
  return categories
    .flatMap(({ id }) => byCategory.get(id) ?? [])
    .map((item) => adminItem(item, groups.get(item.id) ?? [], translations, moment));
}

/** One item as staff see it; Problem `not-found`. */
export async function readAdminItem(reading: Reading, storeId: StoreId, menuId: MenuId, at: EpochMs): Promise<AdminMenuItem> {
  const row = await reading.first(findItem, { storeId, menuId });
  if (!row) throw problem('not-found', {});
  const { moment } = await readMenuStore(reading, storeId, at);
  const groups = toGroups(await reading.all(findOptionsOfItem, { storeId, menuId })).get(menuId) ?? [];
  const texts = await reading.find(textsOf(storeId, [menuId, ...subjectsOf(groups)]));
  return adminItem(toStoredItem(row), groups, toTranslations(texts), moment);
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
