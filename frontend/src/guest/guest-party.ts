import type { callsEvents } from '@tableorder/contract/calls';
import type { cartsEvents } from '@tableorder/contract/carts';
import type { EventOf } from '@tableorder/contract/event';
import { streamForTable } from '@tableorder/contract/live';
import type { Locale } from '@tableorder/contract/locale';
import type { menuEvents } from '@tableorder/contract/menu';
import type { Order, ordersEvents } from '@tableorder/contract/orders';
import type { settingsEvents } from '@tableorder/contract/settings';
import type { tablesEvents } from '@tableorder/contract/tables';
import type { waitingEvents } from '@tableorder/contract/waiting';
import type { Joining } from '../features/access/guest-joining.ts';
import type { GuestSign, Signing } from '../features/access/guest-sign.ts';
import { createGuestCalls, type GuestCallsStore } from '../features/calls/guest-calls.ts';
import { type GuestAllergens, openAllergens } from '../features/menu/guest-allergens.ts';
import { createGuestMenu, type GuestMenuStore, type KeptMenu, readTableMenu } from '../features/menu/guest-menu.ts';
import { createGuestSettings, type GuestSettingsStore } from '../features/menu/guest-settings.ts';
import { type GuestCartStore, openGuestCart } from '../features/orders/guest-cart.ts';
import { type Ordering, openOrdering } from '../features/orders/place-order.ts';
import { createGuestOrders, type GuestOrdersStore } from '../features/orders/use-orders.ts';
import { createGuestWaiting, type GuestWaitingStore } from '../features/waiting/guest-waiting-told.ts';
import type { Refusal } from '../lib/api-problem.ts';
import { type Held, hold } from '../lib/held.ts';
import { throwApart } from '../lib/listeners.ts';
import { openStream, type Stream } from '../lib/stream.ts';
import type { GuestStorage } from './guest-shelves.ts';

export type GuestEvent =
  | EventOf<typeof menuEvents>
  | EventOf<typeof ordersEvents>
  | EventOf<typeof callsEvents>
  | EventOf<typeof cartsEvents>
  | EventOf<typeof tablesEvents>
  | EventOf<typeof settingsEvents>
  | EventOf<typeof waitingEvents>;
type Handlers = { readonly [Type in GuestEvent['type']]: (event: Extract<GuestEvent, { readonly type: Type }>) => void };

/** All that one party at one table has on this device, from the first tap to "이용 완료". */
export interface Party {
  /** Null once seated: until then what needs a table waits for it. */
  readonly joining: Joining | null;
  readonly menu: GuestMenuStore;
  readonly settings: GuestSettingsStore;
  readonly allergens: GuestAllergens;
  readonly cart: GuestCartStore;
  readonly orders: GuestOrdersStore;
  readonly calls: GuestCallsStore;
  readonly ordering: Ordering;
  /** Null until the phone has a table. */
  readonly waiting: GuestWaitingStore | null;
  readonly stream: Stream;
  /** Somebody opened this tablet's table: staff, or a phone that was let in. */
  readonly taken: Held<boolean>;
  /** Takes this tablet off its table by the PIN of staff; null on a phone, which its guest simply puts away. */
  readonly onExit: ((pin: string) => Promise<void>) | null;
  readonly reload: () => void;
  readonly close: () => void;
}

export interface PartySettings {
  readonly storage: GuestStorage;
  readonly signing: Signing;
  readonly sign: GuestSign;
  readonly locale: Locale;
  readonly cursor: string | null;
  /** The last menu this device saw here. */
  readonly kept: KeptMenu | null;
  readonly onPlaced: (order: Order) => void;
  readonly onRefused: (refusal: Refusal) => void;
  /** The party's session is over. */
  readonly onOver: () => void;
}

