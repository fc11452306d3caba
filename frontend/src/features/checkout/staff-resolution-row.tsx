import type { Order } from '@tableorder/contract/orders';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Money } from '../../ui/money.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './staff-checkout.module.css';
import type { Choice } from './staff-close-table-sheet.tsx';

export interface StaffResolutionRowProps {
  readonly order: Order;
  readonly choice: Choice;
  /** Asked for and not answered yet. */
  readonly open: boolean;
  readonly onChange: (choice: Choice) => void;
}

export function StaffResolutionRow({ order, choice, open, onChange }: StaffResolutionRowProps) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  return (
    <li className={classNames(styles.resolution, open && styles.open)}>
      <div className={styles.orderHead}>
        <strong className={styles.number}>{order.number}</strong>
        <StatusBadge status={order.status} label={t(`staff.status.${order.status}`)} />
        <span className={styles.amount}>
          <Money amount={order.totalAmount} currency={currency} locale={locale} struck={choice.action === 'cancel'} strength="strong" />
        </span>
      </div>
      <p className={styles.items}>{order.items.map((item) => `${item.name} ${item.quantity}`).join(', ')}</p>
      <Segmented
        label={t('staff.close.choice', { number: order.number })}
        options={[
          { value: 'complete', label: t('staff.close.complete') },
          { value: 'cancel', label: t('staff.close.cancel') },
        ]}
        value={choice.action ?? 'none'}
        onChange={(value) => value !== 'none' && onChange({ ...choice, action: value === 'cancel' ? 'cancel' : 'complete' })}
      />
      {choice.action === 'cancel' && (
        <TextField
          label={t('staff.reason.label')}
          value={choice.reason}
          maxLength={200}
          error={open ? t('staff.reason.required') : undefined}
          onChange={(reason) => onChange({ ...choice, reason })}
        />
      )}
      {open && choice.action === null && <p className={styles.hint}>{t('staff.close.choose')}</p>}
    </li>
  );
}
