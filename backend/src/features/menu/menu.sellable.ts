import type { MenuId, StationId, StoreId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import type { EpochMs } from '@tableorder/contract/time';
import type { Reading } from '../../infra/db/db.ts';
import { findOptionsOfEight, toGroups } from './menu.options.sql.ts';
import { readMenuStore } from './menu.reads.ts';
import { availability, stockLeft } from './menu.rules.ts';
import { findEightItems, inEights, toStoredItem } from './menu.sql.ts';

/** What an order needs of an item, in the store's language. `stockLeft` is null without a daily stock; `stationIds` is never empty. */
export interface SellableItem extends Pick<MenuItem, 'id' | 'name' | 'price' | 'available' | 'soldOut' | 'alcohol' | 'optionGroups'> {
  readonly stockLeft: number | null;
  readonly stationIds: readonly StationId[];
}

/** The items that are on the menu; hidden, removed, unknown and other stores' ones are absent. */
export async function findSellable(
  trx: Reading,
  storeId: StoreId,
  menuIds: readonly MenuId[],
  at: EpochMs,
): Promise<ReadonlyMap<MenuId, SellableItem>> {
  const { moment, restStation } = await readMenuStore(trx, storeId, at);
  const found = new Map<MenuId, SellableItem>();
  for (const eight of inEights(storeId, [...new Set(menuIds)])) {
    const rows = await trx.all(findEightItems, eight);
    const groups = toGroups(await trx.all(findOptionsOfEight, eight));
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
