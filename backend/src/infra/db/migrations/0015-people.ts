import type { AuditArea } from '@tableorder/contract/audit';
import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

/** As they were when the areas came; what is written later brings its own. */
const AREAS: readonly (readonly [string, AuditArea])[] = [
  ['order', 'orders'],
  ['call', 'orders'],
  ['session', 'tables'],
  ['table', 'tables'],
  ['device', 'tables'],
  ['category', 'menu'],
  ['menu', 'menu'],
  ['item', 'menu'],
  ['options', 'menu'],
  ['staff', 'people'],
];

export const peopleTables: Migration = {
  name: 'people',
  async up(db, step) {
    const { schema } = db;
    await step(schema.alterTable('staff').addColumn('pin_hash', 'text'));
    await step(schema.alterTable('sign_ins').addColumn('screen_id', 'text'));
    await step(schema.alterTable('sign_ins').addColumn('way', 'text'));
    await step(schema.alterTable('sign_ins').addColumn('agent', 'text'));
    await step(schema.alterTable('sign_ins').addColumn('seen_at', 'bigint'));
    await step(schema.createIndex('sign_ins_by_screen').on('sign_ins').columns(['store_id', 'screen_id']));
    await step(
      columns(schema.createTable('screens'), { id: 'text', store_id: 'text', key_hash: 'text', made_at: 'number' }).addPrimaryKeyConstraint(
        'screens_key',
        ['id'],
      ),
    );
    await step(schema.createIndex('screens_by_key').on('screens').column('key_hash').unique());
    await step(
      columns(schema.createTable('screen_seats'), {
        store_id: 'text',
        screen_id: 'text',
        staff_id: 'text',
        tries: 'number',
        expires_at: 'number',
      }).addPrimaryKeyConstraint('screen_seats_key', ['store_id', 'screen_id', 'staff_id']),
    );
    await step(schema.createIndex('screen_seats_by_staff').on('screen_seats').columns(['store_id', 'staff_id']));
    await step(schema.createIndex('screen_seats_by_expiry').on('screen_seats').column('expires_at'));
    await step(
      columns(schema.createTable('second_factors'), {
        store_id: 'text',
        staff_id: 'text',
        secret: 'text',
        made_at: 'number',
        confirmed_at: 'number?',
        last_step: 'number',
      }).addPrimaryKeyConstraint('second_factors_key', ['store_id', 'staff_id']),
    );
    await step(
      columns(schema.createTable('recovery_codes'), {
        store_id: 'text',
        staff_id: 'text',
        code_hash: 'text',
        used_at: 'number?',
      }).addPrimaryKeyConstraint('recovery_codes_key', ['store_id', 'staff_id', 'code_hash']),
    );
    await step(schema.alterTable('audit').addColumn('area', 'text', (column) => column.notNull().defaultTo('shop')));
    for (const [subject, area] of AREAS)
      await step(
        db
          .updateTable('audit')
          .set({ area })
          .where(sql<boolean>`act like ${`${subject}.%`}`),
      );
    // Each way of looking through the book reads its own index from the newest line on, and no other line.
    await step(schema.dropIndex('audit_of_store'));
    await step(schema.createIndex('audit_by_time').on('audit').columns(['store_id', 'at', 'id']));
    await step(schema.createIndex('audit_by_person').on('audit').columns(['store_id', 'staff_id', 'at', 'id']));
    await step(schema.createIndex('audit_by_area').on('audit').columns(['store_id', 'area', 'at', 'id']));
  },
};
