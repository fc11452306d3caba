import ArrowLeft from 'lucide-react/icons/arrow-left';
import { useLocation } from 'wouter';
import { StaffHistory } from '../features/checkout/staff-history.tsx';
import { useT } from '../i18n/staff.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useBoard } from './live.tsx';
import { Page } from './page.tsx';

export function HistoryScreen({ tableId }: { readonly tableId: string }) {
  const { t } = useT();
  const [, go] = useLocation();
  const { board } = useBoard();
  const table = board?.tables.find((other) => other.table.id === tableId)?.table;
  const back = () => (window.history.length > 1 ? window.history.back() : go('/tables'));
  return (
    <Page
      title={
        table ? t('staff.history.title', { place: t('staff.table.place', { number: String(table.number) }) }) : t('staff.history.open')
      }
      note={table?.label ?? undefined}
      leading={<IconButton label={t('ui.back')} icon={<ArrowLeft aria-hidden="true" />} onPress={back} />}
    >
      {table && <StaffHistory tableId={table.id} />}
      {board && !table && <EmptyState title={t('problem.not-found')} />}
    </Page>
  );
}
