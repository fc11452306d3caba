import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

/** Which item has which option group becomes a table of its own, so that a group of the library can be on many items. */
export const menuLibrary: Migration = {
  name: 'menu-library',
  async up(db, step) {
    const { schema } = db;
    await step(
      columns(schema.createTable('item_option_groups'), {
        store_id: 'text',
        item_id: 'text',
        position: 'number',
        group_id: 'text',
      }).addPrimaryKeyConstraint('item_option_groups_key', ['store_id', 'item_id', 'position']),
    );
    await step(
      db
        .insertInto('item_option_groups')
        .columns(['store_id', 'item_id', 'position', 'group_id'])
        .expression((e) =>
          e
            .selectFrom('option_groups')
            // Two columns that go below: the schema of today does not know them any more.
            .select((of) => ['store_id', of.ref('item_id' as 'id').as('item_id'), of.ref('position' as 'id').as('position'), 'id']),
        ),
    );
    await step(schema.createIndex('item_option_groups_by_group').on('item_option_groups').columns(['store_id', 'group_id']));
    await step(schema.dropIndex('option_groups_by_item'));
    await step(schema.alterTable('option_groups').dropColumn('item_id'));
    await step(schema.alterTable('option_groups').dropColumn('position'));
    await step(schema.alterTable('option_groups').addColumn('library_at', 'bigint'));
    await step(schema.alterTable('option_groups').addColumn('version', 'bigint', (column) => column.notNull().defaultTo(1)));
    await step(schema.createIndex('option_groups_of_library').on('option_groups').columns(['store_id', 'library_at']));
    await step(schema.alterTable('menu_items').addColumn('version', 'bigint', (column) => column.notNull().defaultTo(1)));
  },
};
