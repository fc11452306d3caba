import { dayAfter, isLocalDay, type LocalDay, localDay } from '@tableorder/contract/time';
import { useSearchParams } from 'wouter';
import { StaffClosings } from '../features/reports/staff-closings.tsx';
import { StaffDayFigures } from '../features/reports/staff-day-figures.tsx';
import { StaffItemsFigures } from '../features/reports/staff-items-figures.tsx';
import { StaffRangeFigures } from '../features/reports/staff-range-figures.tsx';
import { useT } from '../i18n/staff.ts';
import { serverNow } from '../lib/clock.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { useNow } from '../lib/use-now.ts';
import { Segmented } from '../ui/segmented.tsx';
import styles from './figures-screen.module.css';
import { Page } from './page.tsx';

const VIEWS = ['day', 'range', 'items', 'closings'] as const;
type View = (typeof VIEWS)[number];
const isView = (view: string | null): view is View => VIEWS.some((known) => known === view);

/** Which view of which days stands in the address: back goes back, and a day can be sent to somebody. */
export function FiguresScreen() {
  const { t } = useT();
  const { store } = useStaffWork();
  const now = useNow(30_000);
  const [search, setSearch] = useSearchParams();
  const today = localDay(serverNow(), store.timeZone);
  const asked = search.get('view');
  const view = isView(asked) ? asked : 'day';
  const date = search.get('date');
  const from = search.get('from') ?? dayAfter(today, -27);
  const to = search.get('to') ?? today;
  const go = (next: Readonly<Record<string, string | null>>) =>
    setSearch(Object.fromEntries(Object.entries(next).filter((entry): entry is [string, string] => entry[1] !== null)));
  const day = (wanted: LocalDay | null) => go({ date: wanted });
  const days = (start: string, end: string) => go({ view, from: start, to: end });
  return (
    <Page
      title={t('staff.figures.title')}
      actions={
        <div className={styles.views}>
          <Segmented
            label={t('staff.figures.views')}
            options={VIEWS.map((value) => ({ value, label: t(`staff.figures.view.${value}`) }))}
            value={view}
            onChange={(value) => go(value === 'day' ? {} : { view: value })}
          />
        </div>
      }
    >
      {view === 'day' && (
        <StaffDayFigures
          date={date !== null && isLocalDay(date) ? date : null}
          now={now}
          onDate={day}
          onItems={(on) => go({ view: 'items', from: on, to: on })}
        />
      )}
      {view === 'range' && <StaffRangeFigures from={from} to={to} today={today} onDays={days} />}
      {view === 'items' && <StaffItemsFigures from={from} to={to} today={today} onDays={days} />}
      {view === 'closings' && <StaffClosings today={today} onDay={day} />}
    </Page>
  );
}
