import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const menuTables: Migration = {
  name: 'menu',
  async up({ schema }, step) {
    await step(
      columns(schema.createTable('categories'), {
        id: 'text',
        store_id: 'text',
        parent_id: 'text?',
        name: 'text',
        position: 'number',
      }).addPrimaryKeyConstraint('categories_key', ['id']),
    );
    await step(schema.createIndex('categories_by_store').on('categories').columns(['store_id', 'position']));
    await step(
      columns(schema.createTable('menu_items'), {
        id: 'text',
        store_id: 'text',
        category_id: 'text',
        name: 'text',
        description: 'text',
        price: 'number',
        position: 'number',
        sold_out_at: 'number?',
        sold_out_until: 'number?',
        hidden_at: 'number?',
        picture: 'text?',
        picture_widths: 'text?',
        badges: 'text',
        allergens: 'text',
        origin: 'text?',
        spice_level: 'number',
        alcohol: 'text',
        serving_hours: 'text?',
        daily_stock: 'number?',
        stock_on: 'text?',
        stock_used: 'number',
        created_at: 'number',
        removed_at: 'number?',
      }).addPrimaryKeyConstraint('menu_items_key', ['id']),
    );
    await step(schema.createIndex('menu_items_by_category').on('menu_items').columns(['store_id', 'category_id', 'position']));
    await step(
      columns(schema.createTable('option_groups'), {
        id: 'text',
        store_id: 'text',
        item_id: 'text',
        name: 'text',
        min_choices: 'number',
        max_choices: 'number',
        max_per_option: 'number',
        position: 'number',
      }).addPrimaryKeyConstraint('option_groups_key', ['id']),
    );
    await step(schema.createIndex('option_groups_by_item').on('option_groups').columns(['store_id', 'item_id', 'position']));
    await step(
      columns(schema.createTable('options'), {
        id: 'text',
        store_id: 'text',
        group_id: 'text',
        name: 'text',
        price_delta: 'number',
        position: 'number',
        unavailable_at: 'number?',
      }).addPrimaryKeyConstraint('options_key', ['id']),
    );
    await step(schema.createIndex('options_by_group').on('options').columns(['store_id', 'group_id', 'position']));
    await step(
      columns(schema.createTable('menu_texts'), {
        store_id: 'text',
        subject_id: 'text',
        locale: 'text',
        name: 'text?',
        description: 'text?',
        origin: 'text?',
      }).addPrimaryKeyConstraint('menu_texts_key', ['store_id', 'subject_id', 'locale']),
    );
  },
};
