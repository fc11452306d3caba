import {
  type Address,
  type Device,
  exitTablet as exitTabletEndpoint,
  listDevices,
  readAddresses,
  readUnpairing,
  reportDevice,
  setTabletPin,
} from '@tableorder/contract/devices';
import type { StoreId, TableId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import { toInstant } from '@tableorder/contract/time';
import QRCode from 'qrcode';
import { answer, type Routes } from '../../http/route.ts';
import { sha256Hex } from '../../infra/crypto/secrets.ts';
import type { Network } from '../../infra/network/network.ts';
import type { Presence } from '../live/live.presence.ts';
import { findDevices, findFormerDevice } from '../tables/tables.sql.ts';
import { addressesFor, type Reach } from './devices.addresses.ts';
import { type DevicesDeps, exitTablet, keepDeviceReport, setPin } from './devices.commands.ts';
import { findPin, findReports } from './devices.sql.ts';

export interface DeviceRoutesDeps extends DevicesDeps {
  readonly network: Network;
  readonly reach: Reach;
  readonly presence: Pick<Presence, 'tablesHeard'>;
}

async function allDevices({ db, presence }: DeviceRoutesDeps, storeId: StoreId): Promise<{ items: Device[]; pinSetAt: number | null }> {
  const heard: ReadonlySet<TableId> = await presence.tablesHeard(storeId);
  return db.read(async (reading) => {
    const reports = new Map((await reading.all(findReports, { storeId })).map((report) => [report.device_id, report]));
    const devices = await reading.all(findDevices, { storeId });
    const items = devices.map((device): Device => {
      const said = reports.get(device.id);
      return {
        id: device.id,
        tableId: device.table_id,
        tableNumber: device.number,
        label: device.label,
        zone: device.zone,
        pairedAt: toInstant(device.paired_at),
        connected: heard.has(device.table_id),
        report: said
          ? {
              at: toInstant(said.at),
              version: said.version,
              battery: said.battery,
              charging: said.charging === null ? null : said.charging === 'yes',
              awake: said.screen === 'awake',
              secure: said.line === 'secure',
            }
          : null,
      };
    });
    return { items, pinSetAt: (await reading.first(findPin, { storeId }))?.set_at ?? null };
  });
}

const orNull = (at: number | null) => (at === null ? null : toInstant(at));

export function devicesRoutes(routes: Routes, deps: DeviceRoutesDeps): void {
  routes.implement(reportDevice, async ({ principal, body }) => {
    await keepDeviceReport(deps, principal, body);
    return answer(204, null);
  });
  routes.implement(exitTabletEndpoint, async ({ principal, body }) => {
    await exitTablet(deps, principal, body.pin);
    return answer(204, null);
  });
  routes.implement(readUnpairing, async ({ body }) => {
    const former = await deps.db.first(findFormerDevice, { keyHash: sha256Hex(body.deviceKey) });
    if (!former || former.unpaired_at === null) throw problem('not-found', {});
    return answer(200, { by: former.unpaired_by ?? 'staff', at: toInstant(former.unpaired_at) });
  });
  routes.implement(listDevices, async ({ principal: { storeId } }) => {
    const { items, pinSetAt } = await allDevices(deps, storeId);
    return answer(200, { items, nextCursor: null, pinSetAt: orNull(pinSetAt) });
  });
  routes.implement(readAddresses, async ({ query: { at } }) => {
    const found = addressesFor(deps.reach, at ?? null, deps.network.addresses());
    const items = found.map(async ({ url, by }): Promise<Address> => {
      const qrSvg = await QRCode.toString(`${url}/pair`, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
      return { url, by, secure: url.startsWith('https:'), qrSvg };
    });
    return answer(200, { items: await Promise.all(items), nextCursor: null });
  });
  routes.implement(setTabletPin, async ({ principal, body }) =>
    answer(200, { pinSetAt: orNull(await setPin(deps, principal.storeId, principal, body.pin)) }),
  );
}
