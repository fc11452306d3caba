/** Who wants to hear of changes; the shape `useSyncExternalStore` takes. */
export interface Listeners {
  readonly subscribe: (listener: () => void) => () => void;
  readonly tell: () => void;
}

export function createListeners(): Listeners {
  const all = new Set<() => void>();
  return {
    subscribe: (listener) => {
      all.add(listener);
      return () => all.delete(listener);
    },
    tell: () => {
      for (const listener of [...all]) listener();
    },
  };
}

/** Calls back when the device may have come back: network up, tab shown again, page out of the back/forward cache. */
export function onReturn(back: () => void): () => void {
  if (typeof window === 'undefined') return () => {};
  const shown = () => {
    if (document.visibilityState === 'visible') back();
  };
  window.addEventListener('online', back);
  window.addEventListener('pageshow', back);
  document.addEventListener('visibilitychange', shown);
  return () => {
    window.removeEventListener('online', back);
    window.removeEventListener('pageshow', back);
    document.removeEventListener('visibilitychange', shown);
  };
}

/** Throws where the page's error reporting sees it, without stopping the caller. */
export const throwApart = (error: unknown): void => {
  setTimeout(() => {
    throw error;
  });
};
