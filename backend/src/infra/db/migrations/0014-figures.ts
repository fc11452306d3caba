import { sql } from 'kysely';
import type { Migration, Step } from '../migrate.ts';
import type { Builder } from '../statement.ts';
import { columns } from './columns.ts';
import { isPostgres, raw } from './raw.ts';

/**
 * History by day, number and status, and the figures of past days. A day's figures are kept as they were counted and forgotten with the
 * transaction that touches an order or a call of that day: by triggers, because a writer that forgot it would make figures wrong for good.
 */
export const figures: Migration = {
  name: 'figures',
  async up(db, step) {
    const { schema } = db;
    const orders = (name: string) => schema.createIndex(name).on('orders');
    await step(orders('orders_by_day').columns(['store_id', 'created_at', 'id']));
    await step(orders('orders_by_table_and_day').columns(['store_id', 'table_id', 'created_at', 'id']));
    await step(orders('orders_by_number').columns(['store_id', 'number', 'created_at', 'id']));
    // Nearly all orders are completed: those are found by day.
    await step(orders('orders_by_status').columns(['store_id', 'status', 'created_at', 'id']).where(sql<boolean>`status <> 'COMPLETED'`));
    await step(orders('orders_deleted').columns(['store_id', 'created_at', 'id']).where(sql<boolean>`deleted_at is not null`));
    await step(schema.dropIndex('orders_by_store'));
    await step(schema.dropIndex('orders_by_table'));
    await step(schema.createIndex('calls_by_day').on('calls').columns(['store_id', 'created_at']));
    await step(schema.createIndex('tables_by_store').on('tables').columns(['store_id', 'created_at']));
    await step(
      columns(schema.createTable('day_figures'), {
        store_id: 'text',
        from_at: 'number',
        to_at: 'number',
        shape: 'number',
        figures: 'text',
        items: 'text',
      }).addPrimaryKeyConstraint('day_figures_key', ['store_id', 'to_at', 'from_at']),
    );
    await step(
      columns(schema.createTable('day_closings'), {
        store_id: 'text',
        day_on: 'text',
        from_at: 'number',
        to_at: 'number',
        closed_at: 'number',
        closed_by: 'text?',
        closed_by_name: 'text',
        note: 'text?',
        sales: 'number',
        orders: 'number',
        parties: 'number',
        cancelled_orders: 'number',
        cancelled_amount: 'number',
        deleted_orders: 'number',
        deleted_amount: 'number',
        open_orders: 'number',
        open_amount: 'number',
        open_tables: 'number',
        first_at: 'number?',
        last_at: 'number?',
      }).addPrimaryKeyConstraint('day_closings_key', ['store_id', 'day_on']),
    );
    await forgetTouchedDays(db, step);
    if (!isPostgres(db)) await sayHowOrdersLie(db, step);
  },
};

/** Rows of each index, and how many share its first columns, of a shop with a million orders. */
const ORDERS_LIE = {
  sqlite_autoindex_orders_1: '1000000 1',
  orders_by_key: '1000000 1000000 2000 1',
  orders_open_number: '100 100 1',
  orders_by_session: '1000000 1000000 3 1',
  orders_by_day: '1000000 1000000 2 1',
  orders_by_table_and_day: '1000000 1000000 20000 2 1',
  orders_by_number: '1000000 1000000 1000 2 1',
  orders_by_status: '30000 30000 8000 2 1',
  orders_deleted: '5000 5000 2 1',
} as const;

/**
 * SQLite guesses that a range of days is narrower than a table's or a number's orders, and would walk through a year of the store's. The
 * same measure for every shop, so that a statement goes about it the same way everywhere; PostgreSQL measures by itself.
 */
async function sayHowOrdersLie(db: Builder, step: Step): Promise<void> {
  await step(raw(db, 'analyze day_closings'));
  for (const [index, lie] of Object.entries(ORDERS_LIE))
    await step(raw(db, `insert into sqlite_stat1 (tbl, idx, stat) values ('orders', '${index}', '${lie}')`));
  await step(raw(db, 'analyze sqlite_schema'));
}

const forget = (row: 'new' | 'old') =>
  `delete from day_figures where store_id = ${row}.store_id and to_at > ${row}.created_at and from_at <= ${row}.created_at`;
const CHANGES = { insert: ['new'], update: ['old', 'new'], delete: ['old'] } as const;

async function forgetTouchedDays(db: Builder, step: Step): Promise<void> {
  const postgres = isPostgres(db);
  for (const [change, rows] of Object.entries(CHANGES)) {
    const work = rows.map((row) => `${forget(row)};`).join(' ');
    if (postgres)
      await step(
        raw(db, `create function forget_day_on_${change}() returns trigger language plpgsql as $$ begin ${work} return null; end $$`),
      );
    for (const table of ['orders', 'calls'])
      await step(
        raw(
          db,
          `create trigger ${table}_forget_day_on_${change} after ${change} on ${table} for each row ${
            postgres ? `execute function forget_day_on_${change}()` : `begin ${work} end`
          }`,
        ),
      );
  }
}
