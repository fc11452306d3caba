import { acceptJoin, type JoinRequest, refuseJoin } from '@tableorder/contract/tables';
import { fromInstant } from '@tableorder/contract/time';
import DoorOpen from 'lucide-react/icons/door-open';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './staff-join-row.module.css';

export interface StaffJoinRowProps {
  readonly place: string;
  /** Of one table, longest waiting first: decided together. */
  readonly requests: readonly [JoinRequest, ...JoinRequest[]];
  readonly now: number;
  /** The table is open, or nobody waits any more. */
  readonly onDecided: () => void;
}

/** Guests at a free table who scanned its code: staff open it for them, or not. */
export function StaffJoinRow({ place, requests, now, onDecided }: StaffJoinRowProps) {
  const { t, locale } = useT();
  const { api, may } = useStaffWork();
  const { show } = useToasts();
  const [busy, setBusy] = useState<'accept' | 'refuse' | null>(null);
  const [first] = requests;
  const decide = async (act: 'accept' | 'refuse') => {
    setBusy(act);
    try {
      await api.call(act === 'accept' ? acceptJoin : refuseJoin, { params: { requestId: first.id } });
      onDecided();
    } catch (refused) {
      show({ tone: 'problem', text: sayFailure(t, refused) });
      if (isProblem(refused, 'table/join-over') || isProblem(refused, 'not-found')) onDecided();
    } finally {
      setBusy(null);
    }
  };
  return (
    <div className={styles.row}>
      <DoorOpen aria-hidden="true" className={styles.icon} />
      <span className={styles.words}>
        <strong className={styles.place}>{place}</strong>
        <span className={styles.ask}>{t('staff.join.asks')}</span>
        <span className={styles.when}>
          {requests.length > 1 && `${t('staff.join.phones', { count: requests.length })} · `}
          <RelativeTime at={fromInstant(first.askedAt)} now={now} locale={locale} justNowLabel={t('ui.just-now')} />
        </span>
      </span>
      {may(acceptJoin) && (
        <span className={styles.acts}>
          <Button kind="quiet" busy={busy === 'refuse'} disabled={busy === 'accept'} onPress={() => void decide('refuse')}>
            <span className="seen-by-readers-only">{`${place} `}</span>
            {t('staff.join.refuse')}
          </Button>
          <Button kind="primary" busy={busy === 'accept'} disabled={busy === 'refuse'} onPress={() => void decide('accept')}>
            <span className="seen-by-readers-only">{`${place} `}</span>
            {t('staff.join.accept')}
          </Button>
        </span>
      )}
    </div>
  );
}
