import type { TableId } from '@tableorder/contract/ids';
import Keyboard from 'lucide-react/icons/keyboard';
import LayoutList from 'lucide-react/icons/layout-list';
import MapIcon from 'lucide-react/icons/map';
import MonitorUp from 'lucide-react/icons/monitor-up';
import Timer from 'lucide-react/icons/timer';
import type { ReactNode } from 'react';
import { useT } from '../i18n/staff.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { TabsBar } from '../ui/tabs-bar.tsx';
import { ActingPerson } from './acting.tsx';
import styles from './board.module.css';
import { useHeat } from './board-table-card.tsx';
import { FILTERS, type Filter, type Summary } from './board-view.ts';
import { BusyButton } from './busy-kitchen.tsx';
import { SoundButton } from './sound-button.tsx';
import { WaitingTime } from './waiting-time.tsx';

export type BoardLook = 'list' | 'plan';

export interface BoardHeadProps {
  readonly summary: Summary;
  readonly filter: Filter;
  readonly look: BoardLook;
  readonly onFilter: (filter: Filter) => void;
  readonly onLook: (look: BoardLook) => void;
  readonly onWall: () => void;
  readonly onKeys: () => void;
  readonly onBusy: () => void;
  readonly onTable: (tableId: TableId) => void;
  readonly children?: ReactNode;
}

/** The one second of looking: how many are new, how many call, and who waits longest. */
export function BoardHead({ summary, filter, look, onFilter, onLook, onWall, onKeys, onBusy, onTable, children }: BoardHeadProps) {
  const { t } = useT();
  const counts: Partial<Record<Filter, number>> = { new: summary.newTables, calling: summary.callingTables };
  const { longest } = summary;
  const other = look === 'list' ? 'plan' : 'list';
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
      {longest && <Longest longest={longest} onTable={onTable} />}
      <div className={styles.tools}>
        {children}
        <IconButton
          label={t(`staff.board.look.${other}`)}
          icon={other === 'plan' ? <MapIcon aria-hidden="true" /> : <LayoutList aria-hidden="true" />}
          onPress={() => onLook(other)}
        />
        <span className={styles.deskOnly}>
          <IconButton label={t('staff.wall.open')} icon={<MonitorUp aria-hidden="true" />} onPress={onWall} />
          <IconButton label={t('staff.keys.open')} icon={<Keyboard aria-hidden="true" />} onPress={onKeys} />
        </span>
        <span className={styles.roomOnly}>
          <BusyButton onPress={onBusy} />
        </span>
        <SoundButton />
        <ActingPerson />
      </div>
    </header>
  );
}

interface LongestProps {
  readonly longest: NonNullable<Summary['longest']>;
  readonly onTable: (tableId: TableId) => void;
}

function Longest({ longest, onTable }: LongestProps) {
  const { t, locale } = useT();
  const { id, number } = longest.card.table.table;
  const heat = useHeat(longest.waiting);
  return (
    <button type="button" className={`${styles.longest} ${styles[heat]}`} onClick={() => onTable(id)}>
      <Timer aria-hidden="true" />
      <span className={styles.longestLabel}>{t('staff.board.longest')}</span>
      <strong>{t('staff.table.place', { number: String(number) })}</strong>
      <strong className={styles.longestTime}>
        <WaitingTime since={longest.waiting.since} locale={locale} justNowLabel={t('ui.just-now')} />
      </strong>
    </button>
  );
}
