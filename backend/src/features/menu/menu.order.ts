import type { BodyOf } from '@tableorder/contract/endpoint';
import type { CategoryId, MenuId, StoreId } from '@tableorder/contract/ids';
import type { Category } from '@tableorder/contract/menu';
import type { orderCategories as OrderCategories } from '@tableorder/contract/menu.admin';
import { problem } from '@tableorder/contract/problem';
import { findCategories, findCategory, setCategoryPosition, toCategory, updateCategory } from './menu.categories.sql.ts';
import { menuChanged } from './menu.changes.ts';
import { type MaybeDoer, type MenuDeps, needItem, wrote } from './menu.commands.ts';
import { checkDepth, namesEachOnce, namesWholeLevels } from './menu.rules.ts';
import { findItemIds, setItemPosition } from './menu.sql.ts';

type Order = BodyOf<typeof OrderCategories>;

/**
 * Puts categories in order: all beside one another that share a parent, of one level or of several. `moved` comes to its new parent
 * first, and the ids name the levels as they are then.
 */
export function orderCategories(
  deps: MenuDeps,
  storeId: StoreId,
  who: MaybeDoer,
  ids: readonly CategoryId[],
  moved?: Order['moved'],
): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const before = (await trx.all(findCategories, { storeId })).map(toCategory);
    const needed = (id: CategoryId): Category => {
      const found = before.find((category) => category.id === id);
      if (!found) throw problem('not-found', {});
      return found;
    };
    for (const id of ids) needed(id);
    const category = moved && needed(moved.categoryId);
    if (moved?.parentId) checkDepth(needed(moved.parentId), needed(moved.categoryId), before);
    const all = before.map((one) => (one.id === moved?.categoryId ? { ...one, parentId: moved.parentId } : one));
    const placed = moved === undefined || ids.includes(moved.categoryId);
    if (!placed || !namesWholeLevels(ids, all)) throw problem('menu/order-incomplete', {});
    if (category && moved) await trx.run(updateCategory, { storeId, ...moved, name: category.name });
    for (const [position, categoryId] of ids.entries()) await trx.run(setCategoryPosition, { storeId, categoryId, position });
    if (category)
      await wrote(trx, deps, storeId, who, {
        act: 'category.change',
        subjectId: category.id,
        subject: category.name,
        details: { fields: 'parentId', categories: ids.length },
      });
    else await wrote(trx, deps, storeId, who, { act: 'menu.order', subjectId: null, subject: '', details: { categories: ids.length } });
    await menuChanged(trx, deps, storeId, []);
  });
}

/** Puts all items of one category in order, hidden ones too. */
export function orderMenuItems(
  deps: MenuDeps,
  storeId: StoreId,
  who: MaybeDoer,
  categoryId: CategoryId,
  ids: readonly MenuId[],
): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const category = await trx.first(findCategory, { storeId, categoryId });
    if (!category) throw problem('not-found', {});
    const present = (await trx.all(findItemIds, { storeId, categoryId })).map(({ id }) => id);
    const known = new Set<string>(present);
    for (const menuId of ids) if (!known.has(menuId)) await needItem(trx, storeId, menuId);
    if (!namesEachOnce(ids, present)) throw problem('menu/order-incomplete', {});
    for (const [position, menuId] of ids.entries()) await trx.run(setItemPosition, { storeId, menuId, position });
    const details = { items: ids.length };
    await wrote(trx, deps, storeId, who, { act: 'menu.order', subjectId: categoryId, subject: category.name, details });
    await menuChanged(trx, deps, storeId, []);
  });
}
