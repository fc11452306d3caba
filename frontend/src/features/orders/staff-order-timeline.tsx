import type { FiledOrder, Order } from '@tableorder/contract/orders';
import { fromInstant } from '@tableorder/contract/time';
import History from 'lucide-react/icons/history';
import { Link } from 'wouter';
import { formatExact } from '../../i18n/dates.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import styles from './staff-order-detail.module.css';

/** Each step of an order and its receipt: when, to the second, and by whom; by name where the order is filed. */
export function StaffOrderTimeline({ order }: { readonly order: Order | FiledOrder }) {
  const { t, locale } = useT();
  const { timeZone } = useStaffWork().store;
  const taken = order.transitions.map((step) => ({
    at: step.at,
    what: step.from === null ? t('staff.order.placed') : t(`staff.status.${step.to}`),
    who: ('who' in step && step.who) || t(`staff.actor.${step.by}`),
  }));
  const seen = order.seenAt === null ? [] : [{ at: order.seenAt, what: t('staff.order.seen'), who: '' }];
  const steps = [...taken, ...seen].sort((a, b) => fromInstant(a.at) - fromInstant(b.at));
  return (
    <section className={styles.part}>
      <h3 className={styles.heading}>{t('staff.order.timeline')}</h3>
      <ol className={styles.steps}>
        {steps.map(({ at, what, who }) => (
          <li key={`${at}-${what}`} className={styles.step}>
            <time className={styles.when} dateTime={at}>
              {formatExact(at, locale, timeZone)}
            </time>
            <span className={styles.what}>{what}</span>
            <span className={styles.who}>{who}</span>
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
