import type { Order, OrderItem } from '@tableorder/contract/orders';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Money } from '../../ui/money.tsx';
import styles from './staff-order-detail.module.css';

/** What was ordered, for whom to carry or to cook: amounts right, options under their dish, wishes in quotes. */
export function StaffOrderLines({ order }: { readonly order: Order }) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  return (
    <>
      <ul className={styles.lines} aria-label={t('staff.order.lines')}>
        {order.items.map((item) => (
          <li key={item.id} className={styles.line}>
            <span className={styles.quantity}>
              {item.quantity}
              <span className={styles.times} aria-hidden="true">
                ×
              </span>
            </span>
            <span className={styles.dish}>
              {item.name}
              {chosen(item).map(({ option, times }) => (
                <span key={option.id} className={styles.option}>
                  {option.groupName}: {option.name}
                  {times > 1 && ` × ${times}`}
                </span>
              ))}
              {item.note && <q className={styles.wish}>{item.note}</q>}
            </span>
            <Money amount={item.subtotal} currency={currency} locale={locale} />
          </li>
        ))}
      </ul>
      {order.note && (
        <p className={styles.note}>
          <span className={styles.noteLabel}>{t('staff.order.note')}</span>
          <q>{order.note}</q>
        </p>
      )}
      <p className={styles.total}>
        <span>{t('staff.order.total')}</span>
        <Money amount={order.totalAmount} currency={currency} locale={locale} strength="total" struck={order.status === 'CANCELLED'} />
      </p>
    </>
  );
}

/** Each option once, with how often it was chosen: three sugars are one line. */
function chosen(item: OrderItem): { option: OrderItem['options'][number]; times: number }[] {
  const found = new Map<string, { option: OrderItem['options'][number]; times: number }>();
  for (const option of item.options) found.set(option.id, { option, times: (found.get(option.id)?.times ?? 0) + 1 });
  return [...found.values()];
}
