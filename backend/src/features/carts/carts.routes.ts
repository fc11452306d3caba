import { changeCart, nameMe, readCart } from '@tableorder/contract/carts';
import { limit } from '../../http/limits.ts';
import { answer, type Routes } from '../../http/route.ts';
import type { Cache } from '../../infra/cache/cache.ts';
import { type CartsDeps, changeSharedCart, nameDevice, readSharedCart } from './carts.commands.ts';

/** Changes that one table may send in a minute; a device gathers its taps, so this is a whole party tapping without a pause. */
const CHANGES_PER_MINUTE = 600;

export function cartsRoutes(routes: Routes, deps: CartsDeps & { readonly cache: Cache }): void {
  const slowDown = (tableId: string) => limit(deps.cache, { name: 'carts', key: tableId, most: CHANGES_PER_MINUTE, windowMs: 60_000 });
  routes.implement(readCart, async ({ principal }) => answer(200, await readSharedCart(deps, principal)));
  routes.implement(changeCart, async ({ principal, body }) => {
    await slowDown(principal.tableId);
    return answer(200, await changeSharedCart(deps, principal, body.changes));
  });
  routes.implement(nameMe, async ({ principal, body }) => {
    await slowDown(principal.tableId);
    return answer(200, await nameDevice(deps, principal, body.nickname));
  });
}
