import type { MenuItem } from '@tableorder/contract/menu';
import type { Order } from '@tableorder/contract/orders';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { GuestJoinLine } from '../features/access/guest-join-line.tsx';
import type { GuestSeat } from '../features/access/guest-sign.ts';
import { MenuReaderProvider } from '../features/menu/guest-reader.tsx';
import { sectionsOf } from '../features/menu/guest-sections.ts';
import { useCartView } from '../features/orders/guest-cart-view.ts';
import { useOrders } from '../features/orders/use-orders.ts';
import { useT } from '../i18n/guest.ts';
import { whenIdle } from '../lib/when-idle.ts';
import { ConnectionLine } from '../ui/connection-line.tsx';
import { GuestCartBar } from './guest-cart-bar.tsx';
import { GuestHeader } from './guest-header.tsx';
import styles from './guest-home.module.css';
import { rest as restCode, SheetOnItsWay, useRest } from './guest-later.tsx';
import { GuestMenuPlace } from './guest-menu-place.tsx';
import type { Party } from './guest-party.ts';
import { usePlace } from './guest-paths.ts';
import { GuestSkipLinks } from './guest-skip-links.tsx';
import { useCartActs } from './use-cart-acts.ts';
import { useConnection } from './use-connection.ts';
import { useFaultNews } from './use-fault-news.ts';
import { useHeaderActs } from './use-header-acts.tsx';
import { useMenuReaderOf } from './use-menu-reader-of.ts';
import { usePlacedMoment } from './use-placed-moment.ts';
import { useShopClosed } from './use-shop-closed.ts';
import { useShopLanguages } from './use-shop-languages.ts';
import { useWide } from './use-wide.ts';

export interface GuestHomeProps {
  readonly party: Party;
  /** As it is now: the store's name may have changed since the party sat down. */
  readonly sign: GuestSeat;
  /** This browser keeps nothing over a reload. */
  readonly forgets: boolean;
  readonly placed: Order | null;
  readonly onPlacedSeen: () => void;
}

/** The menu is home; everything else rises over it. */
export function GuestHome({ party, sign, forgets, placed, onPlacedSeen }: GuestHomeProps) {
  const { t } = useT();
  const wide = useWide();
  const { place, open, close } = usePlace();
  const rest = useRest();
  const menu = useSyncExternalStore(party.menu.subscribe, party.menu.snapshot);
  const outbox = useSyncExternalStore(party.ordering.outbox.subscribe, party.ordering.outbox.snapshot);
  const settings = useSyncExternalStore(party.settings.subscribe, party.settings.snapshot);
  const reader = useMenuReaderOf(party, sign);
  const calls = useSyncExternalStore(party.calls.subscribe, party.calls.snapshot);
  const orders = useOrders(party.orders);
  const cart = useCartView(party.cart, menu.menu === null ? null : menu.items);
  const sections = useMemo(() => (menu.menu === null ? [] : sectionsOf(menu.menu)), [menu.menu]);
  const connection = useConnection(party.stream);
  const closed = useShopClosed(settings, sign.store.timeZone);
  const acts = useCartActs(party, cart);
  const headerActs = useHeaderActs({ open, orders, unsent: outbox.entries.length, calls });
  const openItem = useCallback((item: MenuItem) => open(`/menu/${item.id}`), [open]);
  const { moment, main } = usePlacedMoment(placed, onPlacedSeen);
  const { currency } = sign.store;
  useFaultNews(cart);
  useShopLanguages(settings.guestLanguages, sign.store.locale);
  useEffect(() => void (wide ? restCode.load() : whenIdle().then(restCode.load)), [wide]);
  useEffect(() => {
    document.title = sign.store.name;
  }, [sign.store.name]);

  const waiting = outbox.entries.length > 0 && connection !== 'online';
  const expired = outbox.entries.some(({ state }) => state === 'expired');
  const line = expired
    ? 'guest.unsent.expired.line'
    : waiting
      ? 'guest.unsent.line'
      : connection === 'back'
        ? 'ui.online-again'
        : 'guest.offline';
  const bar = !wide && cart.lines.length > 0;
  return (
    <MenuReaderProvider reader={reader}>
      <div className={styles.home} data-bar={bar || undefined}>
        <GuestHeader
          skip={<GuestSkipLinks main={main} />}
          table={sign.table.number}
          store={sign.store.name}
          acts={headerActs}
          line={
            party.joining ? (
              <GuestJoinLine joining={party.joining} />
            ) : (
              <ConnectionLine state={expired ? 'lost' : waiting && connection === 'back' ? 'offline' : connection} text={t(line)} />
            )
          }
        />
        <GuestMenuPlace
          menu={menu}
          sections={sections}
          currency={currency}
          wide={wide}
          main={main}
          closed={closed?.line ?? null}
          onOpen={openItem}
          onRetry={party.reload}
        />
        {wide && (
          <div className={styles.cart} id="cart" tabIndex={-1}>
            {rest && (
              <rest.GuestCartPanel
                cart={cart}
                currency={currency}
                closed={closed}
                waiting={party.waiting && closed === null && <rest.GuestWaiting waiting={party.waiting} items={cart.orderable} />}
                onReview={() => open('/review')}
                {...acts.lines}
              />
            )}
          </div>
        )}
        {bar && <GuestCartBar cart={cart} currency={currency} onOpen={() => open('/cart')} />}
        <p className="seen-by-readers-only" role="status">
          {acts.said}
        </p>
        {rest === null && place.kind !== 'menu' && place.kind !== 'search' && <SheetOnItsWay onClose={close} />}
        {rest && (
          <rest.GuestSheets
            party={party}
            sign={sign}
            wide={wide}
            forgets={forgets}
            menu={menu}
            sections={sections}
            cart={cart}
            closed={closed}
            orders={orders}
            calls={calls}
            unsent={outbox.entries}
            acts={acts}
            languages={settings.guestLanguages}
            placed={moment}
            onPlacedSeen={onPlacedSeen}
          />
        )}
      </div>
    </MenuReaderProvider>
  );
}
