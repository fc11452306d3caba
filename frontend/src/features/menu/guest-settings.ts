import { DEFAULT_SETTINGS, type GuestSettings, guestSettings, readGuestSettings } from '@tableorder/contract/settings';
import type { Api } from '../../lib/api.ts';
import { isFromTheLine } from '../../lib/api-problem.ts';
import { type Held, hold } from '../../lib/held.ts';

export interface GuestSettingsStore extends Held<GuestSettings> {
  readonly put: (settings: GuestSettings) => void;
  /** A try that fails leaves what is known. */
  readonly reload: () => Promise<void>;
}

/** What the shop has decided for its guests; until it is known, what a shop that decided nothing has. */
export function createGuestSettings(api: Api): GuestSettingsStore {
  const state = hold(guestSettings(DEFAULT_SETTINGS));
  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    put: state.set,
    reload: async () => {
      try {
        const { body } = await api.call(readGuestSettings);
        if (body) state.set(body);
      } catch (error) {
        if (!isFromTheLine(error)) throw error;
      }
    },
  };
}
