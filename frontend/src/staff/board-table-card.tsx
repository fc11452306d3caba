import type { OrderId, TableId } from '@tableorder/contract/ids';
import type { EpochMs } from '@tableorder/contract/time';
import { StaffCallRow } from '../features/calls/staff-call-row.tsx';
import { StaffOrderRow } from '../features/orders/staff-order-row.tsx';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { classNames } from '../ui/class-names.ts';
import { Money } from '../ui/money.tsx';
import styles from './board-table-card.module.css';
import { type CardView, ordersInSight } from './board-view.ts';
import { useLive, usePending } from './live.tsx';
import { UNDO_MS } from './steps.ts';
import { WaitingTime } from './waiting-time.tsx';

const ROOM = 3;

export interface BoardTableCardProps {
  readonly card: CardView;
  readonly now: EpochMs;
  readonly onTable: (tableId: TableId) => void;
  readonly onOrder: (tableId: TableId, orderId: OrderId) => void;
}

export function BoardTableCard({ card, now, onTable, onOrder }: BoardTableCardProps) {
  const { t } = useT();
  const { board, steps } = useLive();
  const pending = usePending();
  const { table, openCalls } = card.table;
  const { shown, hidden, hiddenNew } = ordersInSight(card.orders, ROOM);
  return (
    <article
      className={classNames(styles.card, card.isNew && styles.fresh)}
      aria-label={t('staff.table.place', { number: String(table.number) })}
    >
      <CardHead card={card} now={now} onTable={onTable} />
      {openCalls.map((call) => (
        <StaffCallRow key={call.id} call={call} now={now} onDone={board.takeCallDone} />
      ))}
      {shown.length > 0 && (
        <ul className={styles.orders}>
          {shown.map((order) => (
            <li key={order.id}>
              <StaffOrderRow
                order={order}
                step={pending.get(order.id) ?? null}
                undoMs={UNDO_MS}
                onOpen={() => onOrder(table.id, order.id)}
                onStep={() => steps.take(order)}
                onUndo={() => steps.undo(order.id)}
              />
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
}

function CardHead({ card, now, onTable }: Pick<BoardTableCardProps, 'card' | 'now' | 'onTable'>) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  const { waiting } = card;
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
      {waiting && (
        <span className={classNames(styles.waiting, styles[waiting.for], styles[waiting.heat])}>
          <WaitingTime since={waiting.since} now={now} locale={locale} justNowLabel={t('ui.just-now')} />
          <span className={styles.waitingWord}>{t(`staff.waiting.${waiting.for}`)}</span>
        </span>
      )}
    </button>
  );
}
