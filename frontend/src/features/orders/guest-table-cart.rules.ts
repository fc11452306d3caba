import type { Cart, CartChange, CartGuest, cartsEvents, SharedLine } from '@tableorder/contract/carts';
import type { EventOf } from '@tableorder/contract/event';
import type { CartGuestId, CartLineId, SessionId } from '@tableorder/contract/ids';
import type { CartLine } from './guest-cart.rules.ts';

/** The cart on this device: what the guest sees at once, and what the table has not been told yet. */
export interface StoredCart {
  readonly lines: readonly CartLine[];
  readonly changedAt: number;
  /** Lines put here that the server has not answered for. */
  readonly unsent: readonly string[];
  readonly removals: readonly { readonly id: string; readonly version: number }[];
  /** Lines that went into an order of this device: the server shows them until the order is there. */
  readonly taken: readonly string[];
  readonly shared: SharedState | null;
}
export interface SharedState {
  readonly sessionId: SessionId;
  readonly me: CartGuestId | null;
  readonly guests: readonly CartGuest[];
  readonly seq: number;
}
export type CartEvent = EventOf<typeof cartsEvents>;

/** What another guest did to a line that this guest sees; `full`: the table's cart takes no more lines. */
export interface CartNews {
  readonly kind: 'ordered' | 'removed' | 'changed' | 'full';
  readonly name: string;
  readonly orderNumber: string | null;
}
export interface Merged {
  readonly cart: StoredCart;
  readonly news: readonly CartNews[];
}

/** Ordered lines are remembered as long as an answer from before the order may still come. */
const MOST_TAKEN = 300;

export const emptyCart: StoredCart = { lines: [], changedAt: 0, unsent: [], removals: [], taken: [], shared: null };
/** A cart that was stored before carts were shared lacks the rest. */
export const asStored = (old: Partial<StoredCart> | undefined): StoredCart => {
  const cart = { ...emptyCart, ...old };
  return {
    ...cart,
    lines: cart.lines.map((line) => ({ ...line, version: line.version ?? 0, by: line.by ?? null, aside: line.aside ?? false })),
  };
};

/** The lines changed here: those that differ are to be told, those that are gone are to be removed at the table too. */
export function changedHere(cart: StoredCart, lines: readonly CartLine[]): StoredCart {
  const before = new Map(cart.lines.map((line) => [line.id, line]));
  const after = new Set(lines.map(({ id }) => id));
  const put = lines.filter((line) => before.get(line.id) !== line && !isSameForAll(before.get(line.id), line)).map(({ id }) => id);
  const gone = cart.lines.filter(({ id }) => !after.has(id)).map(({ id, version }) => ({ id, version }));
  return {
    ...cart,
    lines,
    unsent: [...new Set([...cart.unsent, ...put])].filter((id) => after.has(id)),
    removals: [...cart.removals.filter(({ id }) => !after.has(id)), ...gone],
  };
}

const facts = ({ menuId, name, optionIds, quantity, note, unitPrice }: CartLine | SharedLine): string =>
  JSON.stringify([menuId, name, optionIds, quantity, note, unitPrice]);
/** What only this device knows of a line (a refusal, a price it was told) is nobody else's. */
const isSameForAll = (a: CartLine | undefined, b: CartLine | SharedLine): boolean => a !== undefined && facts(a) === facts(b);

export const takenHere = (cart: StoredCart, ids: readonly string[]): StoredCart => ({
  ...cart,
  lines: cart.lines.filter(({ id }) => !ids.includes(id)),
  unsent: cart.unsent.filter((id) => !ids.includes(id)),
  removals: cart.removals.filter(({ id }) => !ids.includes(id)),
  taken: [...cart.taken, ...ids].slice(-MOST_TAKEN),
});

/** What is to be told to the table, oldest first. */
export const changesOf = (cart: StoredCart): CartChange[] => [
  ...cart.removals.map(({ id, version }) => ({ id: id as CartLineId, version, line: null })),
  ...cart.lines
    .filter(({ id }) => cart.unsent.includes(id))
    .map(({ id, version, menuId, name, optionIds, quantity, note, unitPrice }) => ({
      id: id as CartLineId,
      version,
      line: { menuId, name, optionIds: [...optionIds], quantity, note, unitPrice },
    })),
];

const fromShared = (shared: SharedLine, local: CartLine | undefined): CartLine => ({
  id: shared.id,
  version: shared.version,
  by: shared.addedBy,
  menuId: shared.menuId,
  name: shared.name,
  optionIds: shared.optionIds,
  quantity: shared.quantity,
  note: shared.note,
  unitPrice: shared.unitPrice,
  toldPrice: local?.version === shared.version ? local.toldPrice : null,
  refusal: local?.version === shared.version ? local.refusal : null,
  aside: local?.aside ?? false,
});

