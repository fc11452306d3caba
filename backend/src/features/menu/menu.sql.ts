import type { CategoryId, MenuId, StoreId } from '@tableorder/contract/ids';
import { MenuItem, ServingHours } from '@tableorder/contract/menu';
import type { Money } from '@tableorder/contract/money';
import { list } from '@tableorder/contract/schema';
import type { EpochMs, LocalDay } from '@tableorder/contract/time';
import type { Selectable } from 'kysely';
import { Integer } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Schema } from '../../infra/db/schema.ts';
import { statement } from '../../infra/db/statement.ts';
import { restStation, stationsInText } from '../stations/stations.sql.ts';
import type { Selling } from './menu.rules.ts';

type OfStore = { readonly storeId: StoreId };
type OfItem = OfStore & { readonly menuId: MenuId };

/** An item as it stands in its row. */
export interface StoredItem extends Selling, Pick<MenuItem, 'id' | 'name' | 'description' | 'price' | 'badges' | 'allergens' | 'origin'> {
  readonly categoryId: CategoryId;
  readonly position: number;
  readonly picture: string | null;
  readonly pictureWidths: readonly number[];
  readonly picturePlaceholder: string | null;
  readonly spiceLevel: number;
  readonly alcohol: boolean;
  /** Counts the changes of what a person sets. */
  readonly version: number;
}

const badges = Compile(MenuItem.properties.badges);
const allergens = Compile(MenuItem.properties.allergens);
const servingHours = Compile(ServingHours);
const widths = Compile(list(Integer()));

const COLUMNS = [
  'menu_items.id',
  'menu_items.category_id',
  'menu_items.name',
  'menu_items.description',
  'menu_items.price',
  'menu_items.position',
  'menu_items.sold_out_at',
  'menu_items.sold_out_until',
  'menu_items.hidden_at',
  'menu_items.picture',
  'menu_items.picture_widths',
  'menu_items.picture_placeholder',
  'menu_items.badges',
  'menu_items.allergens',
  'menu_items.origin',
  'menu_items.spice_level',
  'menu_items.alcohol',
  'menu_items.serving_hours',
  'menu_items.daily_stock',
  'menu_items.stock_on',
  'menu_items.stock_used',
  'menu_items.version',
] as const;

type ItemRow = Omit<Selectable<Schema['menu_items']>, 'store_id' | 'created_at' | 'removed_at'>;

export const toStoredItem = (row: ItemRow): StoredItem => ({
  id: row.id,
  categoryId: row.category_id,
  name: row.name,
  description: row.description,
  price: row.price,
  position: row.position,
  soldOutAt: row.sold_out_at,
  soldOutUntil: row.sold_out_until,
  hiddenAt: row.hidden_at,
  picture: row.picture,
  pictureWidths: row.picture_widths === null ? [] : widths.Parse(JSON.parse(row.picture_widths)),
  picturePlaceholder: row.picture_placeholder,
  badges: badges.Parse(JSON.parse(row.badges)),
  allergens: allergens.Parse(JSON.parse(row.allergens)),
  origin: row.origin,
  spiceLevel: row.spice_level,
  alcohol: row.alcohol === 'yes',
  servingHours: row.serving_hours === null ? null : servingHours.Parse(JSON.parse(row.serving_hours)),
  dailyStock: row.daily_stock,
  stockOn: row.stock_on,
  stockUsed: row.stock_used,
  version: row.version,
});

/** What a person sets of an item, as columns. */
export const toDetailColumns = (item: StoredItem) => ({
  categoryId: item.categoryId,
  name: item.name,
  description: item.description,
  price: item.price,
  position: item.position,
  badges: JSON.stringify(item.badges),
  allergens: JSON.stringify(item.allergens),
  origin: item.origin,
  spiceLevel: item.spiceLevel,
  alcohol: item.alcohol ? ('yes' as const) : ('no' as const),
  servingHours: item.servingHours && JSON.stringify(item.servingHours),
  dailyStock: item.dailyStock,
});
type DetailColumns = ReturnType<typeof toDetailColumns>;

