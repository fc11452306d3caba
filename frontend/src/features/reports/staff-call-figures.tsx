import type { CallsReport } from '@tableorder/contract/reports';
import type { LocalDay } from '@tableorder/contract/time';
import { useT } from '../../i18n/staff.ts';
import { type Column, Table } from '../../ui/table.tsx';
import chart from './staff-bar-chart.module.css';
import styles from './staff-figures.module.css';
import { StaffFiguresState } from './staff-figures-state.tsx';
import { saySeconds } from './staff-figures-words.ts';
import { useCalls } from './staff-use-figures.ts';

export interface StaffCallFiguresProps {
  readonly from: LocalDay;
  readonly to: LocalDay;
  /** The days are still running: read again now and then. */
  readonly live?: boolean;
}

/** How guests' calls were answered: how long most waited, and how long the unlucky. */
export function StaffCallFigures({ from, to, live = false }: StaffCallFiguresProps) {
  const { t } = useT();
  const calls = useCalls({ from, to }, live);
  return (
    <section className={styles.card}>
      <h2 className={styles.title}>{t('staff.figures.calls')}</h2>
      <StaffFiguresState of={calls}>
        {(report) => (report.calls === 0 ? <p className={styles.quiet}>{t('staff.figures.calls.none')}</p> : <Calls report={report} />)}
      </StaffFiguresState>
    </section>
  );
}

type Answering = CallsReport['hours'][number] | CallsReport['reasons'][number];

function Calls({ report }: { readonly report: CallsReport }) {
  const { t, locale } = useT();
  const say = (seconds: number | null) => (seconds === null ? '–' : saySeconds(t, seconds));
  const figures: Column<Answering>[] = [
    { key: 'calls', title: t('staff.figures.calls.count'), figures: true, cell: (row) => row.calls.toLocaleString(locale) },
    { key: 'median', title: t('staff.figures.calls.median-column'), figures: true, cell: (row) => say(row.medianSeconds) },
    { key: 'p95', title: t('staff.figures.calls.p95-column'), figures: true, cell: (row) => say(row.p95Seconds) },
    { key: 'missed', title: t('staff.figures.calls.missed-column'), figures: true, cell: (row) => row.missed.toLocaleString(locale) },
  ];
  const byReason: Column<CallsReport['reasons'][number]>[] = [
    {
      key: 'reason',
      title: t('staff.figures.reason'),
      cell: (row) => <span className={styles.short}>{t(`staff.figures.call.${row.reason}`)}</span>,
    },
    ...figures,
  ];
  const byHour: Column<CallsReport['hours'][number]>[] = [
    {
      key: 'hour',
      title: t('staff.figures.hour.title'),
      cell: (row) => <span className={styles.short}>{t('staff.figures.hour', { hour: String(row.hour) })}</span>,
    },
    ...figures,
  ];
  return (
    <>
      <dl className={styles.answers}>
        <Answer name={t('staff.figures.calls.median')} value={say(report.medianSeconds)} />
        <Answer name={t('staff.figures.calls.p95')} value={say(report.p95Seconds)} />
        <Answer name={t('staff.figures.calls.missed')} value={report.missed.toLocaleString(locale)} />
        {report.open > 0 && <Answer name={t('staff.figures.calls.open')} value={report.open.toLocaleString(locale)} />}
      </dl>
      <p className={styles.quiet}>{t('staff.figures.calls.text')}</p>
      <Table
        caption={t('staff.figures.calls.by-reason')}
        hideCaption
        rows={report.reasons}
        rowKey={(row) => row.reason}
        columns={byReason}
      />
      <details>
        <summary className={chart.summary}>{t('staff.figures.calls.by-hour')}</summary>
        <Table
          caption={t('staff.figures.calls.by-hour')}
          hideCaption
          rows={report.hours.filter((row) => row.calls > 0)}
          rowKey={(row) => String(row.hour)}
          columns={byHour}
        />
      </details>
    </>
  );
}

function Answer({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className={styles.answer}>
      <dt className={styles.label}>{name}</dt>
      <dd className={styles.value}>{value}</dd>
    </div>
  );
}
