import type { Money } from '@tableorder/contract/money';
import { now } from '../../lib/clock.ts';
import { type Held, hold } from '../../lib/held.ts';
import { onReturn, throwApart } from '../../lib/listeners.ts';
import { randomKey } from '../../lib/random-key.ts';
import type { Storage } from '../../lib/storage.ts';
import { type CartLine, type NewLine, putBack, withLine } from './guest-cart.rules.ts';

export interface StoredCart {
  readonly lines: readonly CartLine[];
  readonly changedAt: number;
}
export interface CartShelves {
  cart: StoredCart;
}
export interface GuestCart {
  /** False until what lay on this device is read. */
  readonly ready: boolean;
  readonly lines: readonly CartLine[];
}

/** Every change is on this device's disk when its promise resolves. */
export interface GuestCartStore extends Held<GuestCart> {
  readonly opened: Promise<void>;
  readonly add: (line: NewLine) => Promise<void>;
  /** Takes the place of a line that was chosen anew. */
  readonly replace: (id: string, line: NewLine) => Promise<void>;
  readonly setQuantity: (id: string, quantity: number) => Promise<void>;
  readonly agree: (id: string, price: Money) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  readonly bring: (lines: readonly CartLine[]) => Promise<void>;
  readonly take: (ids: readonly string[]) => Promise<void>;
  readonly close: () => void;
}

export function openGuestCart(storage: Storage<CartShelves>, party: string): GuestCartStore {
  const state = hold<GuestCart>({ ready: false, lines: [] });
  const show = (cart: StoredCart | undefined) => state.set({ ready: true, lines: cart?.lines ?? [] });
  const read = async () => show(await storage.get('cart', party));
  // The stored cart is the one that is changed: another tab of this phone may have changed it meanwhile.
  const change = async (next: (lines: readonly CartLine[]) => readonly CartLine[]) =>
    show(
      await storage.change('cart', party, (old) => {
        const lines = next(old?.lines ?? []);
        return lines.length === 0 ? undefined : { lines, changedAt: now() };
      }),
    );
  const each = (id: string, next: (line: CartLine) => CartLine) =>
    change((lines) => lines.map((line) => (line.id === id ? next(line) : line)));
  const close = onReturn(() => void read().catch(throwApart));

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    opened: read(),
    add: (line) => change((lines) => withLine(lines, line, randomKey())),
    replace: (id, line) => each(id, () => ({ ...line, id, toldPrice: null, refusal: null })),
    setQuantity: (id, quantity) => each(id, (line) => ({ ...line, quantity, refusal: null })),
    agree: (id, price) => each(id, (line) => ({ ...line, unitPrice: price, toldPrice: null, refusal: null })),
    remove: (id) => change((lines) => lines.filter((line) => line.id !== id)),
    bring: (returned) => change((lines) => putBack(lines, returned)),
    take: (ids) => change((lines) => lines.filter(({ id }) => !ids.includes(id))),
    close,
  };
}
