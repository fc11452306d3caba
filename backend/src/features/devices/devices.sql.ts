import type { DeviceId, StoreId } from '@tableorder/contract/ids';
import { statement } from '../../infra/db/statement.ts';

interface Report {
  readonly storeId: StoreId;
  readonly deviceId: DeviceId;
  readonly at: number;
  readonly version: string;
  readonly battery: number | null;
  readonly charging: 'yes' | 'no' | null;
  readonly screen: 'awake' | 'asleep';
  readonly line: 'secure' | 'plain';
}

/** The last report of a device replaces the one before. */
export const keepReport = statement((db, report: Report) =>
  db
    .insertInto('device_reports')
    .values({
      store_id: report.storeId,
      device_id: report.deviceId,
      at: report.at,
      version: report.version,
      battery: report.battery,
      charging: report.charging,
      screen: report.screen,
      line: report.line,
    })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'device_id']).doUpdateSet((e) => ({
        at: e.ref('excluded.at'),
        version: e.ref('excluded.version'),
        battery: e.ref('excluded.battery'),
        charging: e.ref('excluded.charging'),
        screen: e.ref('excluded.screen'),
        line: e.ref('excluded.line'),
      })),
    ),
);

/** The reports of the devices that are paired. */
export const findReports = statement((db, { storeId }: { storeId: StoreId }) =>
  db
    .selectFrom('device_reports')
    .innerJoin('devices', (join) =>
      join.onRef('devices.store_id', '=', 'device_reports.store_id').onRef('devices.id', '=', 'device_reports.device_id'),
    )
    .select(['device_id', 'at', 'version', 'battery', 'charging', 'screen', 'line'])
    .where('device_reports.store_id', '=', storeId)
    .where('devices.unpaired_at', 'is', null),
);

export const deleteReport = statement((db, { storeId, deviceId }: { storeId: StoreId; deviceId: DeviceId }) =>
  db.deleteFrom('device_reports').where('store_id', '=', storeId).where('device_id', '=', deviceId),
);

export const findPin = statement((db, { storeId }: { storeId: StoreId }) =>
  db.selectFrom('tablet_pins').select(['pin_hash', 'set_at']).where('store_id', '=', storeId),
);

export const deletePin = statement((db, { storeId }: { storeId: StoreId }) => db.deleteFrom('tablet_pins').where('store_id', '=', storeId));

export const updatePin = statement((db, { storeId, before, pinHash }: { storeId: StoreId; before: string; pinHash: string }) =>
  db.updateTable('tablet_pins').set({ pin_hash: pinHash }).where('store_id', '=', storeId).where('pin_hash', '=', before),
);

export const insertPin = statement((db, { storeId, pinHash, at }: { storeId: StoreId; pinHash: string; at: number }) =>
  db.insertInto('tablet_pins').values({ store_id: storeId, pin_hash: pinHash, set_at: at }),
);
