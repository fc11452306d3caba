import type { SessionId, StoreId } from '@tableorder/contract/ids';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Db } from '../../infra/db/db.ts';
import { deleteCallsOfSession } from '../calls/calls.sql.ts';
import { deleteLinesOfSession } from '../kitchen/kitchen.sql.ts';
import { deleteOrdersOfSession } from '../orders/orders.sql.ts';
import { deleteReceiptsOfSession } from '../receipts/receipts.sql.ts';
import { readStoreSettings } from '../stores/stores.settings.ts';
import { deleteSession, findSessionsEndedBefore } from '../tables/tables.sql.ts';

const DAY_MS = 24 * 3_600_000;
/** Sessions in one transaction: short enough that orders do not notice. */
const SLICE = 20;

/** Drops sessions that ended longer ago than the store keeps them (`historyDays`, a year), with their orders and calls, a few at a time. Gives how many. */
export async function purgeHistory({ db, clock }: { db: Db; clock: Clock }, storeId: StoreId): Promise<number> {
  const { settings } = await readStoreSettings(db, storeId);
  const keptMs = settings.historyDays * DAY_MS;
  let purged = 0;
  for (;;) {
    const ids = await db.inStore(storeId, async (trx) => {
      const sessions = await trx.all(findSessionsEndedBefore, { storeId, before: clock.now() - keptMs, limit: SLICE });
      for (const { id: sessionId } of sessions) {
        const of = { storeId, sessionId: sessionId as SessionId };
        await trx.run(deleteLinesOfSession, of);
        for (const remove of deleteReceiptsOfSession) await trx.run(remove, of);
        for (const remove of deleteOrdersOfSession) await trx.run(remove, of);
        await trx.run(deleteCallsOfSession, of);
        await trx.run(deleteSession, of);
      }
      return sessions;
    });
    purged += ids.length;
    if (ids.length < SLICE) return purged;
  }
}
