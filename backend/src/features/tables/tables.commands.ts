import type { SessionId, StoreId, TableId } from '@tableorder/contract/ids';
import { type Money, noMoney } from '@tableorder/contract/money';
import { problem } from '@tableorder/contract/problem';
import { type Table, type TableSession, tablesEvents } from '@tableorder/contract/tables';
import { toInstant } from '@tableorder/contract/time';
import type { Clock } from '../../infra/clock/clock.ts';
import { newId } from '../../infra/clock/new-id.ts';
import { newPairingCode, newSecret, sha256Hex } from '../../infra/crypto/secrets.ts';
import type { Db, Trx } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import type { SignIns } from '../access/access.sign-ins.ts';
import { endSignInsOfDevice } from '../access/access.sql.ts';
import {
  dropPairingCode,
  findOpenSession,
  findTable,
  findTableByNumber,
  insertPairingCode,
  insertSession,
  insertTable,
  markTableRemoved,
  setQrSecret,
  type TableRow,
  toTable,
  unpairDevices,
  updateTable,
} from './tables.sql.ts';

export interface TablesDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
  readonly signIns: SignIns;
}

/** A pairing code is typed within minutes of being shown (reliability paper V6.5.5). */
export const PAIRING_CODE_MS = 10 * 60_000;

/** Says how a table stands after a change. `totalAmount` is the running session's. */
export async function tableUpdated(trx: Trx, events: Events, storeId: StoreId, row: TableRow, totalAmount: Money): Promise<void> {
  const session: TableSession | null =
    row.session_id === null || row.session_started_at === null
      ? null
      : { id: row.session_id, startedAt: toInstant(row.session_started_at) };
  const audience = session ? ({ kind: 'session', tableId: row.id, sessionId: session.id } as const) : ({ kind: 'staff' } as const);
  await events.append(trx, storeId, tablesEvents, 'table_updated', audience, {
    tableId: row.id,
    table: toTable(row),
    session,
    totalAmount,
  });
}

/** The table as this transaction sees it; Problem `not-found`. */
export async function needTable(trx: Trx, storeId: StoreId, tableId: TableId): Promise<TableRow> {
  const row = await trx.first(findTable, { storeId, tableId });
  if (!row) throw problem('not-found', {});
  return row;
}

interface TableInput {
  readonly number?: number | undefined;
  readonly label?: string | null | undefined;
  readonly zone?: string | null | undefined;
}

async function refuseTakenNumber(trx: Trx, storeId: StoreId, number: number, tableId: TableId | null): Promise<void> {
  const taken = await trx.first(findTableByNumber, { storeId, number });
  if (taken && taken.id !== tableId) throw problem('table/number-taken', { number });
}

export function makeTable(deps: TablesDeps, storeId: StoreId, input: TableInput & { number: number }): Promise<Table> {
  return deps.db.inStore(storeId, async (trx) => {
    await refuseTakenNumber(trx, storeId, input.number, null);
    const id = newId<TableId>();
    const { number, label = null, zone = null } = input;
    await trx.run(insertTable, { id, storeId, number, label, zone, qrSecret: newSecret(16), at: deps.clock.now() });
    const row = await needTable(trx, storeId, id);
    await tableUpdated(trx, deps.events, storeId, row, noMoney);
    return toTable(row);
  });
}

/** `totalOf` reads the running session's total; orders are to the right, so whoever has them hands it in. */
export type TotalOf = (trx: Trx, storeId: StoreId, sessionId: SessionId) => Promise<Money>;

export function changeTableFacts(
  deps: TablesDeps & { totalOf: TotalOf },
  storeId: StoreId,
  tableId: TableId,
  input: TableInput,
): Promise<Table> {
  return deps.db.inStore(storeId, async (trx) => {
    const known = await needTable(trx, storeId, tableId);
    const number = input.number ?? known.number;
    await refuseTakenNumber(trx, storeId, number, tableId);
    const { label = known.label, zone = known.zone } = input;
    await trx.run(updateTable, { storeId, tableId, number, label, zone });
    const row = await needTable(trx, storeId, tableId);
    await tableUpdated(trx, deps.events, storeId, row, row.session_id ? await deps.totalOf(trx, storeId, row.session_id) : noMoney);
    return toTable(row);
  });
}

