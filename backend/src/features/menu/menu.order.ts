import type { CategoryId, MenuId, StoreId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import { findCategories, findCategory, setCategoryPosition, toCategory } from './menu.categories.sql.ts';
import { menuChanged } from './menu.changes.ts';
import { type MenuDeps, needItem } from './menu.commands.ts';
import { namesEachOnce, namesWholeLevels } from './menu.rules.ts';
import { findItemIds, setItemPosition } from './menu.sql.ts';

/** Puts categories in order: all beside one another that share a parent, of one level or of several. */
export function orderCategories(deps: MenuDeps, storeId: StoreId, ids: readonly CategoryId[]): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const all = (await trx.all(findCategories, { storeId })).map(toCategory);
    if (ids.some((id) => !all.some((category) => category.id === id))) throw problem('not-found', {});
    if (!namesWholeLevels(ids, all)) throw problem('menu/order-incomplete', {});
    for (const [position, categoryId] of ids.entries()) await trx.run(setCategoryPosition, { storeId, categoryId, position });
    await menuChanged(trx, deps, storeId, []);
  });
}

/** Puts all items of one category in order, hidden ones too. */
export function orderMenuItems(deps: MenuDeps, storeId: StoreId, categoryId: CategoryId, ids: readonly MenuId[]): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    if (!(await trx.first(findCategory, { storeId, categoryId }))) throw problem('not-found', {});
    const present = (await trx.all(findItemIds, { storeId, categoryId })).map(({ id }) => id);
    const known = new Set<string>(present);
    for (const menuId of ids) if (!known.has(menuId)) await needItem(trx, storeId, menuId);
    if (!namesEachOnce(ids, present)) throw problem('menu/order-incomplete', {});
    for (const [position, menuId] of ids.entries()) await trx.run(setItemPosition, { storeId, menuId, position });
    await menuChanged(trx, deps, storeId, []);
  });
}
