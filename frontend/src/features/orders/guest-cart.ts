import type { CartGuest } from '@tableorder/contract/carts';
import type { CartGuestId } from '@tableorder/contract/ids';
import type { Money } from '@tableorder/contract/money';
import type { Api } from '../../lib/api.ts';
import { now } from '../../lib/clock.ts';
import { type Held, hold } from '../../lib/held.ts';
import { onReturn, throwApart } from '../../lib/listeners.ts';
import { randomKey } from '../../lib/random-key.ts';
import type { Storage } from '../../lib/storage.ts';
import { type CartLine, freshLine, type NewLine, putBack, withLine } from './guest-cart.rules.ts';
import { noSync, openCartSync } from './guest-cart-sync.ts';
import { asStored, type CartEvent, type CartNews, changedHere, emptyCart, type StoredCart, takenHere } from './guest-table-cart.rules.ts';

export interface CartShelves {
  cart: StoredCart;
}
export interface GuestCart {
  /** False until what lay on this device is read. */
  readonly ready: boolean;
  readonly lines: readonly CartLine[];
  /** The devices that share it, this one too; empty while it is this device's alone. */
  readonly guests: readonly CartGuest[];
  readonly me: CartGuestId | null;
}

/** Every change is shown at once, and on this device's disk when its promise resolves (taken back when it rejects); the other phones of the table hear of it after that. */
export interface GuestCartStore extends Held<GuestCart> {
  readonly opened: Promise<void>;
  readonly add: (line: NewLine) => Promise<void>;
  readonly addAll: (lines: readonly NewLine[]) => Promise<void>;
  /** Takes the place of a line that was chosen anew. */
  readonly replace: (id: string, line: NewLine) => Promise<void>;
  readonly setQuantity: (id: string, quantity: number) => Promise<void>;
  readonly agree: (id: string, price: Money) => Promise<void>;
  /** Kept for later: what cannot be had now does not hold up the rest. */
  readonly setAside: (id: string) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** A line that was just removed, as it was. */
  readonly restore: (line: CartLine) => Promise<void>;
  /** Lines of an order that did not go out. */
  readonly bring: (lines: readonly CartLine[]) => Promise<void>;
  /** Lines that go into an order. */
  readonly take: (ids: readonly string[]) => Promise<void>;
  /** Lines of an order that did not go out, which are as the table's cart has them now. */
  readonly release: (ids: readonly string[]) => Promise<void>;
  /** What other guests did to lines that this guest saw. */
  readonly onNews: (listener: (news: readonly CartNews[]) => void) => () => void;
  readonly tell: (news: readonly CartNews[]) => void;
  readonly hear: (event: CartEvent) => void;
  readonly read: (afterGap?: boolean) => void;
  readonly rename: (nickname: string | null) => Promise<void>;
  readonly close: () => void;
}

export interface GuestCartSettings {
  readonly storage: Storage<CartShelves>;
  /** Null before there is a table: the cart is this device's alone. */
  readonly api: Api | null;
  readonly party: string;
}

const isBare = ({ lines, unsent, removals, taken, shared }: StoredCart): boolean =>
  lines.length + unsent.length + removals.length + taken.length === 0 && shared === null;

export function openGuestCart({ storage, api, party }: GuestCartSettings): GuestCartStore {
  const state = hold<GuestCart>({ ready: false, lines: [], guests: [], me: null });
  // What lies on the disk, as far as it is known, and what is on its way there: shown at once, for a write takes longer than a tap may.
  let onDisk: StoredCart | null = null;
  const onTheWay = new Set<(cart: StoredCart) => StoredCart>();
  const show = () => {
    if (onDisk === null) return;
    const { lines, shared } = [...onTheWay].reduce((cart, next) => next(cart), onDisk);
    state.set({ ready: true, lines, guests: shared?.guests ?? [], me: shared?.me ?? null });
  };
  const stored = async () => asStored(await storage.get('cart', party));
  const read = async () => {
    onDisk = await stored();
    show();
  };
  // The stored cart is the one that is changed: another tab of this phone may have changed it meanwhile.
  const keep = async (next: (cart: StoredCart) => StoredCart): Promise<StoredCart> => {
    const kept = await storage.change('cart', party, (old) => {
      const cart = next(asStored(old));
      return isBare(cart) ? undefined : cart;
    });
    return kept ?? emptyCart;
  };
  const listeners = new Set<(news: readonly CartNews[]) => void>();
  const tell = (news: readonly CartNews[]) => {
    for (const listener of [...listeners]) listener(news);
  };
  const change = async (next: (cart: StoredCart) => StoredCart) => {
    onDisk = await keep(next);
    show();
  };
  const sync = api === null ? noSync : openCartSync({ api, stored, change, onNews: tell });
  /** `next` is done twice, on what is shown and on what is stored, and must make the same of the same. */
  const act = async (next: (cart: StoredCart) => StoredCart) => {
    onTheWay.add(next);
    show();
    try {
      onDisk = await keep((cart) => ({ ...next(cart), changedAt: now() }));
    } finally {
      onTheWay.delete(next);
      show();
    }
    sync.changed();
  };
  const withLines = (next: (lines: readonly CartLine[], cart: StoredCart) => readonly CartLine[]) =>
    act((cart) => changedHere(cart, next(cart.lines, cart)));
  const each = (id: string, next: (line: CartLine) => CartLine) =>
    withLines((lines) => lines.map((line) => (line.id === id ? next(line) : line)));
  const stopReturns = onReturn(() => void read().catch(throwApart));
  const addAll = (wanted: readonly NewLine[]) => {
    const keyed = wanted.map((line) => ({ line, id: randomKey() }));
    return withLines((lines, { shared }) =>
      keyed.reduce<readonly CartLine[]>((all, { line, id }) => withLine(all, line, id, shared?.me ?? null), lines),
    );
  };
  // A new line for the table: the old one is gone there, and what is gone does not come back.
  const restore = (line: CartLine) => {
    const again = { ...line, ...freshLine(line, randomKey()), toldPrice: line.toldPrice };
    return withLines((lines) => [...lines, again]);
  };

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    opened: read(),
    add: (line) => addAll([line]),
    addAll,
    replace: (id, line) => each(id, (old) => ({ ...old, ...line, toldPrice: null, refusal: null })),
    setQuantity: (id, quantity) => each(id, (line) => ({ ...line, quantity, refusal: null })),
    agree: (id, price) => each(id, (line) => ({ ...line, unitPrice: price, toldPrice: null, refusal: null })),
    setAside: (id) => each(id, (line) => ({ ...line, aside: true, refusal: null })),
    remove: (id) => withLines((lines) => lines.filter((line) => line.id !== id)),
    restore,
    bring: (returned) =>
      act((cart) => {
        const ids = returned.map(({ id }) => id);
        const back = { ...cart, taken: cart.taken.filter((id) => !ids.includes(id)) };
        return changedHere(back, putBack(back.lines, returned));
      }),
    take: (ids) => act((cart) => takenHere(cart, ids)),
    release: async (ids) => {
      await change((cart) => ({ ...cart, taken: cart.taken.filter((id) => !ids.includes(id)) }));
      sync.read(true);
    },
    onNews: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell,
    hear: sync.hear,
    read: sync.read,
    rename: sync.rename,
    close: () => {
      stopReturns();
      sync.close();
    },
  };
}
