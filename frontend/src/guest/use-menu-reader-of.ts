import { useMemo, useSyncExternalStore } from 'react';
import type { GuestSeat } from '../features/access/guest-sign.ts';
import type { MenuReader } from '../features/menu/guest-reader.tsx';
import { throwApart } from '../lib/listeners.ts';
import type { Party } from './guest-party.ts';

/** This party as the menu needs to know it; the same object until something of it changes. */
export function useMenuReaderOf({ allergens }: Party, { store: { timeZone } }: GuestSeat): MenuReader {
  const avoided = useSyncExternalStore(allergens.subscribe, allergens.snapshot);
  return useMemo(
    () => ({ timeZone, avoided, onAvoid: (next) => void allergens.choose(next).catch(throwApart) }),
    [timeZone, avoided, allergens],
  );
}
