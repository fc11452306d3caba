import type { MenuId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import type { Money } from '@tableorder/contract/money';
import { useMemo, useSyncExternalStore } from 'react';
import { cartCount, cartTotal, type JudgedLine, judgeLine } from './guest-cart.rules.ts';
import type { GuestCartStore } from './guest-cart.ts';

/** The cart against the menu of this moment. */
export interface CartView {
  readonly ready: boolean;
  readonly lines: readonly JudgedLine[];
  readonly count: number;
  readonly total: Money;
  /** Some line needs a decision before anything can be ordered. */
  readonly blocked: boolean;
}

export function useCartView(store: GuestCartStore, items: ReadonlyMap<MenuId, MenuItem> | null): CartView {
  const { ready, lines } = useSyncExternalStore(store.subscribe, store.snapshot);
  return useMemo(() => {
    const judged = lines.map((line) => judgeLine(line, items));
    return { ready, lines: judged, count: cartCount(lines), total: cartTotal(lines), blocked: judged.some(({ fault }) => fault !== null) };
  }, [ready, lines, items]);
}
