import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const storeTables: Migration = {
  name: 'stores',
  async up({ schema }, step) {
    await step(
      columns(schema.createTable('stores'), {
        id: 'text',
        code: 'text',
        name: 'text',
        currency: 'text',
        time_zone: 'text',
        locale: 'text',
        created_at: 'number',
      }).addPrimaryKeyConstraint('stores_key', ['id']),
    );
    await step(schema.createIndex('stores_by_code').on('stores').column('code').unique());
    await step(
      columns(schema.createTable('setup_tokens'), { token_hash: 'text', made_at: 'number', used_at: 'number?' }).addPrimaryKeyConstraint(
        'setup_tokens_key',
        ['token_hash'],
      ),
    );
  },
};
