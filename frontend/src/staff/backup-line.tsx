import DatabaseBackup from 'lucide-react/icons/database-backup';
import { Link } from 'wouter';
import { useT } from '../i18n/staff.ts';
import { useBackups } from '../lib/use-backups.ts';
import { NoticeLine, noticeWay } from '../ui/notice-line.tsx';

const EVERY_MS = 600_000;

/** Above the owner's board: a shop that would lose more than a day. Nothing while a proven backup is younger, or somebody else looks after it. */
export function BackupLine() {
  const { t } = useT();
  const backups = useBackups(EVERY_MS).data;
  if (!backups?.overdue || backups.running) return null;
  return (
    <div role="status">
      <NoticeLine
        tone="waiting"
        icon={<DatabaseBackup aria-hidden="true" />}
        way={
          <Link to="/settings/backups" className={noticeWay}>
            {t('staff.backups.open')}
          </Link>
        }
      >
        {t('staff.backups.overdue')}
      </NoticeLine>
    </div>
  );
}
