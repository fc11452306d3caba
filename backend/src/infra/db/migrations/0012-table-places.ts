import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const tablePlaces: Migration = {
  name: 'table-places',
  async up({ schema }, step) {
    await step(
      columns(schema.createTable('table_places'), {
        table_id: 'text',
        store_id: 'text',
        x: 'number',
        y: 'number',
        width: 'number',
        height: 'number',
        shape: 'text',
      }).addPrimaryKeyConstraint('table_places_key', ['table_id']),
    );
    await step(schema.createIndex('table_places_of_store').on('table_places').columns(['store_id']));
  },
};
