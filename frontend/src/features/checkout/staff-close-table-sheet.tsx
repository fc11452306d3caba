import { type ClosedSession, completeTable, type Resolution } from '@tableorder/contract/checkout';
import type { OrderId, TableId } from '@tableorder/contract/ids';
import type { Order } from '@tableorder/contract/orders';
import { isUnfinished, sessionTotal } from '@tableorder/contract/orders.rules';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import styles from './staff-checkout.module.css';
import { StaffResolutionRow } from './staff-resolution-row.tsx';

export interface Choice {
  readonly action: Resolution['action'] | null;
  readonly reason: string;
}
const UNDECIDED: Choice = { action: null, reason: '' };

export interface StaffCloseTableSheetProps {
  readonly open: boolean;
  readonly tableId: TableId;
  readonly place: string;
  /** The running session's orders, kept true by the board. */
  readonly orders: readonly Order[];
  readonly onClose: () => void;
  readonly onClosed: (session: ClosedSession) => void;
}

/** 이용 완료: says for each unfinished order what becomes of it, then frees the table. */
export function StaffCloseTableSheet({ open, tableId, place, orders, onClose, onClosed }: StaffCloseTableSheetProps) {
  const { t, locale } = useT();
  const { api, store } = useStaffWork();
  const [choices, setChoices] = useState<ReadonlyMap<OrderId, Choice>>(new Map());
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  /** What the server listed before the stream did. */
  const [listed, setListed] = useState<readonly Order[]>([]);

  const unfinished = mergeOrders(orders, listed).filter((order) => isUnfinished(order.status));
  const choiceOf = (order: Order) => choices.get(order.id) ?? UNDECIDED;
  const left = mergeOrders(orders, listed).filter((order) => choiceOf(order).action !== 'cancel' || !isUnfinished(order.status));
  const isDecided = (order: Order) => {
    const { action, reason } = choiceOf(order);
    return action === 'complete' || (action === 'cancel' && reason.trim() !== '');
  };
  const choose = (order: Order, choice: Choice) => setChoices((now) => new Map(now).set(order.id, choice));
  const all = () => setChoices(new Map(unfinished.map((order) => [order.id, { action: 'complete', reason: '' }])));
  const leave = () => {
    setChoices(new Map());
    setAsked(false);
    setFailure(null);
    setListed([]);
    onClose();
  };

  const send = async () => {
    setAsked(true);
    if (!unfinished.every(isDecided)) return;
    setBusy(true);
    setFailure(null);
    const resolutions = unfinished.map((order): Resolution => {
      const { action, reason } = choiceOf(order);
      return action === 'cancel' ? { orderId: order.id, action, reason: reason.trim() } : { orderId: order.id, action: 'complete' };
    });
    try {
      const { body } = await api.call(completeTable, { params: { tableId }, body: { resolutions } });
      leave();
      onClosed(body);
    } catch (refused) {
      if (isProblem(refused, 'checkout/unfinished-orders')) {
        setListed(refused.params.orders);
        setAsked(false);
        setFailure(t('staff.close.more', { count: refused.params.orders.length }));
      } else setFailure(sayFailure(t, refused));
    } finally {
      setBusy(false);
    }
  };

  return (
    <Sheet
      open={open}
      locked={busy}
      title={t('staff.close.title', { place })}
      note={unfinished.length > 0 ? t('staff.close.unfinished', { count: unfinished.length }) : t('staff.close.ready')}
      closeLabel={t('ui.close')}
      onClose={leave}
      footer={
        <Button
          kind="primary"
          size="large"
          wide
          busy={busy}
          trailing={<Money amount={sessionTotal(left)} currency={store.currency} locale={locale} />}
          onPress={() => void send()}
        >
          {t('staff.close.go')}
        </Button>
      }
    >
      <div className={styles.sheet}>
        <Refusal text={failure} />
        {unfinished.length > 1 && (
          <div>
            <Button kind="quiet" onPress={all}>
              {t('staff.close.complete-all')}
            </Button>
          </div>
        )}
        <ul className={styles.rows}>
          {unfinished.map((order) => (
            <StaffResolutionRow
              key={order.id}
              order={order}
              choice={choiceOf(order)}
              open={asked && !isDecided(order)}
              onChange={(choice) => choose(order, choice)}
            />
          ))}
        </ul>
      </div>
    </Sheet>
  );
}

function mergeOrders(known: readonly Order[], listed: readonly Order[]): Order[] {
  return [...known, ...listed.filter((order) => !known.some((other) => other.id === order.id))];
}
