import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const eventTables: Migration = {
  name: 'events',
  async up({ schema }, step) {
    await step(
      columns(schema.createTable('server_facts'), { name: 'text', value: 'text' }).addPrimaryKeyConstraint('server_facts_key', ['name']),
    );
    await step(
      columns(schema.createTable('store_counters'), {
        store_id: 'text',
        event_seq: 'number',
        order_number: 'number',
      }).addPrimaryKeyConstraint('store_counters_key', ['store_id']),
    );
    await step(
      columns(schema.createTable('events'), {
        store_id: 'text',
        seq: 'number',
        type: 'text',
        audience: 'text',
        table_id: 'text?',
        session_id: 'text?',
        data: 'text',
        at: 'number',
      }).addPrimaryKeyConstraint('events_key', ['store_id', 'seq']),
    );
  },
};
