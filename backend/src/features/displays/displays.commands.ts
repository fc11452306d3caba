import { type DisplayReport, displaysEvents } from '@tableorder/contract/displays';
import { SILENT_MS } from '@tableorder/contract/displays.rules';
import type { DisplayId, StaffId, StationId, StoreId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import type { Cache } from '../../infra/cache/cache.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Db, Trx } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import { type House, readDisplays, readHouse, readListening } from './displays.reads.ts';
import { unheardStations } from './displays.rules.ts';
import { deleteDisplay, deleteSilentSince, findStoresSilencedIn, keepDisplay } from './displays.sql.ts';

export interface DisplaysDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
  readonly cache: Cache;
}
type Deps = Omit<DisplaysDeps, 'cache'>;

/** A screen reports twice a minute, and at each change. */
const REPORTS = { most: 60, windowMs: 60_000 };
/** A screen that has said nothing for a week is no more. */
const FORGOTTEN_MS = 7 * 24 * 3_600_000;

async function tell(trx: Trx, { events }: Deps, storeId: StoreId, unheard: StationId[]): Promise<void> {
  await events.append(trx, storeId, displaysEvents, 'displays_updated', { kind: 'staff' }, { unheard });
}

/** Does it, and tells the staff's screens when other stations than before are unheard after it. */
function telling(deps: Deps, storeId: StoreId, act: (trx: Trx, now: number, house: House) => Promise<void>): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const now = deps.clock.now();
    const house = await readHouse(trx, storeId);
    const unheard = async () => unheardStations(house.stations, await readDisplays(trx, storeId), house.printers, now);
    const before = await unheard();
    await act(trx, now, house);
    const after = await unheard();
    if (after.join() !== before.join()) await tell(trx, deps, storeId, after);
  });
}

/** Keeps what a screen says of itself. Problem `not-found` for a station that is not there, `too-many-requests`. */
export async function keepReport(deps: DisplaysDeps, storeId: StoreId, byId: StaffId, word: DisplayReport): Promise<void> {
  const { count } = await deps.cache.increment(`display:${storeId}:${word.displayId}`, REPORTS.windowMs);
  if (count > REPORTS.most) throw problem('too-many-requests', {}, { retryAfterS: 60 });
  await telling(deps, storeId, async (trx, at, { stations }) => {
    const { displayId, kind, version } = word;
    const stationId = kind === 'kitchen' ? word.stationId : null;
    if (stationId !== null && !stations.includes(stationId)) throw problem('not-found', {});
    await trx.run(deleteSilentSince, { storeId, before: at - FORGOTTEN_MS });
    const [screen, line] = [word.awake ? ('awake' as const) : 'asleep', word.live ? ('live' as const) : 'down'] as const;
    await trx.run(keepDisplay, { storeId, displayId, kind, stationId, screen, line, version, at, byId });
  });
}

/** A screen was put away: its station is waited for no more, if it was the only one. */
export const forgetDisplay = (deps: Deps, storeId: StoreId, displayId: DisplayId): Promise<void> =>
  telling(deps, storeId, async (trx) => {
    await trx.run(deleteDisplay, { storeId, displayId });
  });

/**
 * Tells the stores of which a screen fell silent after `since`, until now: nobody else would. All of it follows from the rows; two servers
 * that both tell it say the same thing twice. Gives how many stores were told.
 */
export async function tellSilenced(deps: Deps, since: number): Promise<number> {
  const now = deps.clock.now();
  const stores = await deps.db.all(findStoresSilencedIn, { after: since - SILENT_MS, until: now - SILENT_MS });
  for (const { store_id: storeId } of stores)
    await deps.db.inStore(storeId, async (trx) => tell(trx, deps, storeId, (await readListening(trx, storeId, now)).unheard));
  return stores.length;
}
