import { type Money as Amount, asMoney } from '@tableorder/contract/money';
import type { DailyReport, Sums } from '@tableorder/contract/reports';
import { changeInPercent, meanOf } from '@tableorder/contract/reports.rules';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Money } from '../../ui/money.tsx';
import styles from './staff-figures.module.css';
import { sayMean, weekdayOf } from './staff-figures-words.ts';

const averageBill = ({ sales, parties }: Pick<Sums, 'sales' | 'parties'>): Amount => asMoney(meanOf(sales, parties) ?? 0);

/** What a day came to, the sum first; each beside the same weekday of the week before. */
export function StaffDayTiles({ report }: { readonly report: DailyReport }) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  const { sums, openNow, tables } = report;
  const money = (amount: Amount) => <Money amount={amount} currency={currency} locale={locale} />;
  const open = openNow ?? { tables: 0, ...sums.open };
  const turns = tables === 0 ? null : new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(sums.parties / tables);
  return (
    <div className={styles.tiles}>
      <Tile label={t('staff.figures.sales')} className={styles.main} note={<Compared first report={report} of={(one) => one.sales} />}>
        {money(sums.sales)}
      </Tile>
      <Tile label={t('staff.figures.orders')} note={<Compared report={report} of={(one) => one.orders} />}>
        {t('staff.figures.orders.count', { count: sums.orders })}
      </Tile>
      <Tile label={t('staff.figures.average')} note={<Compared report={report} of={(one) => averageBill(one)} />}>
        {sums.parties === 0 ? '–' : money(averageBill(sums))}
      </Tile>
      <Tile
        label={t('staff.figures.parties')}
        className={styles.partiesTile}
        note={turns === null ? t('staff.figures.no-tables') : t('staff.figures.turns', { tables, turns })}
      >
        {t('staff.figures.parties.count', { count: sums.parties })}
      </Tile>
      <div className={classNames(styles.tile, styles.waitTile)}>
        <p className={styles.label}>{t('staff.figures.wait')}</p>
        <dl className={styles.waits}>
          {(['confirmed', 'ready', 'completed'] as const).map((step) => (
            <Wait key={step} label={t(`staff.figures.wait.${step}`)} mean={sayMean(t, sums[step])} />
          ))}
        </dl>
      </div>
      {(open.orders > 0 || open.tables > 0) && (
        <Tile
          label={t('staff.figures.open')}
          className={styles.openTile}
          note={[
            open.tables > 0 ? t('staff.figures.open.tables', { count: open.tables }) : null,
            t('staff.figures.open.orders', { count: open.orders }),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        >
          {money(open.amount)}
        </Tile>
      )}
    </div>
  );
}

function Wait({ label, mean }: { readonly label: string; readonly mean: string | null }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{mean ?? '–'}</dd>
    </>
  );
}

interface TileProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly note?: ReactNode;
  readonly className?: string | undefined;
}

function Tile({ label, children, note, className }: TileProps) {
  return (
    <div className={classNames(styles.tile, className)}>
      <p className={styles.label}>{label}</p>
      <p className={styles.value}>{children}</p>
      {note !== undefined && <p className={styles.note}>{note}</p>}
    </div>
  );
}

interface ComparedProps {
  readonly report: DailyReport;
  readonly of: (sums: Sums) => number;
  readonly first?: boolean;
}

/** `지난주 월요일 이맘때보다 12% 많아요`. */
function Compared({ report, of, first }: ComparedProps) {
  const { t, locale } = useT();
  const weekday = weekdayOf(report.before.day, locale);
  const day = t(report.live ? 'staff.figures.before-so-far' : 'staff.figures.before-day', { weekday });
  const change = changeInPercent(of(report.sums), of(report.before.soFar));
  // Said once, by the sales.
  if (change === null) return first ? t('staff.figures.no-before', { day }) : null;
  if (change === 0) return t('staff.figures.same', { day });
  return t(change > 0 ? 'staff.figures.more' : 'staff.figures.less', { day, percent: Math.abs(change) });
}
