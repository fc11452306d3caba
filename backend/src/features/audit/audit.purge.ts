import type { StoreId } from '@tableorder/contract/ids';
import type { Db } from '../../infra/db/db.ts';
import { deleteEntriesBefore } from './audit.sql.ts';

/** Lines in one transaction: short enough that orders do not notice. */
const SLICE = 500;

/** Drops what was written before the instant, a few lines at a time. Gives how many. */
export async function purgeEntries(db: Db, storeId: StoreId, before: number): Promise<number> {
  for (let purged = 0; ; ) {
    const dropped = await db.inStore(storeId, (trx) => trx.run(deleteEntriesBefore, { storeId, before, limit: SLICE }));
    purged += dropped;
    if (dropped < SLICE) return purged;
  }
}
