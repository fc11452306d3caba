import type { MenuId, OptionGroupId, StationId, StoreId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import type { EpochMs } from '@tableorder/contract/time';
import type { Reading } from '../../infra/db/db.ts';
import { findEightGroups, findGroupsOfEight, findOptionsOfEightGroups, type OptionRow, toGroups } from './menu.options.sql.ts';
import { readMenuStore } from './menu.reads.ts';
import { availability, stockLeft } from './menu.rules.ts';
import { type EightOf, findEightItems, inEights, toStoredItem } from './menu.sql.ts';

/** What an order needs of an item, in the store's language. `stockLeft` is null without a daily stock; `stationIds` is never empty. */
export interface SellableItem extends Pick<MenuItem, 'id' | 'name' | 'price' | 'available' | 'soldOut' | 'alcohol' | 'optionGroups'> {
  readonly stockLeft: number | null;
  readonly stationIds: readonly StationId[];
}

/** The options of up to eight items, in their order. Many dishes have none: then there is nothing more to read. */
async function readOptions(trx: Reading, eight: EightOf): Promise<OptionRow[]> {
  const has = await trx.all(findGroupsOfEight, eight);
  if (has.length === 0) return [];
  const groups = new Map<OptionGroupId, Omit<OptionRow, 'item_id'>[]>();
  for (const some of inEights(eight.storeId, [...new Set(has.map((row) => row.group_id))])) {
    const heads = new Map((await trx.all(findEightGroups, some)).map((head) => [head.group_id, head]));
    for (const option of await trx.all(findOptionsOfEightGroups, some)) {
      const head = heads.get(option.group_id);
      if (head) groups.set(option.group_id, [...(groups.get(option.group_id) ?? []), { ...head, ...option }]);
    }
  }
  return has.flatMap(({ item_id, group_id }) => (groups.get(group_id) ?? []).map((row) => ({ item_id, ...row })));
}

/** The items that are on the menu; hidden, removed, unknown and other stores' ones are absent. */
export async function findSellable(
  trx: Reading,
  storeId: StoreId,
  menuIds: readonly MenuId[],
  at: EpochMs,
): Promise<ReadonlyMap<MenuId, SellableItem>> {
  // All asked before the first is waited for.
  const store = readMenuStore(trx, storeId, at);
  store.catch(() => {});
  const found = new Map<MenuId, SellableItem>();
  for (const eight of inEights(storeId, [...new Set(menuIds)])) {
    const [{ moment, restStation }, rows, options] = await Promise.all([store, trx.all(findEightItems, eight), readOptions(trx, eight)]);
    const groups = toGroups(options);
    for (const row of rows) {
      const item = toStoredItem(row);
      const { id, name, price, alcohol } = item;
      const optionGroups = groups.get(id) ?? [];
      found.set(id, {
        id,
        name,
        price,
        alcohol,
        ...availability(item, optionGroups, moment),
        optionGroups,
        stockLeft: stockLeft(item, moment.wall.day),
        stationIds: row.stations ? (row.stations.split(',') as StationId[]) : restStation ? [restStation] : [],
      });
    }
  }
  return found;
}
