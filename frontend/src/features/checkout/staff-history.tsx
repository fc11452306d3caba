import { readTableHistory } from '@tableorder/contract/checkout';
import type { TableId } from '@tableorder/contract/ids';
import { dayAfter, isLocalDay, type LocalDay, localDay } from '@tableorder/contract/time';
import { useInfiniteQuery } from '@tanstack/react-query';
import History from 'lucide-react/icons/history';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { serverNow } from '../../lib/clock.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './staff-checkout.module.css';
import { bySession } from './staff-history-sessions.ts';
import { StaffPastSession } from './staff-past-session.tsx';

/** The days shown at first: today and the six before it. */
const FIRST_DAYS = 6;

/** A table's past parties on inclusive days of the shop's calendar. */
export function StaffHistory({ tableId }: { readonly tableId: TableId }) {
  const { t } = useT();
  const { api, store } = useStaffWork();
  const today = localDay(serverNow(), store.timeZone);
  const [from, setFrom] = useState<string>(dayAfter(today, -FIRST_DAYS));
  const [to, setTo] = useState<string>(today);
  const days = daysOf(from, to);
  const history = useInfiniteQuery({
    queryKey: ['history', tableId, days?.from, days?.to],
    enabled: days !== null,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...days, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return (await api.call(readTableHistory, { params: { tableId }, query, signal })).body;
    },
    getNextPageParam: (page) => page.nextCursor,
  });
  const sessions = bySession(history.data?.pages.flatMap((page) => page.items) ?? []);

  return (
    <div className={styles.history}>
      <div className={styles.filters}>
        <TextField type="date" label={t('staff.history.from')} value={from} onChange={setFrom} />
        <TextField
          type="date"
          label={t('staff.history.to')}
          value={to}
          onChange={setTo}
          error={days === null ? t('staff.history.wrong-days') : undefined}
        />
      </div>
      {history.isError && (
        <ErrorState
          title={t('ui.error.title')}
          text={sayFailure(t, history.error)}
          retryLabel={t('ui.retry')}
          onRetry={() => void history.refetch()}
          busy={history.isFetching}
        />
      )}
      {history.isPending && days !== null && (
        <div className={styles.history} aria-label={t('ui.loading')} role="status">
          <Skeleton shape="block" height="180px" />
          <Skeleton shape="block" height="120px" />
        </div>
      )}
      {history.isSuccess && sessions.length === 0 && (
        <EmptyState icon={<History />} title={t('staff.history.none')} text={t('staff.history.none-text')} />
      )}
      {sessions.map((session, at) => (
        <StaffPastSession key={session.id} session={session} whole={at < sessions.length - 1 || !history.hasNextPage} />
      ))}
      {history.hasNextPage && (
        <div className={styles.more}>
          <Button busy={history.isFetchingNextPage} onPress={() => void history.fetchNextPage()}>
            {t('staff.history.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

function daysOf(from: string, to: string): { from: LocalDay; to: LocalDay } | null {
  return isLocalDay(from) && isLocalDay(to) && from <= to ? { from, to } : null;
}
