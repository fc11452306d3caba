import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const deviceTables: Migration = {
  name: 'devices',
  async up({ schema }, step) {
    await step(schema.alterTable('devices').addColumn('unpaired_by', 'text'));
    await step(
      columns(schema.createTable('device_reports'), {
        device_id: 'text',
        store_id: 'text',
        at: 'number',
        version: 'text',
        battery: 'number?',
        charging: 'text?',
        screen: 'text',
        line: 'text',
      }).addPrimaryKeyConstraint('device_reports_key', ['store_id', 'device_id']),
    );
    await step(
      columns(schema.createTable('tablet_pins'), { store_id: 'text', pin_hash: 'text', set_at: 'number' }).addPrimaryKeyConstraint(
        'tablet_pins_key',
        ['store_id'],
      ),
    );
    await step(
      columns(schema.createTable('join_requests'), {
        id: 'text',
        store_id: 'text',
        table_id: 'text',
        secret_hash: 'text',
        asked_at: 'number',
        expires_at: 'number',
        decision: 'text?',
        decided_at: 'number?',
        session_id: 'text?',
      }).addPrimaryKeyConstraint('join_requests_key', ['id']),
    );
    await step(schema.createIndex('join_requests_of_table').on('join_requests').columns(['store_id', 'table_id', 'expires_at']));
    await step(schema.createIndex('join_requests_by_end').on('join_requests').columns(['store_id', 'expires_at']));
  },
};
