import type { ReplyOf } from '@tableorder/contract/endpoint';
import type { StationId } from '@tableorder/contract/ids';
import { readRecentTickets, type Ticket } from '@tableorder/contract/kitchen';
import Undo2 from 'lucide-react/icons/undo-2';
import { useEffect, useState } from 'react';
import { formatTime } from '../../i18n/dates.ts';
import { useT } from '../../i18n/kitchen.ts';
import { sayFailure } from '../../i18n/say-failure.ts';
import { isFromTheLine } from '../../lib/api-problem.ts';
import { throwApart } from '../../lib/listeners.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './kitchen-sheet.module.css';
import { lineViews } from './kitchen-view.rules.ts';
import type { MenuWords } from './kitchen-words.ts';

export interface KitchenRecentProps {
  readonly stationId: StationId | null;
  readonly words: MenuWords;
  readonly onRecall: (ticket: Ticket) => void;
}

type Recent = ReplyOf<typeof readRecentTickets>['tickets'];

/** The last ten that were done here, each one touch from coming back. */
export function KitchenRecent({ stationId, words, onRecall }: KitchenRecentProps) {
  const { t, locale } = useT();
  const { api, store } = useStaffWork();
  const [recent, setRecent] = useState<Recent | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    const asking = new AbortController();
    api
      .call(readRecentTickets, { query: stationId === null ? {} : { stationId }, signal: asking.signal })
      .then(({ body }) => setRecent(body.tickets))
      .catch((error: unknown) => {
        if (asking.signal.aborted) return;
        if (!isFromTheLine(error)) return throwApart(error);
        setFailure(error);
      });
    return () => asking.abort();
  }, [api, stationId]);
  if (failure !== null) return <Refusal text={sayFailure(t, failure)} />;
  if (recent === null) return <Spinner />;
  if (recent.length === 0) return <p className={styles.text}>{t('kitchen.recent.none')}</p>;
  return (
    <>
      <p className={styles.text}>{t('kitchen.recent.text')}</p>
      <ul className={styles.rows}>
        {recent.map(({ ticket, bumpedAt }) => (
          <li key={ticket.order.id} className={styles.row}>
            <div className={styles.words}>
              <strong className={styles.head}>
                {t('kitchen.ticket', { table: ticket.order.tableNumber, number: ticket.order.number })}
              </strong>
              <span>
                {lineViews(ticket, stationId, words, 'noted')
                  .map(({ name, quantity }) => `${quantity} × ${name}`)
                  .join(', ')}
              </span>
              <span className={styles.soft}>{t('kitchen.recent.row', { time: formatTime(bumpedAt, locale, store.timeZone) })}</span>
            </div>
            <button type="button" className={styles.act} onClick={() => onRecall(ticket)}>
              <Undo2 aria-hidden="true" />
              {t('kitchen.recall')}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
