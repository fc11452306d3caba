import { sql } from 'kysely';
import type { Migration } from '../migrate.ts';
import { columns } from './columns.ts';

export const orderTables: Migration = {
  name: 'orders',
  async up({ schema }, step) {
    await step(
      columns(schema.createTable('orders'), {
        id: 'text',
        store_id: 'text',
        number: 'number',
        status: 'text',
        version: 'number',
        table_id: 'text',
        table_number: 'number',
        session_id: 'text',
        total_amount: 'number',
        note: 'text?',
        cancel_reason: 'text?',
        placed_by: 'text',
        idempotency_key: 'text',
        body_hash: 'text',
        created_at: 'number',
        updated_at: 'number',
        deleted_at: 'number?',
        deleted_by: 'text?',
        delete_reason: 'text?',
      }).addPrimaryKeyConstraint('orders_key', ['id']),
    );
    await step(schema.createIndex('orders_by_key').on('orders').columns(['store_id', 'placed_by', 'idempotency_key']).unique());
    // Never two open orders with one number.
    await step(
      schema
        .createIndex('orders_open_number')
        .on('orders')
        .columns(['store_id', 'number'])
        .unique()
        .where(sql<boolean>`deleted_at is null and status not in ('COMPLETED', 'CANCELLED')`),
    );
    await step(schema.createIndex('orders_by_session').on('orders').columns(['store_id', 'session_id', 'id']));
    await step(schema.createIndex('orders_by_store').on('orders').columns(['store_id', 'id']));
    await step(schema.createIndex('orders_by_table').on('orders').columns(['store_id', 'table_id', 'id']));
    await step(
      columns(schema.createTable('order_items'), {
        id: 'text',
        store_id: 'text',
        order_id: 'text',
        position: 'number',
        menu_id: 'text',
        name: 'text',
        unit_price: 'number',
        quantity: 'number',
        options: 'text',
        subtotal: 'number',
        note: 'text?',
      }).addPrimaryKeyConstraint('order_items_key', ['order_id', 'position']),
    );
    await step(
      columns(schema.createTable('order_transitions'), {
        store_id: 'text',
        order_id: 'text',
        position: 'number',
        from_status: 'text?',
        to_status: 'text',
        at: 'number',
        actor: 'text',
        staff_id: 'text?',
      }).addPrimaryKeyConstraint('order_transitions_key', ['order_id', 'position']),
    );
  },
};
