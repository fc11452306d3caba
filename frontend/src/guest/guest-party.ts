import type { callsEvents } from '@tableorder/contract/calls';
import type { EventOf } from '@tableorder/contract/event';
import { streamForTable } from '@tableorder/contract/live';
import type { Locale } from '@tableorder/contract/locale';
import type { menuEvents } from '@tableorder/contract/menu';
import type { Order, ordersEvents } from '@tableorder/contract/orders';
import type { storesEvents } from '@tableorder/contract/stores';
import type { tablesEvents } from '@tableorder/contract/tables';
import type { GuestSign, Signing } from '../features/access/guest-sign.ts';
import { createGuestCalls, type GuestCallsStore } from '../features/calls/guest-calls.ts';
import { createGuestMenu, type GuestMenuStore } from '../features/menu/guest-menu.ts';
import { type GuestCartStore, openGuestCart } from '../features/orders/guest-cart.ts';
import { type Ordering, openOrdering } from '../features/orders/place-order.ts';
import { createGuestOrders, type GuestOrdersStore } from '../features/orders/use-orders.ts';
import type { Refusal } from '../lib/api-problem.ts';
import { throwApart } from '../lib/listeners.ts';
import { openStream, type Stream } from '../lib/stream.ts';
import type { GuestStorage } from './guest-shelves.ts';

export type GuestEvent =
  | EventOf<typeof menuEvents>
  | EventOf<typeof ordersEvents>
  | EventOf<typeof callsEvents>
  | EventOf<typeof tablesEvents>
  | EventOf<typeof storesEvents>;
type Handlers = { readonly [Type in GuestEvent['type']]: (event: Extract<GuestEvent, { readonly type: Type }>) => void };

/** All that one party at one table has on this device, from the first tap to "이용 완료". */
export interface Party {
  readonly sign: GuestSign;
  readonly menu: GuestMenuStore;
  readonly cart: GuestCartStore;
  readonly orders: GuestOrdersStore;
  readonly calls: GuestCallsStore;
  readonly ordering: Ordering;
  readonly stream: Stream;
  readonly reload: () => void;
  readonly close: () => void;
}

export interface PartySettings {
  readonly storage: GuestStorage;
  readonly signing: Signing;
  readonly sign: GuestSign;
  readonly locale: Locale;
  readonly cursor: string | null;
  readonly onPlaced: (order: Order) => void;
  readonly onRefused: (refusal: Refusal) => void;
  /** The party's session is over. */
  readonly onOver: () => void;
}

export function openParty({ storage, signing, sign, locale, cursor, onPlaced, onRefused, onOver }: PartySettings): Party {
  const { api } = signing;
  const menu = createGuestMenu(api, locale);
  const orders = createGuestOrders(api);
  const calls = createGuestCalls(api);
  const cart = openGuestCart(storage, sign.party);
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
    void readOrders(afterGap).catch(throwApart);
    void calls.reload().catch(throwApart);
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
    table_updated: ({ table, session }) => {
      // A phone hears of its own party only: staff may have seated it elsewhere, or with another one.
      if (sign.kind === 'tablet' || !table || !session) return;
      const merged = session.id !== sessionId;
      sessionId = session.id;
      void signing.seatedAt(table, session.id).catch(throwApart);
      if (merged) reload();
    },
    settings_updated: ({ store }) => void signing.storeChanged(store).catch(throwApart),
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
    if (menu.snapshot().failed !== null || orders.snapshot().failed) reload();
  });
  reload();

  return {
    sign,
    menu,
    cart,
    orders,
    calls,
    ordering,
    stream,
    reload,
    close: () => {
      wakeWhenLive();
      stream.close();
      ordering.outbox.close();
      cart.close();
    },
  };
}
