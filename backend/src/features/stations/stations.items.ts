import type { MenuId, StationId, StoreId } from '@tableorder/contract/ids';
import { invalidField } from '@tableorder/contract/problem';
import type { Reading, Trx } from '../../infra/db/db.ts';
import { readStations } from './stations.commands.ts';
import { deleteStationsOfItem, findItemStations, findStationMoves, findStationsOfItem, insertItemStation } from './stations.sql.ts';

/** Puts an item to these stations; undefined leaves it where it is, none leaves it to the one that takes the rest. Problem `invalid` for one that is not there. */
export async function saveItemStations(
  trx: Trx,
  storeId: StoreId,
  menuId: MenuId,
  stationIds: readonly StationId[] | undefined,
): Promise<void> {
  if (stationIds === undefined) return;
  const known = new Set((await readStations(trx, storeId)).map(({ id }) => id));
  const unknown = stationIds.findIndex((id) => !known.has(id));
  if (unknown >= 0) throw invalidField(`/stationIds/${unknown}`, 'station');
  await trx.run(deleteStationsOfItem, { storeId, menuId });
  for (const stationId of stationIds) await trx.run(insertItemStation, { storeId, menuId, stationId });
}

/** The stations each item is assigned to; an item that is missing here is assigned to none. */
export async function readItemStations(reading: Reading, storeId: StoreId): Promise<ReadonlyMap<MenuId, StationId[]>> {
  const byItem = Map.groupBy(await reading.all(findItemStations, { storeId }), ({ item_id }) => item_id);
  return new Map([...byItem].map(([menuId, rows]) => [menuId, rows.map((row) => row.station_id)]));
}

/** The stations one item is assigned to. */
export const readStationsOfItem = async (reading: Reading, storeId: StoreId, menuId: MenuId): Promise<StationId[]> =>
  (await reading.all(findStationsOfItem, { storeId, menuId })).map((row) => row.station_id);

/**
 * Who makes now what an order was sent to then: a removed station's heir, and the one that takes the rest for what names none that ever
 * was. Never empty, so that no line of an order is without a cook.
 */
export async function readHeirs(reading: Reading, storeId: StoreId): Promise<(stationIds: readonly StationId[]) => StationId[]> {
  const rows = await reading.all(findStationMoves, { storeId });
  const movedTo = new Map(rows.map((row) => [row.id, row.moved_to]));
  const rest = rows.find((row) => row.takes_rest_at !== null)?.id;
  if (!rest) throw new Error(`store ${storeId} has no station that takes the rest`);
  const heirOf = (id: StationId): StationId => {
    let heir = movedTo.has(id) ? id : rest;
    for (let next = movedTo.get(heir); next; next = movedTo.get(heir)) heir = next;
    return heir;
  };
  return (stationIds) => (stationIds.length === 0 ? [rest] : [...new Set(stationIds.map(heirOf))]);
}
