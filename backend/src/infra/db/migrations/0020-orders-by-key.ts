import type { Migration } from '../migrate.ts';
import { isPostgres, raw } from './raw.ts';

/**
 * The key first: one look by it finds the order whether the guests are asked for or the party, whose orders had been gone through for
 * each new order. Still one order for a key of the same guests.
 */
export const ordersByKey: Migration = {
  name: 'orders-by-key',
  async up(db, step) {
    const { schema } = db;
    await step(schema.dropIndex('orders_by_key'));
    await step(schema.createIndex('orders_by_key').on('orders').columns(['store_id', 'idempotency_key', 'placed_by']).unique());
    if (isPostgres(db)) return;
    // What `0014-figures.ts` said of the index before went with it.
    await step(raw(db, "insert into sqlite_stat1 (tbl, idx, stat) values ('orders', 'orders_by_key', '1000000 1000000 1 1')"));
    await step(raw(db, 'analyze sqlite_schema'));
  },
};
