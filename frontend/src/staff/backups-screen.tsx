import { makeBackup, readBackups } from '@tableorder/contract/backups';
import { useQueryClient } from '@tanstack/react-query';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import DatabaseBackup from 'lucide-react/icons/database-backup';
import { useLocation } from 'wouter';
import { StaffBackups } from '../features/backups/staff-backups.tsx';
import { sayFailure } from '../i18n/say-failure.ts';
import { useT } from '../i18n/staff.ts';
import { isProblem } from '../lib/api-problem.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { BACKUPS, useBackups } from '../lib/use-backups.ts';
import { useErrand } from '../lib/use-errand.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useToasts } from '../ui/toast.tsx';
import { Page } from './page.tsx';

const EVERY_MS = 30_000;

export function BackupsScreen() {
  const { t } = useT();
  const { may } = useStaffWork();
  const [, go] = useLocation();
  return (
    <Page
      title={t('staff.backups.title')}
      note={t('staff.backups.note')}
      leading={<IconButton label={t('staff.backups.back')} icon={<ArrowLeft aria-hidden="true" />} onPress={() => go('/settings')} />}
      actions={may(makeBackup) && <Make />}
    >
      {may(readBackups) ? <StaffBackups /> : <EmptyState title={t('problem.forbidden')} />}
    </Page>
  );
}

function Make() {
  const { t } = useT();
  const { api } = useStaffWork();
  const queries = useQueryClient();
  const { show } = useToasts();
  const backups = useBackups(EVERY_MS).data;
  const { busy, run } = useErrand(
    async () => {
      queries.setQueryData(BACKUPS, (await api.call(makeBackup)).body);
      show({ tone: 'good', text: t('staff.backups.begun') });
    },
    (refused) =>
      show({ tone: 'problem', text: isProblem(refused, 'too-many-requests') ? t('staff.backups.soon') : sayFailure(t, refused) }),
  );
  if (!backups?.kept) return null;
  return (
    <Button kind="primary" icon={<DatabaseBackup aria-hidden="true" />} busy={busy || backups.running} onPress={run}>
      {t('staff.backups.make')}
    </Button>
  );
}
