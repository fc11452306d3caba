import type { FiledOrder, Order } from '@tableorder/contract/orders';
import History from 'lucide-react/icons/history';
import { Link } from 'wouter';
import { formatTime } from '../../i18n/dates.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import styles from './staff-order-detail.module.css';

/** Each step of an order: when, and by whom; by name where the order is filed. */
export function StaffOrderTimeline({ order }: { readonly order: Order | FiledOrder }) {
  const { t, locale } = useT();
  const { timeZone } = useStaffWork().store;
  return (
    <section className={styles.part}>
      <h3 className={styles.heading}>{t('staff.order.timeline')}</h3>
      <ol className={styles.steps}>
        {order.transitions.map((step) => (
          <li key={`${step.at}-${step.to}`} className={styles.step}>
            <time className={styles.when} dateTime={step.at}>
              {formatTime(step.at, locale, timeZone)}
            </time>
            <span className={styles.what}>{step.from === null ? t('staff.order.placed') : t(`staff.status.${step.to}`)}</span>
            <span className={styles.who}>{('who' in step && step.who) || t(`staff.actor.${step.by}`)}</span>
          </li>
        ))}
      </ol>
      <Link href={`/orders/${order.id}/record`} className={styles.record}>
        <History aria-hidden="true" />
        {t('staff.record.open')}
      </Link>
      {order.cancelReason && <p className={styles.reason}>{t('staff.order.cancel-reason', { reason: order.cancelReason })}</p>}
    </section>
  );
}
