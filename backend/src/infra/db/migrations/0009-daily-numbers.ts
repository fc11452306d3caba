import type { Migration } from '../migrate.ts';

export const dailyNumbers: Migration = {
  name: 'daily-numbers',
  async up({ schema }, step) {
    // The business day of the last order number, for stores that count them by the day.
    await step(schema.alterTable('store_counters').addColumn('order_number_on', 'text'));
  },
};
