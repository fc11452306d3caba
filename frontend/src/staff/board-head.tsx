import type { TableId } from '@tableorder/contract/ids';
import type { EpochMs } from '@tableorder/contract/time';
import Timer from 'lucide-react/icons/timer';
import { useT } from '../i18n/staff.ts';
import { TabsBar } from '../ui/tabs-bar.tsx';
import styles from './board.module.css';
import { FILTERS, type Filter, type Summary } from './board-view.ts';
import { SoundButton } from './sound-button.tsx';
import { WaitingTime } from './waiting-time.tsx';

export interface BoardHeadProps {
  readonly summary: Summary;
  readonly filter: Filter;
  readonly now: EpochMs;
  readonly onFilter: (filter: Filter) => void;
  readonly onTable: (tableId: TableId) => void;
}

/** The one second of looking: how many are new, how many call, and who waits longest. */
export function BoardHead({ summary, filter, now, onFilter, onTable }: BoardHeadProps) {
  const { t, locale } = useT();
  const counts: Partial<Record<Filter, number>> = { new: summary.newTables, calling: summary.callingTables };
  const { longest } = summary;
  return (
    <header className={styles.head}>
      <div className={styles.filters}>
        <TabsBar
          label={t('staff.board.filter')}
          tabs={FILTERS.map((value) => ({ value, label: t(`staff.board.filter.${value}`), count: counts[value] }))}
          current={filter}
          onChoose={onFilter}
        />
      </div>
      {longest && (
        <button
          type="button"
          className={`${styles.longest} ${styles[longest.card.waiting?.heat ?? 'calm']}`}
          onClick={() => onTable(longest.card.table.table.id)}
        >
          <Timer aria-hidden="true" />
          <span className={styles.longestLabel}>{t('staff.board.longest')}</span>
          <strong>{t('staff.table.place', { number: String(longest.card.table.table.number) })}</strong>
          <strong className={styles.longestTime}>
            <WaitingTime since={longest.since} now={now} locale={locale} justNowLabel={t('ui.just-now')} />
          </strong>
        </button>
      )}
      <SoundButton />
    </header>
  );
}
