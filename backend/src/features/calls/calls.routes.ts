import { callStaff as callStaffEndpoint, finishCall as finishCallEndpoint, listCalls, listMyCalls } from '@tableorder/contract/calls';
import type { CallId } from '@tableorder/contract/ids';
import { joinedBy } from '../../http/principal.ts';
import { answer, type Routes } from '../../http/route.ts';
import { type CallsDeps, callStaff, finishCall, toCall } from './calls.commands.ts';
import { findOpenCalls, findOpenCallsOfTable } from './calls.sql.ts';

export function callsRoutes(routes: Routes, deps: CallsDeps): void {
  routes.implement(callStaffEndpoint, async ({ principal, body }) =>
    answer(
      201,
      await callStaff(
        deps,
        principal.storeId,
        { tableId: principal.tableId, joinedId: joinedBy(principal) },
        { reason: body.reason, note: body.note || null },
      ),
    ),
  );
  routes.implement(listMyCalls, async ({ principal: { storeId, tableId } }) =>
    answer(200, { items: (await deps.db.all(findOpenCallsOfTable, { storeId, tableId })).map(toCall), nextCursor: null }),
  );
  routes.implement(listCalls, async ({ principal: { storeId } }) =>
    answer(200, { items: (await deps.db.all(findOpenCalls, { storeId })).map(toCall), nextCursor: null }),
  );
  routes.implement(finishCallEndpoint, async ({ principal, params }) =>
    answer(200, await finishCall(deps, principal.storeId, params.callId as CallId, principal)),
  );
}
