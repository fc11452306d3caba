import type { CallReason } from '@tableorder/contract/calls';
import type { CallId, SessionId, StaffId, StoreId, TableId } from '@tableorder/contract/ids';
import { type Builder, statement } from '../../infra/db/statement.ts';

const calls = (db: Builder) =>
  db
    .selectFrom('calls')
    .innerJoin('tables', 'tables.id', 'calls.table_id')
    .select([
      'calls.id',
      'calls.table_id',
      'tables.number',
      'calls.session_id',
      'calls.reason',
      'calls.note',
      'calls.created_at',
      'calls.done_at',
    ]);

/** The store's open calls, oldest first. A table that was removed calls no longer. */
export const findOpenCalls = statement((db, { storeId }: { storeId: StoreId }) =>
  calls(db)
    .where('calls.store_id', '=', storeId)
    .where('calls.done_at', 'is', null)
    .where('tables.removed_at', 'is', null)
    .orderBy('calls.created_at')
    .orderBy('calls.id'),
);

export const findOpenCallsOfTable = statement((db, { storeId, tableId }: { storeId: StoreId; tableId: TableId }) =>
  calls(db)
    .where('calls.store_id', '=', storeId)
    .where('calls.table_id', '=', tableId)
    .where('calls.done_at', 'is', null)
    .orderBy('calls.created_at')
    .orderBy('calls.id'),
);

export const findCall = statement((db, { storeId, callId }: { storeId: StoreId; callId: CallId }) =>
  calls(db).where('calls.store_id', '=', storeId).where('calls.id', '=', callId),
);

interface NewCall {
  readonly id: CallId;
  readonly storeId: StoreId;
  readonly tableId: TableId;
  readonly sessionId: SessionId | null;
  readonly reason: CallReason;
  readonly note: string | null;
  readonly at: number;
}

export const insertCall = statement((db, call: NewCall) =>
  db.insertInto('calls').values({
    id: call.id,
    store_id: call.storeId,
    table_id: call.tableId,
    session_id: call.sessionId,
    reason: call.reason,
    note: call.note,
    created_at: call.at,
    done_at: null,
    done_by: null,
  }),
);

export const markCallDone = statement((db, c: { storeId: StoreId; callId: CallId; at: number; staffId: StaffId | null }) =>
  db
    .updateTable('calls')
    .set({ done_at: c.at, done_by: c.staffId })
    .where('store_id', '=', c.storeId)
    .where('id', '=', c.callId)
    .where('done_at', 'is', null),
);

/** Calls of a party that moved to another table, or joined another party. */
export const seatCalls = statement((db, c: { storeId: StoreId; tableId: TableId; toTableId: TableId; toSessionId: SessionId }) =>
  db
    .updateTable('calls')
    .set({ table_id: c.toTableId, session_id: c.toSessionId })
    .where('store_id', '=', c.storeId)
    .where('table_id', '=', c.tableId)
    .where('done_at', 'is', null),
);

export const deleteCallsOfSession = statement((db, { storeId, sessionId }: { storeId: StoreId; sessionId: SessionId }) =>
  db.deleteFrom('calls').where('store_id', '=', storeId).where('session_id', '=', sessionId),
);