export function openParty({ storage, signing, sign, locale, cursor, kept, onPlaced, onRefused, onOver }: PartySettings): Party {
  const { api } = signing;
  const keep = (came: KeptMenu) => void storage.set('menu', sign.store.id, came).catch(throwApart);
  const taken = hold(false);
  const menu = createGuestMenu({ read: readTableMenu(api), kept, keep }, locale);
  const settings = createGuestSettings(api);
  const allergens = openAllergens(storage, sign.party);
  const orders = createGuestOrders(api);
  const calls = createGuestCalls(api);
  const waiting = createGuestWaiting(api);
  const cart = openGuestCart({ storage, api, party: sign.party });
  const placed = (order: Order) => {
    orders.put(order);
    onPlaced(order);
  };
  const refused = (refusal: Refusal) => {
    void menu.reload();
    onRefused(refusal);
  };
  const ordering = openOrdering({ storage, api, party: sign.party, tableId: sign.table.id, cart, onPlaced: placed, onRefused: refused });
  const seen = (order: Order) => void signing.sawSession(order.sessionId).catch(throwApart);
  /** A tablet that missed events (`afterGap`) sees by the orders that other guests sit here now. */
  const readOrders = async (afterGap: boolean) => {
    const session = await orders.reload();
    if (session === undefined || sign.kind === 'phone') return;
    if (afterGap && sign.sessionId !== null && session !== sign.sessionId) onOver();
    else if (session !== null) await signing.sawSession(session);
  };
  const readAll = (afterGap: boolean) => {
    void menu.reload();
    void settings.reload().catch(throwApart);
    void readOrders(afterGap).catch(throwApart);
    void calls.reload().catch(throwApart);
    cart.read(afterGap);
    if (afterGap) waiting.hear();
  };
  const reload = () => readAll(false);
  let { sessionId } = sign;
  const handlers: Handlers = {
    menu_updated: () => void menu.reload(),
    order_created: ({ order }) => {
      seen(order);
      orders.put(order);
    },
    order_updated: ({ order }) => orders.put(order),
    order_deleted: ({ order }) => orders.drop(order.id),
    call_created: ({ call }) => calls.put(call),
    call_done: ({ call }) => calls.put(call),
    cart_updated: cart.hear,
    table_updated: ({ table, session }) => {
      if (sign.kind === 'tablet') taken.set(session !== null);
      if (!table || !session) return;
      // A tablet’s cart is the table's once somebody has begun there.
      if (sign.kind === 'tablet') return cart.read();
      // A phone hears of its own party only: staff may have seated it elsewhere, or with another one.
      const merged = session.id !== sessionId;
      sessionId = session.id;
      void signing.seatedAt(table, session.id).catch(throwApart);
      if (merged) reload();
    },
    settings_updated: ({ store, settings: decided }) => {
      settings.put(decided);
      void signing.storeChanged(store).catch(throwApart);
    },
    busy_updated: waiting.hear,
    // Of the staff's screens only.
    order_taken: () => {},
    join_requested: () => {},
    join_ended: () => {},
    session_closed: onOver,
  };
  const remember = (id: string) => void storage.set('cursor', sign.party, id).catch(throwApart);
  const stream = openStream<GuestEvent>({
    url: api.url(streamForTable.path),
    token: api.token,
    renew: api.renew,
    lastEventId: cursor,
    onEvent: (event, id) => {
      remember(id);
      // A newer server may tell of things that this screen has no place for.
      const handle = handlers[event.type] as ((event: GuestEvent) => void) | undefined;
      handle?.(event);
    },
    onReset: (id) => {
      if (id !== null) remember(id);
      readAll(cursor !== null);
    },
  });
  const wakeWhenLive = stream.subscribe(() => {
    if (stream.state() !== 'live') return;
    ordering.outbox.wake();
    cart.read();
    if (menu.snapshot().failed !== null || orders.snapshot().failed) reload();
  });
  void allergens.opened.catch(throwApart);
  reload();

  return {
    joining: null,
    menu,
    settings,
    allergens,
    cart,
    orders,
    calls,
    ordering,
    waiting,
    stream,
    taken,
    onExit: sign.kind === 'tablet' ? signing.exit : null,
    reload,
    close: () => {
      wakeWhenLive();
      stream.close();
      ordering.outbox.close();
      cart.close();
    },
  };
}
