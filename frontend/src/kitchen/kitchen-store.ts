import { readTickets } from '@tableorder/contract/kitchen';
import { listStations } from '@tableorder/contract/stations';
import type { Api } from '../lib/api.ts';
import { type LiveStore, openLive } from '../lib/live-store.ts';
import { keepStanding, readGone } from './kitchen-standing.ts';
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
      const { body } = await api.call(readTickets);
      const open = new Set(body.tickets.map(({ order }) => order.id));
      return fromReading(body, items, before, await readGone({ api, before, open, stations: items }));
    },
    apply: applyEvent,
    gatherMs: GATHER_MS,
    onSignedOut,
  });
  // Another station's tickets may be this one's now.
  const stop = store.onEvent((event) => {
    if (event.type === 'stations_updated') void store.read();
  });
  const stopKeeping = store.subscribe(() => {
    const { state } = store.view();
    if (state) keepStanding(state);
  });
  return {
    ...store,
    close: () => {
      stop();
      stopKeeping();
      store.close();
    },
  };
}
