import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const kitchenTables: Migration = {
  name: 'kitchen',
  async up({ schema }, step) {
    // A line without a row waits: placing an order writes nothing here.
    await step(
      columns(schema.createTable('kitchen_lines'), {
        store_id: 'text',
        order_id: 'text',
        item_id: 'text',
        station_id: 'text',
        course: 'number?',
        held_at: 'number?',
        fired_at: 'number?',
        started_at: 'number?',
        bumped_at: 'number?',
        recalled_at: 'number?',
        by_id: 'text?',
      }).addPrimaryKeyConstraint('kitchen_lines_key', ['order_id', 'item_id', 'station_id']),
    );
    await step(
      schema
        .createIndex('kitchen_lines_by_bump')
        .on('kitchen_lines')
        .columns(['store_id', 'bumped_at'])
        .where(sql<boolean>`bumped_at is not null`),
    );
    // What was called back stays open although its order is ready: few rows, looked for with every reading of the tickets.
    await step(
      schema
        .createIndex('kitchen_lines_recalled')
        .on('kitchen_lines')
        .columns(['store_id', 'order_id'])
        .where(sql<boolean>`recalled_at is not null and bumped_at is null`),
    );
  },
};
