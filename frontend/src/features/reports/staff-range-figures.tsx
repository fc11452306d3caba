import { type Money as Amount, asMoney } from '@tableorder/contract/money';
import { type RangeReport, readRangeCsv } from '@tableorder/contract/reports';
import { meanOf } from '@tableorder/contract/reports.rules';
import type { LocalDay } from '@tableorder/contract/time';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { classNames } from '../../ui/class-names.ts';
import { formatMoney, formatMoneyShort } from '../../ui/format-money.ts';
import { StaffBarChart } from './staff-bar-chart.tsx';
import { StaffCallFigures } from './staff-call-figures.tsx';
import { readDays, StaffDaysBar } from './staff-days-bar.tsx';
import styles from './staff-figures.module.css';
import { StaffFiguresActs } from './staff-figures-acts.tsx';
import { StaffFiguresState } from './staff-figures-state.tsx';
import { sayDay, sayMean, sayShortDay, shortWeekday } from './staff-figures-words.ts';
import { StaffHoursChart } from './staff-hours-chart.tsx';
import { StaffLosses } from './staff-losses.tsx';
import { useRange } from './staff-use-figures.ts';

export interface StaffRangeFiguresProps {
  readonly from: string;
  readonly to: string;
  readonly today: LocalDay;
  readonly onDays: (from: string, to: string) => void;
}

/** Many days: by day, weekday and hour. */
export function StaffRangeFigures({ from, to, today, onDays }: StaffRangeFiguresProps) {
  const days = readDays(from, to);
  const range = useRange(days);
  return (
    <div className={styles.view}>
      <StaffDaysBar
        from={from}
        to={to}
        today={today}
        onDays={onDays}
        acts={<StaffFiguresActs csv={readRangeCsv} query={days && { ...days }} name={`days-${from}-${to}`} />}
      />
      <StaffFiguresState of={range}>{(report) => <Range report={report} today={today} />}</StaffFiguresState>
    </div>
  );
}

const TICKS = 7;

function Range({ report, today }: { readonly report: RangeReport; readonly today: LocalDay }) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  const { sums } = report;
  const money = (value: number) => formatMoney(asMoney(value), currency, locale);
  const short = (value: number) => formatMoneyShort(asMoney(value), currency, locale);
  const every = Math.ceil(report.days.length / TICKS);
  const words = { asTable: t('staff.figures.as-table'), series: t('staff.figures.sales'), say: money, sayShort: short };
  return (
    <>
      <p className={styles.state}>
        <strong>
          {sayDay(report.from, locale, today)} – {sayDay(report.to, locale, today)}
        </strong>
      </p>
      <div className={styles.tiles}>
        <Sum label={t('staff.figures.sales')} value={money(sums.sales)} look={styles.main} />
        <Sum label={t('staff.figures.orders')} value={t('staff.figures.orders.count', { count: sums.orders })} />
        <Sum label={t('staff.figures.average')} value={sums.parties === 0 ? '–' : money(meanOf(sums.sales, sums.parties) ?? 0)} />
        <Sum
          label={t('staff.figures.parties')}
          value={t('staff.figures.parties.count', { count: sums.parties })}
          look={styles.partiesTile}
        />
        <Sum
          label={`${t('staff.figures.wait')} · ${t('staff.figures.wait.ready')}`}
          value={sayMean(t, sums.ready) ?? '–'}
          look={styles.waitTile}
        />
      </div>
      <StaffBarChart
        {...words}
        title={t('staff.figures.by-day')}
        nameTitle={t('staff.figures.closings.day')}
        bars={report.days.map(({ day, sales }, at) => ({
          key: day,
          name: sayDay(day, locale, today),
          tick: at % every === 0 ? sayShortDay(day, locale) : '',
          value: sales,
        }))}
      />
      <div className={styles.pair}>
        <StaffBarChart
          {...words}
          title={t('staff.figures.by-weekday')}
          nameTitle={t('staff.figures.weekday.title')}
          bars={report.weekdays.map(({ weekday, days, sales }) => ({
            key: String(weekday),
            name: shortWeekday(weekday, locale),
            tick: shortWeekday(weekday, locale),
            value: meanOf(sales satisfies Amount, days) ?? 0,
          }))}
        />
        <StaffHoursChart hours={report.hours} series={t('staff.figures.sales')} />
      </div>
      <div className={styles.pair}>
        <StaffLosses losses={report.losses} />
        <StaffCallFigures from={report.from} to={report.to} />
      </div>
    </>
  );
}

function Sum({ label, value, look }: { readonly label: string; readonly value: string; readonly look?: string | undefined }) {
  return (
    <div className={classNames(styles.tile, look)}>
      <p className={styles.label}>{label}</p>
      <p className={styles.value}>{value}</p>
    </div>
  );
}
