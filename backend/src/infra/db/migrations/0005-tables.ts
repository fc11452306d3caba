import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const tableTables: Migration = {
  name: 'tables',
  async up({ schema }, step) {
    await step(
      columns(schema.createTable('tables'), {
        id: 'text',
        store_id: 'text',
        number: 'number',
        label: 'text?',
        zone: 'text?',
        qr_secret: 'text',
        created_at: 'number',
        removed_at: 'number?',
      }).addPrimaryKeyConstraint('tables_key', ['id']),
    );
    await step(
      schema.createIndex('tables_by_number').on('tables').columns(['store_id', 'number']).unique().where(sql<boolean>`removed_at is null`),
    );
    await step(
      columns(schema.createTable('table_sessions'), {
        id: 'text',
        store_id: 'text',
        table_id: 'text',
        started_at: 'number',
        ended_at: 'number?',
      }).addPrimaryKeyConstraint('table_sessions_key', ['id']),
    );
    await step(
      schema
        .createIndex('table_sessions_open')
        .on('table_sessions')
        .columns(['store_id', 'table_id'])
        .unique()
        .where(sql<boolean>`ended_at is null`),
    );
    await step(
      schema
        .createIndex('table_sessions_ended')
        .on('table_sessions')
        .columns(['store_id', 'ended_at'])
        .where(sql<boolean>`ended_at is not null`),
    );
  },
};
