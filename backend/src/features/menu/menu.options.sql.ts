import type { MenuId, OptionGroupId, OptionId, StoreId } from '@tableorder/contract/ids';
import type { MenuOptionGroup } from '@tableorder/contract/menu';
import type { Money } from '@tableorder/contract/money';
import type { EpochMs } from '@tableorder/contract/time';
import type { Builder } from '../../infra/db/statement.ts';
import { statement } from '../../infra/db/statement.ts';
import type { EightOf } from './menu.sql.ts';

type OfStore = { readonly storeId: StoreId };
type OfItem = OfStore & { readonly menuId: MenuId };

export interface OptionRow {
  readonly item_id: MenuId;
  readonly group_id: OptionGroupId;
  readonly group_name: string;
  readonly min_choices: number;
  readonly max_choices: number;
  readonly max_per_option: number;
  readonly library_at: EpochMs | null;
  readonly option_id: OptionId;
  readonly option_name: string;
  readonly price_delta: Money;
  readonly unavailable_at: EpochMs | null;
}

/**
 * A group always has an option (the contract asks for one). A left join all the same: it keeps SQLite from beginning with every option
 * of the store.
 */
const groupsWithOptions = (db: Builder, storeId: StoreId) =>
  db
    .selectFrom('item_option_groups')
    .leftJoin('option_groups', (join) =>
      join
        .onRef('option_groups.store_id', '=', 'item_option_groups.store_id')
        .onRef('option_groups.id', '=', 'item_option_groups.group_id'),
    )
    .leftJoin('options', (join) =>
      join.onRef('options.store_id', '=', 'item_option_groups.store_id').onRef('options.group_id', '=', 'item_option_groups.group_id'),
    )
    .select([
      'item_option_groups.item_id',
      'item_option_groups.group_id',
      'option_groups.name as group_name',
      'option_groups.min_choices',
      'option_groups.max_choices',
      'option_groups.max_per_option',
      'option_groups.library_at',
      'options.id as option_id',
      'options.name as option_name',
      'options.price_delta',
      'options.unavailable_at',
    ])
    .where('item_option_groups.store_id', '=', storeId)
    .orderBy('item_option_groups.item_id')
    .orderBy('item_option_groups.position')
    .orderBy('options.position')
    .$castTo<OptionRow>();

export const findOptions = statement((db, { storeId }: OfStore) => groupsWithOptions(db, storeId));

export const findOptionsOfItem = statement((db, { storeId, menuId }: OfItem) =>
  groupsWithOptions(db, storeId).where('item_option_groups.item_id', '=', menuId),
);

/** Which groups up to eight items have, in order; the three statements for an order are not joined: see decision 74. */
export const findGroupsOfEight = statement((db, { storeId, a, b, c, d, e, f, g, h }: EightOf) =>
  db
    .selectFrom('item_option_groups')
    .select(['item_id', 'group_id'])
    .where('store_id', '=', storeId)
    .where('item_id', 'in', [a, b, c, d, e, f, g, h] as MenuId[])
    .orderBy('item_id')
    .orderBy('position'),
);
export const findEightGroups = statement((db, { storeId, a, b, c, d, e, f, g, h }: EightOf<OptionGroupId>) =>
  db
    .selectFrom('option_groups')
    .select(['id as group_id', 'name as group_name', 'min_choices', 'max_choices', 'max_per_option', 'library_at'])
    .where((of) => of(of('store_id', '||', '' as StoreId), '=', storeId))
    .where('id', 'in', [a, b, c, d, e, f, g, h] as OptionGroupId[]),
);
export const findOptionsOfEightGroups = statement((db, { storeId, a, b, c, d, e, f, g, h }: EightOf<OptionGroupId>) =>
  db
    .selectFrom('options')
    .select(['group_id', 'id as option_id', 'name as option_name', 'price_delta', 'unavailable_at'])
    .where('store_id', '=', storeId)
    .where('group_id', 'in', [a, b, c, d, e, f, g, h] as OptionGroupId[])
    .orderBy('group_id')
    .orderBy('position'),
);

