import type { SessionId, StoreId, TableId } from '@tableorder/contract/ids';
import { statement } from '../db/statement.ts';
import type { Audience } from './events.ts';

export const raiseSeq = statement((db, { storeId }: { storeId: StoreId }) =>
  db
    .updateTable('store_counters')
    .set((e) => ({ event_seq: e('event_seq', '+', 1) }))
    .where('store_id', '=', storeId)
    .returning('event_seq'),
);

interface NewEvent {
  readonly storeId: StoreId;
  readonly seq: number;
  readonly type: string;
  readonly audience: Audience['kind'];
  readonly tableId: TableId | null;
  readonly sessionId: SessionId | null;
  readonly data: string;
  readonly at: number;
}

export const insertEvent = statement((db, event: NewEvent) =>
  db.insertInto('events').values({
    store_id: event.storeId,
    seq: event.seq,
    type: event.type,
    audience: event.audience,
    table_id: event.tableId,
    session_id: event.sessionId,
    data: event.data,
    at: event.at,
  }),
);

/** Newer than the cursor, oldest first, a bounded slice. */
export const findEventsSince = statement((db, { storeId, seq, limit }: { storeId: StoreId; seq: number; limit: number }) =>
  db
    .selectFrom('events')
    .select(['seq', 'type', 'audience', 'table_id', 'session_id', 'data'])
    .where('store_id', '=', storeId)
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(limit),
);

export const findCounter = statement((db, { storeId }: { storeId: StoreId }) =>
  db.selectFrom('store_counters').select('event_seq').where('store_id', '=', storeId),
);

export const findOldestSeq = statement((db, { storeId }: { storeId: StoreId }) =>
  db.selectFrom('events').select('seq').where('store_id', '=', storeId).orderBy('seq').limit(1),
);

export const findEpoch = statement((db, _: object) => db.selectFrom('server_facts').select('value').where('name', '=', 'epoch'));

export const insertEpoch = statement((db, { value }: { value: string }) => db.insertInto('server_facts').values({ name: 'epoch', value }));

/** Events that no reader may still ask for: older than the instant and beyond the newest `keep`. */
export const deleteOldEvents = statement((db, { storeId, before, belowSeq }: { storeId: StoreId; before: number; belowSeq: number }) =>
  db.deleteFrom('events').where('store_id', '=', storeId).where('seq', '<', belowSeq).where('at', '<', before),
);

export const insertCounters = statement((db, { storeId }: { storeId: StoreId }) =>
  db.insertInto('store_counters').values({ store_id: storeId, event_seq: 0, order_number: 0 }),
);
