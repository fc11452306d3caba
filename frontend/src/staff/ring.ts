import { createListeners } from '../lib/listeners.ts';
import type { Chime, Tone, Voice } from '../lib/sound.ts';

const AGAIN_MS = 6_000;
/** An order before a call, where both come at once. */
const TONES = ['order', 'call'] as const satisfies readonly Tone[];
const QUIET = 'tableorder.staff.quiet';

export interface Ring {
  /** What waits for somebody, by the tone it has: rings at once when something joins, and again until nothing is left. */
  readonly waiting: (ids: Readonly<Record<Tone, readonly string[]>>) => void;
  /** How the shop wants each to sound; `off` for not at all. */
  readonly setVoices: (voices: Readonly<Record<Tone, Voice | 'off'>>) => void;
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
  let known: Readonly<Record<Tone, ReadonlySet<string>>> = { order: new Set(), call: new Set() };
  let voices: Readonly<Record<Tone, Voice | 'off'>> = { order: 'bell', call: 'chime' };
  let last: Tone = 'call';
  let quiet = stored(() => localStorage.getItem(QUIET) === 'yes', false);
  let timer: ReturnType<typeof setInterval> | undefined;

  const sound = (tone: Tone) => {
    last = tone;
    const voice = voices[tone];
    if (!quiet && voice !== 'off') chime.play(tone, voice);
  };
  /** In turn where both wait: two tones at once would be neither. */
  const again = () => {
    const other: Tone = last === 'order' ? 'call' : 'order';
    sound(known[other].size > 0 ? other : last);
  };
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  const unsubscribe = chime.subscribe(listeners.tell);
  return {
    waiting: (ids) => {
      const joined = TONES.find((tone) => ids[tone].some((id) => !known[tone].has(id)));
      known = { order: new Set(ids.order), call: new Set(ids.call) };
      if (TONES.every((tone) => known[tone].size === 0)) return stop();
      if (joined === undefined) return;
      stop();
      sound(joined);
      timer = setInterval(again, AGAIN_MS);
    },
    setVoices: (next) => {
      voices = next;
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
