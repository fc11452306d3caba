import type { Call } from '@tableorder/contract/calls';
import { useRef } from 'react';
import type { GuestSign } from '../features/access/guest-sign.ts';
import { GuestCallSheet } from '../features/calls/guest-call-sheet.tsx';
import { GuestItemSheet } from '../features/menu/guest-item-sheet.tsx';
import type { GuestMenu } from '../features/menu/guest-menu.ts';
import type { MenuSection } from '../features/menu/guest-sections.ts';
import { GuestCartSheet } from '../features/orders/guest-cart-panel.tsx';
import type { CartView } from '../features/orders/guest-cart-view.ts';
import { GuestReviewSheet } from '../features/orders/guest-review-sheet.tsx';
import { MyOrdersScreen } from '../features/orders/my-orders-screen.tsx';
import type { GuestOrders } from '../features/orders/use-orders.ts';
import { useT } from '../i18n/guest.ts';
import { throwApart } from '../lib/listeners.ts';
import type { OutboxEntry } from '../lib/outbox.rules.ts';
import type { Outcome } from '../lib/outbox-channel.ts';
import { useToasts } from '../ui/toast.tsx';
import { GuestLanguageSheet } from './guest-language.tsx';
import type { Party } from './guest-party.ts';
import { usePlace } from './guest-paths.ts';
import type { GuestCartActs } from './use-cart-acts.ts';

export interface GuestSheetsProps {
  readonly party: Party;
  readonly sign: GuestSign;
  readonly wide: boolean;
  readonly forgets: boolean;
  readonly menu: GuestMenu;
  readonly sections: readonly MenuSection[];
  readonly cart: CartView;
  readonly orders: GuestOrders;
  readonly calls: readonly Call[];
  readonly unsent: readonly OutboxEntry[];
  readonly acts: GuestCartActs;
}

/** What rises over the menu; which one is the address. */
export function GuestSheets(props: GuestSheetsProps) {
  const { party, sign, wide, forgets, menu, cart, orders, calls, unsent, acts } = props;
  const { t } = useT();
  const toasts = useToasts();
  const { place, swap, close } = usePlace();
  const { currency, timeZone } = sign.store;
  const { outbox } = party.ordering;
  const at = useRef(place.kind);
  at.current = place.kind;

  // The guest may have closed the sheet while waiting and gone elsewhere: only this sheet is left by its outcome.
  const onSettled = (outcome: Outcome) => {
    if (at.current !== 'review') return;
    if (outcome.kind === 'refused' && !wide) swap('/cart');
    else if (outcome.kind === 'gone') swap('/orders');
    else close();
  };
  const onTakeBack = async (entry: OutboxEntry) => {
    const back = await party.ordering.takeBack(entry.key);
    toasts.show({ text: t(back ? 'guest.unsent.taken-back' : 'guest.unsent.placed-after-all'), key: 'unsent' });
    if (back) close();
  };
  return (
    <>
      <ItemPlace {...props} />
      <GuestCartSheet
        open={place.kind === 'cart' && !wide}
        cart={cart}
        currency={currency}
        onReview={() => swap('/review')}
        onClose={close}
        {...acts.lines}
      />
      <GuestReviewSheet
        open={place.kind === 'review'}
        cart={cart}
        currency={currency}
        ordering={party.ordering}
        forgets={forgets}
        onSettled={onSettled}
        onFailed={() => toasts.show({ text: t('guest.cart.not-kept'), tone: 'problem', key: 'cart' })}
        onClose={close}
      />
      <MyOrdersScreen
        open={place.kind === 'orders'}
        orders={orders}
        unsent={unsent}
        items={menu.items}
        currency={currency}
        timeZone={timeZone}
        onCancel={party.orders.cancel}
        onResend={(key) => void outbox.resend(key).catch(throwApart)}
        onTakeBack={(entry) => void onTakeBack(entry).catch(throwApart)}
        onRetry={party.reload}
        onClose={close}
      />
      <GuestCallSheet open={place.kind === 'call'} calls={calls} onCall={party.calls.call} onClose={close} />
      <GuestLanguageSheet open={place.kind === 'language'} onClose={close} />
    </>
  );
}

function ItemPlace({ sign, menu, sections, cart, acts, wide }: GuestSheetsProps) {
  const { place, swap, close } = usePlace();
  const menuId = place.kind === 'item' ? place.menuId : null;
  const lineId = place.kind === 'item' ? place.lineId : null;
  const item = [...menu.items.values()].find(({ id }) => id === menuId) ?? null;
  const line = cart.lines.find((judged) => judged.line.id === lineId)?.line ?? null;
  const hue = sections.find(({ groups }) => groups.some(({ items }) => item !== null && items.includes(item)))?.hue ?? 60;
  const leave = () => (lineId !== null && !wide ? swap('/cart') : close());
  return (
    <GuestItemSheet
      item={item}
      hue={hue}
      currency={sign.store.currency}
      start={line && { optionIds: [...line.optionIds], quantity: line.quantity, note: line.note }}
      onClose={leave}
      onDone={(chosen, choice, unitPrice) => {
        acts.choose(chosen, choice, unitPrice, line?.id ?? null);
        leave();
      }}
    />
  );
}
