import type { Call } from '@tableorder/contract/calls';
import type { Locale } from '@tableorder/contract/locale';
import type { Order } from '@tableorder/contract/orders';
import { useRef } from 'react';
import type { GuestSeat } from '../features/access/guest-sign.ts';
import { GuestWaitSheet } from '../features/access/guest-wait-sheet.tsx';
import { GuestCallSheet } from '../features/calls/guest-call-sheet.tsx';
import { GuestExitButton, GuestExitSheet } from '../features/devices/guest-exit-sheet.tsx';
import { GuestAllergensButton } from '../features/menu/guest-allergens-sheet.tsx';
import { GuestItemSheet } from '../features/menu/guest-item-sheet.tsx';
import type { GuestMenu } from '../features/menu/guest-menu.ts';
import type { MenuSection } from '../features/menu/guest-sections.ts';
import { GuestCartSheet } from '../features/orders/guest-cart-panel.tsx';
import type { CartView, ShopClosed } from '../features/orders/guest-cart-view.ts';
import { GuestConfirmation } from '../features/orders/guest-confirmation.tsx';
import { GuestReviewSheet } from '../features/orders/guest-review-sheet.tsx';
import { type OrderDraft, useOrderDraft } from '../features/orders/use-order-draft.ts';
import type { GuestOrders } from '../features/orders/use-orders.ts';
import { GuestWaiting } from '../features/waiting/guest-waiting.tsx';
import { useT } from '../i18n/guest.ts';
import { isProblem } from '../lib/api-problem.ts';
import type { OutboxEntry } from '../lib/outbox.rules.ts';
import type { Outcome } from '../lib/outbox-channel.ts';
import { SheetCorner } from '../ui/sheet-corner.ts';
import { useToasts } from '../ui/toast.tsx';
import { GuestLanguageSheet, LanguageCorner } from './guest-language.tsx';
import { GuestOrderSheets } from './guest-order-sheets.tsx';
import type { Party } from './guest-party.ts';
import { type Place, usePlace } from './guest-paths.ts';
import { useCallCorner } from './use-call-corner.tsx';
import type { GuestCartActs } from './use-cart-acts.ts';

export interface GuestSheetsProps {
  readonly party: Party;
  readonly sign: GuestSeat;
  readonly wide: boolean;
  readonly forgets: boolean;
  readonly menu: GuestMenu;
  readonly sections: readonly MenuSection[];
  readonly cart: CartView;
  readonly closed: ShopClosed | null;
  readonly orders: GuestOrders;
  readonly calls: readonly Call[];
  readonly unsent: readonly OutboxEntry[];
  readonly acts: GuestCartActs;
  readonly languages: readonly Locale[];
  /** The order whose number fills the screen now. */
  readonly placed: Order | null;
  readonly onPlacedSeen: () => void;
}

const AT_A_TABLE: ReadonlySet<Place['kind']> = new Set(['review', 'orders', 'change', 'split', 'call']);

