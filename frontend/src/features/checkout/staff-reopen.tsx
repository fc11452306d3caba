import { REOPEN_MS, reopenSession } from '@tableorder/contract/checkout';
import type { SessionId } from '@tableorder/contract/ids';
import type { Money } from '@tableorder/contract/money';
import { fromInstant, type Instant } from '@tableorder/contract/time';
import { useQueryClient } from '@tanstack/react-query';
import Undo2 from 'lucide-react/icons/undo-2';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useNow } from '../../lib/use-now.ts';
import { AskedAct } from '../../ui/asked-act.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { useReopen } from './staff-use-reopen.ts';

export interface StaffReopenProps {
  readonly sessionId: SessionId;
  readonly tableNumber: number;
  readonly endedAt: Instant;
  readonly total: Money;
  /** What was read of the party, by its key: read anew once it sits again. */
  readonly stale: string;
}

/** A close by mistake is taken back within minutes; afterwards there is nothing here. */
export function StaffReopen({ sessionId, tableNumber, endedAt, total, stale }: StaffReopenProps) {
  const { t, locale } = useT();
  const { store, may } = useStaffWork();
  const now = useNow(15_000);
  const queries = useQueryClient();
  const reopen = useReopen(() => void queries.invalidateQueries({ queryKey: [stale] }));
  if (!may(reopenSession) || now - fromInstant(endedAt) > REOPEN_MS) return null;
  const place = t('staff.table.place', { number: String(tableNumber) });
  return (
    <AskedAct
      icon={<Undo2 aria-hidden="true" />}
      label={t('staff.reopen.open')}
      question={t('staff.reopen.ask', { place })}
      consequence={t('staff.reopen.note', { amount: formatMoney(total, store.currency, locale) })}
      confirmLabel={t('staff.reopen.open')}
      cancelLabel={t('ui.cancel')}
      act={() => reopen(sessionId, place)}
    />
  );
}
