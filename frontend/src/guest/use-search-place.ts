import { useCallback, useEffect, useRef, useState } from 'react';
import { usePlace } from './guest-paths.ts';

export interface SearchPlace {
  readonly open: boolean;
  readonly query: string;
  readonly enter: () => void;
  readonly leave: () => void;
  readonly setQuery: (query: string) => void;
}

/** The search is a place of its own, so that the back button of a phone leaves it; a dish opened from it comes back to it. */
export function useSearchPlace(wide: boolean): SearchPlace {
  const { place, open: go, close } = usePlace();
  const [open, setOpen] = useState(place.kind === 'search');
  const [query, setQuery] = useState('');
  const readFrom = useRef(0);
  if (place.kind === 'search' && !open) setOpen(true);
  if (place.kind === 'menu' && open) {
    setOpen(false);
    setQuery('');
  }

  // What was read before the search is read on after it.
  useEffect(() => {
    if (!open) return;
    readFrom.current = scrollY;
    scrollTo({ top: 0, behavior: 'instant' });
    return () => scrollTo({ top: readFrom.current, behavior: 'instant' });
  }, [open]);

  const enter = useCallback(() => go('/?over=search'), [go]);
  const type = useCallback(
    (next: string) => {
      setQuery(next);
      if (!open && next !== '') enter();
      // On a tablet the field always stands: emptied, it gives the menu back.
      if (open && wide && next === '') close();
    },
    [open, wide, enter, close],
  );
  return { open, query, enter, leave: close, setQuery: type };
}
