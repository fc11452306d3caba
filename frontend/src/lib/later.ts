import { useSyncExternalStore } from 'react';
import { type Held, hold } from './held.ts';
import { onReturn } from './listeners.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
/** So often it is tried before anybody is told. */
const SILENT_TRIES = 3;

export interface Coming<T> {
  readonly value: T | null;
  /** It did not come, and is tried again by itself. */
  readonly failed: boolean;
}

/** A part of the app that comes after the first screen. */
export interface Later<T> extends Held<Coming<T>> {
  /** Begins to fetch it; resolves when it is here, however long the line is away. */
  readonly load: () => Promise<T>;
  /** Somebody waits: tries again now. */
  readonly hurry: () => void;
}

export function later<T>(fetchPart: () => Promise<T>): Later<T> {
  const state = hold<Coming<T>>({ value: null, failed: false });
  let running: Promise<T> | null = null;
  let goOn = () => {};

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(() => goOn(), ms);
      const stop = onReturn(() => goOn());
      goOn = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
    });
  const fetchUntilHere = async () => {
    for (let tries = 1; ; tries++) {
      try {
        const value = await fetchPart();
        state.set({ value, failed: false });
        return value;
      } catch (error) {
        console.warn('a part of the app did not arrive', error);
        if (tries >= SILENT_TRIES) state.set({ value: null, failed: true });
        await pause(Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS));
      }
    }
  };
  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    load: () => {
      running ??= fetchUntilHere();
      return running;
    },
    hurry: () => goOn(),
  };
}

export const useLater = <T>({ subscribe, snapshot }: Later<T>): Coming<T> => useSyncExternalStore(subscribe, snapshot, snapshot);
