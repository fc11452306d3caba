import { type Call, type CallReason, callsEvents } from '@tableorder/contract/calls';
import type { CallId, SessionId, StaffId, StoreId, TableId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import { toInstant } from '@tableorder/contract/time';
import type { Clock } from '../../infra/clock/clock.ts';
import { newId } from '../../infra/clock/new-id.ts';
import type { Db, Trx } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import { type Doer, recordAct } from '../audit/audit.commands.ts';
import { sessionOfGuest } from '../tables/tables.commands.ts';
import { findCall, findOpenCallsOfTable, insertCall, markCallDone, seatCalls } from './calls.sql.ts';

export interface CallsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
}

/** Open calls of one table; more say nothing new. */
const MOST_OPEN = 5;

interface CallRow {
  readonly id: CallId;
  readonly table_id: TableId;
  readonly number: number;
  readonly session_id: SessionId | null;
  readonly reason: CallReason;
  readonly note: string | null;
  readonly created_at: number;
  readonly done_at: number | null;
}

export const toCall = (row: CallRow): Call => ({
  id: row.id,
  tableId: row.table_id,
  tableNumber: row.number,
  sessionId: row.session_id,
  reason: row.reason,
  note: row.note,
  createdAt: toInstant(row.created_at),
  doneAt: row.done_at === null ? null : toInstant(row.done_at),
});

async function needCall(trx: Trx, storeId: StoreId, callId: CallId): Promise<CallRow> {
  const row = await trx.first(findCall, { storeId, callId });
  if (!row) throw problem('not-found', {});
  return row;
}

/** Calls staff to a table. The same reason and note again while it is open is the same call; Problem `call/too-many` beyond five. */
export function callStaff(
  deps: CallsDeps,
  storeId: StoreId,
  { tableId, joinedId }: { tableId: TableId; joinedId: SessionId | null },
  wanted: { reason: CallReason; note: string | null },
): Promise<Call> {
  return deps.db.inStore(storeId, async (trx) => {
    const sessionId = await sessionOfGuest(trx, storeId, tableId, joinedId);
    const open = await trx.all(findOpenCallsOfTable, { storeId, tableId });
    const same = open.find((call) => call.reason === wanted.reason && call.note === wanted.note);
    if (same) return toCall(same);
    if (open.length >= MOST_OPEN) throw problem('call/too-many', { open: open.length });
    const id = newId<CallId>();
    await trx.run(insertCall, { id, storeId, tableId, sessionId, ...wanted, at: deps.clock.now() });
    const call = toCall(await needCall(trx, storeId, id));
    await append(trx, deps, storeId, 'call_created', call);
    return call;
  });
}

/** The call was answered. Twice is once: the second staff member gets the call as it is. */
export function finishCall(deps: CallsDeps, storeId: StoreId, callId: CallId, who: Doer): Promise<Call> {
  return deps.db.inStore(storeId, async (trx) => {
    const row = await needCall(trx, storeId, callId);
    const done = await trx.run(markCallDone, { storeId, callId, at: deps.clock.now(), staffId: who.staffId });
    const call = toCall(await needCall(trx, storeId, callId));
    if (done === 0) return call;
    await append(trx, deps, storeId, 'call_done', call);
    const details = { reason: call.reason, note: call.note, waitedSeconds: Math.round((deps.clock.now() - row.created_at) / 1000) };
    await recordAct(trx, deps, storeId, who, { act: 'call.done', subjectId: callId, subject: String(call.tableNumber), details });
    return call;
  });
}

/** Ends a table's open calls when its party leaves. */
export async function finishCallsOfTable(
  trx: Trx,
  deps: CallsDeps,
  storeId: StoreId,
  tableId: TableId,
  staffId: StaffId | null,
): Promise<void> {
  for (const row of await trx.all(findOpenCallsOfTable, { storeId, tableId })) {
    const at = deps.clock.now();
    await trx.run(markCallDone, { storeId, callId: row.id, at, staffId });
    await append(trx, deps, storeId, 'call_done', toCall({ ...row, done_at: at }));
  }
}

/** Takes a party's open calls along to where it sits now. A call that is told again at another table has left the one before. */
export async function seatCallsOfTable(
  trx: Trx,
  deps: CallsDeps,
  storeId: StoreId,
  tableId: TableId,
  to: { tableId: TableId; sessionId: SessionId },
): Promise<void> {
  const moving = await trx.all(findOpenCallsOfTable, { storeId, tableId });
  await trx.run(seatCalls, { storeId, tableId, toTableId: to.tableId, toSessionId: to.sessionId });
  for (const { id } of moving) await append(trx, deps, storeId, 'call_created', toCall(await needCall(trx, storeId, id)));
}

function append(trx: Trx, deps: CallsDeps, storeId: StoreId, type: 'call_created' | 'call_done', call: Call): Promise<number> {
  const { tableId, sessionId } = call;
  // Before the first order there is no session; the table's tablet hears of its call all the same.
  const audience = { kind: 'session', tableId, sessionId } as const;
  return deps.events.append(trx, storeId, callsEvents, type, audience, { call });
}
