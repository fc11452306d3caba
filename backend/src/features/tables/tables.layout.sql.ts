import type { StoreId } from '@tableorder/contract/ids';
import type { TablePlace } from '@tableorder/contract/tables';
import { statement } from '../../infra/db/statement.ts';

/** The places of tables that are still there. */
export const findPlaces = statement((db, { storeId }: { storeId: StoreId }) =>
  db
    .selectFrom('table_places')
    .innerJoin('tables', 'tables.id', 'table_places.table_id')
    .select(['tables.id', 'tables.number', 'x', 'y', 'width', 'height', 'shape'])
    .where('table_places.store_id', '=', storeId)
    .where('tables.store_id', '=', storeId)
    .where('tables.removed_at', 'is', null)
    .orderBy('tables.id'),
);

export const deletePlaces = statement((db, { storeId }: { storeId: StoreId }) =>
  db.deleteFrom('table_places').where('store_id', '=', storeId),
);

export const insertPlace = statement((db, place: TablePlace & { storeId: StoreId }) =>
  db.insertInto('table_places').values({
    table_id: place.tableId,
    store_id: place.storeId,
    x: place.x,
    y: place.y,
    width: place.width,
    height: place.height,
    shape: place.shape,
  }),
);
