import type { CategoryId, StoreId } from '@tableorder/contract/ids';
import type { Category } from '@tableorder/contract/menu';
import { statement } from '../../infra/db/statement.ts';

type OfStore = { readonly storeId: StoreId };
type OfCategory = OfStore & { readonly categoryId: CategoryId };

interface CategoryRow {
  readonly id: CategoryId;
  readonly name: string;
  readonly parent_id: CategoryId | null;
}

export const toCategory = (row: CategoryRow): Category => ({ id: row.id, name: row.name, parentId: row.parent_id });

/** Every category by position. */
export const findCategories = statement((db, { storeId }: OfStore) =>
  db.selectFrom('categories').select(['id', 'name', 'parent_id']).where('store_id', '=', storeId).orderBy('position').orderBy('id'),
);

export const findCategory = statement((db, { storeId, categoryId }: OfCategory) =>
  db.selectFrom('categories').select(['id', 'name', 'parent_id']).where('store_id', '=', storeId).where('id', '=', categoryId),
);

export const findLastCategoryPosition = statement((db, { storeId }: OfStore) =>
  db
    .selectFrom('categories')
    .select((e) => e.fn.max('position').as('position'))
    .where('store_id', '=', storeId),
);

interface CategoryColumns extends OfCategory {
  readonly name: string;
  readonly parentId: CategoryId | null;
}

export const insertCategory = statement((db, category: CategoryColumns & { position: number }) =>
  db.insertInto('categories').values({
    id: category.categoryId,
    store_id: category.storeId,
    parent_id: category.parentId,
    name: category.name,
    position: category.position,
  }),
);

export const updateCategory = statement((db, { storeId, categoryId, name, parentId }: CategoryColumns) =>
  db.updateTable('categories').set({ name, parent_id: parentId }).where('store_id', '=', storeId).where('id', '=', categoryId),
);

export const setCategoryPosition = statement((db, { storeId, categoryId, position }: OfCategory & { position: number }) =>
  db.updateTable('categories').set({ position }).where('store_id', '=', storeId).where('id', '=', categoryId),
);

export const deleteCategory = statement((db, { storeId, categoryId }: OfCategory) =>
  db.deleteFrom('categories').where('store_id', '=', storeId).where('id', '=', categoryId),
);
