import { createListeners } from './listeners.ts';

/** A value that screens watch; the shape `useSyncExternalStore` takes. */
export interface Held<T> {
  readonly snapshot: () => T;
  readonly subscribe: (listener: () => void) => () => void;
}

export interface Holder<T> extends Held<T> {
  readonly set: (next: T) => void;
}

export function hold<T>(first: T): Holder<T> {
  const listeners = createListeners();
  let value = first;
  return {
    snapshot: () => value,
    subscribe: listeners.subscribe,
    set: (next) => {
      if (Object.is(value, next)) return;
      value = next;
      listeners.tell();
    },
  };
}
