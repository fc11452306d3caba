import { readTickets } from '@tableorder/contract/kitchen';
import { listStations } from '@tableorder/contract/stations';
import type { Api } from '../lib/api.ts';
import { type LiveStore, openLive } from '../lib/live-store.ts';
import { applyEvent, fromReading, type Kitchen, type KitchenEvent } from './kitchen-state.ts';

export type KitchenStore = LiveStore<Kitchen, KitchenEvent>;

/** An old tablet draws thirty tickets in as long as a blink: ten times a second is often enough, and nobody sees the difference. */
const GATHER_MS = 100;

/** Every open ticket of the shop, whatever station this screen shows: changing it needs no line. */
export function openKitchen(api: Api, onSignedOut: () => void): KitchenStore {
  const store = openLive<Kitchen, KitchenEvent>({
    api,
    async read(before) {
      // The stations first: tickets of a station that came in between are read with it.
      const { items } = (await api.call(listStations)).body;
      return fromReading((await api.call(readTickets)).body, items, before);
    },
    apply: applyEvent,
    gatherMs: GATHER_MS,
    onSignedOut,
  });
  // Another station's tickets may be this one's now.
  const stop = store.onEvent((event) => {
    if (event.type === 'stations_updated') void store.read();
  });
  return {
    ...store,
    close: () => {
      stop();
      store.close();
    },
  };
}
