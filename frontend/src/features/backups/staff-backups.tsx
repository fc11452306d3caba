import type { Backup } from '@tableorder/contract/backups';
import CircleCheck from 'lucide-react/icons/circle-check';
import CircleX from 'lucide-react/icons/circle-x';
import Clock from 'lucide-react/icons/clock';
import DatabaseBackup from 'lucide-react/icons/database-backup';
import { formatDayTime } from '../../i18n/dates.ts';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useBackups } from '../../lib/use-backups.ts';
import { useNow } from '../../lib/use-now.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './staff-backups.module.css';

const EVERY_MS = 30_000;
const ICONS = { proven: CircleCheck, unproven: Clock, failed: CircleX } as const satisfies Record<Backup['state'], unknown>;

/** The server's backups, the newest first, and what is to be known of them at once. */
export function StaffBackups() {
  const { t } = useT();
  const backups = useBackups(EVERY_MS);
  if (!backups.data) {
    if (!backups.isError) return <Skeleton shape="block" height="240px" />;
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, backups.error)}
        retryLabel={t('ui.retry')}
        busy={backups.isFetching}
        onRetry={() => void backups.refetch()}
      />
    );
  }
  const { kept, running, overdue, items } = backups.data;
  if (!kept) return <EmptyState icon={<DatabaseBackup />} title={t('staff.backups.elsewhere')} text={t('staff.backups.elsewhere-text')} />;
  return (
    <div className={styles.page}>
      <div role="status" className={styles.news}>
        {running && (
          <NoticeLine tone="waiting" icon={<DatabaseBackup aria-hidden="true" />}>
            {t('staff.backups.running')}
          </NoticeLine>
        )}
        {overdue && !running && (
          <NoticeLine tone="danger" icon={<DatabaseBackup aria-hidden="true" />}>
            {t('staff.backups.overdue')}
          </NoticeLine>
        )}
      </div>
      {items.length === 0 ? (
        <EmptyState icon={<DatabaseBackup />} title={t('staff.backups.none')} text={t('staff.backups.none-text')} />
      ) : (
        <ul className={styles.list} aria-label={t('staff.backups.list')}>
          {items.map((backup) => (
            <Row key={backup.at} backup={backup} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Row({ backup: { at, state } }: { readonly backup: Backup }) {
  const { t, locale } = useT();
  const { store } = useStaffWork();
  const now = useNow(60_000);
  const Icon = ICONS[state];
  return (
    <li className={styles.row} data-state={state}>
      <Icon aria-hidden="true" />
      <time dateTime={at}>{formatDayTime(at, locale, store.timeZone, now)}</time>
      <strong>{t(`staff.backups.state.${state}`)}</strong>
      {state === 'failed' && <span className={styles.reason}>{t('staff.backups.failed-text')}</span>}
    </li>
  );
}
