import type { MenuItem } from '@tableorder/contract/menu';
import type { Order } from '@tableorder/contract/orders';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { GuestSign } from '../features/access/guest-sign.ts';
import { GuestMenuList } from '../features/menu/guest-menu-list.tsx';
import { sectionsOf } from '../features/menu/guest-sections.ts';
import { useSectionInSight } from '../features/menu/use-section-in-sight.ts';
import { GuestCartPanel } from '../features/orders/guest-cart-panel.tsx';
import { useCartView } from '../features/orders/guest-cart-view.ts';
import { GuestConfirmation } from '../features/orders/guest-confirmation.tsx';
import { useOrders } from '../features/orders/use-orders.ts';
import { useT } from '../i18n/guest.ts';
import { ConnectionLine } from '../ui/connection-line.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TabsBar } from '../ui/tabs-bar.tsx';
import { GuestCartBar } from './guest-cart-bar.tsx';
import { GuestHeader } from './guest-header.tsx';
import styles from './guest-home.module.css';
import type { Party } from './guest-party.ts';
import { usePlace } from './guest-paths.ts';
import { GuestSheets } from './guest-sheets.tsx';
import { useCartActs } from './use-cart-acts.ts';
import { useConnection } from './use-connection.ts';
import { useFaultNews } from './use-fault-news.ts';
import { useHeaderActs } from './use-header-acts.tsx';
import { usePlacedMoment } from './use-placed-moment.ts';
import { useWide } from './use-wide.ts';

export interface GuestHomeProps {
  readonly party: Party;
  /** As it is now: the store's name may have changed since the party sat down. */
  readonly sign: GuestSign;
  /** This browser keeps nothing over a reload. */
  readonly forgets: boolean;
  readonly placed: Order | null;
  readonly onPlacedSeen: () => void;
}

/** The menu is home; everything else rises over it. */
export function GuestHome({ party, sign, forgets, placed, onPlacedSeen }: GuestHomeProps) {
  const { t } = useT();
  const wide = useWide();
  const { open } = usePlace();
  const menu = useSyncExternalStore(party.menu.subscribe, party.menu.snapshot);
  const outbox = useSyncExternalStore(party.ordering.outbox.subscribe, party.ordering.outbox.snapshot);
  const calls = useSyncExternalStore(party.calls.subscribe, party.calls.snapshot);
  const orders = useOrders(party.orders);
  const cart = useCartView(party.cart, menu.menu === null ? null : menu.items);
  const sections = useMemo(() => (menu.menu === null ? [] : sectionsOf(menu.menu)), [menu.menu]);
  const ids = useMemo(() => sections.map(({ id }) => id), [sections]);
  const { current, choose } = useSectionInSight(ids);
  const connection = useConnection(party.stream);
  const acts = useCartActs(party, cart);
  const headerActs = useHeaderActs({ open, orders, unsent: outbox.entries.length, calls });
  const openItem = useCallback((item: MenuItem) => open(`/menu/${item.id}`), [open]);
  const { moment, main } = usePlacedMoment(placed, onPlacedSeen);
  const { currency } = sign.store;
  useFaultNews(cart);
  useEffect(() => {
    document.title = sign.store.name;
  }, [sign.store.name]);

  const waiting = outbox.entries.length > 0 && connection !== 'online';
  const line = waiting ? 'guest.unsent.line' : connection === 'back' ? 'ui.online-again' : 'guest.offline';
  const tabs = sections.map(({ id, name }) => ({ value: id as string, label: name }));
  const bar = !wide && cart.lines.length > 0;
  return (
    <div className={styles.home} data-bar={bar || undefined}>
      <GuestHeader
        table={sign.table.number}
        store={sign.store.name}
        acts={headerActs}
        line={<ConnectionLine state={waiting && connection === 'back' ? 'offline' : connection} text={t(line)} />}
      />
      <div className={styles.tabs}>
        {menu.menu === null ? (
          <TabsSkeleton />
        ) : (
          <TabsBar
            label={t('guest.menu.categories')}
            tabs={tabs}
            current={current}
            onChoose={choose}
            orientation={wide ? 'vertical' : 'horizontal'}
          />
        )}
      </div>
      <main ref={main} tabIndex={-1} className={styles.menu} aria-label={t('guest.menu.title')}>
        <GuestMenuList menu={menu} sections={sections} currency={currency} onOpen={openItem} onRetry={party.reload} />
      </main>
      {wide && (
        <div className={styles.cart}>
          <GuestCartPanel cart={cart} currency={currency} onReview={() => open('/review')} {...acts.lines} />
        </div>
      )}
      {bar && <GuestCartBar cart={cart} currency={currency} onOpen={() => open('/cart')} />}
      <p className="seen-by-readers-only" role="status">
        {acts.said}
      </p>
      <GuestSheets
        party={party}
        sign={sign}
        wide={wide}
        forgets={forgets}
        menu={menu}
        sections={sections}
        cart={cart}
        orders={orders}
        calls={calls}
        unsent={outbox.entries}
        acts={acts}
      />
      <GuestConfirmation order={moment} onDone={onPlacedSeen} />
    </div>
  );
}

const TABS = ['4em', '5em', '4.5em', '6em'] as const;
const TabsSkeleton = () => (
  <div className={styles.tabsSkeleton}>
    {TABS.map((width) => (
      <Skeleton key={width} shape="title" width={width} />
    ))}
  </div>
);
