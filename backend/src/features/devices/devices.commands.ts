import type { DeviceReport } from '@tableorder/contract/devices';
import type { StoreId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import type { Guest } from '../../http/principal.ts';
import type { Cache } from '../../infra/cache/cache.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Passwords } from '../../infra/crypto/passwords.ts';
import type { Db } from '../../infra/db/db.ts';
import type { SignIns } from '../access/access.sign-ins.ts';
import { throttled } from '../access/access.throttle.ts';
import { type Doer, recordAct } from '../audit/audit.commands.ts';
import { findStore } from '../stores/stores.sql.ts';
import { needTable, recordTableAct, unpair } from '../tables/tables.commands.ts';
import { deletePin, deleteReport, findPin, insertPin, keepReport, updatePin } from './devices.sql.ts';

export interface DevicesDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly cache: Cache;
  readonly passwords: Passwords;
  readonly signIns: SignIns;
}

/** A tablet reports each minute, and when it wakes. */
const REPORTS = { most: 20, windowMs: 60_000 };
/** Guesses at the PIN, for each tablet. */
const EXITS = { most: 5, windowMs: 15 * 60_000 };

/** Only a paired tablet has something to say of itself; a phone is its guest's. */
function needDevice({ deviceId }: Guest) {
  if (deviceId === null) throw problem('forbidden', {});
  return deviceId;
}

/** Keeps what a tablet says of itself. No event: who watches the devices asks. */
export async function keepDeviceReport(deps: DevicesDeps, guest: Guest, report: DeviceReport): Promise<void> {
  const deviceId = needDevice(guest);
  const { storeId } = guest;
  const { count } = await deps.cache.increment(`report:${deviceId}`, REPORTS.windowMs);
  if (count > REPORTS.most) throw problem('too-many-requests', {}, { retryAfterS: 60 });
  await deps.db.inStore(storeId, async (trx) => {
    await trx.run(keepReport, {
      storeId,
      deviceId,
      at: deps.clock.now(),
      version: report.version,
      battery: report.battery,
      charging: report.charging === null ? null : report.charging ? 'yes' : 'no',
      screen: report.awake ? 'awake' : 'asleep',
      line: report.secure ? 'secure' : 'plain',
    });
  });
}

/** The same PIN under the present secret; one that was changed meanwhile stands. */
async function keepPinAnew(deps: DevicesDeps, storeId: StoreId, before: string, pin: string): Promise<void> {
  const pinHash = await deps.passwords.hash(pin);
  await deps.db.inStore(storeId, (trx) => trx.run(updatePin, { storeId, before, pinHash }));
}

/** Staff take a tablet off its table, at the tablet: its pairing and its sign-in end. Problems `device/no-pin`, `device/wrong-pin`. */
export async function exitTablet(deps: DevicesDeps, guest: Guest, pin: string): Promise<void> {
  const deviceId = needDevice(guest);
  const { storeId, tableId } = guest;
  const known = await deps.db.first(findPin, { storeId });
  if (!known) throw problem('device/no-pin', {});
  await throttled(deps.cache, [{ key: `exit:${deviceId}`, ...EXITS }], async () => {
    const verdict = await deps.passwords.verify(pin, known.pin_hash);
    if (verdict === 'wrong') throw problem('device/wrong-pin', {});
    if (verdict === 'outdated') await keepPinAnew(deps, storeId, known.pin_hash, pin);
  });
  await deps.db.inStore(storeId, async (trx) => {
    const table = await needTable(trx, storeId, tableId);
    await unpair(trx, deps, storeId, tableId, 'pin');
    await trx.run(deleteReport, { storeId, deviceId });
    const tablet: Doer = { staffId: null, username: `tablet ${table.number}`, role: null };
    await recordTableAct(trx, deps, storeId, tablet, 'table.unpair', table, { by: 'pin' });
  });
}

/** The PIN that all tablets of the shop ask for, or none. Answers since when it holds. */
export async function setPin(deps: DevicesDeps, storeId: StoreId, who: Doer, pin: string | null): Promise<number | null> {
  const pinHash = pin === null ? null : await deps.passwords.hash(pin);
  return deps.db.inStore(storeId, async (trx) => {
    const at = deps.clock.now();
    const store = await trx.first(findStore, { storeId });
    if (!store) throw problem('not-found', {});
    await trx.run(deletePin, { storeId });
    if (pinHash !== null) await trx.run(insertPin, { storeId, pinHash, at });
    const details = { tabletPin: pin === null ? 'off' : 'set' };
    await recordAct(trx, deps, storeId, who, { act: 'settings.change', subjectId: storeId, subject: store.name, details });
    return pinHash === null ? null : at;
  });
}
