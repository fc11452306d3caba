import type { FiledOrder } from '@tableorder/contract/orders';
import type { RecordedMoment } from '@tableorder/contract/receipts';
import type { Station } from '@tableorder/contract/stations';
import { fromInstant, localDay } from '@tableorder/contract/time';
import { formatDay, formatElapsed, formatExact } from '../../i18n/dates.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { classNames } from '../../ui/class-names.ts';
import styles from './staff-order-record.module.css';
import { sayMoment } from './staff-record-words.ts';

export interface StaffOrderRecordProps {
  readonly order: FiledOrder;
  readonly stations: readonly Station[];
  readonly moments: readonly RecordedMoment[];
}

const LOUD: ReadonlySet<RecordedMoment['what']> = new Set(['escalated', 'deleted']);

/** An order's way through the house: each moment to the second, how long after it was stored, and who did it. */
export function StaffOrderRecord({ order, stations, moments }: StaffOrderRecordProps) {
  const speech = useT();
  const { t, locale } = speech;
  const { timeZone } = useStaffWork().store;
  const start = fromInstant(moments[0]?.at ?? order.createdAt);
  const startDay = localDay(start, timeZone);
  const sayWho = ({ what, detail, who }: RecordedMoment) =>
    who ?? (what === 'stored' && (detail === 'guest' || detail === 'staff') ? t(`staff.actor.${detail}`) : null);
  return (
    <ol className={styles.moments} aria-label={t('staff.record.list')}>
      {moments.map((one) => {
        const at = fromInstant(one.at);
        return (
          <li key={`${one.at} ${one.what} ${one.stationId} ${one.itemId} ${one.detail}`} className={styles.moment}>
            <time className={styles.when} dateTime={one.at} title={one.at}>
              {localDay(at, timeZone) !== startDay && <span className={styles.day}>{formatDay(at, locale, timeZone, start)}</span>}
              {formatExact(at, locale, timeZone)}
            </time>
            <span className={styles.after}>{at === start ? '' : formatElapsed(at - start)}</span>
            <span className={classNames(styles.what, LOUD.has(one.what) && styles.loud)}>
              {sayMoment(speech, one, { order, stations })}
            </span>
            <span className={styles.who}>{sayWho(one)}</span>
          </li>
        );
      })}
    </ol>
  );
}
