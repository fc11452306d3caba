import { createListeners } from '../lib/listeners.ts';
import type { Chime } from '../lib/sound.ts';

const AGAIN_MS = 6_000;
const QUIET = 'tableorder.staff.quiet';

export interface Ring {
  /** What nobody has taken yet: rings at once when something joins, and again until nothing is left. */
  readonly untaken: (ids: readonly string[]) => void;
  readonly isQuiet: () => boolean;
  readonly setQuiet: (quiet: boolean) => void;
  /** False while the browser wants a first touch. */
  readonly canRing: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
  readonly close: () => void;
}

/** Storage that a browser forbids only means that the choice is not remembered. */
function stored<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch (error) {
    if (error instanceof DOMException) return otherwise;
    throw error;
  }
}

export function createRing(chime: Chime): Ring {
  const listeners = createListeners();
  let known = new Set<string>();
  let quiet = stored(() => localStorage.getItem(QUIET) === 'yes', false);
  let timer: ReturnType<typeof setInterval> | undefined;

  const sound = () => {
    if (!quiet) chime.play();
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  const unsubscribe = chime.subscribe(listeners.tell);
  return {
    untaken: (ids) => {
      const joined = ids.some((id) => !known.has(id));
      known = new Set(ids);
      if (known.size === 0) return stop();
      if (!joined) return;
      stop();
      sound();
      timer = setInterval(sound, AGAIN_MS);
    },
    isQuiet: () => quiet,
    setQuiet: (next) => {
      quiet = next;
      stored(() => localStorage.setItem(QUIET, next ? 'yes' : 'no'), undefined);
      listeners.tell();
    },
    canRing: chime.isUnlocked,
    subscribe: listeners.subscribe,
    close: () => {
      stop();
      unsubscribe();
      chime.close();
    },
  };
}
