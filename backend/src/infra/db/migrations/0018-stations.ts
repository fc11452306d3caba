import type { Locale } from '@tableorder/contract/locale';
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';
import type { Builder } from '../statement.ts';
import { columns } from './columns.ts';

/** As they were when stations came. */
const LIMITS = { warn: 600_000, late: 1_200_000 };
const KITCHEN = { ko: '주방', en: 'Kitchen', ja: 'キッチン', zh: '厨房' };

export const stationTables: Migration = {
  name: 'stations',
  async up(db, step) {
    const { schema } = db;
    await step(
      columns(schema.createTable('stations'), {
        id: 'text',
        store_id: 'text',
        name: 'text',
        names: 'text',
        position: 'number',
        warn_ms: 'number',
        late_ms: 'number',
        language: 'text?',
        takes_rest_at: 'number?',
        created_at: 'number',
        removed_at: 'number?',
        moved_to: 'text?',
      }).addPrimaryKeyConstraint('stations_key', ['id']),
    );
    await step(schema.createIndex('stations_of_store').on('stations').columns(['store_id', 'position']));
    // One station of a store takes what is assigned to none.
    await step(
      schema.createIndex('stations_taking_rest').on('stations').column('store_id').unique().where(sql<boolean>`takes_rest_at is not null`),
    );
    await step(
      columns(schema.createTable('item_stations'), { store_id: 'text', item_id: 'text', station_id: 'text' }).addPrimaryKeyConstraint(
        'item_stations_key',
        ['store_id', 'item_id', 'station_id'],
      ),
    );
    await step(schema.createIndex('item_stations_of_station').on('item_stations').columns(['store_id', 'station_id']));
    await step(schema.alterTable('order_items').addColumn('station_ids', 'text'));
    for (const [locale, name] of Object.entries(KITCHEN)) await step(firstStations(db, locale as Locale, name));
  },
};

/** A kitchen for each store there is. It takes the store's id: a UUIDv7 that is no other station's, and that no database has to make. */
const firstStations = (db: Builder, locale: Locale, name: string) =>
  db
    .insertInto('stations')
    .columns(['id', 'store_id', 'name', 'names', 'position', 'warn_ms', 'late_ms', 'takes_rest_at', 'created_at'])
    .expression(
      db
        .selectFrom('stores')
        .select([
          'id',
          'id as store_id',
          sql.lit(name).as('name'),
          sql.lit(JSON.stringify(KITCHEN)).as('names'),
          sql.lit(0).as('position'),
          sql.lit(LIMITS.warn).as('warn_ms'),
          sql.lit(LIMITS.late).as('late_ms'),
          'created_at as takes_rest_at',
          'created_at',
        ])
        .where('locale', '=', locale),
    );
