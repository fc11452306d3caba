import { type Closing, closeDay, type DailyReport } from '@tableorder/contract/reports';
import { difference } from '@tableorder/contract/reports.rules';
import type { LocalDay } from '@tableorder/contract/time';
import { useQueryClient } from '@tanstack/react-query';
import Lock from 'lucide-react/icons/lock';
import { useState } from 'react';
import { formatDayTime, formatTime } from '../../i18n/dates.ts';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { formatMoney } from '../../ui/format-money.ts';
import { Money } from '../../ui/money.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './staff-figures.module.css';
import { sayDay } from './staff-figures-words.ts';

export interface StaffClosingCardProps {
  readonly report: DailyReport;
  readonly today: LocalDay;
}

/** The day as it was closed and what changed since; or the way to close it. */
export function StaffClosingCard({ report, today }: StaffClosingCardProps) {
  const { t } = useT();
  const { may } = useStaffWork();
  const [asking, setAsking] = useState(false);
  if (report.closing) return <Closed closing={report.closing} report={report} />;
  if (!may(closeDay)) return null;
  return (
    <section className={styles.card}>
      <div className={styles.closing}>
        <div className={styles.words}>
          <h2 className={styles.title}>{t('staff.figures.close.title')}</h2>
          <p className={styles.quiet}>{t('staff.figures.close.text')}</p>
        </div>
        <div className={styles.button}>
          <Button icon={<Lock aria-hidden="true" />} onPress={() => setAsking(true)}>
            {t('staff.figures.close.title')}
          </Button>
        </div>
      </div>
      <CloseSheet open={asking} report={report} today={today} onClose={() => setAsking(false)} />
    </section>
  );
}

function Closed({ closing, report }: { readonly closing: Closing; readonly report: DailyReport }) {
  const { t, locale } = useT();
  const { currency, timeZone } = useStaffWork().store;
  const changed = difference(report.sums.sales, closing.sales);
  const clock = (at: Closing['firstAt']) => (at === null ? '–' : formatTime(at, locale, timeZone));
  return (
    <section className={styles.card}>
      <div className={styles.closing}>
        <div className={styles.words}>
          <h2 className={styles.title}>{t('staff.figures.closed')}</h2>
          <p className={styles.quiet}>
            {t('staff.figures.closed.by', { who: closing.closedBy, when: formatDayTime(closing.closedAt, locale, timeZone) })}
          </p>
          <p className={styles.quiet}>{t('staff.figures.first-last', { first: clock(closing.firstAt), last: clock(closing.lastAt) })}</p>
          {closing.note !== null && (
            <p>
              <q>{closing.note}</q>
            </p>
          )}
          {changed === 0 && report.sums.orders === closing.orders ? (
            <p className={styles.quiet}>{t('staff.figures.closed.same')}</p>
          ) : (
            <p className={styles.changed}>
              {t('staff.figures.closed.difference', {
                amount: formatMoney(changed, currency, locale, { signed: true }),
                present: formatMoney(report.sums.sales, currency, locale),
              })}
            </p>
          )}
        </div>
        <p className={styles.value}>
          <Money amount={closing.sales} currency={currency} locale={locale} />
        </p>
      </div>
    </section>
  );
}

interface CloseSheetProps extends StaffClosingCardProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Asks with what will be fixed in sight, and with what still stands open. */
function CloseSheet({ open, report, today, onClose }: CloseSheetProps) {
  const { t, locale } = useT();
  const { api, store } = useStaffWork();
  const { show } = useToasts();
  const queries = useQueryClient();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [found, setFound] = useState<{ tables: number; orders: number } | null>(null);
  const left = found ?? report.openNow ?? { tables: 0, orders: report.sums.open.orders };
  const isLeft = left.tables + left.orders > 0;
  const day = sayDay(report.day, locale, today);
  const close = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await api.call(closeDay, { body: { day: report.day, note: note.trim() || null, openToo: isLeft } });
      await queries.invalidateQueries({ queryKey: ['figures'] });
      show({ tone: 'good', text: t('staff.figures.close.done', { day }) });
      onClose();
    } catch (refused) {
      // Somebody sat down meanwhile: the sheet says so and asks anew.
      if (isProblem(refused, 'reports/still-open')) setFound(refused.params);
      else setFailure(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet
      open={open}
      title={t('staff.figures.close.title')}
      note={day}
      closeLabel={t('ui.close')}
      locked={busy}
      onClose={onClose}
      footer={
        <Button kind="primary" size="large" wide busy={busy} onPress={() => void close()}>
          {t(isLeft ? 'staff.figures.close.go-open' : 'staff.figures.close.go')}
        </Button>
      }
    >
      <div className={styles.form}>
        <div className={styles.two}>
          <div>
            <p className={styles.label}>{t('staff.figures.sales')}</p>
            <p className={styles.value}>{formatMoney(report.sums.sales, store.currency, locale)}</p>
          </div>
          <div>
            <p className={styles.label}>{t('staff.figures.orders')}</p>
            <p className={styles.value}>{t('staff.figures.orders.count', { count: report.sums.orders })}</p>
          </div>
        </div>
        <div role="status">
          {isLeft && (
            <div className={styles.open}>
              <strong>{t('staff.figures.close.open')}</strong>
              {left.tables > 0 && <p>{t('staff.figures.open.tables', { count: left.tables })}</p>}
              {left.orders > 0 && <p>{t('staff.figures.open.orders', { count: left.orders })}</p>}
              <p>{t('staff.figures.close.open.text')}</p>
            </div>
          )}
        </div>
        <p className={styles.quiet}>{t('staff.figures.close.text')}</p>
        <TextField
          label={t('staff.figures.close.note')}
          aside={t('staff.figures.close.optional')}
          maxLength={500}
          value={note}
          onChange={setNote}
        />
        <Refusal text={failure === null ? null : sayFailure(t, failure)} />
      </div>
    </Sheet>
  );
}
