import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const accessTables: Migration = {
  name: 'access',
  async up({ schema }, step) {
    await step(
      columns(schema.createTable('staff'), {
        id: 'text',
        store_id: 'text',
        username: 'text',
        username_key: 'text',
        password_hash: 'text',
        role: 'text',
        created_at: 'number',
        removed_at: 'number?',
      }).addPrimaryKeyConstraint('staff_key', ['id']),
    );
    await step(
      schema
        .createIndex('staff_by_name')
        .on('staff')
        .columns(['store_id', 'username_key'])
        .unique()
        .where(sql<boolean>`removed_at is null`),
    );
    await step(
      columns(schema.createTable('sign_ins'), {
        id: 'text',
        store_id: 'text',
        kind: 'text',
        staff_id: 'text?',
        table_id: 'text?',
        device_id: 'text?',
        session_id: 'text?',
        created_at: 'number',
        expires_at: 'number',
        ended_at: 'number?',
      }).addPrimaryKeyConstraint('sign_ins_key', ['id']),
    );
    await step(schema.createIndex('sign_ins_by_staff').on('sign_ins').columns(['store_id', 'staff_id']));
    await step(schema.createIndex('sign_ins_by_table').on('sign_ins').columns(['store_id', 'table_id']));
    await step(schema.createIndex('sign_ins_by_expiry').on('sign_ins').column('expires_at'));
    await step(
      columns(schema.createTable('devices'), {
        id: 'text',
        store_id: 'text',
        table_id: 'text',
        key_hash: 'text',
        paired_at: 'number',
        unpaired_at: 'number?',
      }).addPrimaryKeyConstraint('devices_key', ['id']),
    );
    await step(schema.createIndex('devices_by_key').on('devices').column('key_hash').unique());
    await step(schema.createIndex('devices_by_table').on('devices').columns(['store_id', 'table_id']));
    await step(
      columns(schema.createTable('pairing_codes'), {
        store_id: 'text',
        table_id: 'text',
        code_hash: 'text',
        made_at: 'number',
        expires_at: 'number',
        tries: 'number',
        used_at: 'number?',
      }).addPrimaryKeyConstraint('pairing_codes_key', ['store_id', 'table_id']),
    );
  },
};
