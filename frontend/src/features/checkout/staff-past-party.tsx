import { type FiledOrder, type FiledSession, readSession } from '@tableorder/contract/orders';
import { useQuery } from '@tanstack/react-query';
import { formatDayTime, formatTime } from '../../i18n/dates.ts';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Money } from '../../ui/money.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './staff-past.module.css';
import { PastRow } from './staff-past-list.tsx';
import { StaffReopen } from './staff-reopen.tsx';

export interface StaffPastPartyProps {
  readonly sessionId: string;
  readonly onOrder: (order: FiledOrder) => void;
}

/** A party: when it sat, each order, deleted ones too, and what it came to. */
export function StaffPastParty({ sessionId, onOrder }: StaffPastPartyProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const party = useQuery({
    queryKey: ['past-party', sessionId],
    queryFn: async ({ signal }) => (await api.call(readSession, { params: { sessionId }, signal })).body,
  });
  if (party.data) return <Party party={party.data} onOrder={onOrder} />;
  if (party.isError)
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, party.error)}
        retryLabel={t('ui.retry')}
        onRetry={() => void party.refetch()}
        busy={party.isFetching}
      />
    );
  return <Skeleton shape="block" height="240px" />;
}

function Party({ party, onOrder }: { readonly party: FiledSession; readonly onOrder: (order: FiledOrder) => void }) {
  const { t, locale } = useT();
  const { currency, timeZone } = useStaffWork().store;
  const from = formatDayTime(party.startedAt, locale, timeZone);
  return (
    <div className={styles.party}>
      <p className={styles.partyHead}>
        <span>
          {party.endedAt === null
            ? t('staff.past.party.sitting', { from })
            : t('staff.past.party.from-to', { from, until: formatTime(party.endedAt, locale, timeZone) })}
          {' · '}
          {t('staff.past.party.orders', { count: party.orders.length })}
        </span>
        <span className={styles.partyTotal}>
          <span className="seen-by-readers-only">{t('staff.past.party.total')} </span>
          <Money amount={party.totalAmount} currency={currency} locale={locale} />
        </span>
      </p>
      {party.endedAt !== null && (
        <StaffReopen
          sessionId={party.id}
          tableNumber={party.tableNumber}
          endedAt={party.endedAt}
          total={party.totalAmount}
          stale="past-party"
        />
      )}
      <ul className={styles.rows}>
        {party.orders.map((order) => (
          <PastRow key={order.id} order={order} onOrder={onOrder} />
        ))}
      </ul>
    </div>
  );
}
