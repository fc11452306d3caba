import type { Call } from '@tableorder/contract/calls';
import type { OrderId, TableId } from '@tableorder/contract/ids';
import type { Order } from '@tableorder/contract/orders';
import { memo, useCallback } from 'react';
import { StaffCallRow } from '../features/calls/staff-call-row.tsx';
import { useAcknowledgedOrders } from '../features/orders/staff-acknowledge-orders.ts';
import { StaffOrderRow } from '../features/orders/staff-order-row.tsx';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { useNow } from '../lib/use-now.ts';
import { classNames } from '../ui/class-names.ts';
import { Money } from '../ui/money.tsx';
import styles from './board-table-card.module.css';
import { type CardView, heatOf, ordersInSight, type Waiting } from './board-view.ts';
import { useLive, useStep } from './live.tsx';
import { UNDO_MS } from './steps.ts';
import { useTick } from './use-tick.ts';
import { WaitingTime } from './waiting-time.tsx';

const ROOM = 3;

export interface BoardTableCardProps {
  readonly card: CardView;
  readonly onTable: (tableId: TableId) => void;
  readonly onOrder: (tableId: TableId, orderId: OrderId) => void;
}

/** Drawn anew only when its own table changed: of a hundred cards an order touches one. */
export const BoardTableCard = memo(function BoardTableCard({ card, onTable, onOrder }: BoardTableCardProps) {
  const { t } = useT();
  const { table, openCalls } = card.table;
  const { shown, hidden, hiddenNew } = ordersInSight(card.orders, ROOM);
  useAcknowledgedOrders(useStaffWork().api, shown);
  return (
    <article
      className={classNames(styles.card, card.isNew && styles.fresh)}
      aria-label={t('staff.table.place', { number: String(table.number) })}
      data-table={table.id}
    >
      <CardHead card={card} onTable={onTable} />
      {openCalls.length > 0 && <CardCalls calls={openCalls} />}
      {shown.length > 0 && (
        <ul className={styles.orders}>
          {shown.map((order) => (
            <li key={order.id}>
              <BoardOrderRow order={order} onOrder={onOrder} />
            </li>
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <button type="button" className={classNames(styles.more, hiddenNew > 0 && styles.moreNew)} onClick={() => onTable(table.id)}>
          {hiddenNew > 0 ? t('staff.board.more-new', { count: hiddenNew }) : t('staff.board.more', { count: hidden })}
        </button>
      )}
    </article>
  );
});

function CardCalls({ calls }: { readonly calls: readonly Call[] }) {
  const { board } = useLive();
  const now = useNow(5_000);
  return calls.map((call) => <StaffCallRow key={call.id} call={call} now={now} onDone={board.takeCallDone} />);
}

interface BoardOrderRowProps {
  readonly order: Order;
  readonly whole?: boolean;
  readonly onOrder: (tableId: TableId, orderId: OrderId) => void;
}

/** An order with its next step at hand, and the way back while that is on its way. */
export const BoardOrderRow = memo(function BoardOrderRow({ order, whole, onOrder }: BoardOrderRowProps) {
  const { steps } = useLive();
  const step = useStep(order.id);
  return (
    <StaffOrderRow
      order={step ? { ...order, status: step.to } : order}
      step={step}
      undoMs={UNDO_MS}
      whole={whole}
      onOpen={() => onOrder(order.tableId, order.id)}
      onStep={() => steps.take(order)}
      onUndo={() => steps.undo(order.id)}
    />
  );
});

function CardHead({ card, onTable }: Pick<BoardTableCardProps, 'card' | 'onTable'>) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  const { id, number, label } = card.table.table;
  const done = card.orders.filter((order) => order.status === 'COMPLETED').length;
  return (
    <button type="button" className={styles.head} onClick={() => onTable(id)}>
      <span className={styles.place}>
        <span className={styles.name}>
          <strong className={styles.number}>{number}</strong>
          {label && <span className={styles.label}>{label}</span>}
        </span>
        <span className={styles.facts}>
          {card.orders.length === 0 ? (
            t('staff.board.no-orders')
          ) : (
            <>
              <span className={styles.total}>
                <Money amount={card.table.totalAmount} currency={currency} locale={locale} />
              </span>
              {done > 0 && <span className={styles.done}>{t('staff.board.done', { count: done })}</span>}
            </>
          )}
        </span>
      </span>
      {card.waiting && <CardWaiting waiting={card.waiting} />}
    </button>
  );
}

export const useHeat = (waiting: Waiting) => useTick(useCallback((now) => heatOf(waiting, now), [waiting]));

function CardWaiting({ waiting }: { readonly waiting: Waiting }) {
  const { t, locale } = useT();
  const heat = useHeat(waiting);
  return (
    <span className={classNames(styles.waiting, styles[waiting.for], styles[heat])}>
      <WaitingTime since={waiting.since} locale={locale} justNowLabel={t('ui.just-now')} />
      <span className={styles.waitingWord}>{t(`staff.waiting.${waiting.for}`)}</span>
    </span>
  );
}