/** A shared line beside what this device did to it: an own change that was not told yet stays, with the version it was made from. */
function merged(cart: StoredCart, shared: SharedLine): CartLine | null {
  const hidden = cart.taken.includes(shared.id) || cart.removals.some(({ id }) => id === shared.id);
  if (hidden) return null;
  const local = cart.lines.find(({ id }) => id === shared.id);
  return local && cart.unsent.includes(shared.id) ? { ...local, by: shared.addedBy } : fromShared(shared, local);
}

/** The table's whole cart laid over this device's. What the table does not know yet stays; what it has no more is gone, and said. */
export function withShared(cart: StoredCart, shared: Cart): Merged {
  const { sessionId, me, guests, seq } = shared;
  if (sessionId === null) return { cart: { ...cart, shared: null }, news: [] };
  if (cart.shared && cart.shared.sessionId === sessionId && seq < cart.shared.seq) return { cart, news: [] };
  const there = new Set<string>(shared.lines.map(({ id }) => id));
  const lines = shared.lines.flatMap((line) => merged(cart, line) ?? []);
  const own = cart.lines.filter(({ id, version }) => !there.has(id) && version === 0);
  const lost = cart.lines.filter(({ id, version }) => !there.has(id) && version > 0);
  const kept = [...lines, ...own];
  return {
    cart: {
      ...cart,
      lines: kept,
      unsent: cart.unsent.filter((id) => kept.some((line) => line.id === id)),
      shared: { sessionId, me, guests, seq },
    },
    news: lost.map(({ name }) => ({ kind: 'removed', name, orderNumber: null })),
  };
}

/** One event of the table's cart. An older one than the last reading, or of another session, says nothing. */
export function withEvent(cart: StoredCart, event: CartEvent): Merged {
  const { shared } = cart;
  if (!shared || shared.sessionId !== event.sessionId || event.seq <= shared.seq) return { cart, news: [] };
  const guests = [...shared.guests.filter(({ id }) => !event.guests.some((one) => one.id === id)), ...event.guests];
  guests.sort((a, b) => a.number - b.number);
  const gone = new Map<string, string | null>(event.gone.map(({ id, orderNumber }) => [id, orderNumber]));
  const changed = new Map<string, SharedLine>(event.lines.map((line) => [line.id, line]));
  const lines = cart.lines.flatMap((line) => {
    if (gone.has(line.id)) return [];
    const shared = changed.get(line.id);
    return shared ? (merged(cart, shared) ?? []) : [line];
  });
  const known = new Set(cart.lines.map(({ id }) => id));
  const added = event.lines.filter(({ id }) => !known.has(id)).flatMap((line) => merged(cart, line) ?? []);
  const news = cart.lines
    .filter(({ id }) => gone.has(id))
    .map(({ id, name }): CartNews => {
      const orderNumber = gone.get(id) ?? null;
      return { kind: orderNumber === null ? 'removed' : 'ordered', name, orderNumber };
    });
  return {
    cart: {
      ...cart,
      lines: [...lines, ...added],
      unsent: cart.unsent.filter((id) => !gone.has(id)),
      removals: cart.removals.filter(({ id }) => !gone.has(id)),
      shared: { ...shared, guests, seq: event.seq },
    },
    news,
  };
}

/** The server's answer to changes: what was not touched again since is told. Lines that another guest passed become that guest's. */
export function withAnswer(cart: StoredCart, sent: readonly CartChange[], answer: { cart: Cart; passed: readonly string[] }): Merged {
  const { cart: shared, passed } = answer;
  if (shared.sessionId === null) return { cart: { ...cart, shared: null }, news: [] };
  const versions = new Map<string, number>(shared.lines.map(({ id, version }) => [id, version]));
  const told = new Set<string>(passed);
  for (const { id, line } of sent) {
    const now = cart.lines.find((one) => one.id === id);
    const asSent = line === null ? now === undefined : now !== undefined && facts(now) === facts({ ...now, ...line });
    if (asSent) told.add(id);
  }
  const next: StoredCart = {
    ...cart,
    lines: cart.lines.map((line) => ({ ...line, version: Math.max(line.version, versions.get(line.id) ?? (told.has(line.id) ? 1 : 0)) })),
    unsent: cart.unsent.filter((id) => !told.has(id)),
    removals: cart.removals.filter(({ id }) => !told.has(id)).map((one) => ({ ...one, version: versions.get(one.id) ?? one.version })),
  };
  const result = withShared(next, shared);
  const changed = passed.flatMap((id): CartNews[] => {
    const line = shared.lines.find((one) => one.id === id);
    return line ? [{ kind: 'changed', name: line.name, orderNumber: null }] : [];
  });
  return { cart: result.cart, news: [...result.news, ...changed] };
}
