import { useCallback } from 'react';
import { useLocation, useSearch } from 'wouter';

/** What stands over the menu, by address: the back button of a phone closes it. */
export type Place =
  | { readonly kind: 'menu' }
  | { readonly kind: 'item'; readonly menuId: string; readonly lineId: string | null }
  | { readonly kind: 'cart' }
  | { readonly kind: 'review' }
  | { readonly kind: 'orders' }
  | { readonly kind: 'split' }
  /** A placed order that is chosen anew, and perhaps one of its lines. */
  | { readonly kind: 'change'; readonly orderId: string; readonly lineId: string | null }
  | { readonly kind: 'call' }
  | { readonly kind: 'language' }
  | { readonly kind: 'search' }
  /** The way of staff to take a tablet off its table. */
  | { readonly kind: 'exit' };

export function placeOf(path: string, search: string): Place {
  const [first = '', second] = path.split('/').slice(1);
  const over = new URLSearchParams(search).get('over');
  if (first === 'menu' && second) return { kind: 'item', menuId: second, lineId: new URLSearchParams(search).get('line') };
  if (first === 'orders' && second) return { kind: 'change', orderId: second, lineId: new URLSearchParams(search).get('line') };
  if (first === 'cart' || first === 'split' || first === 'review' || first === 'orders') return { kind: first };
  return over === 'call' || over === 'language' || over === 'search' || over === 'exit' ? { kind: over } : { kind: 'menu' };
}

const INSIDE = { inside: true } as const;
/** A step back takes a moment: whoever asks twice meanwhile means one step. */
let leaving: unknown = null;
function stepBack(): void {
  if (history.state === leaving) return;
  leaving = history.state;
  history.back();
}
/** The page anew, at the menu: with the table's link and its secret, when the table is not joined yet. */
export function reloadAtMenu(): void {
  if (cameFromInside()) {
    addEventListener('popstate', () => location.reload(), { once: true });
    history.back();
  } else location.reload();
}

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
    if (cameFromInside()) stepBack();
    else navigate('/', { replace: true });
  }, [navigate]);
  return { place: placeOf(path, search), path, open, swap, close };
}
