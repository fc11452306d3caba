import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const settingsAndAudit: Migration = {
  name: 'settings-and-audit',
  async up({ schema }, step) {
    // What a store has decided; a setting it lacks has its default.
    await step(schema.alterTable('stores').addColumn('settings', 'text', (column) => column.notNull().defaultTo('{}')));
    await step(
      columns(schema.createTable('audit'), {
        id: 'text',
        store_id: 'text',
        at: 'number',
        staff_id: 'text?',
        staff_name: 'text',
        role: 'text?',
        act: 'text',
        subject_id: 'text?',
        subject: 'text',
        details: 'text',
      }).addPrimaryKeyConstraint('audit_key', ['id']),
    );
    await step(schema.createIndex('audit_of_store').on('audit').columns(['store_id', 'id']));
    await step(schema.createIndex('audit_of_subject').on('audit').columns(['store_id', 'subject_id', 'id']));
  },
};
