import { deleteOrder, type Order, setOrderStatus } from '@tableorder/contract/orders';
import { countsInTotal, mayCancel } from '@tableorder/contract/orders.rules';
import Ban from 'lucide-react/icons/ban';
import Trash2 from 'lucide-react/icons/trash-2';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { TextField } from '../../ui/text-field.tsx';
import styles from './staff-order-detail.module.css';

type Act = 'cancel' | 'delete';

export interface StaffOrderActsProps {
  readonly order: Order;
  readonly onOrder: (order: Order) => void;
  readonly onDeleted: (order: Order) => void;
  /** Somebody else changed it meanwhile. */
  readonly onOvertaken: (present: Order) => void;
}

/** What takes an order out of the bill: apart from the daily acts, with a reason, and asked once more by number and amount. */
export function StaffOrderActs({ order, onOrder, onDeleted, onOvertaken }: StaffOrderActsProps) {
  const { t } = useT();
  const { may, staff } = useStaffWork();
  const [act, setAct] = useState<Act | null>(null);
  const cancels = mayCancel(staff.role) && order.status !== 'CANCELLED';
  if (!cancels && !may(deleteOrder)) return null;
  return (
    <section className={styles.apart} aria-label={t('staff.order.acts')}>
      {cancels && (
        <Button icon={<Ban aria-hidden="true" />} onPress={() => setAct('cancel')}>
          {t('staff.order.cancel')}
        </Button>
      )}
      {may(deleteOrder) && (
        <Button icon={<Trash2 aria-hidden="true" />} onPress={() => setAct('delete')}>
          {t('staff.order.delete')}
        </Button>
      )}
      {act && (
        <ReasonDialog
          order={order}
          act={act}
          onClose={() => setAct(null)}
          onOrder={onOrder}
          onDeleted={onDeleted}
          onOvertaken={(present) => {
            setAct(null);
            onOvertaken(present);
          }}
        />
      )}
    </section>
  );
}

interface ReasonDialogProps extends StaffOrderActsProps {
  readonly act: Act;
  readonly onClose: () => void;
}

const REASONS = {
  cancel: ['staff.reason.sold-out', 'staff.reason.guest', 'staff.reason.mistake'],
  delete: ['staff.reason.mistake', 'staff.reason.doubled', 'staff.reason.test'],
} as const;

function ReasonDialog({ order, act, onClose, onOrder, onDeleted, onOvertaken }: ReasonDialogProps) {
  const { t, locale } = useT();
  const { api, store } = useStaffWork();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const amount = formatMoney(order.totalAmount, store.currency, locale);

  const send = async () => {
    if (reason.trim() === '') return setFailure(t('staff.reason.required'));
    setBusy(true);
    const params = { orderId: order.id };
    try {
      if (act === 'cancel') {
        const body = { status: 'CANCELLED', version: order.version, reason: reason.trim() } as const;
        onOrder((await api.call(setOrderStatus, { params, body })).body);
        onClose();
      } else {
        await api.call(deleteOrder, { params, body: { reason: reason.trim(), version: order.version } });
        onDeleted(order);
      }
    } catch (refused) {
      if (isProblem(refused, 'order/stale') || isProblem(refused, 'order/illegal-step')) return onOvertaken(refused.params.order);
      setFailure(sayFailure(t, refused));
      setBusy(false);
    }
  };

  return (
    <ConfirmDialog
      open
      danger
      busy={busy}
      title={t(`staff.order.${act}.ask`, { number: order.number })}
      confirmLabel={t(`staff.order.${act}.go`)}
      cancelLabel={t('ui.cancel')}
      onConfirm={() => void send()}
      onCancel={onClose}
    >
      <div className={styles.reasons}>
        <p>{countsInTotal(order.status) ? t('staff.order.leaves-total', { amount }) : t('staff.order.total-same')}</p>
        <fieldset className={styles.chips} aria-label={t('staff.reason.usual')}>
          {REASONS[act].map((key) => (
            <button key={key} type="button" className={styles.chip} aria-pressed={reason === t(key)} onClick={() => setReason(t(key))}>
              {t(key)}
            </button>
          ))}
        </fieldset>
        <TextField
          label={t('staff.reason.label')}
          value={reason}
          maxLength={200}
          error={failure ?? undefined}
          onChange={(value) => {
            setReason(value);
            setFailure(null);
          }}
        />
      </div>
    </ConfirmDialog>
  );
}