/** The store's language and zone, which decide how its menu reads, and who makes what is assigned to no station. */
export const findMenuStore = statement((db, { storeId }: OfStore) =>
  db
    .selectFrom('stores')
    .select(['locale', 'time_zone', restStation.as('rest_station')])
    .where('id', '=', storeId),
);

/** Every item that is not removed, by category and position. */
export const findItems = statement((db, { storeId }: OfStore) =>
  db
    .selectFrom('menu_items')
    .select(COLUMNS)
    .where('store_id', '=', storeId)
    .where('removed_at', 'is', null)
    .orderBy('category_id')
    .orderBy('position')
    .orderBy('id'),
);

export const findItem = statement((db, { storeId, menuId }: OfItem) =>
  db.selectFrom('menu_items').select(COLUMNS).where('store_id', '=', storeId).where('id', '=', menuId).where('removed_at', 'is', null),
);

/** Ids of a category's items, hidden ones too, by position. */
export const findItemIds = statement((db, { storeId, categoryId }: OfStore & { categoryId: CategoryId }) =>
  db
    .selectFrom('menu_items')
    .select('id')
    .where('store_id', '=', storeId)
    .where('category_id', '=', categoryId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .orderBy('id'),
);

export const findLastItemPosition = statement((db, { storeId, categoryId }: OfStore & { categoryId: CategoryId }) =>
  db
    .selectFrom('menu_items')
    .select((e) => e.fn.max('position').as('position'))
    .where('store_id', '=', storeId)
    .where('category_id', '=', categoryId)
    .where('removed_at', 'is', null),
);

export const insertItem = statement((db, item: OfItem & { at: EpochMs } & DetailColumns) =>
  db.insertInto('menu_items').values({
    id: item.menuId,
    store_id: item.storeId,
    category_id: item.categoryId,
    name: item.name,
    description: item.description,
    price: item.price,
    position: item.position,
    badges: item.badges,
    allergens: item.allergens,
    origin: item.origin,
    spice_level: item.spiceLevel,
    alcohol: item.alcohol,
    serving_hours: item.servingHours,
    daily_stock: item.dailyStock,
    stock_used: 0,
    created_at: item.at,
    version: 1,
  }),
);

export const updateItem = statement((db, item: OfItem & DetailColumns) =>
  db
    .updateTable('menu_items')
    .set((e) => ({
      category_id: item.categoryId,
      name: item.name,
      description: item.description,
      price: item.price,
      position: item.position,
      badges: item.badges,
      allergens: item.allergens,
      origin: item.origin,
      spice_level: item.spiceLevel,
      alcohol: item.alcohol,
      serving_hours: item.servingHours,
      daily_stock: item.dailyStock,
      version: e('version', '+', e.lit(1)),
    }))
    .where('store_id', '=', item.storeId)
    .where('id', '=', item.menuId),
);

export const markItemRemoved = statement((db, { storeId, menuId, at }: OfItem & { at: EpochMs }) =>
  db
    .updateTable('menu_items')
    .set({ removed_at: at, picture: null, picture_widths: null, picture_placeholder: null })
    .where('store_id', '=', storeId)
    .where('id', '=', menuId),
);

export const setItemPosition = statement((db, { storeId, menuId, position }: OfItem & { position: number }) =>
  db.updateTable('menu_items').set({ position }).where('store_id', '=', storeId).where('id', '=', menuId),
);

/** A price alone; an editor open on the item learns that it changed. */
export const setItemPrice = statement((db, { storeId, menuId, price }: OfItem & { price: Money }) =>
  db
    .updateTable('menu_items')
    .set((e) => ({ price, version: e('version', '+', e.lit(1)) }))
    .where('store_id', '=', storeId)
    .where('id', '=', menuId),
);

/** What decides how the store's menu is written as CSV. */
export const findCsvForm = statement((db, { storeId }: OfStore) =>
  db.selectFrom('stores').select(['locale', 'currency']).where('id', '=', storeId),
);

type Switch = Pick<StoredItem, 'hiddenAt' | 'soldOutAt' | 'soldOutUntil'>;
export const setItemSwitch = statement((db, { storeId, menuId, hiddenAt, soldOutAt, soldOutUntil }: OfItem & Switch) =>
  db
    .updateTable('menu_items')
    .set({ hidden_at: hiddenAt, sold_out_at: soldOutAt, sold_out_until: soldOutUntil })
    .where('store_id', '=', storeId)
    .where('id', '=', menuId),
);

export const setItemPicture = statement(
  (
    db,
    {
      storeId,
      menuId,
      picture,
      widths,
      placeholder,
    }: OfItem & { picture: string | null; widths: string | null; placeholder: string | null },
  ) =>
    db
      .updateTable('menu_items')
      .set({ picture, picture_widths: widths, picture_placeholder: placeholder })
      .where('store_id', '=', storeId)
      .where('id', '=', menuId)
      .where('removed_at', 'is', null),
);

export const setStockUsed = statement((db, { storeId, menuId, on, used }: OfItem & { on: LocalDay; used: number }) =>
  db.updateTable('menu_items').set({ stock_on: on, stock_used: used }).where('store_id', '=', storeId).where('id', '=', menuId),
);

/** The newest `menu_updated` after `after` (null: none), and where the store stands. */
export const findMenuNews = statement((db, { storeId, after }: OfStore & { after: number }) =>
  db
    .selectFrom('store_counters')
    .innerJoin('stores', 'stores.id', 'store_counters.store_id')
    .select(['store_counters.event_seq', 'stores.locale'])
    .select((e) =>
      e
        .selectFrom('events')
        .select((of) => of.fn.max('seq').as('seq'))
        .where('store_id', '=', storeId)
        .where('type', '=', 'menu_updated')
        .where('seq', '>', after)
        .as('menu_seq'),
    )
    .where('store_counters.store_id', '=', storeId),
);

/** Up to eight ids in one prepared statement; null names none. */
export interface EightOf<Id extends string = MenuId> extends OfStore {
  readonly a: Id | null;
  readonly b: Id | null;
  readonly c: Id | null;
  readonly d: Id | null;
  readonly e: Id | null;
  readonly f: Id | null;
  readonly g: Id | null;
  readonly h: Id | null;
}

/**
 * Up to eight items in one prepared statement, so that an order costs one read for nearly every table; null names none. The store is
 * compared as an expression: as a column, SQLite would take its index and read the store's whole menu.
 */
export const findEightItems = statement((db, { storeId, a, b, c, d, e, f, g, h }: EightOf) =>
  db
    .selectFrom('menu_items')
    .select([...COLUMNS, stationsInText.as('stations')])
    .where((of) => of(of('store_id', '||', '' as StoreId), '=', storeId))
    .where('id', 'in', [a, b, c, d, e, f, g, h] as MenuId[])
    .where('removed_at', 'is', null)
    .where('hidden_at', 'is', null),
);

export const inEights = <Id extends string>(storeId: StoreId, ids: readonly Id[]): EightOf<Id>[] => {
  const eights: EightOf<Id>[] = [];
  for (let i = 0; i < ids.length; i += 8) {
    const [a = null, b = null, c = null, d = null, e = null, f = null, g = null, h = null] = ids.slice(i, i + 8);
    eights.push({ storeId, a, b, c, d, e, f, g, h });
  }
  return eights;
};

/** The pictures that items name. */
export const findPictures = statement((db, { storeId }: OfStore) =>
  db.selectFrom('menu_items').select('picture').where('store_id', '=', storeId).where('picture', 'is not', null),
);
