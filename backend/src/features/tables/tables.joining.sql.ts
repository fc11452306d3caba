import type { JoinRequestId, SessionId, StoreId, TableId } from '@tableorder/contract/ids';
import { type Builder, statement } from '../../infra/db/statement.ts';

interface NewJoinRequest {
  readonly id: JoinRequestId;
  readonly storeId: StoreId;
  readonly tableId: TableId;
  readonly secretHash: string;
  readonly at: number;
  readonly expiresAt: number;
}

export const insertJoinRequest = statement((db, request: NewJoinRequest) =>
  db.insertInto('join_requests').values({
    id: request.id,
    store_id: request.storeId,
    table_id: request.tableId,
    secret_hash: request.secretHash,
    asked_at: request.at,
    expires_at: request.expiresAt,
    decision: null,
    decided_at: null,
    session_id: null,
  }),
);

const REQUEST = ['id', 'store_id', 'table_id', 'asked_at', 'expires_at', 'decision', 'session_id'] as const;

/** For the phone that asked: who has the secret needs no store. */
export const findJoinRequestBySecret = statement((db, { requestId, secretHash }: { requestId: JoinRequestId; secretHash: string }) =>
  db.selectFrom('join_requests').select(REQUEST).where('id', '=', requestId).where('secret_hash', '=', secretHash),
);

export const findJoinRequest = statement((db, { storeId, requestId }: { storeId: StoreId; requestId: JoinRequestId }) =>
  db.selectFrom('join_requests').select(REQUEST).where('store_id', '=', storeId).where('id', '=', requestId),
);

const waiting = (db: Builder, storeId: StoreId, at: number) =>
  db
    .selectFrom('join_requests')
    .innerJoin('tables', (join) =>
      join.onRef('tables.store_id', '=', 'join_requests.store_id').onRef('tables.id', '=', 'join_requests.table_id'),
    )
    .select(['join_requests.id', 'join_requests.table_id', 'join_requests.asked_at', 'join_requests.expires_at', 'tables.number'])
    .where('join_requests.store_id', '=', storeId)
    .where('join_requests.expires_at', '>', at)
    .where('join_requests.decision', 'is', null);

/** Requests that nobody has decided and that still wait, longest first. */
export const findWaitingRequests = statement((db, { storeId, at }: { storeId: StoreId; at: number }) =>
  waiting(db, storeId, at).orderBy('join_requests.id'),
);

/** How often this table was asked for since an instant, whatever came of it. */
export const countJoinRequests = statement((db, { storeId, tableId, since }: { storeId: StoreId; tableId: TableId; since: number }) =>
  db
    .selectFrom('join_requests')
    .select((e) => e.fn.countAll<number>().as('asked'))
    .where('store_id', '=', storeId)
    .where('table_id', '=', tableId)
    .where('expires_at', '>', since),
);

interface Decision {
  readonly storeId: StoreId;
  readonly tableId: TableId;
  readonly at: number;
  readonly decision: 'accepted' | 'refused';
  readonly sessionId: SessionId | null;
}

/** Decides all requests that wait at a table. */
export const decideJoinRequests = statement((db, { storeId, tableId, at, decision, sessionId }: Decision) =>
  db
    .updateTable('join_requests')
    .set({ decision, decided_at: at, session_id: sessionId })
    .where('store_id', '=', storeId)
    .where('table_id', '=', tableId)
    .where('expires_at', '>', at)
    .where('decision', 'is', null),
);

export const deleteJoinRequests = statement((db, { storeId, tableId }: { storeId: StoreId; tableId: TableId }) =>
  db.deleteFrom('join_requests').where('store_id', '=', storeId).where('table_id', '=', tableId),
);

/** Nobody asks again by a request that ended before the instant. */
export const deleteOldJoinRequests = statement((db, { storeId, before }: { storeId: StoreId; before: number }) =>
  db.deleteFrom('join_requests').where('store_id', '=', storeId).where('expires_at', '<', before),
);
