import type { EpochMs } from '@tableorder/contract/time';
import { useCallback, useSyncExternalStore } from 'react';
import { serverClock, serverNow } from '../lib/clock.ts';
import { createListeners } from '../lib/listeners.ts';

const TICK_MS = 5_000;
const listeners = createListeners();
let following = 0;
let stop: (() => void) | null = null;

function start(): () => void {
  const timer = setInterval(listeners.tell, TICK_MS);
  const unsubscribe = serverClock.subscribe(listeners.tell);
  document.addEventListener('visibilitychange', listeners.tell);
  return () => {
    clearInterval(timer);
    unsubscribe();
    document.removeEventListener('visibilitychange', listeners.tell);
  };
}

function subscribe(listener: () => void): () => void {
  following += 1;
  stop ??= start();
  const unsubscribe = listeners.subscribe(listener);
  return () => {
    unsubscribe();
    following -= 1;
    if (following > 0) return;
    stop?.();
    stop = null;
  };
}

/** What a clock makes of something, such as its minutes: whoever shows it is drawn again only when that word or number changes. */
export function useTick<T extends string | number | boolean>(read: (now: EpochMs) => T): T {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => read(serverNow()), [read]),
  );
}
