import { useLocation } from 'wouter';
import { StaffTableList } from '../features/tables/staff-table-list.tsx';
import { useT } from '../i18n/staff.ts';
import { useBoard, useLive } from './live.tsx';
import { Page } from './page.tsx';

export function TablesScreen() {
  const { t } = useT();
  const [, go] = useLocation();
  const { board, line } = useBoard();
  const live = useLive();
  if (!board) return <Page title={t('staff.tables.title')}>{null}</Page>;
  return (
    <StaffTableList
      tables={board.tables.map(({ table }) => table)}
      onHistory={(table) => go(`/tables/${table.id}/history`)}
      onChanged={() => {
        if (line !== 'live') void live.board.read();
      }}
      frame={(acts, content) => (
        <Page title={t('staff.tables.title')} actions={acts}>
          {content}
        </Page>
      )}
    />
  );
}
