import type { StoreId } from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import type { Store } from '@tableorder/contract/stores';
import { statement } from '../../infra/db/statement.ts';

interface NewStore extends Store {
  readonly at: number;
}

export const insertStore = statement((db, store: NewStore) =>
  db.insertInto('stores').values({
    id: store.id,
    code: store.code,
    name: store.name,
    currency: store.currency,
    time_zone: store.timeZone,
    locale: store.locale,
    created_at: store.at,
    settings: '{}',
  }),
);

interface StoreRow {
  readonly id: StoreId;
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  readonly time_zone: string;
  readonly locale: Locale;
}

export const toStore = (row: StoreRow): Store => ({
  id: row.id,
  code: row.code,
  name: row.name,
  currency: row.currency,
  timeZone: row.time_zone,
  locale: row.locale,
});

const COLUMNS = ['id', 'code', 'name', 'currency', 'time_zone', 'locale'] as const;

export const findStore = statement((db, { storeId }: { storeId: StoreId }) =>
  db.selectFrom('stores').select(COLUMNS).where('id', '=', storeId),
);

export const findStoreByCode = statement((db, { code }: { code: string }) =>
  db.selectFrom('stores').select(COLUMNS).where('code', '=', code),
);

export const findStores = statement((db, _: object) => db.selectFrom('stores').select(COLUMNS).orderBy('created_at'));

export const findAnyStore = statement((db, _: object) => db.selectFrom('stores').select('id').limit(1));

export const findSettings = statement((db, { storeId }: { storeId: StoreId }) =>
  db
    .selectFrom('stores')
    .select([...COLUMNS, 'settings'])
    .where('id', '=', storeId),
);

export const updateSettings = statement(
  (db, { id, name, timeZone, locale, settings }: Pick<Store, 'id' | 'name' | 'timeZone' | 'locale'> & { settings: string }) =>
    db.updateTable('stores').set({ name, time_zone: timeZone, locale, settings }).where('id', '=', id),
);
