import { StaffJoinRow } from '../features/tables/staff-join-row.tsx';
import { sayTable } from '../features/tables/staff-table-words.ts';
import { useT } from '../i18n/staff.ts';
import { useNow } from '../lib/use-now.ts';
import { waitingAt } from './board-view.ts';
import styles from './join-requests.module.css';
import { useBoard, useLive } from './live.tsx';
import { Notice } from './notices.tsx';

/** Over every screen: guests stand at a table and wait for an answer. */
export function JoinRequests() {
  const { t } = useT();
  const { board, line } = useBoard();
  const live = useLive();
  const now = useNow(5_000);
  const asking = (board?.tables ?? []).flatMap((place) => {
    const [first, ...rest] = waitingAt(place, now);
    return first ? [{ table: place.table, requests: [first, ...rest] as const }] : [];
  });
  return (
    <Notice>
      <div role="status" aria-label={t('staff.join.title')}>
        {asking.length > 0 && (
          <ul className={styles.asking}>
            {asking.map(({ table, requests }) => (
              <li key={table.id}>
                <StaffJoinRow
                  place={sayTable(t, table)}
                  requests={requests}
                  now={now}
                  onDecided={() => {
                    if (line !== 'live') void live.board.read();
                  }}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Notice>
  );
}
