import type { Display } from '@tableorder/contract/displays';
import type { StationId, StoreId } from '@tableorder/contract/ids';
import { toInstant } from '@tableorder/contract/time';
import type { Reading } from '../../infra/db/db.ts';
import { findPrinters, stationsOf } from '../printers/printers.sql.ts';
import { findStations } from '../stations/stations.sql.ts';
import { type KnownDisplay, unheardStations } from './displays.rules.ts';
import { findDisplays } from './displays.sql.ts';

/** The screens that have said something within a week. */
export async function readDisplays(reading: Reading, storeId: StoreId): Promise<Display[]> {
  return (await reading.all(findDisplays, { storeId })).map((row) => ({
    displayId: row.id,
    kind: row.kind,
    stationId: row.station_id,
    awake: row.screen === 'awake',
    live: row.line === 'live',
    version: row.version,
    at: toInstant(row.at),
    who: row.username,
  }));
}

/** The same as the rules want them. */
export async function readKnownDisplays(reading: Reading, storeId: StoreId): Promise<KnownDisplay[]> {
  return (await reading.all(findDisplays, { storeId })).map((row) => ({
    kind: row.kind,
    stationId: row.station_id,
    awake: row.screen === 'awake',
    live: row.line === 'live',
    at: row.at,
  }));
}

/** The stations at which nothing would show an order that came now. A printer's fallback prints for it. */
export async function readUnheard(reading: Reading, storeId: StoreId, now: number): Promise<StationId[]> {
  const stations = (await reading.all(findStations, { storeId })).map(({ id }) => id);
  const rows = await reading.all(findPrinters, { storeId });
  const printers = rows.map((row) => {
    const fallback = rows.find(({ id }) => id === row.fallback_id);
    return { stationIds: stationsOf(row), states: fallback ? [row.state, fallback.state] : [row.state] };
  });
  return unheardStations(stations, await readKnownDisplays(reading, storeId), printers, now);
}
