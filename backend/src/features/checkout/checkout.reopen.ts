import { REOPEN_MS } from '@tableorder/contract/checkout';
import type { SessionId, StoreId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import type { Table, TableSession } from '@tableorder/contract/tables';
import { toInstant } from '@tableorder/contract/time';
import { type Doer, recordAct } from '../audit/audit.commands.ts';
import { orderUpdated } from '../orders/orders.changes.ts';
import { totalOfSession } from '../orders/orders.reads.ts';
import { findOrdersOfSession } from '../orders/orders.sql.ts';
import { needTable, tableUpdated } from '../tables/tables.commands.ts';
import { findSession, reviveSession, toTable } from '../tables/tables.sql.ts';
import type { CheckoutDeps } from './checkout.commands.ts';

/**
 * Takes 이용 완료 back: the same session runs again with its orders as they were left, for a status never goes back. Phones join anew by
 * the QR code. Problems `not-found`, `checkout/too-late`, `table/in-use` when other guests sit there by now.
 */
export function reopenParty(
  deps: CheckoutDeps,
  storeId: StoreId,
  sessionId: SessionId,
  who: Doer,
): Promise<{ table: Table; session: TableSession }> {
  return deps.db.inStore(storeId, async (trx) => {
    const ended = await trx.first(findSession, { storeId, sessionId });
    if (!ended) throw problem('not-found', {});
    const table = await needTable(trx, storeId, ended.table_id);
    const session = { id: sessionId, startedAt: toInstant(ended.started_at) };
    // Twice is once: the party is there again.
    if (ended.ended_at === null) return { table: toTable(table), session };
    if (table.session_id !== null) throw problem('table/in-use', { tableId: table.id, number: table.number });
    if (deps.clock.now() - ended.ended_at > REOPEN_MS) throw problem('checkout/too-late', { endedAt: toInstant(ended.ended_at) });
    await trx.run(reviveSession, { storeId, sessionId });
    const taken = await needTable(trx, storeId, table.id);
    const total = await totalOfSession(trx, storeId, sessionId);
    await tableUpdated(trx, deps.events, storeId, taken, total);
    const orders = await trx.all(findOrdersOfSession, { storeId, sessionId });
    for (const row of orders) await orderUpdated(trx, deps, storeId, row.id);
    const details = { amount: total, orders: orders.length, endedAt: toInstant(ended.ended_at) };
    await recordAct(trx, deps, storeId, who, { act: 'session.reopen', subjectId: sessionId, subject: String(table.number), details });
    return { table: toTable(taken), session };
  });
}
