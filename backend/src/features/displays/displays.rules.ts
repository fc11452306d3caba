import type { DisplayKind } from '@tableorder/contract/displays';
import { SILENT_MS } from '@tableorder/contract/displays.rules';
import type { StationId } from '@tableorder/contract/ids';
import type { PrinterState } from '@tableorder/contract/printers';

export interface KnownDisplay {
  readonly kind: DisplayKind;
  readonly stationId: StationId | null;
  readonly awake: boolean;
  readonly live: boolean;
  /** Its last word, epoch ms. */
  readonly at: number;
}
export interface KnownPrinter {
  readonly stationIds: readonly StationId[];
  readonly states: readonly PrinterState[];
}

/** Whether somebody who looks at this screen would see an order that came now. */
export const isListening = ({ awake, live, at }: KnownDisplay, now: number): boolean => awake && live && now - at < SILENT_MS;

/** A station whose screen has said nothing for a day has none of its own. */
const HAS_SCREEN_MS = 24 * 3_600_000;

/** The stations that have a screen of their own, whether it listens or not: elsewhere any screen's sight of an order is enough. */
export const stationsWithScreen = (displays: readonly KnownDisplay[], now: number): ReadonlySet<StationId> =>
  new Set(displays.flatMap(({ stationId, at }) => (stationId !== null && now - at < HAS_SCREEN_MS ? [stationId] : [])));

/** States in which a ticket would come out; a printer that was never asked is given the benefit of the doubt. */
const PRINTS: ReadonlySet<PrinterState> = new Set<PrinterState>(['new', 'ready', 'paper-low']);

/**
 * The stations at which nothing would show an order that came now, of those that have a screen or a printer of their own. A shop that
 * works by its board alone has none, and is not warned: who reads the warning is listening.
 */
export function unheardStations(
  stations: readonly StationId[],
  displays: readonly KnownDisplay[],
  printers: readonly KnownPrinter[],
  now: number,
): StationId[] {
  return stations.filter((station) => {
    const screens = displays.filter(({ kind, stationId }) => kind === 'kitchen' && stationId === station);
    const papers = printers.filter(({ stationIds }) => stationIds.includes(station));
    if (screens.length === 0 && papers.length === 0) return false;
    return !screens.some((screen) => isListening(screen, now)) && !papers.some(({ states }) => states.some((state) => PRINTS.has(state)));
  });
}
