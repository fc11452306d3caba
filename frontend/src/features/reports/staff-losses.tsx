import type { LossFigure } from '@tableorder/contract/reports';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Money } from '../../ui/money.tsx';
import { Table } from '../../ui/table.tsx';
import styles from './staff-figures.module.css';

/** What left the bill, why and by whom. */
export function StaffLosses({ losses }: { readonly losses: readonly LossFigure[] }) {
  const { t, locale } = useT();
  const { currency } = useStaffWork().store;
  return (
    <section className={styles.card}>
      <h2 className={styles.title}>{t('staff.figures.losses')}</h2>
      {losses.length === 0 ? (
        <p className={styles.quiet}>{t('staff.figures.losses.none')}</p>
      ) : (
        <Table
          caption={t('staff.figures.losses')}
          hideCaption
          rows={losses}
          rowKey={(loss) => JSON.stringify([loss.kind, loss.reason, loss.by])}
          columns={[
            { key: 'reason', title: t('staff.figures.reason'), cell: (loss) => loss.reason || t('staff.figures.no-reason') },
            { key: 'kind', title: t('staff.figures.kind'), cell: (loss) => t(`staff.figures.kind.${loss.kind}`) },
            { key: 'by', title: t('staff.figures.by'), cell: (loss) => loss.by || t('staff.figures.by.guest') },
            { key: 'orders', title: t('staff.figures.orders'), figures: true, cell: (loss) => loss.orders.toLocaleString(locale) },
            {
              key: 'amount',
              title: t('staff.figures.amount'),
              figures: true,
              cell: (loss) => <Money amount={loss.amount} currency={currency} locale={locale} />,
            },
          ]}
        />
      )}
    </section>
  );
}
