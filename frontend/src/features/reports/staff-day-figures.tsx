import { readDailyCsv } from '@tableorder/contract/reports';
import { dayAfter, isLocalDay, type LocalDay } from '@tableorder/contract/time';
import ChartColumn from 'lucide-react/icons/chart-column';
import ChevronLeft from 'lucide-react/icons/chevron-left';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { formatTime } from '../../i18n/dates.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { StaffBestItems } from './staff-best-items.tsx';
import { StaffCallFigures } from './staff-call-figures.tsx';
import { StaffClosingCard } from './staff-closing-card.tsx';
import { StaffDayTiles } from './staff-day-tiles.tsx';
import styles from './staff-figures.module.css';
import { StaffFiguresActs } from './staff-figures-acts.tsx';
import { StaffFiguresState } from './staff-figures-state.tsx';
import { sayDay, weekdayOf } from './staff-figures-words.ts';
import { StaffHoursChart } from './staff-hours-chart.tsx';
import { StaffLosses } from './staff-losses.tsx';
import { useDaily } from './staff-use-figures.ts';

export interface StaffDayFiguresProps {
  /** Null for the running day. */
  readonly date: LocalDay | null;
  readonly now: number;
  readonly onDate: (date: LocalDay | null) => void;
  readonly onItems: (day: LocalDay) => void;
}

/** One business day: what it came to, when, with what, and its closing. */
export function StaffDayFigures({ date, now, onDate, onItems }: StaffDayFiguresProps) {
  const { t, locale } = useT();
  const { store } = useStaffWork();
  const daily = useDaily(date);
  const today = useDaily(null).data?.day;
  const day = date ?? daily.data?.day;
  const to = (wanted: LocalDay) => onDate(wanted === today ? null : wanted);
  return (
    <div className={styles.view}>
      <div className={styles.bar}>
        <div className={styles.days}>
          <IconButton
            label={t('staff.figures.day-before')}
            icon={<ChevronLeft aria-hidden="true" />}
            disabled={day === undefined}
            onPress={() => day && to(dayAfter(day, -1))}
          />
          <div className={styles.day}>
            <TextField
              type="date"
              label={t('staff.figures.day')}
              value={day ?? ''}
              onChange={(value) => {
                if (isLocalDay(value) && (today === undefined || value <= today)) to(value);
              }}
            />
          </div>
          <IconButton
            label={t('staff.figures.day-after')}
            icon={<ChevronRight aria-hidden="true" />}
            disabled={day === undefined || today === undefined || day >= today}
            onPress={() => day && to(dayAfter(day))}
          />
          {date !== null && <Button onPress={() => onDate(null)}>{t('staff.figures.today')}</Button>}
        </div>
        <StaffFiguresActs csv={readDailyCsv} query={day ? { date: day } : null} name={`figures-${day}`} />
      </div>
      <StaffFiguresState of={daily}>
        {(report) => {
          const weekday = weekdayOf(report.before.day, locale);
          const time = formatTime(now, locale, store.timeZone);
          return (
            <>
              <p className={styles.state}>
                <strong>{sayDay(report.day, locale, today ?? report.day)}</strong> ·{' '}
                {report.live ? t('staff.figures.live', { time }) : t('staff.figures.whole-day')}
              </p>
              <StaffDayTiles report={report} />
              {report.sums.orders === 0 && report.before.hours.every((hour) => hour.orders === 0) ? (
                <EmptyState icon={<ChartColumn />} title={t('staff.figures.no-sales')} text={t('staff.figures.no-sales.text')} />
              ) : (
                <div className={styles.pair}>
                  <StaffHoursChart
                    hours={report.hours}
                    series={report.live ? t('staff.figures.today') : sayDay(report.day, locale)}
                    before={{ name: t('staff.figures.before-day', { weekday }), hours: report.before.hours }}
                  />
                  <StaffBestItems day={report.day} live={report.live} onAll={() => onItems(report.day)} />
                </div>
              )}
              <div className={styles.pair}>
                <StaffLosses losses={report.losses} />
                <StaffCallFigures from={report.day} to={report.day} live={report.live} />
              </div>
              <StaffClosingCard report={report} today={today ?? report.day} />
            </>
          );
        }}
      </StaffFiguresState>
    </div>
  );
}
