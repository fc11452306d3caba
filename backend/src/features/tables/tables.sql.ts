import type { UnpairedBy } from '@tableorder/contract/devices';
import type { DeviceId, SessionId, StoreId, TableId } from '@tableorder/contract/ids';
import type { Table } from '@tableorder/contract/tables';
import type { ExpressionBuilder } from 'kysely';
import type { Schema } from '../../infra/db/schema.ts';
import { type Builder, statement } from '../../infra/db/statement.ts';

type At = { readonly storeId: StoreId; readonly at: number };

export interface TableRow {
  readonly id: TableId;
  readonly number: number;
  readonly label: string | null;
  readonly zone: string | null;
  readonly qr_secret: string;
  readonly session_id: SessionId | null;
  readonly session_started_at: number | null;
}

export const toTable = (row: TableRow): Table => ({
  id: row.id,
  number: row.number,
  label: row.label,
  zone: row.zone,
  status: row.session_id === null ? 'AVAILABLE' : 'IN_USE',
});

const COLUMNS = ['tables.id', 'tables.number', 'tables.label', 'tables.zone', 'tables.qr_secret'] as const;

/** The session that runs at a table, of which there is one at most. */
const present = (e: ExpressionBuilder<Schema, 'tables'>) =>
  e
    .selectFrom('table_sessions')
    .whereRef('table_sessions.store_id', '=', 'tables.store_id')
    .whereRef('table_sessions.table_id', '=', 'tables.id')
    .where('table_sessions.ended_at', 'is', null);

/** The store's tables, each with the session that runs at it. Looked up and not joined: see decision 74. */
const tablesOf = (db: Builder, storeId: StoreId) =>
  db
    .selectFrom('tables')
    .select(COLUMNS)
    .select((e) => [
      present(e).select('table_sessions.id').as('session_id'),
      present(e).select('table_sessions.started_at').as('session_started_at'),
    ])
    .where('tables.store_id', '=', storeId)
    .where('tables.removed_at', 'is', null);

export const findTables = statement((db, { storeId }: { storeId: StoreId }) => tablesOf(db, storeId).orderBy('tables.number'));

export const findTable = statement((db, { storeId, tableId }: { storeId: StoreId; tableId: TableId }) =>
  tablesOf(db, storeId).where('tables.id', '=', tableId),
);

export const findTableByNumber = statement((db, { storeId, number }: { storeId: StoreId; number: number }) =>
  tablesOf(db, storeId).where('tables.number', '=', number),
);

interface NewTable extends At {
  readonly id: TableId;
  readonly number: number;
  readonly label: string | null;
  readonly zone: string | null;
  readonly qrSecret: string;
}

export const insertTable = statement((db, table: NewTable) =>
  db.insertInto('tables').values({
    id: table.id,
    store_id: table.storeId,
    number: table.number,
    label: table.label,
    zone: table.zone,
    qr_secret: table.qrSecret,
    created_at: table.at,
    removed_at: null,
  }),
);

export const updateTable = statement(
  (db, t: { storeId: StoreId; tableId: TableId; number: number; label: string | null; zone: string | null }) =>
    db
      .updateTable('tables')
      .set({ number: t.number, label: t.label, zone: t.zone })
      .where('store_id', '=', t.storeId)
      .where('id', '=', t.tableId)
      .where('removed_at', 'is', null),
);

export const setQrSecret = statement((db, { storeId, tableId, qrSecret }: { storeId: StoreId; tableId: TableId; qrSecret: string }) =>
  db
    .updateTable('tables')
    .set({ qr_secret: qrSecret })
    .where('store_id', '=', storeId)
    .where('id', '=', tableId)
    .where('removed_at', 'is', null),
);

export const markTableRemoved = statement((db, { storeId, tableId, at }: At & { tableId: TableId }) =>
  db
    .updateTable('tables')
    .set({ removed_at: at })
    .where('store_id', '=', storeId)
    .where('id', '=', tableId)
    .where('removed_at', 'is', null),
);

const SESSION = ['id', 'table_id', 'started_at', 'ended_at'] as const;

export const findOpenSession = statement((db, { storeId, tableId }: { storeId: StoreId; tableId: TableId }) =>
  db
    .selectFrom('table_sessions')
    .select(SESSION)
    .where('store_id', '=', storeId)
    .where('table_id', '=', tableId)
    .where('ended_at', 'is', null),
);

export const findSession = statement((db, { storeId, sessionId }: { storeId: StoreId; sessionId: SessionId }) =>
  db.selectFrom('table_sessions').select(SESSION).where('store_id', '=', storeId).where('id', '=', sessionId),
);

export const insertSession = statement((db, { storeId, at, id, tableId }: At & { id: SessionId; tableId: TableId }) =>
  db.insertInto('table_sessions').values({ id, store_id: storeId, table_id: tableId, started_at: at, ended_at: null }),
);

