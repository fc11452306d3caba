import type { StoreId } from '@tableorder/contract/ids';
import type { PriceChange } from '@tableorder/contract/menu.prices';
import { invalidField, problem } from '@tableorder/contract/problem';
import type { Doer } from '../audit/audit.commands.ts';
import { menuChanged } from './menu.changes.ts';
import { type MenuDeps, needItem, wrote } from './menu.commands.ts';
import { checkItems } from './menu.library.ts';
import { type StoredItem, setItemPrice } from './menu.sql.ts';

/** Changes many prices: all, or none when one is not what the preview showed any more. One event and one line in the book tell of them. */
export function changePrices(deps: MenuDeps, storeId: StoreId, who: Doer, changes: readonly PriceChange[]): Promise<number> {
  return deps.db.inStore(storeId, async (trx) => {
    const items: StoredItem[] = [];
    for (const [at, { menuId }] of changes.entries()) {
      if (items.some(({ id }) => id === menuId)) throw invalidField(`/changes/${at}/menuId`, 'uniqueItems');
      items.push(await needItem(trx, storeId, menuId));
    }
    const stale = items.filter(({ price }, at) => price !== changes[at]?.from);
    if (stale.length > 0)
      throw problem('menu/prices-changed', { items: stale.map(({ id, name, price }) => ({ menuId: id, name, price })) });
    const moving = changes.filter(({ from, to }) => from !== to);
    for (const { menuId, to } of moving) await trx.run(setItemPrice, { storeId, menuId, price: to });
    const menuIds = moving.map(({ menuId }) => menuId);
    await checkItems(trx, storeId, menuIds);
    if (moving.length === 0) return 0;
    const raised = moving.filter(({ from, to }) => to > from).length;
    const details = { items: moving.length, raised, lowered: moving.length - raised };
    await wrote(trx, deps, storeId, who, { act: 'menu.prices', subjectId: null, subject: '', details });
    await menuChanged(trx, deps, storeId, menuIds);
    return moving.length;
  });
}
