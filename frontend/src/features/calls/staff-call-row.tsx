import { type Call, type CallReason, finishCall } from '@tableorder/contract/calls';
import { fromInstant } from '@tableorder/contract/time';
import Check from 'lucide-react/icons/check';
import ConciergeBell from 'lucide-react/icons/concierge-bell';
import GlassWater from 'lucide-react/icons/glass-water';
import MessageCircle from 'lucide-react/icons/message-circle';
import Receipt from 'lucide-react/icons/receipt';
import Utensils from 'lucide-react/icons/utensils';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './staff-call-row.module.css';

const ICONS = {
  water: GlassWater,
  cutlery: Utensils,
  bill: Receipt,
  help: ConciergeBell,
  other: MessageCircle,
} as const satisfies Record<CallReason, unknown>;

export interface StaffCallRowProps {
  readonly call: Call;
  readonly now: number;
  /** In a list of many tables: the number first, large. */
  readonly place?: string | undefined;
  readonly onDone: (call: Call) => void;
}

export function StaffCallRow({ call, now, place, onDone }: StaffCallRowProps) {
  const { t, locale } = useT();
  const { api, may } = useStaffWork();
  const { show } = useToasts();
  const [busy, setBusy] = useState(false);
  const Icon = ICONS[call.reason];
  const reason = t(`staff.call.${call.reason}`);

  const done = async () => {
    setBusy(true);
    try {
      onDone((await api.call(finishCall, { params: { callId: call.id } })).body);
    } catch (refused) {
      setBusy(false);
      if (isProblem(refused, 'not-found')) return onDone(call);
      show({ tone: 'problem', text: sayFailure(t, refused) });
    }
  };

  return (
    <div className={styles.call}>
      <Icon aria-hidden="true" className={styles.icon} />
      <span className={styles.words}>
        {place !== undefined && <strong className={styles.place}>{place}</strong>}
        <span className={styles.reason}>{reason}</span>
        <span className={styles.when}>
          <RelativeTime at={fromInstant(call.createdAt)} now={now} locale={locale} justNowLabel={t('ui.just-now')} />
        </span>
      </span>
      {may(finishCall) && (
        <Button busy={busy} icon={<Check aria-hidden="true" />} onPress={() => void done()}>
          <span className="seen-by-readers-only">{`${place ?? ''} ${reason} `}</span>
          {t('staff.call.done')}
        </Button>
      )}
      {call.note && <q className={styles.note}>{call.note}</q>}
    </div>
  );
}
