import type { StoreId } from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import { invalidField, problem } from '@tableorder/contract/problem';
import type { Store } from '@tableorder/contract/stores';
import { isTimeZone } from '@tableorder/contract/time';
import { newId } from '../../infra/clock/new-id.ts';
import type { Trx } from '../../infra/db/db.ts';
import { insertCounters } from '../../infra/events/events.sql.ts';
import { findStoreByCode, insertStore } from './stores.sql.ts';

export interface NewStore {
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly locale?: Locale | undefined;
}

/** Currencies the runtime can format; an unknown code would break every price on every screen. */
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** Makes a store with its counters, inside the server's transaction. Problem `store/code-taken`, or `invalid` for an unknown zone or currency. */
export async function makeStore(trx: Trx, wanted: NewStore, at: number): Promise<Store> {
  if (!isTimeZone(wanted.timeZone)) throw invalidField('/store/timeZone', 'time-zone');
  if (!CURRENCIES.has(wanted.currency)) throw invalidField('/store/currency', 'currency');
  if (await trx.first(findStoreByCode, { code: wanted.code })) throw problem('store/code-taken', {});
  const { code, name, currency, timeZone, locale = 'ko' } = wanted;
  const store: Store = { id: newId<StoreId>(), code, name, currency, timeZone, locale };
  await trx.run(insertStore, { ...store, at });
  await trx.run(insertCounters, { storeId: store.id });
  return store;
}
