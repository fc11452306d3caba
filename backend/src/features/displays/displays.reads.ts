import type { Display } from '@tableorder/contract/displays';
import type { StationId, StoreId } from '@tableorder/contract/ids';
import { toInstant } from '@tableorder/contract/time';
import type { Reading } from '../../infra/db/db.ts';
import { findPrinters, stationsOf } from '../printers/printers.sql.ts';
import { findStations } from '../stations/stations.sql.ts';
import { type KnownDisplay, type KnownPrinter, unheardStations } from './displays.rules.ts';
import { findDisplays } from './displays.sql.ts';

/** A screen that has said something within a week, as the rules want it and as it is shown. */
export type SeatedDisplay = KnownDisplay & Pick<Display, 'displayId' | 'version' | 'who'>;

export async function readDisplays(reading: Reading, storeId: StoreId): Promise<SeatedDisplay[]> {
  return (await reading.all(findDisplays, { storeId })).map((row) => ({
    displayId: row.id,
    kind: row.kind,
    stationId: row.station_id,
    awake: row.screen === 'awake',
    live: row.line === 'live',
    version: row.version,
    at: row.at,
    who: row.username,
  }));
}

export const toDisplay = (display: SeatedDisplay): Display => ({ ...display, at: toInstant(display.at) });

/** Where an order could be shown: the stations there are, and the printers. A printer's fallback prints for it. */
export interface House {
  readonly stations: readonly StationId[];
  readonly printers: readonly KnownPrinter[];
}

export async function readHouse(reading: Reading, storeId: StoreId): Promise<House> {
  const stations = (await reading.all(findStations, { storeId })).map(({ id }) => id);
  const rows = await reading.all(findPrinters, { storeId });
  const printers = rows.map((row) => {
    const fallback = rows.find(({ id }) => id === row.fallback_id);
    return { stationIds: stationsOf(row), states: fallback ? [row.state, fallback.state] : [row.state] };
  });
  return { stations, printers };
}

/** The stations at which nothing would show an order that came now, with the screens that there are. */
export async function readListening(
  reading: Reading,
  storeId: StoreId,
  now: number,
): Promise<{ displays: SeatedDisplay[]; unheard: StationId[] }> {
  const { stations, printers } = await readHouse(reading, storeId);
  const displays = await readDisplays(reading, storeId);
  return { displays, unheard: unheardStations(stations, displays, printers, now) };
}
