import { type Cart, changeCart, nameMe, readCart, type SharedLine } from '@tableorder/contract/carts';
import type { CartGuestId, CartLineId, SessionId } from '@tableorder/contract/ids';
import type { FakeBackend } from './fake-backend.ts';

const guestId = (at: number) => `0199bbbb-0000-7000-8000-${String(at).padStart(12, '0')}` as CartGuestId;
export const ME = guestId(1);
export const FRIEND = guestId(2);

/** The table's cart as the server keeps it, with versions; another guest is whoever `friend` speaks for. */
export function fakeCart(backend: FakeBackend, sessionId: SessionId | null) {
  const cart: { -readonly [K in keyof Cart]: Cart[K] } = { sessionId, me: null, guests: [], lines: [], seq: 0 };
  const gone = new Set<CartLineId>();
  const news = (more: { lines?: SharedLine[]; gone?: { id: CartLineId; orderNumber: string | null }[] }) => {
    if (!cart.sessionId) return;
    const id = backend.emit({ type: 'cart_updated', sessionId: cart.sessionId, lines: [], gone: [], guests: cart.guests, ...more });
    cart.seq = Number(id.split('-')[1]);
  };
  const put = (line: SharedLine) => {
    cart.lines = [...cart.lines.filter(({ id }) => id !== line.id), line];
  };
  const drop = (id: CartLineId) => {
    gone.add(id);
    cart.lines = cart.lines.filter((line) => line.id !== id);
  };
  const sit = (id: CartGuestId, nickname: string | null) => {
    const known = cart.guests.find((guest) => guest.id === id);
    const guest = { id, kind: 'phone' as const, number: known?.number ?? cart.guests.length + 1, nickname };
    cart.guests = [...cart.guests.filter((one) => one.id !== id), guest].sort((a, b) => a.number - b.number);
  };
  backend.on(readCart, () => cart);
  backend.on(nameMe, ({ body }) => {
    if (cart.sessionId === null) return cart;
    sit(ME, body.nickname);
    cart.me = ME;
    return cart;
  });
  backend.on(changeCart, ({ body }) => {
    const passed: CartLineId[] = [];
    if (cart.sessionId === null) return { cart, passed };
    for (const { id, version, line } of body.changes) {
      const known = cart.lines.find((one) => one.id === id);
      if (gone.has(id) || (known && known.version > version)) passed.push(id);
      else if (line === null) drop(id);
      else put({ id, version: version + 1, addedBy: known?.addedBy ?? ME, ...line });
    }
    return { cart, passed };
  });
  return {
    cart,
    /** Another phone of the table. */
    friend: {
      sits: (nickname: string | null = null) => {
        sit(FRIEND, nickname);
        news({});
      },
      puts: (line: Omit<SharedLine, 'addedBy'>) => {
        put({ ...line, addedBy: cart.lines.find(({ id }) => id === line.id)?.addedBy ?? FRIEND });
        news({ lines: cart.lines.filter(({ id }) => id === line.id) });
      },
      removes: (id: CartLineId, orderNumber: string | null = null) => {
        drop(id);
        news({ gone: [{ id, orderNumber }] });
      },
    },
  };
}
