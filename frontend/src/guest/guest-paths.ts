import { useCallback } from 'react';
import { useLocation, useSearch } from 'wouter';

/** What stands over the menu, by address: the back button of a phone closes it. */
export type Place =
  | { readonly kind: 'menu' }
  | { readonly kind: 'item'; readonly menuId: string; readonly lineId: string | null }
  | { readonly kind: 'cart' }
  | { readonly kind: 'review' }
  | { readonly kind: 'orders' }
  | { readonly kind: 'call' }
  | { readonly kind: 'language' };

export function placeOf(path: string, search: string): Place {
  const [first = '', second] = path.split('/').slice(1);
  const over = new URLSearchParams(search).get('over');
  if (first === 'menu' && second) return { kind: 'item', menuId: second, lineId: new URLSearchParams(search).get('line') };
  if (first === 'cart' || first === 'review' || first === 'orders') return { kind: first };
  return over === 'call' || over === 'language' ? { kind: over } : { kind: 'menu' };
}

const INSIDE = { inside: true } as const;
const cameFromInside = (): boolean => (history.state as { inside?: boolean } | null)?.inside === true;

export function usePlace(): {
  readonly place: Place;
  readonly path: string;
  readonly open: (path: string) => void;
  /** One step to another sheet, so that closing it leads to the menu. */
  readonly swap: (path: string) => void;
  readonly close: () => void;
} {
  const [path, navigate] = useLocation();
  const search = useSearch();
  const open = useCallback((to: string) => navigate(to, { state: INSIDE }), [navigate]);
  const swap = useCallback((to: string) => navigate(to, { replace: true, state: cameFromInside() ? INSIDE : null }), [navigate]);
  const close = useCallback(() => {
    if (cameFromInside()) history.back();
    else navigate('/', { replace: true });
  }, [navigate]);
  return { place: placeOf(path, search), path, open, swap, close };
}
