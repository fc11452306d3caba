import type { OrderId, StationId, StoreId } from '@tableorder/contract/ids';
import * as kitchen from '@tableorder/contract/kitchen';
import { allDay } from '@tableorder/contract/kitchen.rules';
import { problem } from '@tableorder/contract/problem';
import { answer, type Routes } from '../../http/route.ts';
import type { Reading } from '../../infra/db/db.ts';
import type { OrdersDeps } from '../orders/orders.commands.ts';
import { readStations } from '../stations/stations.commands.ts';
import { bumpLines, fireCourse, holdLines, recallLines, startLines } from './kitchen.commands.ts';
import { openTickets, recentTickets } from './kitchen.reads.ts';

/** The station that is asked about, or null for all; Problem `not-found`. */
async function needStation(reading: Reading, storeId: StoreId, stationId: StationId | undefined): Promise<StationId | null> {
  if (stationId === undefined) return null;
  if (!(await readStations(reading, storeId)).some(({ id }) => id === stationId)) throw problem('not-found', {});
  return stationId;
}

function implementReads(routes: Routes, deps: OrdersDeps): void {
  const { db, events } = deps;
  routes.implement(kitchen.readTickets, async ({ principal: { storeId }, query }) =>
    answer(
      200,
      await db.read(async (reading) => {
        const seq = await events.seq(reading, storeId);
        const tickets = await openTickets(reading, storeId, await needStation(reading, storeId, query.stationId));
        return { tickets, cursor: events.cursor(seq) };
      }),
    ),
  );
  routes.implement(kitchen.readRecentTickets, async ({ principal: { storeId }, query }) =>
    answer(200, {
      tickets: await db.read(async (reading) =>
        recentTickets(reading, deps, storeId, await needStation(reading, storeId, query.stationId)),
      ),
    }),
  );
  routes.implement(kitchen.readAllDay, async ({ principal: { storeId }, query }) =>
    answer(
      200,
      await db.read(async (reading) => {
        const stationId = await needStation(reading, storeId, query.stationId);
        return { items: allDay(await openTickets(reading, storeId, stationId), stationId) };
      }),
    ),
  );
}

/** What cooks do, and the floor in their place. */
export function kitchenRoutes(routes: Routes, deps: OrdersDeps): void {
  implementReads(routes, deps);
  routes.implement(kitchen.startLines, async ({ principal, params, body }) =>
    answer(200, await startLines(deps, principal.storeId, params.orderId as OrderId, body, principal)),
  );
  routes.implement(kitchen.bumpLines, async ({ principal, params, body }) =>
    answer(200, await bumpLines(deps, principal.storeId, params.orderId as OrderId, body, principal)),
  );
  routes.implement(kitchen.recallLines, async ({ principal, params, body }) =>
    answer(200, await recallLines(deps, principal.storeId, params.orderId as OrderId, body, principal)),
  );
  routes.implement(kitchen.holdLines, async ({ principal, params, body }) =>
    answer(200, await holdLines(deps, principal.storeId, params.orderId as OrderId, body, principal)),
  );
  routes.implement(kitchen.fireCourse, async ({ principal, params, body }) =>
    answer(200, await fireCourse(deps, principal.storeId, params.orderId as OrderId, body.course, principal)),
  );
}
