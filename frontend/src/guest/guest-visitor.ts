import type { Locale } from '@tableorder/contract/locale';
import { sessionTotal } from '@tableorder/contract/orders.rules';
import { readPublicMenu } from '@tableorder/contract/public-menu';
import type { Joining } from '../features/access/guest-joining.ts';
import type { GuestSeat } from '../features/access/guest-sign.ts';
import { openAllergens } from '../features/menu/guest-allergens.ts';
import { createGuestMenu, type KeptMenu } from '../features/menu/guest-menu.ts';
import { openGuestCart } from '../features/orders/guest-cart.ts';
import type { Api } from '../lib/api.ts';
import type { GuestPage } from './guest-page.ts';
import type { Party } from './guest-party.ts';
import type { GuestStorage } from './guest-shelves.ts';

/** Who reads the menu before the table is joined: a cart of their own, and nothing of a table yet. */
export interface Visitor {
  readonly party: Party;
  readonly seat: GuestSeat;
  /** For the party that comes of it: its first menu. */
  readonly kept: KeptMenu;
  /** What was chosen meanwhile goes along to the table. */
  readonly moveTo: (party: Party) => Promise<void>;
}

interface VisitorSettings {
  readonly page: GuestPage;
  readonly storage: GuestStorage;
  readonly api: Api;
  readonly joining: Joining;
}

const still = <T>(value: T) => ({ snapshot: () => value, subscribe: () => () => undefined });
const notSeated = (): never => {
  throw new Error('there is no table yet');
};
const nothing = () => undefined;

export function openVisitor({ page, storage, api, joining }: VisitorSettings): Visitor {
  const { shop, tableNumber } = page;
  const { store } = shop;
  const kept: KeptMenu = { locale: shop.locale, menu: shop.menu, etag: shop.version };
  const read = async (wanted: Locale) => {
    const { body } = await api.call(readPublicMenu, { query: { store: store.code, lang: wanted } });
    return { locale: wanted, menu: body.menu, etag: body.version };
  };
  const menu = createGuestMenu({ read, kept }, shop.locale);
  const scope = `visit ${store.id} ${tableNumber}`;
  const cart = openGuestCart({ storage, api: null, party: scope });
  const allergens = openAllergens(storage, scope);
  const party: Party = {
    joining,
    onExit: null,
    taken: still(false),
    menu,
    settings: { ...still(shop.settings), put: nothing, reload: async () => undefined },
    allergens,
    cart,
    orders: {
      ...still({ ready: true, failed: false, orders: [], total: sessionTotal([]) }),
      reload: async () => null,
      put: nothing,
      drop: nothing,
      cancel: notSeated,
      change: notSeated,
    },
    calls: { ...still([]), reload: async () => undefined, call: notSeated, put: nothing },
    ordering: {
      outbox: {
        ...still({ ready: true, entries: [] }),
        place: notSeated,
        settled: notSeated,
        resend: notSeated,
        takeBack: notSeated,
        holdAll: async () => undefined,
        wake: nothing,
        close: nothing,
      },
      place: notSeated,
      takeBack: notSeated,
    },
    waiting: null,
    stream: { state: () => 'live', subscribe: () => nothing, lastEventId: () => null, wake: nothing, close: nothing },
    reload: () => void menu.reload(),
    close: cart.close,
  };
  return {
    party,
    seat: { store, table: { number: tableNumber } },
    kept,
    moveTo: async (joined) => {
      // Asked for anew it is "as before", and would never come to the device's disk.
      await storage.set('menu', store.id, kept);
      const avoided = allergens.snapshot();
      if (avoided.length > 0) await joined.allergens.choose(avoided);
      await storage.delete('allergens', scope);
      await cart.opened;
      const { lines } = cart.snapshot();
      if (lines.length === 0) return;
      await joined.cart.bring(lines);
      await storage.delete('cart', scope);
    },
  };
}
