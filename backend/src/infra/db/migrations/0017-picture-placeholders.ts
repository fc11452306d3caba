import type { Migration } from '../migrate.ts';

export const picturePlaceholders: Migration = {
  name: 'picture-placeholders',
  async up({ schema }, step) {
    // A few pixels of the picture as a data address, to stand in its place until it comes; null for pictures of before.
    await step(schema.alterTable('menu_items').addColumn('picture_placeholder', 'text'));
  },
};
