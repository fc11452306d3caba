import * as displays from '@tableorder/contract/displays';
import type { DisplayId } from '@tableorder/contract/ids';
import { answer, type Routes } from '../../http/route.ts';
import { type DisplaysDeps, forgetDisplay, keepReport } from './displays.commands.ts';
import { readListening, toDisplay } from './displays.reads.ts';

export function displaysRoutes(routes: Routes, deps: DisplaysDeps): void {
  const { db, clock } = deps;
  routes.implement(displays.reportDisplay, async ({ principal: { storeId, staffId }, body }) => {
    await keepReport(deps, storeId, staffId, body);
    return answer(204, null);
  });
  routes.implement(displays.listDisplays, async ({ principal: { storeId } }) =>
    db.read(async (reading) => {
      const { displays: all, unheard } = await readListening(reading, storeId, clock.now());
      return answer(200, { items: all.map(toDisplay), nextCursor: null, unheard });
    }),
  );
  routes.implement(displays.forgetDisplay, async ({ principal: { storeId }, params }) => {
    await forgetDisplay(deps, storeId, params.displayId as DisplayId);
    return answer(204, null);
  });
}
