import type { FiledOrder } from '@tableorder/contract/orders';
import { readSettings } from '@tableorder/contract/settings';
import { businessDay, fromInstant, type LocalDay } from '@tableorder/contract/time';
import { useQuery } from '@tanstack/react-query';
import SearchX from 'lucide-react/icons/search-x';
import { useEffect, useRef } from 'react';
import { formatDay, formatTime, formatWhen } from '../../i18n/dates.ts';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { serverNow } from '../../lib/clock.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Money } from '../../ui/money.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import styles from './staff-past.module.css';
import { type PastQuery, usePastOrders } from './staff-past-query.ts';

export interface StaffPastListProps {
  readonly query: PastQuery | null;
  readonly onOrder: (order: FiledOrder) => void;
}

/** The orders found, by business day; the next page comes when its place comes into sight. */
export function StaffPastList({ query, onOrder }: StaffPastListProps) {
  const { t, locale } = useT();
  const { api, store } = useStaffWork();
  const settings = useQuery({
    queryKey: ['settings'],
    queryFn: async ({ signal }) => (await api.call(readSettings, { signal })).body,
    staleTime: 60_000,
  });
  const past = usePastOrders(query);
  const startsAt = settings.data?.settings.businessDayStartsAt ?? '00:00';
  const orders = past.data?.pages.flatMap((page) => page.items) ?? [];
  const days = [...Map.groupBy(orders, (order) => businessDay(fromInstant(order.createdAt), startsAt, store.timeZone))];
  if (past.isError && orders.length === 0) {
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, past.error)}
        retryLabel={t('ui.retry')}
        onRetry={() => void past.refetch()}
        busy={past.isFetching}
      />
    );
  }
  if (past.isPending && query !== null) {
    return (
      <div className={styles.list} role="status" aria-label={t('ui.loading')}>
        <Skeleton shape="block" height="220px" />
        <Skeleton shape="block" height="160px" />
      </div>
    );
  }
  if (orders.length === 0) return <EmptyState icon={<SearchX />} title={t('staff.past.none')} text={t('staff.past.none.text')} />;
  return (
    <div className={styles.list}>
      {days.map(([day, of]) => (
        <section key={day} className={styles.day} aria-labelledby={`past-${day}`}>
          <h2 id={`past-${day}`} className={styles.dayTitle}>
            {sayDay(day, locale)}
          </h2>
          <ul className={styles.rows}>
            {of.map((order) => (
              <PastRow key={order.id} order={order} onOrder={onOrder} />
            ))}
          </ul>
        </section>
      ))}
      {past.hasNextPage && <More busy={past.isFetchingNextPage} onMore={() => void past.fetchNextPage()} />}
    </div>
  );
}

const sayDay = (day: LocalDay, locale: string): string => formatDay(Date.parse(`${day}T12:00:00Z`), locale, 'UTC', serverNow());

/** Fetches when it comes into sight; a button for whoever does not scroll. */
function More({ busy, onMore }: { readonly busy: boolean; readonly onMore: () => void }) {
  const { t } = useT();
  const place = useRef<HTMLDivElement>(null);
  const more = useRef(onMore);
  more.current = onMore;
  useEffect(() => {
    const element = place.current;
    if (!element || busy || !('IntersectionObserver' in window)) return;
    const watch = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && more.current(), { rootMargin: '600px' });
    watch.observe(element);
    return () => watch.disconnect();
  }, [busy]);
  return (
    <div ref={place} className={styles.more}>
      <Button busy={busy} onPress={onMore}>
        {busy ? t('staff.past.loading-more') : t('staff.past.more')}
      </Button>
    </div>
  );
}

export function PastRow({ order, onOrder }: { readonly order: FiledOrder; readonly onOrder: (order: FiledOrder) => void }) {
  const { t, locale } = useT();
  const { currency, timeZone } = useStaffWork().store;
  const { deletion } = order;
  const gone = deletion !== null || order.status === 'CANCELLED';
  return (
    <li>
      <button type="button" className={styles.row} onClick={() => onOrder(order)}>
        <time className={styles.time} dateTime={order.createdAt}>
          {formatTime(order.createdAt, locale, timeZone)}
        </time>
        <strong className={styles.number}>{order.number}</strong>
        <span className={styles.table}>{t('staff.past.of-table', { count: String(order.tableNumber) })}</span>
        <span className={styles.badge}>
          <StatusBadge
            status={deletion ? 'CANCELLED' : order.status}
            label={deletion ? t('staff.past.deleted') : t(`staff.status.${order.status}`)}
          />
        </span>
        <span className={styles.items}>{order.items.map((item) => `${item.name} ${item.quantity}`).join(', ')}</span>
        <span className={styles.amount}>
          <Money amount={order.totalAmount} currency={currency} locale={locale} struck={gone} />
        </span>
        {deletion && (
          <span className={styles.why}>
            {t('staff.past.deletion', {
              who: deletion.by,
              when: formatWhen(deletion.at, locale, timeZone, serverNow()),
              reason: deletion.reason,
            })}
          </span>
        )}
        {!deletion && order.cancelReason && (
          <span className={styles.why}>{t('staff.order.cancel-reason', { reason: order.cancelReason })}</span>
        )}
      </button>
    </li>
  );
}
