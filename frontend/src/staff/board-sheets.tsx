import { reopenSession } from '@tableorder/contract/checkout';
import type { OrderId, TableId } from '@tableorder/contract/ids';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { StaffCloseTableSheet } from '../features/checkout/staff-close-table-sheet.tsx';
import { StaffMovePartySheet } from '../features/checkout/staff-move-party-sheet.tsx';
import { useReopen } from '../features/checkout/staff-use-reopen.ts';
import { OrderDetailSheet } from '../features/orders/order-detail-sheet.tsx';
import { sayTable } from '../features/tables/staff-table-words.ts';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { formatMoney } from '../ui/format-money.ts';
import { useToasts } from '../ui/toast.tsx';
import type { Board } from './board-state.ts';
import { useLive, usePending } from './live.tsx';
import { withStep } from './steps.ts';
import { TableSheet } from './table-sheet.tsx';

export type OpenSheet =
  | { readonly kind: 'table' | 'close' | 'move'; readonly tableId: TableId }
  | { readonly kind: 'order'; readonly tableId: TableId; readonly orderId: OrderId };

export interface BoardSheetsProps {
  readonly board: Board;
  readonly open: OpenSheet | null;
  readonly onOpen: (open: OpenSheet | null) => void;
}

/** What stands over the board: a table, one of its orders, or its end. Each shows what the board knows at that moment. */
export function BoardSheets({ board, open, onOpen }: BoardSheetsProps) {
  const { t, locale } = useT();
  const { store, may } = useStaffWork();
  const { currency } = store;
  const { show } = useToasts();
  const live = useLive();
  const [, go] = useLocation();
  const pending = usePending();
  const table = board.tables.find((other) => other.table.id === open?.tableId) ?? null;
  const order = open?.kind === 'order' ? (table?.orders.find((other) => other.id === open.orderId) ?? null) : null;
  const place = table ? sayTable(t, table.table) : '';
  const isLive = live.board.view().line === 'live';
  const changed = () => {
    if (!isLive) void live.board.read();
  };

  const reopen = useReopen(changed);

  // What somebody else deleted or closed is not here any more.
  const gone = open !== null && (table === null || (open.kind === 'order' && order === null));
  useEffect(() => {
    if (gone) onOpen(null);
  }, [gone, onOpen]);

  return (
    <>
      <TableSheet
        table={open?.kind === 'table' ? table : null}
        onClose={() => onOpen(null)}
        onOrder={(orderId) => table && onOpen({ kind: 'order', tableId: table.table.id, orderId })}
        onFinish={() => table && onOpen({ kind: 'close', tableId: table.table.id })}
        onMove={() => table && onOpen({ kind: 'move', tableId: table.table.id })}
        onNewOrder={() => table && go(`/tables/${table.table.id}/order`)}
      />
      <OrderDetailSheet
        order={order && withStep(order, pending)}
        step={order ? (pending.get(order.id) ?? null) : null}
        place={place}
        onClose={() => onOpen(null)}
        onStep={() => order && live.steps.take(order)}
        onUndo={() => order && live.steps.undo(order.id)}
        onOrder={live.board.takeOrder}
        onChange={({ id, tableId }) => go(`/tables/${tableId}/orders/${id}`)}
        onDeleted={({ number, totalAmount }) => {
          onOpen(null);
          show({ tone: 'good', text: t('staff.order.deleted', { number, amount: formatMoney(totalAmount, currency, locale) }) });
          changed();
        }}
      />
      {table && (
        <StaffCloseTableSheet
          key={`close-${table.table.id}`}
          open={open?.kind === 'close'}
          tableId={table.table.id}
          place={place}
          orders={table.orders}
          onClose={() => onOpen(null)}
          onClosed={(session) => {
            onOpen(null);
            const amount = formatMoney(session.totalAmount, currency, locale);
            const action = { label: t('staff.reopen.undo'), onPress: () => void reopen(session.id, place) };
            // An empty party has nothing to come back for.
            const back = session.orders.length > 0 && may(reopenSession) ? { action, durationMs: 15_000 } : {};
            show({ tone: 'good', text: t('staff.close.done', { place, amount }), ...back });
            changed();
          }}
        />
      )}
      {table && (
        <StaffMovePartySheet
          key={`move-${table.table.id}`}
          open={open?.kind === 'move'}
          from={table}
          tables={board.tables}
          placeOf={(other) => sayTable(t, other)}
          onClose={() => onOpen(null)}
          onMoved={(to) => {
            onOpen(null);
            show({ tone: 'good', text: t('staff.move.done', { from: place, to: sayTable(t, to) }) });
            changed();
          }}
        />
      )}
    </>
  );
}
