import { useSyncExternalStore } from 'react';

/** From here the cart stands beside the menu. The same width as in guest-home.module.css. */
const WIDE = '(min-width: 1024px)';

const subscribe = (tell: () => void) => {
  const query = matchMedia(WIDE);
  query.addEventListener('change', tell);
  return () => query.removeEventListener('change', tell);
};

export const useWide = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(WIDE).matches);
