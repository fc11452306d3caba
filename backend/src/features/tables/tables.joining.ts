import type { JoinRequestId, StoreId, TableId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import { type JoinRequest, tablesEvents } from '@tableorder/contract/tables';
import { type Instant, toInstant } from '@tableorder/contract/time';
import { newId } from '../../infra/clock/new-id.ts';
import { newSecret, sha256Hex } from '../../infra/crypto/secrets.ts';
import type { Trx } from '../../infra/db/db.ts';
import type { Doer } from '../audit/audit.commands.ts';
import { needTable, openSession, recordTableAct, type TablesDeps } from './tables.commands.ts';
import { countJoinRequests, decideJoinRequests, deleteOldJoinRequests, findJoinRequest, insertJoinRequest } from './tables.joining.sql.ts';
import type { TableRow } from './tables.sql.ts';

/** Guests who wait longer than this have called somebody over. */
export const JOIN_REQUEST_MS = 10 * 60_000;
/** Phones of one party, and some that were refused; more only make noise at the counter. */
const MOST_REQUESTS = 8;
/** Later a lost answer is not asked for again. */
const KEPT_MS = 24 * 3_600_000;

interface JoinRequestRow {
  readonly id: JoinRequestId;
  readonly table_id: TableId;
  readonly number: number;
  readonly asked_at: number;
  readonly expires_at: number;
}

export const toJoinRequest = (row: JoinRequestRow): JoinRequest => ({
  id: row.id,
  tableId: row.table_id,
  tableNumber: row.number,
  askedAt: toInstant(row.asked_at),
  expiresAt: toInstant(row.expires_at),
});

/** Asks staff to open a free table for a phone. Problem `too-many-requests` when this table was asked for too often. */
export async function askStaff(
  trx: Trx,
  { clock, events }: Pick<TablesDeps, 'clock' | 'events'>,
  storeId: StoreId,
  table: TableRow,
): Promise<{ requestId: JoinRequestId; secret: string; expiresAt: Instant }> {
  const at = clock.now();
  await trx.run(deleteOldJoinRequests, { storeId, before: at - KEPT_MS });
  const { asked } = (await trx.first(countJoinRequests, { storeId, tableId: table.id, since: at })) ?? { asked: 0 };
  if (asked >= MOST_REQUESTS) throw problem('too-many-requests', {}, { retryAfterS: 60 });
  const request = { id: newId<JoinRequestId>(), table_id: table.id, number: table.number, asked_at: at, expires_at: at + JOIN_REQUEST_MS };
  const secret = newSecret();
  const { id, expires_at: expiresAt } = request;
  await trx.run(insertJoinRequest, { id, storeId, tableId: table.id, secretHash: sha256Hex(secret), at, expiresAt });
  await events.append(trx, storeId, tablesEvents, 'join_requested', { kind: 'staff' }, { request: toJoinRequest(request) });
  return { requestId: id, secret, expiresAt: toInstant(expiresAt) };
}

/** Staff let a party in, or not: for all phones that wait at the table. The same decision twice is one; Problem `table/join-over` otherwise. */
export function decideJoin(
  deps: Pick<TablesDeps, 'db' | 'clock' | 'events'>,
  storeId: StoreId,
  who: Doer,
  requestId: JoinRequestId,
  decision: 'accepted' | 'refused',
): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const request = await trx.first(findJoinRequest, { storeId, requestId });
    if (!request) throw problem('not-found', {});
    if (request.decision === decision) return;
    const at = deps.clock.now();
    if (request.decision !== null || request.expires_at <= at) throw problem('table/join-over', {});
    const { table_id: tableId } = request;
    const table = await needTable(trx, storeId, tableId);
    if (decision === 'accepted') await openSession(trx, deps, storeId, tableId);
    else {
      await trx.run(decideJoinRequests, { storeId, tableId, at, decision, sessionId: null });
      await deps.events.append(trx, storeId, tablesEvents, 'join_ended', { kind: 'staff' }, { tableId });
    }
    await recordTableAct(trx, deps, storeId, who, decision === 'accepted' ? 'session.open' : 'session.refuse', table, { by: 'phone' });
  });
}
