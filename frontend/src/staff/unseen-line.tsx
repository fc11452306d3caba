import type { OrderId, TableId } from '@tableorder/contract/ids';
import { type LAST_STEP, listUnseen, type UnseenOrder } from '@tableorder/contract/receipts';
import { useQuery } from '@tanstack/react-query';
import EyeOff from 'lucide-react/icons/eye-off';
import { Link } from 'wouter';
import { useT } from '../i18n/staff.ts';
import { stationName } from '../i18n/station-name.ts';
import { someOf } from '../lib/some-of.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { useStations } from '../lib/use-stations.ts';
import { NoticeLine, noticeWay } from '../ui/notice-line.tsx';

export interface UnseenLineProps {
  /** The first call at which this screen speaks up: the board and the wall at once, the others when nobody came. */
  readonly from: 1 | typeof LAST_STEP;
  /** Opens the order; without it the way leads to the board, or nowhere from a screen that is not touched. */
  readonly onOrder?: (tableId: TableId, orderId: OrderId) => void;
  readonly untouched?: boolean;
}

/** Which orders no screen has drawn that should have: loud until one does. One line however many, so that a bad evening does not fill the screen. */
export function UnseenLine({ from, onOrder, untouched = false }: UnseenLineProps) {
  const { api } = useStaffWork();
  // Told anew by `unseen_updated`; an order that is begun or cancelled leaves it without one.
  const unseen = useQuery({ queryKey: ['unseen'], queryFn: async () => (await api.call(listUnseen)).body.items, staleTime: 60_000 });
  const orders = (unseen.data ?? []).filter(({ step }) => step >= from);
  const say = useUnseenWords(orders);
  const [first] = orders;
  return (
    <div role="alert">
      {first && (
        <NoticeLine tone="danger" icon={<EyeOff aria-hidden="true" />} way={!untouched && <Way order={first} onOrder={onOrder} />}>
          {say(first, orders)}
        </NoticeLine>
      )}
    </div>
  );
}

/** To the order that has waited longest, or to the board, where the others are too. */
function Way({ order, onOrder }: { readonly order: UnseenOrder; readonly onOrder: UnseenLineProps['onOrder'] }) {
  const { t } = useT();
  if (!onOrder)
    return (
      <Link to="/" className={noticeWay}>
        {t('staff.unseen.board')}
      </Link>
    );
  return (
    <button type="button" className={noticeWay} onClick={() => onOrder(order.tableId, order.orderId)}>
      {t('staff.unseen.open')}
    </button>
  );
}

function useUnseenWords(orders: readonly UnseenOrder[]) {
  const { t, locale } = useT();
  const { stations } = useStations(orders.some(({ stationIds }) => stationIds.length > 0));
  const ofOrder = ({ number, tableNumber }: UnseenOrder) => ({ number, place: t('staff.table.place', { number: String(tableNumber) }) });
  return (first: UnseenOrder, all: readonly UnseenOrder[]) => {
    if (all.length > 1)
      return t('staff.unseen.many', { count: all.length, orders: someOf(all.map((order) => t('staff.unseen.short', ofOrder(order)))) });
    const { stationIds } = first;
    const of = ofOrder(first);
    const names = stationIds.flatMap((id) => {
      const station = stations.find((one) => one.id === id);
      return station ? [stationName(station, locale)] : [];
    });
    return names.length === 0 ? t('staff.unseen.nobody', of) : t('staff.unseen.station', { ...of, station: names.join(', ') });
  };
}
