import { refresh, tableLogin } from '@tableorder/contract/access';
import type { StoreId, TableId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import {
  addTable,
  changeTable,
  listTables,
  makePairingCode,
  readQr,
  readQrPng,
  readQrSvg,
  removeTable as removeTableEndpoint,
  rotateQr,
  unpairTablets,
} from '@tableorder/contract/tables';
import { toInstant } from '@tableorder/contract/time';
import QRCode from 'qrcode';
import { bearer } from '../../http/principal.ts';
import { answer, prebuilt, type Routes } from '../../http/route.ts';
import { findStore } from '../stores/stores.sql.ts';
import { changeTableFacts, makePairing, makeTable, removeTable, rotateQrSecret, type TotalOf, unpairTable } from './tables.commands.ts';
import { renewByDeviceKey, renewToken, signInTable, type TableSignInDeps } from './tables.sign-in.ts';
import { findTable, findTables, type TableRow, toTable } from './tables.sql.ts';

/** `publicUrl` is where guests reach the screens (PUBLIC_URL), for the QR links. */
export interface TableRoutesDeps extends TableSignInDeps {
  readonly publicUrl: string;
  readonly totalOf: TotalOf;
}

/** The secret stands behind the `#`: it reaches no server log and no referrer. */
async function joinLink(deps: TableRoutesDeps, storeId: StoreId, table: TableRow | undefined): Promise<{ url: string; path: string }> {
  const store = await deps.db.first(findStore, { storeId });
  if (!table || !store) throw problem('not-found', {});
  const path = `/t/${store.code}/${table.number}#${table.qr_secret}`;
  return { url: `${deps.publicUrl}${path}`, path };
}

const QR = { errorCorrectionLevel: 'M', margin: 2 } as const;

export function tablesRoutes(routes: Routes, deps: TableRoutesDeps): void {
  const { db } = deps;
  const linkOf = async (storeId: StoreId, tableId: string) =>
    joinLink(deps, storeId, await db.first(findTable, { storeId, tableId: tableId as TableId }));

  routes.implement(tableLogin, async ({ body, ip }) => {
    const { session, expiresAt, ...signedIn } = await signInTable(deps, { ...body, ip });
    return answer(200, {
      ...signedIn,
      expiresAt: toInstant(expiresAt),
      session: session && { id: session.id, startedAt: toInstant(session.startedAt) },
    });
  });
  routes.implement(refresh, async ({ body, request }) => {
    const token = bearer(request.headers.authorization);
    if (body.deviceKey === undefined && token === null) throw problem('unauthorized', {});
    const fresh = body.deviceKey === undefined ? await renewToken(deps, token ?? '') : await renewByDeviceKey(deps, body.deviceKey);
    return answer(200, { token: fresh.token, expiresAt: toInstant(fresh.expiresAt) });
  });

  routes.implement(listTables, async ({ principal: { storeId } }) =>
    answer(200, { items: (await db.all(findTables, { storeId })).map(toTable), nextCursor: null }),
  );
  routes.implement(addTable, async ({ principal: { storeId }, body }) => answer(201, await makeTable(deps, storeId, body)));
  routes.implement(changeTable, async ({ principal: { storeId }, params, body }) =>
    answer(200, await changeTableFacts(deps, storeId, params.tableId as TableId, body)),
  );
  routes.implement(removeTableEndpoint, async ({ principal: { storeId }, params }) => {
    await removeTable(deps, storeId, params.tableId as TableId);
    return answer(204, null);
  });

  routes.implement(makePairingCode, async ({ principal: { storeId }, params }) => {
    const { code, expiresAt } = await makePairing(deps, storeId, params.tableId as TableId);
    return answer(200, { code, expiresAt: toInstant(expiresAt) });
  });
  routes.implement(unpairTablets, async ({ principal: { storeId }, params }) => {
    await unpairTable(deps, storeId, params.tableId as TableId);
    return answer(204, null);
  });

  routes.implement(readQr, async ({ principal: { storeId }, params }) => answer(200, await linkOf(storeId, params.tableId)));
  routes.implement(rotateQr, async ({ principal: { storeId }, params }) =>
    answer(200, await joinLink(deps, storeId, await rotateQrSecret(deps, storeId, params.tableId as TableId))),
  );
  routes.implement(readQrSvg, async ({ principal: { storeId }, params }) => {
    const { url } = await linkOf(storeId, params.tableId);
    return prebuilt(200, await QRCode.toString(url, { ...QR, type: 'svg' }), { type: 'image/svg+xml; charset=utf-8' });
  });
  routes.implement(readQrPng, async ({ principal: { storeId }, params }) => {
    const { url } = await linkOf(storeId, params.tableId);
    return prebuilt(200, await QRCode.toBuffer(url, { ...QR, width: 512 }), { type: 'image/png' });
  });
}
