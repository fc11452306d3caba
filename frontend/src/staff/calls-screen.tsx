import ConciergeBell from 'lucide-react/icons/concierge-bell';
import { StaffCallRow } from '../features/calls/staff-call-row.tsx';
import { sayTable } from '../features/tables/staff-table-words.ts';
import { useT } from '../i18n/staff.ts';
import { useNow } from '../lib/use-now.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import styles from './calls-screen.module.css';
import { useBoard, useLive } from './live.tsx';
import { Page } from './page.tsx';

/** Who calls, longest waiting first. */
export function CallsScreen() {
  const { t } = useT();
  const { board } = useBoard();
  const live = useLive();
  const now = useNow(5_000);
  const calls = (board?.tables ?? [])
    .flatMap(({ table, openCalls }) => openCalls.map((call) => ({ call, table })))
    .sort((a, b) => (a.call.id < b.call.id ? -1 : 1));
  return (
    <Page title={t('staff.calls.title')}>
      {calls.length === 0 ? (
        <EmptyState icon={<ConciergeBell />} title={t('staff.calls.none')} text={t('staff.calls.none-text')} />
      ) : (
        <ul className={styles.list}>
          {calls.map(({ call, table }) => (
            <li key={call.id}>
              <StaffCallRow call={call} now={now} place={sayTable(t, table)} onDone={live.board.takeCallDone} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
