import { listClosings } from '@tableorder/contract/reports';
import { difference } from '@tableorder/contract/reports.rules';
import type { LocalDay } from '@tableorder/contract/time';
import { useInfiniteQuery } from '@tanstack/react-query';
import Lock from 'lucide-react/icons/lock';
import { formatDayTime } from '../../i18n/dates.ts';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Money } from '../../ui/money.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Table } from '../../ui/table.tsx';
import styles from './staff-figures.module.css';
import { sayDay } from './staff-figures-words.ts';

export interface StaffClosingsProps {
  readonly today: LocalDay;
  readonly onDay: (day: LocalDay) => void;
}

/** The closed days, and where a day is another one since. */
export function StaffClosings({ today, onDay }: StaffClosingsProps) {
  const { t, locale } = useT();
  const { api, store } = useStaffWork();
  const closings = useInfiniteQuery({
    queryKey: ['figures', 'closings'],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) =>
      (await api.call(listClosings, { query: pageParam === null ? {} : { cursor: pageParam }, signal })).body,
    getNextPageParam: (page) => page.nextCursor,
  });
  if (closings.isError)
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, closings.error)}
        retryLabel={t('ui.retry')}
        onRetry={() => void closings.refetch()}
        busy={closings.isFetching}
      />
    );
  if (closings.isPending) return <Skeleton shape="block" height="240px" />;
  const rows = closings.data.pages.flatMap((page) => page.items);
  if (rows.length === 0)
    return <EmptyState icon={<Lock />} title={t('staff.figures.closings.none')} text={t('staff.figures.closings.none.text')} />;
  return (
    <section className={`${styles.card} ${styles.long}`}>
      <Table
        caption={t('staff.figures.view.closings')}
        hideCaption
        rows={rows}
        rowKey={({ closing }) => closing.day}
        columns={[
          {
            key: 'day',
            title: t('staff.figures.closings.day'),
            cell: ({ closing }) => (
              <Button kind="quiet" onPress={() => onDay(closing.day)}>
                {sayDay(closing.day, locale, today)}
              </Button>
            ),
          },
          {
            key: 'sales',
            title: t('staff.figures.sales'),
            figures: true,
            cell: ({ closing }) => <Money amount={closing.sales} currency={store.currency} locale={locale} />,
          },
          {
            key: 'difference',
            title: t('staff.figures.closings.difference'),
            figures: true,
            cell: ({ closing, present }) =>
              present.sales === closing.sales ? (
                '–'
              ) : (
                <span className={styles.changed}>
                  <Money amount={difference(present.sales, closing.sales)} currency={store.currency} locale={locale} signed />
                </span>
              ),
          },
          {
            key: 'orders',
            title: t('staff.figures.orders'),
            figures: true,
            wideOnly: true,
            cell: ({ closing }) => closing.orders.toLocaleString(locale),
          },
          {
            key: 'who',
            title: t('staff.figures.closings.who'),
            wideOnly: true,
            cell: ({ closing }) =>
              t('staff.figures.closed.by', { who: closing.closedBy, when: formatDayTime(closing.closedAt, locale, store.timeZone) }),
          },
        ]}
      />
      {closings.hasNextPage && (
        <Button busy={closings.isFetchingNextPage} onPress={() => void closings.fetchNextPage()}>
          {t('staff.figures.closings.more')}
        </Button>
      )}
    </section>
  );
}
