import type { MenuId } from '@tableorder/contract/ids';
import * as waiting from '@tableorder/contract/waiting';
import { answer, type Routes } from '../../http/route.ts';
import { type BusyDeps, endBusy, setBusy } from './waiting.commands.ts';
import { readBusy, waitingReader } from './waiting.reads.ts';

export function waitingRoutes(routes: Routes, deps: BusyDeps): void {
  const read = waitingReader(deps);
  routes.implement(waiting.readWaiting, async ({ principal: { storeId }, query }) =>
    answer(200, await read(storeId, query.items.split(',') as MenuId[])),
  );
  routes.implement(waiting.readBusy, async ({ principal: { storeId } }) =>
    answer(200, { busy: await readBusy(deps.db, deps.clock, storeId) }),
  );
  routes.implement(waiting.setBusy, async ({ principal, body }) =>
    answer(200, { busy: await setBusy(deps, principal.storeId, principal, body.forMinutes) }),
  );
  routes.implement(waiting.endBusy, async ({ principal }) => answer(200, { busy: await endBusy(deps, principal.storeId, principal) }));
}
