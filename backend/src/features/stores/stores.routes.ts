import { changeSettings, guestSettings, readGuestSettings, readSettings } from '@tableorder/contract/settings';
import { answer, type Routes } from '../../http/route.ts';
import { changeStoreSettings, readStoreSettings, type SettingsDeps } from './stores.settings.ts';

export function storesRoutes(routes: Routes, deps: SettingsDeps): void {
  const { db } = deps;
  routes.implement(readSettings, async ({ principal: { storeId } }) => answer(200, await readStoreSettings(db, storeId)));
  routes.implement(changeSettings, async ({ principal, body }) =>
    answer(200, await changeStoreSettings(deps, principal.storeId, principal, body)),
  );
  routes.implement(readGuestSettings, async ({ principal: { storeId } }) =>
    answer(200, guestSettings((await readStoreSettings(db, storeId)).settings)),
  );
}