export const endSession = statement((db, { storeId, at, sessionId }: At & { sessionId: SessionId }) =>
  db
    .updateTable('table_sessions')
    .set({ ended_at: at })
    .where('store_id', '=', storeId)
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null),
);

/** A session that ended runs again. */
export const reviveSession = statement((db, { storeId, sessionId }: { storeId: StoreId; sessionId: SessionId }) =>
  db
    .updateTable('table_sessions')
    .set({ ended_at: null })
    .where('store_id', '=', storeId)
    .where('id', '=', sessionId)
    .where('ended_at', 'is not', null),
);

export const seatSession = statement((db, { storeId, sessionId, tableId }: { storeId: StoreId; sessionId: SessionId; tableId: TableId }) =>
  db
    .updateTable('table_sessions')
    .set({ table_id: tableId })
    .where('store_id', '=', storeId)
    .where('id', '=', sessionId)
    .where('ended_at', 'is', null),
);

export const findDeviceByKey = statement((db, { keyHash }: { keyHash: string }) =>
  db.selectFrom('devices').select(['id', 'store_id', 'table_id']).where('key_hash', '=', keyHash).where('unpaired_at', 'is', null),
);

export const insertDevice = statement(
  (db, { storeId, at, id, tableId, keyHash }: At & { id: DeviceId; tableId: TableId; keyHash: string }) =>
    db
      .insertInto('devices')
      .values({ id, store_id: storeId, table_id: tableId, key_hash: keyHash, paired_at: at, unpaired_at: null, unpaired_by: null }),
);

/** The device behind a key that once renewed, whatever became of it. */
export const findFormerDevice = statement((db, { keyHash }: { keyHash: string }) =>
  db.selectFrom('devices').select(['unpaired_at', 'unpaired_by']).where('key_hash', '=', keyHash),
);

/** The store's paired tablets with their tables, by number. */
export const findDevices = statement((db, { storeId }: { storeId: StoreId }) =>
  db
    .selectFrom('devices')
    .innerJoin('tables', (join) => join.onRef('tables.store_id', '=', 'devices.store_id').onRef('tables.id', '=', 'devices.table_id'))
    .select(['devices.id', 'devices.table_id', 'devices.paired_at', 'tables.number', 'tables.label', 'tables.zone'])
    .where('devices.store_id', '=', storeId)
    .where('devices.unpaired_at', 'is', null)
    .orderBy('tables.number'),
);

export const unpairDevices = statement((db, { storeId, at, tableId, by }: At & { tableId: TableId; by: UnpairedBy }) =>
  db
    .updateTable('devices')
    .set({ unpaired_at: at, unpaired_by: by })
    .where('store_id', '=', storeId)
    .where('table_id', '=', tableId)
    .where('unpaired_at', 'is', null)
    .returning('id'),
);

export const dropPairingCode = statement((db, { storeId, tableId }: { storeId: StoreId; tableId: TableId }) =>
  db.deleteFrom('pairing_codes').where('store_id', '=', storeId).where('table_id', '=', tableId),
);

export const insertPairingCode = statement((db, code: At & { tableId: TableId; codeHash: string; expiresAt: number }) =>
  db.insertInto('pairing_codes').values({
    store_id: code.storeId,
    table_id: code.tableId,
    code_hash: code.codeHash,
    made_at: code.at,
    expires_at: code.expiresAt,
    tries: 0,
    used_at: null,
  }),
);

export const findPairingCode = statement((db, { storeId, at, tableId }: At & { tableId: TableId }) =>
  db
    .selectFrom('pairing_codes')
    .select(['code_hash', 'tries'])
    .where('store_id', '=', storeId)
    .where('table_id', '=', tableId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', at),
);

export const countPairingTry = statement((db, { storeId, tableId }: { storeId: StoreId; tableId: TableId }) =>
  db
    .updateTable('pairing_codes')
    .set((e) => ({ tries: e('tries', '+', 1) }))
    .where('store_id', '=', storeId)
    .where('table_id', '=', tableId),
);

export const spendPairingCode = statement((db, { storeId, at, tableId }: At & { tableId: TableId }) =>
  db
    .updateTable('pairing_codes')
    .set({ used_at: at })
    .where('store_id', '=', storeId)
    .where('table_id', '=', tableId)
    .where('used_at', 'is', null),
);

export const findSessionsEndedBefore = statement((db, { storeId, before, limit }: { storeId: StoreId; before: number; limit: number }) =>
  db
    .selectFrom('table_sessions')
    .select('id')
    .where('store_id', '=', storeId)
    .where('ended_at', '<', before)
    .orderBy('ended_at')
    .limit(limit),
);

export const deleteSession = statement((db, { storeId, sessionId }: { storeId: StoreId; sessionId: SessionId }) =>
  db.deleteFrom('table_sessions').where('store_id', '=', storeId).where('id', '=', sessionId).where('ended_at', 'is not', null),
);
