import type { MenuId, OrderId } from '@tableorder/contract/ids';
import type { MenuItem } from '@tableorder/contract/menu';
import type { Order } from '@tableorder/contract/orders';
import { guestStatus, mayGuestChange } from '@tableorder/contract/orders.rules';
import Divide from 'lucide-react/icons/divide';
import ReceiptText from 'lucide-react/icons/receipt-text';
import { useState } from 'react';
import { formatExact, formatTime } from '../../i18n/dates.ts';
import { useT } from '../../i18n/guest.ts';
import { sayProblem } from '../../i18n/problem-words.ts';
import { isFromTheLine, NoAnswer } from '../../lib/api-problem.ts';
import type { OutboxEntry } from '../../lib/outbox.rules.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { Money } from '../../ui/money.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { GuestUnsent } from './guest-unsent.tsx';
import styles from './my-orders-screen.module.css';
import { OrderCard } from './order-card.tsx';
import type { GuestOrders } from './use-orders.ts';

/** Three words, three looks: what happens in the kitchen in between is not the guest's concern. */
const SHOWN = { waiting: 'PENDING', preparing: 'PREPARING', done: 'COMPLETED', cancelled: 'CANCELLED' } as const;

export interface MyOrdersScreenProps {
  readonly open: boolean;
  readonly orders: GuestOrders;
  readonly unsent: readonly OutboxEntry[];
  readonly items: ReadonlyMap<MenuId, MenuItem>;
  readonly currency: string;
  readonly timeZone: string;
  readonly onCancel: (id: OrderId) => Promise<Order>;
  readonly onChange: (order: Order) => void;
  /** The same once more, into the cart. */
  readonly onAgain: (order: Order) => void;
  readonly onSplit: () => void;
  readonly onCall: () => void;
  readonly onResend: (key: string) => void;
  readonly onTakeBack: (entry: OutboxEntry) => void;
  readonly onRetry: () => void;
  readonly onClose: () => void;
}

/** This session's orders as they are now, and what they make together. */
export function MyOrdersScreen(props: MyOrdersScreenProps) {
  const { open, orders, unsent, items, currency, onResend, onTakeBack, onSplit, onCall, onClose } = props;
  const { t, locale } = useT();
  return (
    <Sheet
      open={open}
      onClose={onClose}
      place="side"
      title={t('guest.orders.title')}
      closeLabel={t('ui.close')}
      footer={
        orders.orders.length === 0 ? undefined : (
          <div className={styles.bill}>
            <p className={styles.total}>
              {t('guest.orders.total')}
              <Money amount={orders.total} currency={currency} locale={locale} strength="total" />
            </p>
            <Button icon={<Divide aria-hidden="true" />} wide onPress={onSplit}>
              {t('guest.split.title')}
            </Button>
          </div>
        )
      }
    >
      {unsent.length > 0 && (
        <ul className={styles.orders}>
          {unsent.map((entry) => (
            <GuestUnsent key={entry.key} entry={entry} items={items} onResend={onResend} onTakeBack={onTakeBack} onCall={onCall} />
          ))}
        </ul>
      )}
      <Orders {...props} />
    </Sheet>
  );
}

function Orders({ orders, unsent, currency, timeZone, onCancel, onChange, onAgain, onRetry }: MyOrdersScreenProps) {
  const { t, locale } = useT();
  const [asked, setAsked] = useState<Order | null>(null);
  if (!orders.ready && orders.failed) {
    return <ErrorState title={t('ui.error.title')} text={t('ui.no-answer')} retryLabel={t('ui.retry')} onRetry={onRetry} />;
  }
  if (!orders.ready) {
    return (
      <div className={styles.orders} role="status" aria-label={t('ui.loading')}>
        <Skeleton shape="block" height="168px" />
        <Skeleton shape="block" height="168px" />
      </div>
    );
  }
  if (orders.orders.length === 0) {
    if (unsent.length > 0) return null;
    return <EmptyState icon={<ReceiptText />} title={t('guest.orders.empty.title')} text={t('guest.orders.empty.text')} />;
  }
  return (
    <>
      <ul className={styles.orders}>
        {orders.orders.map((order) => (
          <OrderCard
            key={order.id}
            order={order}
            currency={currency}
            locale={locale}
            status={SHOWN[guestStatus(order.status)]}
            statusLabel={t(`guest.status.${order.status}`)}
            numberLabel={t('guest.placed.number')}
            when={formatTime(order.createdAt, locale, timeZone)}
            note={order.cancelReason === null ? undefined : t('guest.orders.reason', { reason: order.cancelReason })}
            receipt={order.seenAt === null ? undefined : t('guest.orders.seen', { time: formatExact(order.seenAt, locale, timeZone) })}
            actions={
              <>
                {mayGuestChange(order.status) && (
                  <Button kind="quiet" onPress={() => onChange(order)}>
                    {t('guest.orders.change')}
                  </Button>
                )}
                <Button kind="quiet" onPress={() => onAgain(order)}>
                  {t('guest.orders.again')}
                </Button>
                {mayGuestChange(order.status) && (
                  <span className={styles.apart}>
                    <Button kind="quiet" onPress={() => setAsked(order)}>
                      {t('guest.cancel.ask')}
                    </Button>
                  </span>
                )}
              </>
            }
          />
        ))}
      </ul>
      <CancelDialog asked={asked} currency={currency} onCancel={onCancel} onClose={() => setAsked(null)} />
    </>
  );
}

interface CancelDialogProps extends Pick<MyOrdersScreenProps, 'currency' | 'onCancel'> {
  readonly asked: Order | null;
  readonly onClose: () => void;
}

function CancelDialog({ asked, currency, onCancel, onClose }: CancelDialogProps) {
  const { t, locale } = useT();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const cancel = async (order: Order) => {
    setBusy(true);
    try {
      const after = await onCancel(order.id);
      if (after.status === 'CANCELLED') toasts.show({ text: t('guest.cancel.done', { number: order.number }), tone: 'good' });
      else toasts.show({ text: t('problem.order/not-pending'), tone: 'problem' });
    } catch (error) {
      if (!isFromTheLine(error)) throw error;
      toasts.show({ text: error instanceof NoAnswer ? t('ui.no-answer') : sayProblem(t, error), tone: 'problem' });
    } finally {
      setBusy(false);
      onClose();
    }
  };
  return (
    <ConfirmDialog
      open={asked !== null}
      title={asked ? t('guest.cancel.title', { number: asked.number }) : ''}
      confirmLabel={t('guest.cancel.act')}
      cancelLabel={t('guest.cancel.keep')}
      danger
      busy={busy}
      onConfirm={() => asked && void cancel(asked)}
      onCancel={onClose}
    >
      {asked && t('guest.cancel.text', { amount: formatMoney(asked.totalAmount, currency, locale) })}
    </ConfirmDialog>
  );
}
