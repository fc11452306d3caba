import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const displayTables: Migration = {
  name: 'displays',
  async up({ schema }, step) {
    await step(
      columns(schema.createTable('displays'), {
        store_id: 'text',
        id: 'text',
        kind: 'text',
        station_id: 'text?',
        screen: 'text',
        line: 'text',
        version: 'text',
        at: 'number',
        by_id: 'text?',
      }).addPrimaryKeyConstraint('displays_key', ['store_id', 'id']),
    );
    // Looked at every few seconds: which have fallen silent.
    await step(schema.createIndex('displays_by_word').on('displays').columns(['at']));
  },
};
