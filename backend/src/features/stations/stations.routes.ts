import type { StationId } from '@tableorder/contract/ids';
import * as stations from '@tableorder/contract/stations';
import { answer, type Routes } from '../../http/route.ts';
import { addStation, changeStation, orderStations, readStations, removeStation, type StationsDeps } from './stations.commands.ts';

export function stationsRoutes(routes: Routes, deps: StationsDeps): void {
  routes.implement(stations.listStations, async ({ principal: { storeId } }) =>
    answer(200, { items: await readStations(deps.db, storeId), nextCursor: null }),
  );
  routes.implement(stations.addStation, async ({ principal, body }) =>
    answer(201, await addStation(deps, principal.storeId, principal, body)),
  );
  routes.implement(stations.changeStation, async ({ principal, params, body }) =>
    answer(200, await changeStation(deps, principal.storeId, principal, params.stationId as StationId, body)),
  );
  routes.implement(stations.removeStation, async ({ principal, params, body }) => {
    await removeStation(deps, principal.storeId, principal, params.stationId as StationId, body.toStationId);
    return answer(204, null);
  });
  routes.implement(stations.orderStations, async ({ principal, body }) => {
    await orderStations(deps, principal.storeId, principal, body.ids);
    return answer(204, null);
  });
}
