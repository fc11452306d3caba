import type { BoardTable } from '@tableorder/contract/board';
import { completeTable, moveTable } from '@tableorder/contract/checkout';
import type { OrderId } from '@tableorder/contract/ids';
import { placeStaffOrder } from '@tableorder/contract/orders';
import ArrowRightLeft from 'lucide-react/icons/arrow-right-left';
import History from 'lucide-react/icons/history';
import Plus from 'lucide-react/icons/plus';
import { useLocation } from 'wouter';
import { StaffCallRow } from '../features/calls/staff-call-row.tsx';
import { sayTable } from '../features/tables/staff-table-words.ts';
import { formatTime } from '../i18n/dates.ts';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { useNow } from '../lib/use-now.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Money } from '../ui/money.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { BoardOrderRow } from './board-table-card.tsx';
import { useLive } from './live.tsx';
import styles from './table-sheet.module.css';

export interface TableSheetProps {
  /** Null closes it. */
  readonly table: BoardTable | null;
  readonly onClose: () => void;
  readonly onOrder: (orderId: OrderId) => void;
  readonly onFinish: () => void;
  readonly onMove: () => void;
  readonly onNewOrder: () => void;
}

/** One table, whole: who calls, every order of the party, and its end. */
export function TableSheet({ table, onClose, onOrder, onFinish, onMove, onNewOrder }: TableSheetProps) {
  const { t, locale } = useT();
  const { store, may } = useStaffWork();
  const inUse = table !== null && table.session !== null;
  return (
    <Sheet
      open={table !== null}
      place="side"
      docked
      title={table ? sayTable(t, table.table) : ''}
      note={
        table?.session
          ? t('staff.table.since', { time: formatTime(table.session.startedAt, locale, store.timeZone) })
          : t('staff.table.AVAILABLE')
      }
      closeLabel={t('ui.close')}
      onClose={onClose}
      footer={
        inUse &&
        may(completeTable) && (
          <Button
            kind="primary"
            size="large"
            wide
            trailing={<Money amount={table.totalAmount} currency={store.currency} locale={locale} />}
            onPress={onFinish}
          >
            {t('staff.close.open')}
          </Button>
        )
      }
    >
      {table && (
        <div className={styles.sheet}>
          {table.openCalls.length > 0 && <Calls table={table} />}
          {table.orders.length > 0 ? (
            <Orders table={table} onOrder={onOrder} />
          ) : (
            <EmptyState title={t(inUse ? 'staff.board.no-orders' : 'staff.table.free')} />
          )}
          <div className={styles.acts}>
            {may(placeStaffOrder) && (
              <Button icon={<Plus aria-hidden="true" />} onPress={onNewOrder}>
                {t('staff.ordering.open')}
              </Button>
            )}
            {inUse && may(moveTable) && (
              <Button icon={<ArrowRightLeft aria-hidden="true" />} onPress={onMove}>
                {t('staff.move.open')}
              </Button>
            )}
            <ToHistory table={table} />
          </div>
        </div>
      )}
    </Sheet>
  );
}

function Calls({ table }: { readonly table: BoardTable }) {
  const { board } = useLive();
  const now = useNow(5_000);
  return (
    <div className={styles.calls}>
      {table.openCalls.map((call) => (
        <StaffCallRow key={call.id} call={call} now={now} onDone={board.takeCallDone} />
      ))}
    </div>
  );
}

function Orders({ table, onOrder }: { readonly table: BoardTable; readonly onOrder: (orderId: OrderId) => void }) {
  const { t } = useT();
  return (
    <ul className={styles.orders} aria-label={t('staff.table.orders')}>
      {table.orders.map((order) => (
        <li key={order.id}>
          <BoardOrderRow whole order={order} onOrder={(_, orderId) => onOrder(orderId)} />
        </li>
      ))}
    </ul>
  );
}

function ToHistory({ table }: { readonly table: BoardTable }) {
  const { t } = useT();
  const [, go] = useLocation();
  return (
    <Button icon={<History aria-hidden="true" />} onPress={() => go(`/tables/${table.table.id}/history`)}>
      {t('staff.history.open')}
    </Button>
  );
}
