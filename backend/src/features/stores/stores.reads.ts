import type { StoreId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import type { Reading } from '../../infra/db/db.ts';
import { findStore } from './stores.sql.ts';

/** The zone of the store's clock and calendar. */
export async function zoneOfStore(reading: Reading, storeId: StoreId): Promise<string> {
  const store = await reading.first(findStore, { storeId });
  if (!store) throw problem('not-found', {});
  return store.time_zone;
}
