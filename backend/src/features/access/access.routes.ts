import { addStaff, adminLogin, changeMyPassword, changeStaff, listStaff, logout, removeStaff } from '@tableorder/contract/access';
import type { SignInId, StaffId } from '@tableorder/contract/ids';
import {
  confirmSecondFactor,
  endMyOtherSignIns,
  endMySignIn,
  listMySignIns,
  lockScreen,
  readMe,
  readRoles,
  readScreen,
  removeMyPin,
  removeSecondFactor,
  setMyPin,
  signStaffOut,
  startSecondFactor,
  switchPerson,
} from '@tableorder/contract/people';
import { getSetup, setUp } from '@tableorder/contract/stores';
import { toInstant } from '@tableorder/contract/time';
import type { FastifyRequest } from 'fastify';
import { allEndpoints } from '../../http/endpoints.ts';
import { answer, type Routes } from '../../http/route.ts';
import { findAnyStore } from '../stores/stores.sql.ts';
import { abilitiesOf } from './access.abilities.ts';
import { type AccessDeps, addStaffMember, changeOwnPassword, changeStaffMember, removeStaffMember } from './access.commands.ts';
import { dropPin, endOwnSignIn, ownSignIns, readOwnAccount, setPin, signOutEverywhere } from './access.own.ts';
import { agentFamily } from './access.rules.ts';
import { lock, peopleAt, switchBy } from './access.screens.ts';
import { beginSecondFactor, confirmNewFactor, endSecondFactor } from './access.second-factor.ts';
import { setUpStore } from './access.setup.ts';
import { signInStaff, signOut } from './access.sign-in.ts';
import { findAllStaff } from './access.sql.ts';

export function accessRoutes(routes: Routes, deps: AccessDeps & { readonly standingToken: string | null }): void {
  routes.implement(getSetup, async () => answer(200, { required: (await deps.db.first(findAnyStore, {})) === undefined }));
  routes.implement(setUp, async ({ body }) => answer(201, await setUpStore(deps, body)));

  const agentOf = (request: FastifyRequest) => agentFamily(request.headers['user-agent']);
  routes.implement(adminLogin, async ({ body, ip, request }) => {
    const { expiresAt, ...signedIn } = await signInStaff(deps, { ...body, ip, agent: agentOf(request) });
    return answer(200, { ...signedIn, expiresAt: toInstant(expiresAt) });
  });
  routes.implement(readScreen, async ({ body }) => answer(200, { people: await peopleAt(deps, body.screenKey) }));
  routes.implement(switchPerson, async ({ body, request }) => {
    const { expiresAt, ...signedIn } = await switchBy(deps, { ...body, agent: agentOf(request) });
    return answer(200, { ...signedIn, expiresAt: toInstant(expiresAt) });
  });
  routes.implement(lockScreen, async ({ principal }) => {
    await lock(deps, principal);
    return answer(204, null);
  });
  routes.implement(logout, async ({ principal }) => {
    await signOut(deps, principal.storeId, principal.signInId);
    return answer(204, null);
  });

  routes.implement(listStaff, async ({ principal: { storeId } }) =>
    answer(200, { items: await deps.db.all(findAllStaff, { storeId }), nextCursor: null }),
  );
  const roles = abilitiesOf(Object.values(allEndpoints)).map(({ area, ability, roles: may }) => ({ area, ability, roles: [...may] }));
  routes.implement(readRoles, async () => answer(200, { rows: roles }));
  routes.implement(addStaff, async ({ principal, body }) => answer(201, await addStaffMember(deps, principal, body)));
  routes.implement(changeStaff, async ({ principal, params, body }) =>
    answer(200, await changeStaffMember(deps, principal, params.staffId as StaffId, body)),
  );
  routes.implement(removeStaff, async ({ principal, params }) => {
    await removeStaffMember(deps, principal, params.staffId as StaffId);
    return answer(204, null);
  });
  routes.implement(signStaffOut, async ({ principal, params }) => {
    await signOutEverywhere(deps, principal, params.staffId as StaffId);
    return answer(204, null);
  });
  ownRoutes(routes, deps);
}

/** What everybody may do with their own account, and nobody with another's. */
function ownRoutes(routes: Routes, deps: AccessDeps): void {
  routes.implement(readMe, async ({ principal }) => answer(200, await readOwnAccount(deps, principal)));
  routes.implement(setMyPin, async ({ principal, body, ip }) => {
    await setPin(deps, principal, body, ip);
    return answer(204, null);
  });
  routes.implement(removeMyPin, async ({ principal }) => {
    await dropPin(deps, principal);
    return answer(204, null);
  });
  routes.implement(startSecondFactor, async ({ principal, body, ip }) =>
    answer(200, await beginSecondFactor(deps, principal, body.password, ip)),
  );
  routes.implement(confirmSecondFactor, async ({ principal, body }) =>
    answer(200, { recoveryCodes: await confirmNewFactor(deps, principal, body.code) }),
  );
  routes.implement(removeSecondFactor, async ({ principal, body, ip }) => {
    await endSecondFactor(deps, principal, body, ip);
    return answer(204, null);
  });
  routes.implement(listMySignIns, async ({ principal }) => answer(200, { items: await ownSignIns(deps, principal), nextCursor: null }));
  routes.implement(endMySignIn, async ({ principal, params }) => {
    await endOwnSignIn(deps, principal, params.signInId as SignInId);
    return answer(204, null);
  });
  routes.implement(endMyOtherSignIns, async ({ principal }) => {
    await signOutEverywhere(deps, principal, principal.staffId, principal.signInId);
    return answer(204, null);
  });
  routes.implement(changeMyPassword, async ({ principal, body, ip }) => {
    await changeOwnPassword(deps, principal, body, ip);
    return answer(204, null);
  });
}
