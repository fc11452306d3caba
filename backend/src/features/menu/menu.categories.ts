import type { BodyOf } from '@tableorder/contract/endpoint';
import type { CategoryId, StoreId } from '@tableorder/contract/ids';
import type { addCategory as AddCategory, AdminCategory, changeCategory as ChangeCategory } from '@tableorder/contract/menu';
import { problem } from '@tableorder/contract/problem';
import { newId } from '../../infra/clock/new-id.ts';
import type { Trx } from '../../infra/db/db.ts';
import {
  deleteCategory,
  findCategories,
  findLastCategoryPosition,
  insertCategory,
  setCategoryPosition,
  toCategory,
  updateCategory,
} from './menu.categories.sql.ts';
import { menuChanged } from './menu.changes.ts';
import type { MenuDeps } from './menu.commands.ts';
import { saveTexts } from './menu.options.ts';
import { readAdminCategory } from './menu.reads.ts';
import { checkDepth } from './menu.rules.ts';
import { findItemIds } from './menu.sql.ts';
import { deleteTexts } from './menu.texts.sql.ts';

/** The store's categories, and the one that is meant; Problem `not-found` when it is not among them. */
async function needCategory(trx: Trx, storeId: StoreId, categoryId: CategoryId) {
  const all = (await trx.all(findCategories, { storeId })).map(toCategory);
  const category = all.find(({ id }) => id === categoryId);
  if (!category) throw problem('not-found', {});
  return { category, all };
}

const lastPlace = async (trx: Trx, storeId: StoreId): Promise<number> =>
  ((await trx.first(findLastCategoryPosition, { storeId }))?.position ?? -1) + 1;

export function addCategory(deps: MenuDeps, storeId: StoreId, input: BodyOf<typeof AddCategory>): Promise<AdminCategory> {
  const { name, parentId = null, translations } = input;
  return deps.db.inStore(storeId, async (trx) => {
    if (parentId !== null) {
      const { category: parent, all } = await needCategory(trx, storeId, parentId);
      checkDepth(parent, null, all);
    }
    const categoryId = newId<CategoryId>();
    await trx.run(insertCategory, { storeId, categoryId, name, parentId, position: await lastPlace(trx, storeId) });
    await saveTexts(trx, storeId, categoryId, translations);
    await menuChanged(trx, deps, storeId, []);
    return readAdminCategory(trx, storeId, categoryId);
  });
}

/** Changes what is named. A category that comes to another parent stands last there. */
export function changeCategory(
  deps: MenuDeps,
  storeId: StoreId,
  categoryId: CategoryId,
  change: BodyOf<typeof ChangeCategory>,
): Promise<AdminCategory> {
  return deps.db.inStore(storeId, async (trx) => {
    const { category, all } = await needCategory(trx, storeId, categoryId);
    const { name = category.name, parentId = category.parentId } = change;
    if (parentId !== category.parentId) {
      if (parentId !== null) checkDepth((await needCategory(trx, storeId, parentId)).category, category, all);
      await trx.run(setCategoryPosition, { storeId, categoryId, position: await lastPlace(trx, storeId) });
    }
    await trx.run(updateCategory, { storeId, categoryId, name, parentId });
    await saveTexts(trx, storeId, categoryId, change.translations);
    await menuChanged(trx, deps, storeId, []);
    return readAdminCategory(trx, storeId, categoryId);
  });
}

/** Removes an empty category; hidden items count as content. */
export function removeCategory(deps: MenuDeps, storeId: StoreId, categoryId: CategoryId): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const { all } = await needCategory(trx, storeId, categoryId);
    const categories = all.filter(({ parentId }) => parentId === categoryId).length;
    const items = (await trx.all(findItemIds, { storeId, categoryId })).length;
    if (items > 0 || categories > 0) throw problem('menu/category-not-empty', { items, categories });
    await trx.run(deleteTexts, { storeId, subjectId: categoryId });
    await trx.run(deleteCategory, { storeId, categoryId });
    await menuChanged(trx, deps, storeId, []);
  });
}
