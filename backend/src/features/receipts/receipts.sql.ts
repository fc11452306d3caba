import type { OrderId, SessionId, StaffId, StoreId } from '@tableorder/contract/ids';
import { sql } from 'kysely';
import type { Reading } from '../../infra/db/db.ts';
import { statement } from '../../infra/db/statement.ts';

type OfStore = { readonly storeId: StoreId };
type OfOrder = OfStore & { readonly orderId: OrderId };

/** In the words of the partial index: with parameters in their place SQLite would not use it. */
const isFresh = sql<boolean>`deleted_at is null and status in ('PENDING', 'CONFIRMED')`;

/** The stores that have orders which nobody has begun. */
export const findStoresWithFresh = statement((db, _: object) => db.selectFrom('orders').select('store_id').distinct().where(isFresh));

/** Orders that nobody has begun, last changed in the window. */
export const findFresh = statement((db, { storeId, after, before }: OfStore & { after: number; before: number }) =>
  db
    .selectFrom('orders')
    .select(['id', 'number', 'table_id', 'table_number', 'created_at', 'updated_at', 'seen_at'])
    .where('store_id', '=', storeId)
    .where(isFresh)
    .where('updated_at', '>', after)
    .where('updated_at', '<=', before)
    .orderBy('updated_at')
    .orderBy('id'),
);

export const findItemStationsOf = (reading: Reading, storeId: StoreId, ids: readonly OrderId[]) =>
  reading.find((db) =>
    db.selectFrom('order_items').select(['order_id', 'station_ids']).where('store_id', '=', storeId).where('order_id', 'in', ids),
  );
export const findSightingsOf = (reading: Reading, storeId: StoreId, ids: readonly OrderId[]) =>
  reading.find((db) =>
    db.selectFrom('order_sightings').select(['order_id', 'place']).where('store_id', '=', storeId).where('order_id', 'in', ids),
  );
export const findEscalationsOf = (reading: Reading, storeId: StoreId, ids: readonly OrderId[]) =>
  reading.find((db) =>
    db.selectFrom('order_escalations').select(['order_id', 'step']).where('store_id', '=', storeId).where('order_id', 'in', ids),
  );

/** The first time that a screen of this place drew it; 0 rows later on. */
export const insertSighting = statement((db, o: OfOrder & { place: string; screen: string; at: number; byId: StaffId | null }) =>
  db
    .insertInto('order_sightings')
    .values({ store_id: o.storeId, order_id: o.orderId, place: o.place, screen: o.screen, seen_at: o.at, by_id: o.byId })
    .onConflict((conflict) => conflict.doNothing()),
);
/** Each step once, whichever server takes it. */
export const insertEscalation = statement((db, o: OfOrder & { step: number; at: number }) =>
  db
    .insertInto('order_escalations')
    .values({ store_id: o.storeId, order_id: o.orderId, step: o.step, at: o.at })
    .onConflict((conflict) => conflict.doNothing()),
);

export const findEscalations = statement((db, { storeId, orderId }: OfOrder) =>
  db.selectFrom('order_escalations').select(['step', 'at']).where('store_id', '=', storeId).where('order_id', '=', orderId),
);
/** Where an order was drawn first, and at whose screen. */
export const findSightings = statement((db, { storeId, orderId }: OfOrder) =>
  db
    .selectFrom('order_sightings')
    .leftJoin('staff', 'staff.id', 'order_sightings.by_id')
    .select(['order_sightings.place', 'order_sightings.screen', 'order_sightings.seen_at', 'staff.username'])
    .where('order_sightings.store_id', '=', storeId)
    .where('order_sightings.order_id', '=', orderId),
);

const ofSession = <T extends 'order_sightings' | 'order_escalations'>(table: T) =>
  statement((db, { storeId, sessionId }: OfStore & { sessionId: SessionId }) =>
    db
      .deleteFrom(table as 'order_sightings')
      .where('store_id', '=', storeId)
      .where('order_id', 'in', (e) =>
        e.selectFrom('orders').select('id').where('store_id', '=', storeId).where('session_id', '=', sessionId),
      ),
  );
/** A session's receipts, before its orders go. */
export const deleteReceiptsOfSession = [ofSession('order_sightings'), ofSession('order_escalations')];

/** The tickets of an order that came out of a printer. */
export const findPrinted = statement((db, { storeId, orderId }: OfOrder) =>
  db
    .selectFrom('print_jobs')
    .leftJoin('printers', 'printers.id', 'print_jobs.printed_by')
    .select(['print_jobs.station_id', 'print_jobs.printed_at', 'printers.name'])
    .where('print_jobs.store_id', '=', storeId)
    .where('print_jobs.order_id', '=', orderId)
    .where('print_jobs.printed_at', 'is not', null),
);
