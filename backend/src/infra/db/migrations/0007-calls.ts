import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const callTables: Migration = {
  name: 'calls',
  async up({ schema }, step) {
    await step(
      columns(schema.createTable('calls'), {
        id: 'text',
        store_id: 'text',
        table_id: 'text',
        session_id: 'text?',
        reason: 'text',
        note: 'text?',
        created_at: 'number',
        done_at: 'number?',
        done_by: 'text?',
      }).addPrimaryKeyConstraint('calls_key', ['id']),
    );
    await step(schema.createIndex('calls_by_session').on('calls').columns(['store_id', 'session_id']));
    await step(schema.createIndex('calls_open').on('calls').columns(['store_id', 'created_at']).where(sql<boolean>`done_at is null`));
  },
};
