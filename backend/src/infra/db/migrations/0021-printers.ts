import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const printerTables: Migration = {
  name: 'printers',
  async up({ schema }, step) {
    await step(
      columns(schema.createTable('printers'), {
        id: 'text',
        store_id: 'text',
        name: 'text',
        host: 'text',
        port: 'number',
        width_dots: 'number',
        confirms: 'text',
        station_ids: 'text',
        fallback_id: 'text?',
        state: 'text',
        state_at: 'number',
        seen_at: 'number?',
        serves_since: 'number',
        created_at: 'number',
        removed_at: 'number?',
      }).addPrimaryKeyConstraint('printers_key', ['id']),
    );
    await step(schema.createIndex('printers_of_store').on('printers').columns(['store_id', 'id']));
    await step(
      schema
        .createIndex('printers_by_address')
        .on('printers')
        .columns(['store_id', 'host', 'port'])
        .unique()
        .where(sql<boolean>`removed_at is null`),
    );
    await step(
      columns(schema.createTable('print_jobs'), {
        id: 'text',
        store_id: 'text',
        job_key: 'text',
        order_id: 'text?',
        station_id: 'text?',
        printer_id: 'text',
        kind: 'text',
        state: 'text',
        attempts: 'number',
        doubts: 'number',
        leased_until: 'number?',
        expires_at: 'number',
        created_at: 'number',
        printed_at: 'number?',
        printed_by: 'text?',
        trouble: 'text?',
        dismissed_at: 'number?',
        content: 'text',
      }).addPrimaryKeyConstraint('print_jobs_key', ['id']),
    );
    await step(schema.createIndex('print_jobs_once').on('print_jobs').columns(['store_id', 'job_key']).unique());
    await step(schema.createIndex('print_jobs_of_order').on('print_jobs').columns(['store_id', 'order_id', 'id']));
    await step(
      schema
        .createIndex('print_jobs_open')
        .on('print_jobs')
        .columns(['store_id', 'printer_id', 'id'])
        .where(sql<boolean>`state in ('waiting', 'printing', 'unsure')`),
    );
    await step(
      schema
        .createIndex('print_jobs_troubled')
        .on('print_jobs')
        .columns(['store_id', 'id'])
        .where(sql<boolean>`state in ('failed', 'expired') and dismissed_at is null`),
    );
    await step(schema.createIndex('print_jobs_by_age').on('print_jobs').columns(['store_id', 'created_at']));
    await step(
      columns(schema.createTable('print_cursors'), { store_id: 'text', epoch: 'text', seq: 'number' }).addPrimaryKeyConstraint(
        'print_cursors_key',
        ['store_id'],
      ),
    );
  },
};
