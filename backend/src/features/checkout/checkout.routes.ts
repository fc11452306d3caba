import { completeTable, mergeTables, moveTable, readTableHistory } from '@tableorder/contract/checkout';
import type { TableId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import { answer, type Routes } from '../../http/route.ts';
import { pageLimit, readFiledOrders } from '../orders/orders.reads.ts';
import { daysOf } from '../orders/orders.routes.ts';
import { findTable } from '../tables/tables.sql.ts';
import { type CheckoutDeps, closeTable, mergeParties, moveParty } from './checkout.commands.ts';

export function checkoutRoutes(routes: Routes, deps: CheckoutDeps): void {
  routes.implement(completeTable, async ({ principal: { storeId, staffId }, params, body }) =>
    answer(200, await closeTable(deps, storeId, params.tableId as TableId, body.resolutions ?? [], staffId)),
  );
  routes.implement(moveTable, async ({ principal: { storeId }, params, body }) =>
    answer(200, await moveParty(deps, storeId, params.tableId as TableId, body.toTableId)),
  );
  routes.implement(mergeTables, async ({ principal: { storeId }, params, body }) =>
    answer(200, await mergeParties(deps, storeId, params.tableId as TableId, body.toTableId)),
  );
  routes.implement(readTableHistory, async ({ principal: { storeId }, params, query }) => {
    const tableId = params.tableId as TableId;
    const days = await daysOf(deps.db, storeId, query);
    const filter = { tableId, state: 'ended' as const, before: query.cursor, limit: pageLimit(query.limit), ...days };
    const page = await deps.db.read(async (reading) =>
      (await reading.first(findTable, { storeId, tableId })) ? readFiledOrders(reading, storeId, filter) : null,
    );
    if (!page) throw problem('not-found', {});
    return answer(200, page);
  });
}
