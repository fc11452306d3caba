import type { AuditAct } from '@tableorder/contract/audit';
import type { UnpairedBy } from '@tableorder/contract/devices';
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
import { type Act, type Doer, recordAct } from '../audit/audit.commands.ts';
import { decideJoinRequests, deleteJoinRequests } from './tables.joining.sql.ts';
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

/** Writes an act on a table into the store's book, under the number people call it by. */
export const recordTableAct = (
  trx: Trx,
  deps: Pick<TablesDeps, 'clock'>,
  storeId: StoreId,
  who: Doer,
  act: AuditAct,
  table: Pick<TableRow, 'id' | 'number'>,
  details: Act['details'] = {},
): Promise<void> => recordAct(trx, deps, storeId, who, { act, subjectId: table.id, subject: String(table.number), details });

/** What differs, as `before → after`. */
function changed(before: TableRow, after: TableRow): Record<string, string> {
  const said = (value: string | number | null) => (value === null ? '–' : String(value));
  const names = ['number', 'label', 'zone'] as const;
  return Object.fromEntries(
    names.filter((name) => before[name] !== after[name]).map((name) => [name, `${said(before[name])} → ${said(after[name])}`]),
  );
}

export function makeTable(deps: TablesDeps, storeId: StoreId, who: Doer, input: TableInput & { number: number }): Promise<Table> {
  return deps.db.inStore(storeId, async (trx) => {
    await refuseTakenNumber(trx, storeId, input.number, null);
    const id = newId<TableId>();
    const { number, label = null, zone = null } = input;
    await trx.run(insertTable, { id, storeId, number, label, zone, qrSecret: newSecret(16), at: deps.clock.now() });
    const row = await needTable(trx, storeId, id);
    await tableUpdated(trx, deps.events, storeId, row, noMoney);
    await recordTableAct(trx, deps, storeId, who, 'table.add', row, { label, zone });
    return toTable(row);
  });
}

/** `totalOf` reads the running session's total; orders are to the right, so whoever has them hands it in. */
export type TotalOf = (trx: Trx, storeId: StoreId, sessionId: SessionId) => Promise<Money>;

export function changeTableFacts(
  deps: TablesDeps & { totalOf: TotalOf },
  storeId: StoreId,
  who: Doer,
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
    await recordTableAct(trx, deps, storeId, who, 'table.change', row, changed(known, row));
    return toTable(row);
  });
}

export function removeTable(deps: TablesDeps, storeId: StoreId, who: Doer, tableId: TableId): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const row = await needTable(trx, storeId, tableId);
    if (row.session_id !== null) throw problem('table/in-use', { tableId, number: row.number });
    await unpair(trx, deps, storeId, tableId, 'table');
    await trx.run(dropPairingCode, { storeId, tableId });
    await endJoinRequests(trx, deps, storeId, tableId);
    await recordTableAct(trx, deps, storeId, who, 'table.remove', row);
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
  const at = deps.clock.now();
  await trx.run(insertSession, { id, storeId, tableId, at });
  // Whoever opened it: phones that asked to be let in belong to this party.
  await trx.run(decideJoinRequests, { storeId, tableId, at, decision: 'accepted', sessionId: id });
  await tableUpdated(trx, deps.events, storeId, await needTable(trx, storeId, tableId), noMoney);
  return id;
}

/** Nobody waits at this table any more: the screens of the staff are told, the phones find their request gone. */
async function endJoinRequests(trx: Trx, { events }: Pick<TablesDeps, 'events'>, storeId: StoreId, tableId: TableId): Promise<void> {
  if ((await trx.run(deleteJoinRequests, { storeId, tableId })) === 0) return;
  await events.append(trx, storeId, tablesEvents, 'join_ended', { kind: 'staff' }, { tableId });
}

/** The session that runs at a guest's table, null for none. A phone (`joinedId`) is in the one it joined and in no later one: Problem `unauthorized`. */
export async function sessionOfGuest(trx: Trx, storeId: StoreId, tableId: TableId, joinedId: SessionId | null): Promise<SessionId | null> {
  const open = await trx.first(findOpenSession, { storeId, tableId });
  if (joinedId !== null && open?.id !== joinedId) throw problem('unauthorized', {});
  return open?.id ?? null;
}

/** A new pairing code; the one before is void. It is stored hashed and shown once. */
export function makePairing(deps: TablesDeps, storeId: StoreId, who: Doer, tableId: TableId): Promise<{ code: string; expiresAt: number }> {
  const code = newPairingCode();
  return deps.db.inStore(storeId, async (trx) => {
    await recordTableAct(trx, deps, storeId, who, 'table.pair', await needTable(trx, storeId, tableId));
    const at = deps.clock.now();
    const expiresAt = at + PAIRING_CODE_MS;
    await trx.run(dropPairingCode, { storeId, tableId });
    await trx.run(insertPairingCode, { storeId, tableId, codeHash: sha256Hex(code), at, expiresAt });
    return { code, expiresAt };
  });
}

/** Ends the pairing of a table's tablets and everything signed in by it; the tablet that is out is told `by` what. */
export async function unpair(
  trx: Trx,
  deps: Pick<TablesDeps, 'clock' | 'signIns'>,
  storeId: StoreId,
  tableId: TableId,
  by: UnpairedBy,
): Promise<void> {
  const at = deps.clock.now();
  for (const device of await trx.all(unpairDevices, { storeId, tableId, at, by })) {
    const ended = await trx.all(endSignInsOfDevice, { storeId, deviceId: device.id, at });
    deps.signIns.changed(
      trx,
      ended.map((signIn) => signIn.id),
    );
  }
}

export function unpairTable(deps: TablesDeps, storeId: StoreId, who: Doer, tableId: TableId): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    await recordTableAct(trx, deps, storeId, who, 'table.unpair', await needTable(trx, storeId, tableId));
    await unpair(trx, deps, storeId, tableId, 'staff');
  });
}

/** A new secret for the table's QR link; the printed one is dead. Phones that are in stay in. */
export function rotateQrSecret(deps: TablesDeps, storeId: StoreId, who: Doer, tableId: TableId): Promise<TableRow> {
  return deps.db.inStore(storeId, async (trx) => {
    await trx.run(setQrSecret, { storeId, tableId, qrSecret: newSecret(16) });
    // Whoever asked by the leaked link asks no longer.
    await endJoinRequests(trx, deps, storeId, tableId);
    const row = await needTable(trx, storeId, tableId);
    await recordTableAct(trx, deps, storeId, who, 'table.qr', row);
    return row;
  });
}
