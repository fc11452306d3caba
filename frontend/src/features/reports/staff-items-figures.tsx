import type { Money as Amount } from '@tableorder/contract/money';
import { type ItemsReport, readItemsCsv } from '@tableorder/contract/reports';
import type { LocalDay } from '@tableorder/contract/time';
import ChartColumn from 'lucide-react/icons/chart-column';
import { useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Money } from '../../ui/money.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { readDays, StaffDaysBar } from './staff-days-bar.tsx';
import styles from './staff-figures.module.css';
import { StaffFiguresActs } from './staff-figures-acts.tsx';
import { StaffFiguresState } from './staff-figures-state.tsx';
import { sayDay } from './staff-figures-words.ts';
import { useItems } from './staff-use-figures.ts';

export interface StaffItemsFiguresProps {
  readonly from: string;
  readonly to: string;
  readonly today: LocalDay;
  readonly onDays: (from: string, to: string) => void;
}

/** What was sold: by category, dish and option. */
export function StaffItemsFigures({ from, to, today, onDays }: StaffItemsFiguresProps) {
  const { t, locale } = useT();
  const days = readDays(from, to);
  const items = useItems(days);
  return (
    <div className={styles.view}>
      <StaffDaysBar
        from={from}
        to={to}
        today={today}
        onDays={onDays}
        acts={<StaffFiguresActs csv={readItemsCsv} query={days && { ...days }} name={`items-${from}-${to}`} />}
      />
      <StaffFiguresState of={items}>
        {(report) => (
          <>
            <p className={styles.state}>
              <strong>
                {sayDay(report.from, locale, today)}
                {report.from !== report.to && ` – ${sayDay(report.to, locale, today)}`}
              </strong>
            </p>
            {report.items.length === 0 ? (
              <EmptyState icon={<ChartColumn />} title={t('staff.figures.no-sales')} text={t('staff.figures.no-sales.text')} />
            ) : (
              <Sold report={report} />
            )}
          </>
        )}
      </StaffFiguresState>
    </div>
  );
}

interface SoldRow {
  readonly key: string;
  readonly name: string;
  readonly quantity: number;
  readonly sales: Amount;
  readonly optionSales?: Amount;
}

function Sold({ report }: { readonly report: ItemsReport }) {
  const { t } = useT();
  const categories = report.categories.map((one) => ({
    ...one,
    key: one.categoryId ?? '',
    name: one.name || t('staff.figures.no-category'),
  }));
  const items = report.items.map((item) => ({ ...item, key: item.menuId, name: item.name || t('staff.figures.no-name') }));
  const options = report.options.map((option) => ({
    ...option,
    key: JSON.stringify([option.group, option.name]),
    name: `${option.group} · ${option.name}`,
  }));
  return (
    <>
      <div className={styles.pair}>
        <SoldTable title={t('staff.figures.categories')} first={t('staff.figures.category')} rows={categories} all={report.sales} />
        {options.length > 0 && (
          <SoldTable title={t('staff.figures.options')} first={t('staff.figures.option')} rows={options} shown={SHOWN} />
        )}
      </div>
      <SoldTable title={t('staff.figures.items')} first={t('staff.figures.item')} rows={items} all={report.sales} long />
    </>
  );
}

/** Options at first: there are many that brought little. */
const SHOWN = 12;

interface SoldTableProps {
  readonly title: string;
  readonly first: string;
  readonly rows: readonly SoldRow[];
  /** The whole, for shares. */
  readonly all?: Amount;
  readonly long?: boolean;
  /** The rows in sight at first; undefined for all. */
  readonly shown?: number;
}

function SoldTable({ title, first, rows, all, long, shown }: SoldTableProps) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  const [whole, setWhole] = useState(shown === undefined || rows.length <= shown);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const shareOf = (row: SoldRow) => (all === undefined || all === 0 ? 0 : row.sales / all);
  const most = Math.max(...rows.map(shareOf), 0.0001);
  const columns: Column<SoldRow>[] = [
    { key: 'name', title: first, cell: (row) => <span className={styles.name}>{row.name}</span> },
    { key: 'quantity', title: t('staff.figures.quantity'), figures: true, cell: (row) => row.quantity.toLocaleString(locale) },
    {
      key: 'sales',
      title: t('staff.figures.sales'),
      figures: true,
      cell: (row) => <Money amount={row.sales} currency={currency} locale={locale} />,
    },
  ];
  if (rows.some((row) => row.optionSales !== undefined))
    columns.push({
      key: 'options',
      title: t('staff.figures.option-sales'),
      figures: true,
      wideOnly: true,
      cell: (row) => (row.optionSales ? <Money amount={row.optionSales} currency={currency} locale={locale} /> : '–'),
    });
  if (all !== undefined)
    columns.push({
      key: 'share',
      title: t('staff.figures.share'),
      figures: true,
      cell: (row) => (
        <span className={styles.shareCell}>
          {percent.format(shareOf(row))}
          <svg className={styles.share} aria-hidden="true" focusable="false">
            <rect width={`${(100 * shareOf(row)) / most}%`} height="10" rx="3" />
          </svg>
        </span>
      ),
    });
  return (
    <section className={`${styles.card} ${long ? styles.long : ''}`}>
      <h2 className={styles.title}>{title}</h2>
      <Table caption={title} hideCaption columns={columns} rows={whole ? rows : rows.slice(0, shown)} rowKey={(row) => row.key} />
      {!whole && (
        <div className={styles.button}>
          <Button onPress={() => setWhole(true)}>{t('staff.figures.show-all', { count: rows.length })}</Button>
        </div>
      )}
    </section>
  );
}
