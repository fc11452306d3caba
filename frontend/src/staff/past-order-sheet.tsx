import type { FiledOrder } from '@tableorder/contract/orders';
import Users from 'lucide-react/icons/users';
import { StaffOrderLines } from '../features/orders/staff-order-lines.tsx';
import { StaffOrderTimeline } from '../features/orders/staff-order-timeline.tsx';
import { formatDayTime } from '../i18n/dates.ts';
import { sayFailure } from '../i18n/say-failure.ts';
import { useT } from '../i18n/staff.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import styles from './past-order-sheet.module.css';

export interface PastOrderSheetProps {
  readonly open: boolean;
  /** Null until it is read. */
  readonly order: FiledOrder | null;
  readonly failure: unknown;
  readonly place: string;
  readonly onClose: () => void;
  readonly onParty: (sessionId: string) => void;
}

/** An order as it was: what was ordered at which price, who took each step, and why it is gone. */
export function PastOrderSheet({ open, order, failure, place, onClose, onParty }: PastOrderSheetProps) {
  const { t, locale } = useT();
  const { timeZone } = useStaffWork().store;
  return (
    <Sheet
      open={open}
      place="side"
      title={order ? t('staff.order.title', { number: order.number }) : t('staff.past.title')}
      note={order ? `${place} · ${formatDayTime(order.createdAt, locale, timeZone)}` : undefined}
      closeLabel={t('ui.close')}
      onClose={onClose}
    >
      {order && (
        <div className={styles.detail}>
          <div>
            <StatusBadge
              size="large"
              status={order.deletion ? 'CANCELLED' : order.status}
              label={order.deletion ? t('staff.past.deleted') : t(`staff.status.${order.status}`)}
            />
          </div>
          {order.deletion && (
            <p className={styles.gone}>
              {t('staff.past.deletion', {
                who: order.deletion.by,
                when: formatDayTime(order.deletion.at, locale, timeZone),
                reason: order.deletion.reason,
              })}
            </p>
          )}
          <StaffOrderLines order={order} />
          <StaffOrderTimeline order={order} />
          <div>
            <Button icon={<Users aria-hidden="true" />} onPress={() => onParty(order.sessionId)}>
              {t('staff.past.party')}
            </Button>
          </div>
        </div>
      )}
      {!order && failure !== null && <EmptyState title={t('ui.error.title')} text={sayFailure(t, failure)} />}
      {!order && failure === null && <Skeleton shape="block" height="240px" />}
    </Sheet>
  );
}
