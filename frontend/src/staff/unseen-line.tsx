import type { OrderId, TableId } from '@tableorder/contract/ids';
import { type LAST_STEP, listUnseen, type UnseenOrder } from '@tableorder/contract/receipts';
import { listStations } from '@tableorder/contract/stations';
import { useQuery } from '@tanstack/react-query';
import EyeOff from 'lucide-react/icons/eye-off';
import { Link } from 'wouter';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import styles from './unseen-line.module.css';

export interface UnseenLineProps {
  /** The first call at which this screen speaks up: the board and the wall at once, the others when nobody came. */
  readonly from: 1 | typeof LAST_STEP;
  /** Opens the order; without it the way leads to the board, or nowhere from a screen that is not touched. */
  readonly onOrder?: (tableId: TableId, orderId: OrderId) => void;
  readonly untouched?: boolean;
}

/** Which orders no screen has drawn that should have: loud until one does. Nothing while all is well. */
export function UnseenLine({ from, onOrder, untouched = false }: UnseenLineProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  // Told anew by `unseen_updated`; an order that is begun or cancelled leaves it without one.
  const unseen = useQuery({ queryKey: ['unseen'], queryFn: async () => (await api.call(listUnseen)).body.items, staleTime: 60_000 });
  const orders = (unseen.data ?? []).filter(({ step }) => step >= from);
  const say = useUnseenWords(orders);
  return (
    <div role="alert" className={styles.stand}>
      {orders.map((order) => (
        <div key={order.orderId} className={styles.line}>
          <EyeOff aria-hidden="true" />
          <p className={styles.words}>{say(order)}</p>
          {onOrder && (
            <button type="button" className={styles.way} onClick={() => onOrder(order.tableId, order.orderId)}>
              {t('staff.unseen.open')}
            </button>
          )}
          {!onOrder && !untouched && (
            <Link to="/" className={styles.way}>
              {t('staff.unseen.board')}
            </Link>
          )}
        </div>
      ))}
    </div>
  );
}

function useUnseenWords(orders: readonly UnseenOrder[]) {
  const { t, locale } = useT();
  const { api } = useStaffWork();
  const stations = useQuery({
    queryKey: ['stations'],
    queryFn: async () => (await api.call(listStations)).body.items,
    enabled: orders.some(({ stationIds }) => stationIds.length > 0),
  });
  return ({ number, tableNumber, stationIds }: UnseenOrder) => {
    const of = { number, place: t('staff.table.place', { number: String(tableNumber) }) };
    const names = stationIds.flatMap((id) => {
      const station = stations.data?.find((one) => one.id === id);
      return station ? [station.names[locale] ?? station.name] : [];
    });
    return names.length === 0 ? t('staff.unseen.nobody', of) : t('staff.unseen.station', { ...of, station: names.join(', ') });
  };
}
