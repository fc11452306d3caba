import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const waitingTables: Migration = {
  name: 'waiting',
  async up({ schema }, step) {
    // A row while staff say that the kitchen is busy; one whose time is over is as none.
    await step(
      columns(schema.createTable('kitchen_rushes'), { store_id: 'text', since_at: 'number', until_at: 'number?' }).addPrimaryKeyConstraint(
        'kitchen_rushes_key',
        ['store_id'],
      ),
    );
  },
};
