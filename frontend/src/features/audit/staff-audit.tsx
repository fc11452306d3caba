import { listStaff } from '@tableorder/contract/access';
import { type AuditEntry, exportAudit, listAudit } from '@tableorder/contract/audit';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import Download from 'lucide-react/icons/download';
import { useDeferredValue, useEffect, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isFromTheLine } from '../../lib/api-problem.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './staff-audit.module.css';
import { StaffAuditDays } from './staff-audit-days.tsx';
import { type AuditFilter, NO_FILTER, StaffAuditFilters, wireFilter } from './staff-audit-filters.tsx';

export interface StaffAuditProps {
  /** Shows what a line is about, where there is something to show. */
  readonly onSubject: (entry: AuditEntry) => void;
}

/** Who did what, newest first, as far back as somebody asks. */
export function StaffAudit({ onSubject }: StaffAuditProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const [filter, setFilter] = useState<AuditFilter>(NO_FILTER);
  const asked = wireFilter(useDeferredValue(filter));
  const people = useQuery({ queryKey: ['people'], queryFn: async () => (await api.call(listStaff)).body.items });
  const list = useInfiniteQuery({
    queryKey: ['audit', asked],
    queryFn: async ({ pageParam, signal }) =>
      (await api.call(listAudit, { query: { ...asked, ...(pageParam === '' ? {} : { cursor: pageParam }) }, signal })).body,
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  const found = entries.length;
  // A page that found nothing among thousands of lines is no answer yet: on it goes.
  const goesOn = hasNextPage && !isFetchingNextPage && (data?.pages.at(-1)?.items.length ?? 0) === 0;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
  return (
    <div className={styles.page}>
      <StaffAuditFilters filter={filter} people={people.data ?? []} onChange={setFilter} />
      <ExportButton asked={asked} />
      {list.isPending && <Skeleton shape="block" height="320px" />}
      {list.isError && (
        <ErrorState
          title={t('ui.error.title')}
          text={sayFailure(t, list.error)}
          retryLabel={t('ui.retry')}
          busy={list.isFetching}
          onRetry={() => void list.refetch()}
        />
      )}
      <StaffAuditDays entries={entries} onSubject={onSubject} />
      <div role="status">
        {data && found === 0 && !hasNextPage && <EmptyState title={t('staff.audit.none')} text={t('staff.audit.none.text')} />}
        {goesOn || (isFetchingNextPage && found === 0) ? <p className={styles.searching}>{t('staff.audit.searching')}</p> : null}
      </div>
      {hasNextPage && found > 0 && (
        <div className={styles.more}>
          <Button busy={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {t('staff.audit.more')}
          </Button>
        </div>
      )}
    </div>
  );
}

function ExportButton({ asked }: { readonly asked: ReturnType<typeof wireFilter> }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const [busy, setBusy] = useState(false);
  const take = async () => {
    setBusy(true);
    try {
      const { body } = await api.call(exportAudit, { query: asked, timeoutMs: 60_000 });
      saveFile(body, 'audit.csv');
      show({ tone: 'good', text: t('staff.audit.exported') });
    } catch (failure) {
      if (!isFromTheLine(failure)) throw failure;
      show({ tone: 'problem', text: sayFailure(t, failure) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div>
      <Button icon={<Download aria-hidden="true" />} busy={busy} onPress={() => void take()}>
        {t('staff.audit.export')}
      </Button>
    </div>
  );
}
