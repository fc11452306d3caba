import type { MenuId, OptionGroupId, OptionId, StoreId } from '@tableorder/contract/ids';
import type { MenuOptionGroup } from '@tableorder/contract/menu';
import type { Money } from '@tableorder/contract/money';
import type { EpochMs } from '@tableorder/contract/time';
import { type Builder, statement } from '../../infra/db/statement.ts';

type OfStore = { readonly storeId: StoreId };
type OfGroup = OfStore & { readonly groupId: OptionGroupId };

interface LibraryRow {
  readonly id: OptionGroupId;
  readonly name: string;
  readonly min_choices: number;
  readonly max_choices: number;
  readonly max_per_option: number;
  readonly version: number;
  readonly option_id: OptionId;
  readonly option_name: string;
  readonly price_delta: Money;
  readonly unavailable_at: EpochMs | null;
}

const libraryGroups = (db: Builder, storeId: StoreId) =>
  db
    .selectFrom('option_groups')
    .leftJoin('options', (join) =>
      join.onRef('options.store_id', '=', 'option_groups.store_id').onRef('options.group_id', '=', 'option_groups.id'),
    )
    .select([
      'option_groups.id',
      'option_groups.name',
      'option_groups.min_choices',
      'option_groups.max_choices',
      'option_groups.max_per_option',
      'option_groups.version',
      'options.id as option_id',
      'options.name as option_name',
      'options.price_delta',
      'options.unavailable_at',
    ])
    .where('option_groups.store_id', '=', storeId)
    .where('option_groups.library_at', 'is not', null)
    .orderBy('option_groups.name')
    .orderBy('option_groups.id')
    .orderBy('options.position')
    .$castTo<LibraryRow>();

export const findLibrary = statement((db, { storeId }: OfStore) => libraryGroups(db, storeId));
export const findLibraryGroup = statement((db, { storeId, groupId }: OfGroup) =>
  libraryGroups(db, storeId).where('option_groups.id', '=', groupId),
);

export interface StoredGroup extends MenuOptionGroup {
  readonly version: number;
}

/** The groups in the rows' order. */
export function toLibrary(rows: readonly LibraryRow[]): StoredGroup[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((options) => {
    const [first] = options;
    if (!first) return [];
    const { id, name, min_choices: min, max_choices: max, max_per_option: maxPerOption, version } = first;
    return [
      {
        ...{ id, name, min, max, maxPerOption, version },
        options: options.map((row) => ({
          id: row.option_id,
          name: row.option_name,
          priceDelta: row.price_delta,
          available: row.unavailable_at === null,
        })),
      },
    ];
  });
}

/** One group as an item shows it; null for no rows. */
export function toLibraryGroup(rows: readonly LibraryRow[]): MenuOptionGroup | null {
  const [stored] = toLibrary(rows);
  if (!stored) return null;
  const { version: _, ...group } = stored;
  return group;
}

/** Which items have a group, oldest item first. */
export const findItemsOfGroup = statement((db, { storeId, groupId }: OfGroup) =>
  db
    .selectFrom('item_option_groups')
    .select(['item_id', 'position'])
    .where('store_id', '=', storeId)
    .where('group_id', '=', groupId)
    .orderBy('item_id'),
);

/** Which items have which group of the library. */
export const findAttachments = statement((db, { storeId }: OfStore) =>
  db
    .selectFrom('option_groups')
    .innerJoin('item_option_groups', (join) =>
      join
        .onRef('item_option_groups.store_id', '=', 'option_groups.store_id')
        .onRef('item_option_groups.group_id', '=', 'option_groups.id'),
    )
    .select(['item_option_groups.group_id', 'item_option_groups.item_id'])
    .where('option_groups.store_id', '=', storeId)
    .where('option_groups.library_at', 'is not', null)
    .orderBy('item_option_groups.item_id'),
);

export const findOwnGroup = statement((db, { storeId, groupId }: OfGroup) =>
  db.selectFrom('option_groups').select(['id', 'library_at']).where('store_id', '=', storeId).where('id', '=', groupId),
);

export const findLastPlace = statement((db, { storeId, menuId }: OfStore & { menuId: MenuId }) =>
  db
    .selectFrom('item_option_groups')
    .select((e) => [e.fn.max('position').as('position'), e.fn.countAll<number>().as('groups')])
    .where('store_id', '=', storeId)
    .where('item_id', '=', menuId),
);

export const detachFrom = statement((db, { storeId, menuId, groupId }: OfGroup & { menuId: MenuId }) =>
  db.deleteFrom('item_option_groups').where('store_id', '=', storeId).where('item_id', '=', menuId).where('group_id', '=', groupId),
);

interface GroupFacts extends OfGroup {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly maxPerOption: number;
}

export const updateGroup = statement((db, { storeId, groupId, name, min, max, maxPerOption }: GroupFacts) =>
  db
    .updateTable('option_groups')
    .set((e) => ({ name, min_choices: min, max_choices: max, max_per_option: maxPerOption, version: e('version', '+', e.lit(1)) }))
    .where('store_id', '=', storeId)
    .where('id', '=', groupId),
);

export const setInLibrary = statement((db, { storeId, groupId, at }: OfGroup & { at: EpochMs }) =>
  db.updateTable('option_groups').set({ library_at: at }).where('store_id', '=', storeId).where('id', '=', groupId),
);

export const deleteOptionsOfGroup = statement((db, { storeId, groupId }: OfGroup) =>
  db.deleteFrom('options').where('store_id', '=', storeId).where('group_id', '=', groupId),
);

export const deleteGroup = statement((db, { storeId, groupId }: OfGroup) =>
  db.deleteFrom('option_groups').where('store_id', '=', storeId).where('id', '=', groupId),
);
