import type { BodyOf } from '@tableorder/contract/endpoint';
import type { CategoryId, StoreId } from '@tableorder/contract/ids';
import type { addCategory as AddCategory, AdminCategory, changeCategory as ChangeCategory } from '@tableorder/contract/menu.admin';
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
import { type MaybeDoer, type MenuDeps, wrote } from './menu.commands.ts';
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

type NewCategory = BodyOf<typeof AddCategory>;

export function addCategory(deps: MenuDeps, storeId: StoreId, who: MaybeDoer, input: NewCategory): Promise<AdminCategory> {
  return deps.db.inStore(storeId, async (trx) => {
    const categoryId = await putNewCategory(trx, storeId, input);
    await wrote(trx, deps, storeId, who, { act: 'category.add', subjectId: categoryId, subject: input.name });
    await menuChanged(trx, deps, storeId, []);
    return readAdminCategory(trx, storeId, categoryId);
  });
}

/** Writes a new category, last of all; for commands that add several. */
export async function putNewCategory(trx: Trx, storeId: StoreId, input: NewCategory): Promise<CategoryId> {
  const { name, parentId = null, translations } = input;
  if (parentId !== null) {
    const { category: parent, all } = await needCategory(trx, storeId, parentId);
    checkDepth(parent, null, all);
  }
  const categoryId = newId<CategoryId>();
  await trx.run(insertCategory, { storeId, categoryId, name, parentId, position: await lastPlace(trx, storeId) });
  await saveTexts(trx, storeId, categoryId, translations);
  return categoryId;
}

/** Changes what is named. A category that comes to another parent stands last there. */
export function changeCategory(
  deps: MenuDeps,
  storeId: StoreId,
  who: MaybeDoer,
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
    const details = { fields: Object.keys(change).join(' '), nameBefore: name === category.name ? undefined : category.name };
    await wrote(trx, deps, storeId, who, { act: 'category.change', subjectId: categoryId, subject: name, details });
    await menuChanged(trx, deps, storeId, []);
    return readAdminCategory(trx, storeId, categoryId);
  });
}

/** Removes an empty category; hidden items count as content. */
export function removeCategory(deps: MenuDeps, storeId: StoreId, who: MaybeDoer, categoryId: CategoryId): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const { category, all } = await needCategory(trx, storeId, categoryId);
    const categories = all.filter(({ parentId }) => parentId === categoryId).length;
    const items = (await trx.all(findItemIds, { storeId, categoryId })).length;
    if (items > 0 || categories > 0) throw problem('menu/category-not-empty', { items, categories });
    await trx.run(deleteTexts, { storeId, subjectId: categoryId });
    await trx.run(deleteCategory, { storeId, categoryId });
    await wrote(trx, deps, storeId, who, { act: 'category.remove', subjectId: categoryId, subject: category.name });
    await menuChanged(trx, deps, storeId, []);
  });
}
