import type { FiledOrder } from '@tableorder/contract/orders';
import { formatDay, formatTime, formatWhen } from '../../i18n/dates.ts';
import { useT } from '../../i18n/staff.ts';
import { serverNow } from '../../lib/clock.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Money } from '../../ui/money.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import styles from './staff-checkout.module.css';
import type { PastSession } from './staff-history-sessions.ts';
import { StaffReopen } from './staff-reopen.tsx';

export interface StaffPastSessionProps {
  readonly session: PastSession;
  /** False while the next page may hold more of it: then no total is claimed. */
  readonly whole: boolean;
}

/** One past party: when it sat, what it came to, and each order, deleted ones with who and why. */
export function StaffPastSession({ session, whole }: StaffPastSessionProps) {
  const { t, locale } = useT();
  const { currency, timeZone } = useStaffWork().store;
  const day = formatDay(session.firstAt, locale, timeZone, serverNow());
  const from = formatTime(session.firstAt, locale, timeZone);
  const [first] = session.orders;
  const until = session.endedAt ? formatTime(session.endedAt, locale, timeZone) : '';
  return (
    <section className={styles.session}>
      <header className={styles.sessionHead}>
        <h2 className={styles.sessionTitle}>
          {day} {t('staff.history.span', { from, until })}
        </h2>
        {whole && (
          <span className={styles.sessionTotal}>
            <Money amount={session.total} currency={currency} locale={locale} />
          </span>
        )}
      </header>
      {first && session.endedAt !== null && (
        <StaffReopen
          sessionId={first.sessionId}
          tableNumber={first.tableNumber}
          endedAt={session.endedAt}
          total={session.total}
          stale="history"
        />
      )}
      <ul>
        {session.orders.map((order) => (
          <FiledOrderRow key={order.id} order={order} />
        ))}
      </ul>
    </section>
  );
}

function FiledOrderRow({ order }: { readonly order: FiledOrder }) {
  const { t, locale } = useT();
  const { currency, timeZone } = useStaffWork().store;
  const gone = order.deletion !== null || order.status === 'CANCELLED';
  return (
    <li className={styles.filed}>
      <time className={styles.time} dateTime={order.createdAt}>
        {formatTime(order.createdAt, locale, timeZone)}
      </time>
      <span className={styles.filedHead}>
        <strong className={styles.number}>{order.number}</strong>
        <StatusBadge
          status={order.deletion ? 'CANCELLED' : order.status}
          label={order.deletion ? t('staff.history.deleted') : t(`staff.status.${order.status}`)}
        />
      </span>
      <Money amount={order.totalAmount} currency={currency} locale={locale} struck={gone} />
      <p className={styles.items}>{order.items.map((item) => `${item.name} ${item.quantity}`).join(', ')}</p>
      {order.deletion && (
        <p className={styles.why}>
          {t('staff.history.deletion', {
            who: order.deletion.by,
            when: formatWhen(order.deletion.at, locale, timeZone, serverNow()),
            reason: order.deletion.reason,
          })}
        </p>
      )}
      {!order.deletion && order.cancelReason && (
        <p className={styles.why}>{t('staff.order.cancel-reason', { reason: order.cancelReason })}</p>
      )}
    </li>
  );
}
