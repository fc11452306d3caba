import { useLayoutEffect } from 'react';
import { useLocation } from 'wouter';

/** How this place was come to: back and forth keep where one stood, which the browser remembers; so does a reload. */
let cameBy: 'link' | 'browser' = 'browser';
// The router tells of its own steps by this event.
window.addEventListener('pushState', () => {
  cameBy = 'link';
});
window.addEventListener('popstate', () => {
  cameBy = 'browser';
});

/** A place that was come to by a link begins at its top, not where the last one was left. */
export function useTop(): void {
  const [path] = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each path anew
  useLayoutEffect(() => {
    if (cameBy === 'link') window.scrollTo(0, 0);
  }, [path]);
}
