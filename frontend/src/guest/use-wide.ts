import { useSyncExternalStore } from 'react';

/** From here the cart stands beside the menu. The same width as in guest-home.module.css. */
export const WIDE = '(min-width: 1024px)';

const subscribe = (tell: () => void) => {
  const query = matchMedia(WIDE);
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
};

/** The server, which knows of no screen, writes the page of a phone. */
export const isWide = (): boolean => typeof matchMedia !== 'undefined' && matchMedia(WIDE).matches;

export const useWide = (): boolean => useSyncExternalStore(subscribe, isWide, () => false);
