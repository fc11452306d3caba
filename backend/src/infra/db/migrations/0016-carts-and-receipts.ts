import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const cartsAndReceipts: Migration = {
  name: 'carts-and-receipts',
  async up({ schema }, step) {
    await step(
      columns(schema.createTable('cart_guests'), {
        id: 'text',
        store_id: 'text',
        session_id: 'text',
        device: 'text',
        kind: 'text',
        number: 'number',
        nickname: 'text?',
      }).addPrimaryKeyConstraint('cart_guests_key', ['id']),
    );
    await step(schema.createIndex('cart_guests_of_session').on('cart_guests').columns(['store_id', 'session_id', 'device']).unique());
    await step(
      columns(schema.createTable('cart_lines'), {
        id: 'text',
        store_id: 'text',
        session_id: 'text',
        version: 'number',
        added_by: 'text',
        menu_id: 'text',
        name: 'text',
        option_ids: 'text',
        quantity: 'number',
        note: 'text?',
        unit_price: 'number',
        added_at: 'number',
        removed_at: 'number?',
        order_id: 'text?',
      }).addPrimaryKeyConstraint('cart_lines_key', ['store_id', 'id']),
    );
    await step(schema.createIndex('cart_lines_of_session').on('cart_lines').columns(['store_id', 'session_id', 'id']));
    await step(schema.alterTable('orders').addColumn('seen_at', 'bigint'));
    await step(schema.alterTable('orders').addColumn('seen_on', 'text'));
  },
};
