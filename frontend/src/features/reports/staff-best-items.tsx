import type { ItemFigure } from '@tableorder/contract/reports';
import type { LocalDay } from '@tableorder/contract/time';
import { useEffect } from 'react';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { Money } from '../../ui/money.tsx';
import { Table } from '../../ui/table.tsx';
import styles from './staff-figures.module.css';
import { StaffFiguresState } from './staff-figures-state.tsx';
import { useItems } from './staff-use-figures.ts';

const SHOWN = 7;
const LIVE_MS = 30_000;

export interface StaffBestItemsProps {
  readonly day: LocalDay;
  readonly live: boolean;
  readonly onAll: () => void;
}

/** What sold best on a day. */
export function StaffBestItems({ day, live, onAll }: StaffBestItemsProps) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  const items = useItems({ from: day, to: day });
  const { refetch } = items;
  useEffect(() => {
    if (!live) return;
    const again = setInterval(() => void refetch(), LIVE_MS);
    return () => clearInterval(again);
  }, [live, refetch]);
  return (
    <section className={styles.card}>
      <div className={styles.cardHead}>
        <h2 className={styles.title}>{t('staff.figures.best')}</h2>
        <div className={styles.button}>
          <Button kind="quiet" onPress={onAll}>
            {t('staff.figures.all-items')}
          </Button>
        </div>
      </div>
      <StaffFiguresState of={items}>
        {(report) => (
          <Table<ItemFigure>
            caption={t('staff.figures.best')}
            hideCaption
            rows={report.items.slice(0, SHOWN)}
            rowKey={(item) => item.menuId}
            empty={<p className={styles.quiet}>{t('staff.figures.no-sales')}</p>}
            columns={[
              {
                key: 'name',
                title: t('staff.figures.item'),
                cell: (item) => <span className={styles.name}>{item.name || t('staff.figures.no-name')}</span>,
              },
              { key: 'quantity', title: t('staff.figures.quantity'), figures: true, cell: (item) => item.quantity.toLocaleString(locale) },
              {
                key: 'sales',
                title: t('staff.figures.sales'),
                figures: true,
                cell: (item) => <Money amount={item.sales} currency={currency} locale={locale} />,
              },
            ]}
          />
        )}
      </StaffFiguresState>
    </section>
  );
}
