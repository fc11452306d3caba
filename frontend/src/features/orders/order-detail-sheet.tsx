import { changeOrder, type Order } from '@tableorder/contract/orders';
import { mayGuestChange, nextStatus } from '@tableorder/contract/orders.rules';
import PencilLine from 'lucide-react/icons/pencil-line';
import Undo2 from 'lucide-react/icons/undo-2';
import UserPen from 'lucide-react/icons/user-pen';
import { type ReactNode, useRef, useState } from 'react';
import { formatTime } from '../../i18n/dates.ts';
import { useT } from '../../i18n/staff.ts';
import { now } from '../../lib/clock.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { StaffOrderActs } from './staff-order-acts.tsx';
import styles from './staff-order-detail.module.css';
import { StaffOrderLines } from './staff-order-lines.tsx';
import { DOUBLE_TAP_MS } from './staff-order-row.tsx';
import { StaffOrderTimeline } from './staff-order-timeline.tsx';

export interface OrderDetailSheetProps {
  /** Null closes it. */
  readonly order: Order | null;
  readonly step: { readonly sending: boolean } | null;
  /** Where it stands, such as "7번 테이블". */
  readonly place: string;
  readonly onClose: () => void;
  readonly onStep: (order: Order) => void;
  readonly onUndo: (order: Order) => void;
  readonly onOrder: (order: Order) => void;
  readonly onDeleted: (order: Order) => void;
  /** To where its lines are changed. */
  readonly onChange: (order: Order) => void;
}

/** One order, whole. What others do to it meanwhile is seen here at once, and said. */
export function OrderDetailSheet({ order, step, place, onClose, onStep, onUndo, ...changes }: OrderDetailSheetProps) {
  const { t, locale } = useT();
  const { store, may } = useStaffWork();
  const { timeZone } = store;
  const [overtaken, setOvertaken] = useState<Order | null>(null);
  const said = overtaken !== null && overtaken.id === order?.id ? overtaken : null;
  return (
    <Sheet
      open={order !== null}
      place="side"
      docked
      title={order ? t('staff.order.title', { number: order.number }) : ''}
      note={order ? `${place} · ${formatTime(order.createdAt, locale, timeZone)}` : undefined}
      closeLabel={t('ui.close')}
      onClose={onClose}
      footer={order && <NextStep order={order} step={step} onStep={onStep} onUndo={onUndo} />}
    >
      {order && (
        <div className={styles.detail}>
          <div>
            <StatusBadge size="large" status={order.status} label={t(`staff.status.${order.status}`)} />
          </div>
          <div role="status">
            {said && (
              <p className={styles.overtaken}>
                <UserPen aria-hidden="true" />
                {t('staff.step.overtaken', { number: said.number, status: t(`staff.status.${said.status}`) })}
              </p>
            )}
          </div>
          <StaffOrderLines order={order} />
          {mayGuestChange(order.status) && step === null && may(changeOrder) && (
            <div>
              <Button icon={<PencilLine aria-hidden="true" />} onPress={() => changes.onChange(order)}>
                {t('staff.order.change')}
              </Button>
            </div>
          )}
          <StaffOrderTimeline order={order} />
          <StaffOrderActs
            order={order}
            onOrder={changes.onOrder}
            onDeleted={changes.onDeleted}
            onOvertaken={(present) => {
              setOvertaken(present);
              changes.onOrder(present);
            }}
          />
        </div>
      )}
    </Sheet>
  );
}

interface NextStepProps extends Pick<OrderDetailSheetProps, 'step' | 'onStep' | 'onUndo'> {
  readonly order: Order;
}

function NextStep({ order, step, onStep, onUndo }: NextStepProps): ReactNode {
  const { t } = useT();
  const next = nextStatus(order.status);
  const tappedAt = useRef(Number.NEGATIVE_INFINITY);
  if (step) {
    return (
      <Button
        size="large"
        wide
        busy={step.sending}
        icon={<Undo2 aria-hidden="true" />}
        onPress={() => now() - tappedAt.current > DOUBLE_TAP_MS && onUndo(order)}
      >
        {t('ui.undo')}
      </Button>
    );
  }
  if (next === null || next === 'PENDING' || next === 'CANCELLED') return <p className={styles.finished}>{t('staff.order.finished')}</p>;
  return (
    <Button
      kind="primary"
      size="large"
      wide
      onPress={() => {
        tappedAt.current = now();
        onStep(order);
      }}
    >
      {t(`staff.next.${next}`)}
    </Button>
  );
}
