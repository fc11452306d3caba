import type { AdminSignIn } from '@tableorder/contract/access';
import type { Store } from '@tableorder/contract/stores';
import { fromInstant } from '@tableorder/contract/time';
import { now } from '../lib/clock.ts';
import { createListeners } from '../lib/listeners.ts';

const KEPT = 'tableorder.staff.sign';

export interface Sign {
  readonly present: () => AdminSignIn | null;
  readonly subscribe: (listener: () => void) => () => void;
  readonly keep: (signIn: AdminSignIn) => void;
  /** The shop's own settings changed. */
  readonly keepStore: (store: Store) => void;
  readonly end: () => void;
}

function read(): AdminSignIn | null {
  const kept = localStorage.getItem(KEPT);
  if (kept === null) return null;
  const found = JSON.parse(kept) as Partial<AdminSignIn>;
  const { token, expiresAt, store, staff } = found;
  if (!token || !expiresAt || !store?.timeZone || !staff?.role) return null;
  return fromInstant(expiresAt) > now() ? { token, expiresAt, store, staff } : null;
}

/** What was kept cannot be read, or must not be kept: then the sign-in lives as long as the page. */
function forgiving<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return otherwise;
    throw error;
  }
}

/** Who is signed in on this device, shared between its tabs: signing out in one ends it in all. */
export function createSign(): Sign {
  const listeners = createListeners();
  let present = forgiving(read, null);
  window.addEventListener('storage', (event) => {
    if (event.key !== KEPT && event.key !== null) return;
    present = forgiving(read, null);
    listeners.tell();
  });
  const keep = (signIn: AdminSignIn | null) => {
    present = signIn;
    forgiving(() => {
      if (signIn) localStorage.setItem(KEPT, JSON.stringify(signIn));
      else localStorage.removeItem(KEPT);
    }, undefined);
    listeners.tell();
  };
  return {
    present: () => present,
    subscribe: listeners.subscribe,
    keep,
    keepStore: (store) => present && keep({ ...present, store }),
    end: () => keep(null),
  };
}
