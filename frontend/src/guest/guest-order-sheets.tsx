import type { MenuId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import type { Order } from '@tableorder/contract/orders';
import { useEffect, useMemo, useRef } from 'react';
import type { GuestSeat } from '../features/access/guest-sign.ts';
import type { ShopClosed } from '../features/orders/guest-cart-view.ts';
import { GuestChangeOrder } from '../features/orders/guest-change-order.tsx';
import { inMenuWords } from '../features/orders/guest-order-words.rules.ts';
import { GuestSplitSheet } from '../features/orders/guest-split-sheet.tsx';
import { MyOrdersScreen } from '../features/orders/my-orders-screen.tsx';
import { againOf } from '../features/orders/order-draft.rules.ts';
import type { OrderDraft } from '../features/orders/use-order-draft.ts';
import type { GuestOrders } from '../features/orders/use-orders.ts';
import { useT } from '../i18n/guest.ts';
import { throwApart } from '../lib/listeners.ts';
import type { OutboxEntry } from '../lib/outbox.rules.ts';
import { useToasts } from '../ui/toast.tsx';
import type { Party } from './guest-party.ts';
import { usePlace } from './guest-paths.ts';

export interface GuestOrderSheetsProps {
  readonly party: Party;
  readonly sign: GuestSeat;
  readonly wide: boolean;
  readonly items: ReadonlyMap<MenuId, MenuItem>;
  readonly orders: GuestOrders;
  readonly unsent: readonly OutboxEntry[];
  readonly draft: OrderDraft;
  readonly closed: ShopClosed | null;
  readonly onCall: () => void;
}

/** What a party does with its orders once they are placed. */
export function GuestOrderSheets({ party, sign, wide, items, orders: placed, unsent, draft, closed, onCall }: GuestOrderSheetsProps) {
  const { t, locale } = useT();
  const toasts = useToasts();
  const { place, open, swap, close } = usePlace();
  const { currency, timeZone } = sign.store;
  // In the shop's own language an order is read as it was placed, whatever the menu calls its dishes now.
  const abroad = locale !== sign.store.locale;
  const orders = useMemo(
    () => (abroad ? { ...placed, orders: placed.orders.map((order) => inMenuWords(order, items)) } : placed),
    [abroad, placed, items],
  );
  const { outbox } = party.ordering;
  const seated = party.joining === null;
  const orderId = place.kind === 'change' ? place.orderId : null;
  const changing = orders.orders.find(({ id }) => id === orderId) ?? null;

  // Also after a reload in the middle of it: from the order as it is now.
  const begin = useRef(draft.start);
  begin.current = draft.start;
  const unbegun = changing !== null && draft.orderId !== changing.id ? changing : null;
  useEffect(() => {
    if (unbegun !== null) begin.current(unbegun);
  }, [unbegun]);

  const onTakeBack = async (entry: OutboxEntry) => {
    const back = await party.ordering.takeBack(entry.key);
    toasts.show({ text: t(back ? 'guest.unsent.taken-back' : 'guest.unsent.placed-after-all'), key: 'unsent' });
    if (back) close();
  };
  const onAgain = async (order: Order) => {
    const { lines, asks } = againOf(order, items);
    await party.cart.addAll(lines);
    const said = asks > 0 ? t('guest.orders.again.asks', { count: asks }) : t('guest.orders.again.done', { count: lines.length });
    toasts.show({ text: said, tone: asks > 0 ? 'problem' : 'good', key: 'again' });
    if (wide) close();
    else swap('/cart');
  };
  const notKept = (error: unknown) => {
    toasts.show({ text: t('guest.cart.not-kept'), tone: 'problem', key: 'cart' });
    throwApart(error);
  };
  return (
    <>
      <MyOrdersScreen
        open={place.kind === 'orders' && seated}
        orders={orders}
        unsent={unsent}
        items={items}
        currency={currency}
        timeZone={timeZone}
        onCancel={party.orders.cancel}
        onChange={(order) => {
          draft.start(order);
          open(`/orders/${order.id}`);
        }}
        onAgain={(order) => void onAgain(order).catch(notKept)}
        onSplit={() => open('/split')}
        onCall={onCall}
        onResend={(key) => void outbox.resend(key).catch(throwApart)}
        onTakeBack={(entry) => void onTakeBack(entry).catch(throwApart)}
        onRetry={party.reload}
        onClose={close}
      />
      <GuestChangeOrder
        open={place.kind === 'change' && seated && orders.ready}
        order={draft.orderId === orderId ? changing : null}
        missing={orders.ready && changing === null}
        draft={draft}
        items={items}
        currency={currency}
        closed={closed}
        onSend={party.orders.change}
        onEdit={(line) => open(`/orders/${orderId}?line=${line.id}`)}
        onClose={close}
      />
      <GuestSplitSheet
        open={place.kind === 'split' && seated}
        orders={orders.orders}
        total={orders.total}
        currency={currency}
        onClose={close}
      />
    </>
  );
}
