import type { MenuId, StationId, StoreId } from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import type { Station } from '@tableorder/contract/stations';
import { sql } from 'kysely';
import { statement } from '../../infra/db/statement.ts';

type OfStore = { readonly storeId: StoreId };
type OfStation = OfStore & { readonly stationId: StationId };
type OfItem = OfStore & { readonly menuId: MenuId };

interface StationRow {
  readonly id: StationId;
  readonly name: string;
  readonly names: string;
  readonly warn_ms: number;
  readonly late_ms: number;
  readonly language: Locale | null;
  readonly takes_rest_at: number | null;
}

export const toStation = (row: StationRow): Station => ({
  id: row.id,
  name: row.name,
  names: JSON.parse(row.names) as Station['names'],
  warnMs: row.warn_ms,
  lateMs: row.late_ms,
  language: row.language,
  takesRest: row.takes_rest_at !== null,
});

/** The stations there are, in the owner's order. */
export const findStations = statement((db, { storeId }: OfStore) =>
  db
    .selectFrom('stations')
    .select(['id', 'name', 'names', 'warn_ms', 'late_ms', 'language', 'takes_rest_at'])
    .where('store_id', '=', storeId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .orderBy('id'),
);

/** Every station there ever was, and who makes what a removed one made. */
export const findStationMoves = statement((db, { storeId }: OfStore) =>
  db.selectFrom('stations').select(['id', 'moved_to', 'takes_rest_at']).where('store_id', '=', storeId).orderBy('position').orderBy('id'),
);

interface NewStation extends OfStation {
  readonly name: string;
  readonly names: string;
  readonly position: number;
  readonly warnMs: number;
  readonly lateMs: number;
  readonly language: Locale | null;
  readonly takesRestAt: number | null;
  readonly at: number;
}
export const insertStation = statement((db, station: NewStation) =>
  db.insertInto('stations').values({
    id: station.stationId,
    store_id: station.storeId,
    name: station.name,
    names: station.names,
    position: station.position,
    warn_ms: station.warnMs,
    late_ms: station.lateMs,
    language: station.language,
    takes_rest_at: station.takesRestAt,
    created_at: station.at,
  }),
);

export const updateStation = statement((db, station: OfStation & Pick<NewStation, 'name' | 'names' | 'warnMs' | 'lateMs' | 'language'>) =>
  db
    .updateTable('stations')
    .set({
      name: station.name,
      names: station.names,
      warn_ms: station.warnMs,
      late_ms: station.lateMs,
      language: station.language,
    })
    .where('store_id', '=', station.storeId)
    .where('id', '=', station.stationId),
);

export const setStationPosition = statement((db, { storeId, stationId, position }: OfStation & { position: number }) =>
  db.updateTable('stations').set({ position }).where('store_id', '=', storeId).where('id', '=', stationId),
);

/** Nobody takes the rest for the moment between two statements: the index admits one. */
export const clearRest = statement((db, { storeId }: OfStore) =>
  db.updateTable('stations').set({ takes_rest_at: null }).where('store_id', '=', storeId).where('takes_rest_at', 'is not', null),
);
export const giveRest = statement((db, { storeId, stationId, at }: OfStation & { at: number }) =>
  db.updateTable('stations').set({ takes_rest_at: at }).where('store_id', '=', storeId).where('id', '=', stationId),
);

export const markStationRemoved = statement(
  (db, { storeId, stationId, toStationId, at }: OfStation & { toStationId: StationId; at: number }) =>
    db
      .updateTable('stations')
      .set({ removed_at: at, moved_to: toStationId, takes_rest_at: null })
      .where('store_id', '=', storeId)
      .where('id', '=', stationId),
);

/** Which stations each item is assigned to. */
export const findItemStations = statement((db, { storeId }: OfStore) =>
  db.selectFrom('item_stations').select(['item_id', 'station_id']).where('store_id', '=', storeId).orderBy('item_id').orderBy('station_id'),
);
export const findStationsOfItem = statement((db, { storeId, menuId }: OfItem) =>
  db
    .selectFrom('item_stations')
    .select(['item_id', 'station_id'])
    .where('store_id', '=', storeId)
    .where('item_id', '=', menuId)
    .orderBy('station_id'),
);
export const findItemsOfStation = statement((db, { storeId, stationId }: OfStation) =>
  db.selectFrom('item_stations').select('item_id').where('store_id', '=', storeId).where('station_id', '=', stationId).orderBy('item_id'),
);
export const insertItemStation = statement((db, { storeId, menuId, stationId }: OfItem & { stationId: StationId }) =>
  db
    .insertInto('item_stations')
    .values({ store_id: storeId, item_id: menuId, station_id: stationId })
    .onConflict((conflict) => conflict.doNothing()),
);
export const deleteStationsOfItem = statement((db, { storeId, menuId }: OfItem) =>
  db.deleteFrom('item_stations').where('store_id', '=', storeId).where('item_id', '=', menuId),
);
export const deleteItemsOfStation = statement((db, { storeId, stationId }: OfStation) =>
  db.deleteFrom('item_stations').where('store_id', '=', storeId).where('station_id', '=', stationId),
);

/** In a statement on an item: its stations as `id,id`, null for one that is assigned to none. */
export const stationsInText = sql<string | null>`(
  select string_agg(item_stations.station_id, ',' order by item_stations.station_id) from item_stations
  where item_stations.store_id = menu_items.store_id and item_stations.item_id = menu_items.id)`;

/** In a statement on a store: the station that takes what is assigned to none. */
export const restStation = sql<StationId | null>`(
  select stations.id from stations where stations.store_id = stores.id and stations.takes_rest_at is not null)`;