/** The groups of each item, in order. Takes the rows in the statements' order. */
export function toGroups(rows: readonly OptionRow[]): Map<MenuId, MenuOptionGroup[]> {
  const byItem = new Map<MenuId, MenuOptionGroup[]>();
  for (const row of rows) {
    const groups = byItem.get(row.item_id) ?? [];
    byItem.set(row.item_id, groups);
    let group = groups.at(-1);
    if (group?.id !== row.group_id) {
      const { min_choices: min, max_choices: max, max_per_option: maxPerOption } = row;
      group = { id: row.group_id, name: row.group_name, min, max, maxPerOption, options: [] };
      groups.push(group);
    }
    const available = row.unavailable_at === null;
    group.options.push({ id: row.option_id, name: row.option_name, priceDelta: row.price_delta, available });
  }
  return byItem;
}

/** Which of the groups are the library's. */
export const libraryIn = (rows: readonly OptionRow[]): ReadonlySet<string> =>
  new Set(rows.filter((row) => row.library_at !== null).map((row) => row.group_id));

interface GroupColumns extends OfStore {
  readonly id: OptionGroupId;
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly maxPerOption: number;
  readonly libraryAt: EpochMs | null;
}

export const insertGroup = statement((db, group: GroupColumns) =>
  db.insertInto('option_groups').values({
    id: group.id,
    store_id: group.storeId,
    name: group.name,
    min_choices: group.min,
    max_choices: group.max,
    max_per_option: group.maxPerOption,
    library_at: group.libraryAt,
    version: 1,
  }),
);

interface OptionColumns extends OfStore {
  readonly id: OptionId;
  readonly groupId: OptionGroupId;
  readonly name: string;
  readonly priceDelta: Money;
  readonly position: number;
  readonly unavailableAt: EpochMs | null;
}

export const insertOption = statement((db, option: OptionColumns) =>
  db.insertInto('options').values({
    id: option.id,
    store_id: option.storeId,
    group_id: option.groupId,
    name: option.name,
    price_delta: option.priceDelta,
    position: option.position,
    unavailable_at: option.unavailableAt,
  }),
);

/** Options of the item's own groups. Before `deleteGroups` and `detachGroups`, which take away what names the item. */
export const deleteOptions = statement((db, { storeId, menuId }: OfItem) =>
  db
    .deleteFrom('options')
    .where('store_id', '=', storeId)
    .where('group_id', 'in', (e) =>
      e
        .selectFrom('item_option_groups')
        .innerJoin('option_groups', 'option_groups.id', 'item_option_groups.group_id')
        .select('item_option_groups.group_id')
        .where('item_option_groups.store_id', '=', storeId)
        .where('item_option_groups.item_id', '=', menuId)
        .where('option_groups.library_at', 'is', null),
    ),
);

/** The item's own groups; those of the library stay there. Before `detachGroups`. */
export const deleteGroups = statement((db, { storeId, menuId }: OfItem) =>
  db
    .deleteFrom('option_groups')
    .where('store_id', '=', storeId)
    .where('library_at', 'is', null)
    .where('id', 'in', (e) =>
      e
        .selectFrom('item_option_groups')
        .select('item_option_groups.group_id')
        .where('item_option_groups.store_id', '=', storeId)
        .where('item_option_groups.item_id', '=', menuId),
    ),
);

export const detachGroups = statement((db, { storeId, menuId }: OfItem) =>
  db.deleteFrom('item_option_groups').where('store_id', '=', storeId).where('item_id', '=', menuId),
);

export const attachGroup = statement((db, { storeId, menuId, groupId, position }: OfItem & { groupId: OptionGroupId; position: number }) =>
  db.insertInto('item_option_groups').values({ store_id: storeId, item_id: menuId, group_id: groupId, position }),
);
