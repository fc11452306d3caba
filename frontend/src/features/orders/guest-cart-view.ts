import type { CartGuest } from '@tableorder/contract/carts';
import type { CartGuestId, MenuId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import type { Money } from '@tableorder/contract/money';
import { useMemo, useSyncExternalStore } from 'react';
import { type CartLine, cartCount, cartTotal, type JudgedLine, judgeLine } from './guest-cart.rules.ts';
import type { GuestCartStore } from './guest-cart.ts';

/** Why nothing can be ordered at this hour, in the guest's words: in full, and as short as a button. */
export interface ShopClosed {
  readonly line: string;
  readonly act: string;
}

/** The cart against the menu of this moment. */
export interface CartView {
  readonly ready: boolean;
  readonly lines: readonly JudgedLine[];
  /** Of what would be ordered now. */
  readonly count: number;
  readonly total: Money;
  /** The dishes of what would be ordered now. */
  readonly orderable: readonly MenuId[];
  /** Some line needs a decision before anything can be ordered. */
  readonly blocked: boolean;
  /** The devices that share it; alone for one. */
  readonly guests: readonly CartGuest[];
  readonly me: CartGuestId | null;
}

export function useCartView(store: GuestCartStore, items: ReadonlyMap<MenuId, MenuItem> | null): CartView {
  const { ready, lines, guests, me } = useSyncExternalStore(store.subscribe, store.snapshot);
  return useMemo(() => {
    const judged = lines.map((line) => judgeLine(line, items));
    const wanted = orderable(judged);
    const blocked = judged.some(({ fault, waits }) => fault !== null && !waits);
    return {
      ready,
      lines: judged,
      count: cartCount(wanted),
      total: cartTotal(wanted),
      orderable: wanted.map(({ menuId }) => menuId),
      blocked,
      guests,
      me,
    };
  }, [ready, lines, items, guests, me]);
}

/** What an order takes: all but what waits aside. */
export const orderable = (lines: readonly JudgedLine[]): CartLine[] => lines.filter(({ waits }) => !waits).map(({ line }) => line);
