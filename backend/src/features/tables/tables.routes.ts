import { awaitJoin as awaitJoinEndpoint, refresh, tableLogin } from '@tableorder/contract/access';
import type { JoinRequestId, SessionId, StoreId, TableId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import {
  acceptJoin,
  addTable,
  arrangeTables as arrangeTablesEndpoint,
  changeTable,
  listTables,
  makePairingCode,
  readLayout,
  readQr,
  readQrPng,
  readQrSheet,
  readQrSvg,
  refuseJoin,
  removeTable as removeTableEndpoint,
  rotateQr,
  unpairTablets,
} from '@tableorder/contract/tables';
import { toInstant } from '@tableorder/contract/time';
import QRCode from 'qrcode';
import { bearer } from '../../http/principal.ts';
import { printFonts } from '../../http/print-fonts.ts';
import { answer, prebuilt, type Routes } from '../../http/route.ts';
import { findStore } from '../stores/stores.sql.ts';
import { changeTableFacts, makePairing, makeTable, removeTable, rotateQrSecret, type TotalOf, unpairTable } from './tables.commands.ts';
import { decideJoin } from './tables.joining.ts';
import { arrangeTables, readPlaces } from './tables.layout.ts';
import { awaitJoin, renewByDeviceKey, renewToken, signInTable, type TableSignInDeps } from './tables.sign-in.ts';
import { findTable, findTables, type TableRow, toTable } from './tables.sql.ts';

/** `publicUrl` is where guests reach the screens (PUBLIC_URL), for the QR links. */
export interface TableRoutesDeps extends TableSignInDeps {
  readonly publicUrl: string;
  readonly totalOf: TotalOf;
}

/** The secret stands behind the `#`: it reaches no server log and no referrer. */
const joinPath = (storeCode: string, number: number, secret: string): string => `/t/${storeCode}/${number}#${secret}`;

async function joinLink(deps: TableRoutesDeps, storeId: StoreId, table: TableRow | undefined): Promise<{ url: string; path: string }> {
  const store = await deps.db.first(findStore, { storeId });
  if (!table || !store) throw problem('not-found', {});
  const path = joinPath(store.code, table.number, table.qr_secret);
  return { url: `${deps.publicUrl}${path}`, path };
}

const toSignIn = <S extends { expiresAt: number; session: { id: SessionId; startedAt: number } | null }>({
  session,
  expiresAt,
  ...signIn
}: S) => ({
  ...signIn,
  expiresAt: toInstant(expiresAt),
  session: session && { id: session.id, startedAt: toInstant(session.startedAt) },
});

const QR = { errorCorrectionLevel: 'M', margin: 2 } as const;

export function tablesRoutes(routes: Routes, deps: TableRoutesDeps): void {
  const { db } = deps;
  const linkOf = async (storeId: StoreId, tableId: string) =>
    joinLink(deps, storeId, await db.first(findTable, { storeId, tableId: tableId as TableId }));

  routes.implement(tableLogin, async ({ body, ip }) => answer(200, toSignIn(await signInTable(deps, { ...body, ip }))));
  routes.implement(awaitJoinEndpoint, async ({ body }) => {
    const { state, signIn } = await awaitJoin(deps, body.requestId, body.secret);
    return answer(200, { state, signIn: signIn && toSignIn(signIn) });
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
  routes.implement(addTable, async ({ principal, body }) => answer(201, await makeTable(deps, principal.storeId, principal, body)));
  routes.implement(changeTable, async ({ principal, params, body }) =>
    answer(200, await changeTableFacts(deps, principal.storeId, principal, params.tableId as TableId, body)),
  );
  routes.implement(removeTableEndpoint, async ({ principal, params }) => {
    await removeTable(deps, principal.storeId, principal, params.tableId as TableId);
    return answer(204, null);
  });

  routes.implement(readLayout, async ({ principal: { storeId } }) => answer(200, await db.read((reading) => readPlaces(reading, storeId))));
  routes.implement(arrangeTablesEndpoint, async ({ principal, body }) =>
    answer(200, await arrangeTables(deps, principal.storeId, body, principal)),
  );

  routes.implement(makePairingCode, async ({ principal, params }) => {
    const { code, expiresAt } = await makePairing(deps, principal.storeId, principal, params.tableId as TableId);
    return answer(200, { code, expiresAt: toInstant(expiresAt) });
  });
  routes.implement(unpairTablets, async ({ principal, params }) => {
    await unpairTable(deps, principal.storeId, principal, params.tableId as TableId);
    return answer(204, null);
  });

  routes.implement(readQr, async ({ principal: { storeId }, params }) => answer(200, await linkOf(storeId, params.tableId)));
  routes.implement(rotateQr, async ({ principal, params }) => {
    const { storeId } = principal;
    return answer(200, await joinLink(deps, storeId, await rotateQrSecret(deps, storeId, principal, params.tableId as TableId)));
  });
  routes.implement(readQrSheet, async ({ principal: { storeId }, query }) => {
    const store = await db.first(findStore, { storeId });
    const numbers = query.numbers?.split(',').map(Number);
    const tables = (await db.all(findTables, { storeId })).filter(
      ({ zone, number }) => (query.zone === undefined || zone === query.zone) && (numbers?.includes(number) ?? true),
    );
    if (!store || tables.length === 0) throw problem('not-found', {});
    const cards = tables.map(({ number, label, qr_secret: secret }) => ({
      number,
      label,
      url: `${deps.publicUrl}${joinPath(store.code, number, secret)}`,
    }));
    // What makes PDFs is large, and nobody prints every day.
    const { qrSheet } = await import('./tables.qr-sheet.ts');
    return prebuilt(200, await qrSheet({ store: store.name, cards, at: deps.clock.now() }, await printFonts()), {
      type: 'application/pdf',
    });
  });
  for (const [endpoint, decision] of [
    [acceptJoin, 'accepted'],
    [refuseJoin, 'refused'],
  ] as const)
    routes.implement(endpoint, async ({ principal, params }) => {
      await decideJoin(deps, principal.storeId, principal, params.requestId as JoinRequestId, decision);
      return answer(204, null);
    });
  routes.implement(readQrSvg, async ({ principal: { storeId }, params }) => {
    const { url } = await linkOf(storeId, params.tableId);
    return prebuilt(200, await QRCode.toString(url, { ...QR, type: 'svg' }), { type: 'image/svg+xml; charset=utf-8' });
  });
  routes.implement(readQrPng, async ({ principal: { storeId }, params }) => {
    const { url } = await linkOf(storeId, params.tableId);
    return prebuilt(200, await QRCode.toBuffer(url, { ...QR, width: 512 }), { type: 'image/png' });
  });
}
