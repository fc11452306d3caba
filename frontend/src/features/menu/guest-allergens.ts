import { ALLERGENS } from '@tableorder/contract/menu';
import { type Held, hold } from '../../lib/held.ts';
import type { Storage } from '../../lib/storage.ts';
import type { Allergen } from './guest-reader.tsx';

export interface AllergenShelves {
  allergens: readonly Allergen[];
}

export interface GuestAllergens extends Held<readonly Allergen[]> {
  readonly choose: (allergens: readonly Allergen[]) => Promise<void>;
}

/** What a party avoids, kept on its device until it has left. */
export function openAllergens(
  storage: Pick<Storage<AllergenShelves>, 'get' | 'set'>,
  party: string,
): GuestAllergens & { opened: Promise<void> } {
  const state = hold<readonly Allergen[]>([]);
  let chosen = false;
  const opened = storage.get('allergens', party).then((kept) => {
    // A newer version may have known other names.
    if (!chosen && kept) state.set(ALLERGENS.filter((name) => kept.includes(name)));
  });
  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    opened,
    choose: async (allergens) => {
      chosen = true;
      state.set(allergens);
      await storage.set('allergens', party, allergens);
    },
  };
}
