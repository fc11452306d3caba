import type { AdminSignIn } from '@tableorder/contract/access';
import type { Store } from '@tableorder/contract/stores';
import { fromInstant } from '@tableorder/contract/time';
import { now } from '../../lib/clock.ts';
import { createListeners } from '../../lib/listeners.ts';

const KEPT = 'tableorder.staff.sign';
const KEPT_SCREEN = 'tableorder.staff.screen';

/** What this screen proves itself by when its people change by PIN. */
export interface SharedScreen {
  readonly key: string;
  readonly store: string;
}

export interface Sign {
  readonly present: () => AdminSignIn | null;
  readonly screen: () => SharedScreen | null;
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

function readScreen(): SharedScreen | null {
  const { key, store } = JSON.parse(localStorage.getItem(KEPT_SCREEN) ?? '{}') as Partial<SharedScreen>;
  return key && store ? { key, store } : null;
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
  let screen = forgiving(readScreen, null);
  window.addEventListener('storage', (event) => {
    if (event.key !== KEPT && event.key !== null) return;
    present = forgiving(read, null);
    screen = forgiving(readScreen, null);
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
    screen: () => screen,
    subscribe: listeners.subscribe,
    keep: ({ screenKey, ...signIn }) => {
      if (screenKey !== undefined) {
        const made = { key: screenKey, store: signIn.store.code };
        screen = made;
        forgiving(() => localStorage.setItem(KEPT_SCREEN, JSON.stringify(made)), undefined);
      }
      keep(signIn);
    },
    keepStore: (store) => present && keep({ ...present, store }),
    end: () => keep(null),
  };
}
