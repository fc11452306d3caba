import { useId } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { type Column, Table } from '../../ui/table.tsx';
import styles from './staff-bar-chart.module.css';

export interface Bar {
  readonly key: string;
  /** In full, for the table and the pointer. */
  readonly name: string;
  /** Under the bar; empty where there is no room for all. */
  readonly tick: string;
  readonly value: number;
  /** What it is compared with. */
  readonly beside?: number | undefined;
}

export interface StaffBarChartProps {
  readonly title: string;
  readonly bars: readonly Bar[];
  /** What the bars are, and what the marks beside them. */
  readonly series: string;
  readonly besideSeries?: string | undefined;
  readonly nameTitle: string;
  readonly asTable: string;
  readonly say: (value: number) => string;
  readonly sayShort: (value: number) => string;
}

const TOP = 28;
const PLOT = 150;
const HEIGHT = TOP + PLOT + 28;

/** Bars with the highest one named on it, marks for what they are compared with, and all of it as a table behind a word. */
export function StaffBarChart({ title, bars, series, besideSeries, nameTitle, asTable, say, sayShort }: StaffBarChartProps) {
  const id = useId();
  const most = Math.max(1, ...bars.map((bar) => Math.max(bar.value, bar.beside ?? 0)));
  const highest = Math.max(...bars.map((bar) => bar.value));
  const peak = highest > 0 ? bars.findIndex((bar) => bar.value === highest) : -1;
  const columns: Column<Bar>[] = [
    { key: 'name', title: nameTitle, cell: (bar) => bar.name },
    { key: 'value', title: series, figures: true, cell: (bar) => say(bar.value) },
    ...(besideSeries === undefined
      ? []
      : [{ key: 'beside', title: besideSeries, figures: true, cell: (bar: Bar) => say(bar.beside ?? 0) } satisfies Column<Bar>]),
  ];
  return (
    <section className={styles.figure} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {besideSeries !== undefined && (
          <p className={styles.series} aria-hidden="true">
            <span className={styles.barKey} /> {series}
            <span className={styles.besideKey} /> {besideSeries}
          </p>
        )}
      </header>
      <svg className={styles.chart} width="100%" height={HEIGHT} aria-hidden="true" focusable="false">
        <line className={styles.ground} x1="0" x2="100%" y1={TOP + PLOT} y2={TOP + PLOT} />
        {bars.map((bar, at) => (
          <OneBar
            key={bar.key}
            bar={bar}
            at={at}
            count={bars.length}
            most={most}
            peak={at === peak}
            sayShort={sayShort}
            title={`${bar.name}: ${say(bar.value)}`}
          />
        ))}
      </svg>
      <details className={styles.table}>
        <summary className={styles.summary}>{asTable}</summary>
        <Table caption={title} hideCaption columns={columns} rows={bars} rowKey={(bar) => bar.key} />
      </details>
    </section>
  );
}

interface OneBarProps {
  readonly bar: Bar;
  readonly at: number;
  readonly count: number;
  readonly most: number;
  readonly peak: boolean;
  readonly title: string;
  readonly sayShort: (value: number) => string;
}

function OneBar({ bar, at, count, most, peak, title, sayShort }: OneBarProps) {
  const wide = 100 / count;
  const height = (PLOT * bar.value) / most;
  const beside = bar.beside === undefined ? null : TOP + PLOT - (PLOT * bar.beside) / most;
  const middle = wide * (at + 0.5);
  // Names of days would run over the edge; single hours and weekdays would not.
  const end = count > 12 && middle > 92 ? 'end' : count > 12 && middle < 8 ? 'start' : 'middle';
  const labelAt = end === 'end' ? wide * (at + 1) : end === 'start' ? wide * at : middle;
  return (
    <g>
      <title>{title}</title>
      {bar.value > 0 && (
        <rect
          className={classNames(styles.bar, peak && styles.peak)}
          x={`${wide * (at + 0.12)}%`}
          width={`${wide * 0.76}%`}
          y={TOP + PLOT - height}
          height={height}
          rx={count > 60 ? 0 : 3}
        />
      )}
      {beside !== null && bar.beside !== 0 && (
        <line className={styles.beside} x1={`${wide * (at + 0.02)}%`} x2={`${wide * (at + 0.98)}%`} y1={beside} y2={beside} />
      )}
      {peak && (
        <text className={styles.peakLabel} x={`${labelAt}%`} y={TOP + PLOT - height - 8} textAnchor={end}>
          {sayShort(bar.value)}
        </text>
      )}
      {bar.tick !== '' && (
        <text className={styles.tick} x={`${labelAt}%`} y={TOP + PLOT + 20} textAnchor={end}>
          {bar.tick}
        </text>
      )}
    </g>
  );
}
