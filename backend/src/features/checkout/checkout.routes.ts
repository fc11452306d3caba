import { completeTable, mergeTables, moveTable, readTableHistory, reopenSession } from '@tableorder/contract/checkout';
import type { SessionId, TableId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import { pageLimit } from '../../http/paging.ts';
import { answer, type Routes } from '../../http/route.ts';
import { readCursor, readFiledOrders } from '../orders/orders.filed.reads.ts';
import { daysOf } from '../orders/orders.filed.routes.ts';
import { findTable } from '../tables/tables.sql.ts';
import { type CheckoutDeps, closeTable, mergeParties, moveParty } from './checkout.commands.ts';
import { reopenParty } from './checkout.reopen.ts';

export function checkoutRoutes(routes: Routes, deps: CheckoutDeps): void {
  routes.implement(completeTable, async ({ principal, params, body }) =>
    answer(200, await closeTable(deps, principal.storeId, params.tableId as TableId, body.resolutions ?? [], principal)),
  );
  routes.implement(reopenSession, async ({ principal, params }) =>
    answer(200, await reopenParty(deps, principal.storeId, params.sessionId as SessionId, principal)),
  );
  routes.implement(moveTable, async ({ principal, params, body }) =>
    answer(200, await moveParty(deps, principal.storeId, params.tableId as TableId, body.toTableId, principal)),
  );
  routes.implement(mergeTables, async ({ principal, params, body }) =>
    answer(200, await mergeParties(deps, principal.storeId, params.tableId as TableId, body.toTableId, principal)),
  );
  routes.implement(readTableHistory, async ({ principal: { storeId }, params, query }) => {
    const tableId = params.tableId as TableId;
    const days = await daysOf(deps.db, storeId, query);
    const filter = { tableId, state: 'ended' as const, before: readCursor(query.cursor), limit: pageLimit(query.limit), ...days };
    const page = await deps.db.read(async (reading) =>
      (await reading.first(findTable, { storeId, tableId })) ? readFiledOrders(reading, storeId, filter) : null,
    );
    if (!page) throw problem('not-found', {});
    return answer(200, page);
  });
}
