import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const recommendations: Migration = {
  name: 'recommendations',
  async up({ schema }, step) {
    await step(
      columns(schema.createTable('menu_recommendations'), {
        store_id: 'text',
        item_id: 'text',
        recommended_id: 'text',
        position: 'number',
      }).addPrimaryKeyConstraint('menu_recommendations_key', ['store_id', 'item_id', 'recommended_id']),
    );
    await step(schema.createIndex('menu_recommendations_of').on('menu_recommendations').columns(['store_id', 'recommended_id']));
  },
};