/** What rises over the menu; which one is the address. */
export function GuestSheets(props: GuestSheetsProps) {
  const { party, sign, wide, forgets, menu, cart, closed, orders, calls, unsent, acts, languages } = props;
  const { t, locale } = useT();
  const toasts = useToasts();
  const { place, swap, close } = usePlace();
  const { currency } = sign.store;
  const draft = useOrderDraft();
  const { calling, call, stop, corner } = useCallCorner(calls, place.kind);
  const at = useRef(place.kind);
  at.current = place.kind;

  // The guest may have closed the sheet while waiting and gone elsewhere: only this sheet is left by its outcome.
  const onSettled = (outcome: Outcome) => {
    if (at.current !== 'review') return;
    const left = party.cart.snapshot().lines.length;
    // Another guest ordered all of it: what there is to see is the order.
    const overtaken = outcome.kind === 'refused' && isProblem(outcome.refusal, 'order/cart-changed') && left === 0;
    if (outcome.kind === 'gone' || overtaken) swap('/orders');
    else if (outcome.kind === 'refused' && !wide) swap('/cart');
    else close();
  };
  // Ordering, its orders and calling are a table's: until there is one a sheet in their place says how far it is.
  const { joining } = party;
  const isOpen = (kind: Place['kind']) => place.kind === kind && joining === null;
  return (
    <>
      <SheetCorner.Provider value={joining === null ? corner : null}>
        <ItemPlace {...props} draft={draft} />
        {joining && <GuestWaitSheet joining={joining} open={AT_A_TABLE.has(place.kind)} onClose={close} />}
        <GuestCartSheet
          open={place.kind === 'cart' && !wide}
          cart={cart}
          currency={currency}
          closed={closed}
          waiting={party.waiting && closed === null && <GuestWaiting waiting={party.waiting} items={cart.orderable} />}
          onReview={() => swap('/review')}
          onClose={close}
          {...acts.lines}
        />
        <GuestReviewSheet
          open={isOpen('review')}
          cart={cart}
          currency={currency}
          closed={closed}
          ordering={party.ordering}
          forgets={forgets}
          onSettled={onSettled}
          onFailed={() => toasts.show({ text: t('guest.cart.not-kept'), tone: 'problem', key: 'cart' })}
          onClose={close}
        />
        <GuestOrderSheets
          party={party}
          sign={sign}
          wide={wide}
          items={menu.items}
          orders={orders}
          unsent={unsent}
          draft={draft}
          closed={closed}
          onCall={call}
        />
      </SheetCorner.Provider>
      <GuestCallSheet open={isOpen('call') || calling} calls={calls} onCall={party.calls.call} onClose={calling ? stop : close} />
      <GuestLanguageSheet open={place.kind === 'language'} onClose={close} allowed={languages}>
        <GuestAllergensButton />
        {party.onExit ? (
          <GuestExitButton onPress={() => swap('/?over=exit')} />
        ) : (
          <a href={`/menu-page/${sign.store.code}?lang=${locale}`}>{t('guest.page.link')}</a>
        )}
      </GuestLanguageSheet>
      {party.onExit && <GuestExitSheet open={place.kind === 'exit'} onExit={party.onExit} onClose={close} />}
      <GuestConfirmation order={props.placed} onDone={props.onPlacedSeen} />
    </>
  );
}

/** A dish for the cart, for a line of it, or for a line of a placed order that is chosen anew. */
function ItemPlace({ sign, menu, sections, cart, acts, wide, draft, languages }: GuestSheetsProps & { readonly draft: OrderDraft }) {
  const { place, swap, close } = usePlace();
  const lineId = place.kind === 'item' || place.kind === 'change' ? place.lineId : null;
  const placed = place.kind === 'change';
  const lines = placed ? draft.lines : cart.lines.map(({ line }) => line);
  const line = lines.find(({ id }) => id === lineId) ?? null;
  const menuId = place.kind === 'item' ? place.menuId : (line?.menuId ?? null);
  const item = [...menu.items.values()].find(({ id }) => id === menuId) ?? null;
  const hue = sections.find(({ groups }) => groups.some(({ items }) => item !== null && items.includes(item)))?.hue ?? 60;
  const leave = () => (lineId !== null && !wide && !placed ? swap('/cart') : close());
  return (
    <GuestItemSheet
      item={item}
      hue={hue}
      currency={sign.store.currency}
      start={line && { optionIds: [...line.optionIds], quantity: line.quantity, note: line.note }}
      items={menu.items}
      inCart={new Set(cart.lines.map((judged) => judged.line.menuId))}
      overMedia={<LanguageCorner small allowed={languages} />}
      onClose={leave}
      onOther={(other) => swap(`/menu/${other.id}`)}
      onDone={(chosen, choice, unitPrice) => {
        if (placed && line) {
          const anew = { ...line, ...choice, note: choice.note?.trim() || null, unitPrice, toldPrice: null, refusal: null };
          draft.setLines(draft.lines.map((other) => (other.id === line.id ? anew : other)));
        } else acts.choose(chosen, choice, unitPrice, line?.id ?? null);
      }}
    />
  );
}
