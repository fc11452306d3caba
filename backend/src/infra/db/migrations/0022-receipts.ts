import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const receiptTables: Migration = {
  name: 'receipts',
  async up({ schema }, step) {
    // `place`: a station's id, or `board` and `pass` for the screens that are of no station.
    await step(
      columns(schema.createTable('order_sightings'), {
        store_id: 'text',
        order_id: 'text',
        place: 'text',
        screen: 'text',
        seen_at: 'number',
        by_id: 'text?',
      }).addPrimaryKeyConstraint('order_sightings_key', ['store_id', 'order_id', 'place']),
    );
    await step(
      columns(schema.createTable('order_escalations'), {
        store_id: 'text',
        order_id: 'text',
        step: 'number',
        at: 'number',
      }).addPrimaryKeyConstraint('order_escalations_key', ['store_id', 'order_id', 'step']),
    );
    // Looked at every other second: only what nobody has begun yet.
    await step(
      schema
        .createIndex('orders_fresh')
        .on('orders')
        .columns(['store_id', 'updated_at'])
        .where(sql<boolean>`deleted_at is null and status in ('PENDING', 'CONFIRMED')`),
    );
  },
};
