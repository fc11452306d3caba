import { addStaff, adminLogin, changeMyPassword, changeStaff, listStaff, logout, removeStaff } from '@tableorder/contract/access';
import type { StaffId } from '@tableorder/contract/ids';
import { getSetup, setUp } from '@tableorder/contract/stores';
import { toInstant } from '@tableorder/contract/time';
import { answer, type Routes } from '../../http/route.ts';
import { findAnyStore } from '../stores/stores.sql.ts';
import {
  type AccessDeps,
  addStaffMember,
  changeOwnPassword,
  changeStaffMember,
  removeStaffMember,
  signInStaff,
  signOut,
} from './access.commands.ts';
import { setUpStore } from './access.setup.ts';
import { findAllStaff } from './access.sql.ts';

export function accessRoutes(routes: Routes, deps: AccessDeps & { readonly standingToken: string | null }): void {
  routes.implement(getSetup, async () => answer(200, { required: (await deps.db.first(findAnyStore, {})) === undefined }));
  routes.implement(setUp, async ({ body }) => answer(201, await setUpStore(deps, body)));

  routes.implement(adminLogin, async ({ body, ip }) => {
    const { expiresAt, ...signedIn } = await signInStaff(deps, { ...body, ip });
    return answer(200, { ...signedIn, expiresAt: toInstant(expiresAt) });
  });
  routes.implement(logout, async ({ principal }) => {
    await signOut(deps, principal.storeId, principal.signInId);
    return answer(204, null);
  });

  routes.implement(listStaff, async ({ principal: { storeId } }) =>
    answer(200, { items: await deps.db.all(findAllStaff, { storeId }), nextCursor: null }),
  );
  routes.implement(addStaff, async ({ principal: { storeId }, body }) => answer(201, await addStaffMember(deps, storeId, body)));
  routes.implement(changeStaff, async ({ principal: { storeId }, params, body }) =>
    answer(200, await changeStaffMember(deps, storeId, params.staffId as StaffId, body)),
  );
  routes.implement(removeStaff, async ({ principal: { storeId }, params }) => {
    await removeStaffMember(deps, storeId, params.staffId as StaffId);
    return answer(204, null);
  });
  routes.implement(changeMyPassword, async ({ principal, body, ip }) => {
    await changeOwnPassword(deps, principal, body, ip);
    return answer(204, null);
  });
}
