import type { MenuId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import type { Order } from '@tableorder/contract/orders';
import { mayGuestChange } from '@tableorder/contract/orders.rules';
import CircleAlert from 'lucide-react/icons/circle-alert';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../i18n/guest.ts';
import { sayProblem } from '../../i18n/problem-words.ts';
import { isFromTheLine, isProblem, NoAnswer, type Refusal } from '../../lib/api-problem.ts';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { type CartLine, cartTotal, type JudgedLine, judgeLine, markRefused } from './guest-cart.rules.ts';
import { GuestCartLines } from './guest-cart-lines.tsx';
import type { ShopClosed } from './guest-cart-view.ts';
import styles from './guest-change-order.module.css';
import { changeOf, isDrafted } from './order-draft.rules.ts';
import type { OrderDraft } from './use-order-draft.ts';
import type { GuestOrdersStore } from './use-orders.ts';

export interface GuestChangeOrderProps {
  readonly open: boolean;
  /** As it stands now; null while it is not known. */
  readonly order: Order | null;
  /** It is gone: deleted, or never this party's. */
  readonly missing: boolean;
  readonly draft: OrderDraft;
  readonly items: ReadonlyMap<MenuId, MenuItem>;
  readonly currency: string;
  /** Set while the shop takes no orders: then it takes no changes either. */
  readonly closed: ShopClosed | null;
  readonly onSend: GuestOrdersStore['change'];
  /** Opens the dish to choose anew. */
  readonly onEdit: (line: CartLine) => void;
  readonly onClose: () => void;
}

/** A placed order, chosen anew while nobody has begun it. What others did to it meanwhile is shown, and the guest's edit stays. */
export function GuestChangeOrder(props: GuestChangeOrderProps) {
  const { open, order, missing, draft, items, currency, closed, onEdit, onClose } = props;
  const { t, locale } = useT();
  const sending = useChange(props);
  const leave = useRef(onClose);
  leave.current = onClose;
  useEffect(() => {
    if (open && missing) leave.current();
  }, [open, missing]);
  const lines = draft.lines.map((line) => judgeLine(line, items));
  const may = order !== null && mayGuestChange(order.status);
  // A version that others made counts once the guest has seen it and said which one it is to be.
  const stale = order !== null && order.version !== draft.version;
  const blocked = lines.length === 0 || lines.some(({ fault }) => fault !== null);
  const drafted = order !== null && isDrafted(draft.lines, order);
  return (
    <Sheet
      open={open && order !== null}
      onClose={onClose}
      place="side"
      locked={sending.busy}
      title={order ? t('guest.change.title', { number: order.number }) : ''}
      note={may ? t('guest.change.text') : undefined}
      closeLabel={t('ui.close')}
      footer={
        <Button
          kind="primary"
          size="large"
          wide
          busy={sending.busy}
          disabled={!may || closed !== null || stale || blocked || !drafted}
          trailing={<Money amount={cartTotal(draft.lines)} currency={currency} locale={locale} />}
          onPress={() => order && sending.send(order)}
        >
          {(may && closed?.act) || t('guest.change.act')}
        </Button>
      }
    >
      {order && !may && <Told>{t(order.status === 'CANCELLED' ? 'guest.change.cancelled' : 'guest.change.started')}</Told>}
      {may && closed !== null && <Told>{closed.line}</Told>}
      {order && may && stale && <Present order={order} draft={draft} currency={currency} />}
      {lines.length === 0 && <p className={styles.none}>{t('guest.change.none')}</p>}
      <fieldset disabled={!may} className={styles.lines} aria-label={t('guest.orders.change')}>
        <DraftLines lines={lines} draft={draft} currency={currency} onEdit={onEdit} />
      </fieldset>
    </Sheet>
  );
}

interface DraftLinesProps extends Pick<GuestChangeOrderProps, 'draft' | 'currency' | 'onEdit'> {
  readonly lines: readonly JudgedLine[];
}

function DraftLines({ lines, draft, currency, onEdit }: DraftLinesProps) {
  const change = (id: string, part: Partial<CartLine>) =>
    draft.setLines(draft.lines.map((line) => (line.id === id ? { ...line, ...part } : line)));
  return (
    <GuestCartLines
      lines={lines}
      currency={currency}
      onQuantity={(id, quantity) => change(id, { quantity, refusal: null })}
      onAgree={(id, unitPrice) => change(id, { unitPrice, toldPrice: null, refusal: null })}
      onRemove={({ line }) => draft.setLines(draft.lines.filter(({ id }) => id !== line.id))}
      onEdit={({ line }) => onEdit(line)}
    />
  );
}

/** Why nothing can be sent: the kitchen was quicker, or the shop is closed. */
function Told({ children }: { readonly children: string }) {
  return (
    <p className={styles.alert} role="alert">
      <CircleAlert aria-hidden="true" />
      {children}
    </p>
  );
}

/** The order as somebody else of the table left it, beside the guest's own edit. */
function Present({ order, draft, currency }: Pick<GuestChangeOrderProps, 'draft' | 'currency'> & { readonly order: Order }) {
  const { t, locale } = useT();
  return (
    <div className={styles.present} role="alert">
      <p className={styles.told}>
        <CircleAlert aria-hidden="true" />
        {t('guest.change.stale')}
      </p>
      <ul className={styles.items}>
        {order.items.map((item) => (
          <li key={item.id}>
            {item.quantity} × {[item.name, ...item.options.map(({ name }) => name)].join(', ')}
          </li>
        ))}
      </ul>
      <p className={styles.sum}>
        <Money amount={order.totalAmount} currency={currency} locale={locale} strength="strong" />
      </p>
      <div className={styles.ways}>
        <Button onPress={() => draft.start(order)}>{t('guest.change.theirs')}</Button>
        <Button kind="primary" onPress={() => draft.from(order.version)}>
          {t('guest.change.mine')}
        </Button>
      </div>
    </div>
  );
}

function useChange({ draft, onSend, onClose }: GuestChangeOrderProps): { busy: boolean; send: (order: Order) => void } {
  const { t } = useT();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const refuse = (error: Refusal) => {
    if (isProblem(error, 'order/stale') || isProblem(error, 'order/not-pending')) return;
    draft.setLines(markRefused(draft.lines, error));
    toasts.show({ text: sayProblem(t, error), tone: 'problem', key: 'change' });
  };
  const send = async (order: Order) => {
    if (busy) return;
    setBusy(true);
    try {
      const changed = await onSend(order.id, changeOf(draft.lines, draft.version));
      toasts.show({ text: t('guest.change.done', { number: changed.number }), tone: 'good', key: 'change' });
      onClose();
    } catch (error) {
      if (!isFromTheLine(error)) throw error;
      if (error instanceof NoAnswer) toasts.show({ text: t('ui.no-answer'), tone: 'problem', key: 'change' });
      else refuse(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, send: (order) => void send(order) };
}