export function removeTable(deps: TablesDeps, storeId: StoreId, tableId: TableId): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const row = await needTable(trx, storeId, tableId);
    if (row.session_id !== null) throw problem('table/in-use', { tableId, number: row.number });
    await unpair(trx, deps, storeId, tableId);
    await trx.run(dropPairingCode, { storeId, tableId });
    await trx.run(markTableRemoved, { storeId, tableId, at: deps.clock.now() });
    await deps.events.append(
      trx,
      storeId,
      tablesEvents,
      'table_updated',
      { kind: 'staff' },
      { tableId, table: null, session: null, totalAmount: noMoney },
    );
  });
}

/** The running session of a table, or a new one that sets it IN_USE. */
export async function openSession(
  trx: Trx,
  deps: Pick<TablesDeps, 'clock' | 'events'>,
  storeId: StoreId,
  tableId: TableId,
): Promise<SessionId> {
  const open = await trx.first(findOpenSession, { storeId, tableId });
  if (open) return open.id;
  const id = newId<SessionId>();
  await trx.run(insertSession, { id, storeId, tableId, at: deps.clock.now() });
  await tableUpdated(trx, deps.events, storeId, await needTable(trx, storeId, tableId), noMoney);
  return id;
}

/** The session that runs at a guest's table, null for none. A phone (`joinedId`) is in the one it joined and in no later one: Problem `unauthorized`. */
export async function sessionOfGuest(trx: Trx, storeId: StoreId, tableId: TableId, joinedId: SessionId | null): Promise<SessionId | null> {
  const open = await trx.first(findOpenSession, { storeId, tableId });
  if (joinedId !== null && open?.id !== joinedId) throw problem('unauthorized', {});
  return open?.id ?? null;
}

/** A new pairing code; the one before is void. It is stored hashed and shown once. */
export function makePairing(deps: TablesDeps, storeId: StoreId, tableId: TableId): Promise<{ code: string; expiresAt: number }> {
  const code = newPairingCode();
  return deps.db.inStore(storeId, async (trx) => {
    await needTable(trx, storeId, tableId);
    const at = deps.clock.now();
    const expiresAt = at + PAIRING_CODE_MS;
    await trx.run(dropPairingCode, { storeId, tableId });
    await trx.run(insertPairingCode, { storeId, tableId, codeHash: sha256Hex(code), at, expiresAt });
    return { code, expiresAt };
  });
}

/** Ends the pairing of a table's tablets and everything signed in by it. */
export async function unpair(trx: Trx, deps: Pick<TablesDeps, 'clock' | 'signIns'>, storeId: StoreId, tableId: TableId): Promise<void> {
  const at = deps.clock.now();
  for (const device of await trx.all(unpairDevices, { storeId, tableId, at })) {
    const ended = await trx.all(endSignInsOfDevice, { storeId, deviceId: device.id, at });
    deps.signIns.changed(
      trx,
      ended.map((signIn) => signIn.id),
    );
  }
}

export function unpairTable(deps: TablesDeps, storeId: StoreId, tableId: TableId): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    await needTable(trx, storeId, tableId);
    await unpair(trx, deps, storeId, tableId);
  });
}

/** A new secret for the table's QR link; the printed one is dead. Phones that are in stay in. */
export function rotateQrSecret(deps: TablesDeps, storeId: StoreId, tableId: TableId): Promise<TableRow> {
  return deps.db.inStore(storeId, async (trx) => {
    await trx.run(setQrSecret, { storeId, tableId, qrSecret: newSecret(16) });
    return needTable(trx, storeId, tableId);
  });
}
