import { dismissPrintJob, listPrintJobs, type PrintJob, printAgain } from '@tableorder/contract/printers';
import { fromInstant } from '@tableorder/contract/time';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isFromTheLine } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './staff-printers.module.css';
import { StaffTicketPicture } from './staff-ticket-picture.tsx';

export interface StaffTroubledTicketsProps {
  readonly troubled: number;
  readonly onChanged: () => void;
}

/** Tickets that are on no paper, newest first, until somebody prints them again or says that it is settled. */
export function StaffTroubledTickets({ troubled, onChanged }: StaffTroubledTicketsProps) {
  const { t } = useT();
  const { api, may } = useStaffWork();
  const queries = useQueryClient();
  const [looking, setLooking] = useState<PrintJob | null>(null);
  const jobs = useQuery({
    queryKey: ['printers', 'troubled', troubled],
    queryFn: async () => (await api.call(listPrintJobs, { query: { state: 'troubled' } })).body.items,
  });
  const settled = () => {
    void queries.invalidateQueries({ queryKey: ['printers', 'troubled'] });
    onChanged();
  };
  return (
    <section className={styles.troubled} aria-labelledby="troubled-tickets">
      <h2 id="troubled-tickets" className={styles.heading}>
        {t('staff.printers.troubled', { count: troubled })}
      </h2>
      <p className={styles.text}>{t('staff.printers.troubled.text')}</p>
      {jobs.isError && <Refusal text={sayFailure(t, jobs.error)} />}
      {jobs.isPending ? (
        <Skeleton shape="block" height="72px" />
      ) : (
        <ul className={styles.jobs}>
          {(jobs.data ?? []).map((job) => (
            <li key={job.id}>
              <Job job={job} acts={may(printAgain)} onLook={() => setLooking(job)} onSettled={settled} />
            </li>
          ))}
        </ul>
      )}
      <StaffTicketPicture job={looking} onClose={() => setLooking(null)} />
    </section>
  );
}

const whyOf = ({ state, attempts }: PrintJob) => (state === 'expired' ? 'expired' : attempts === 0 ? 'never' : 'failed');

interface JobProps {
  readonly job: PrintJob;
  readonly acts: boolean;
  readonly onLook: () => void;
  readonly onSettled: () => void;
}

function Job({ job, acts, onLook, onSettled }: JobProps) {
  const { t, locale } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const now = useNow(30_000);
  const [busy, setBusy] = useState<'again' | 'dismiss' | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const order = job.orderNumber ?? t('staff.printers.job.test');
  const act = async (which: 'again' | 'dismiss') => {
    setBusy(which);
    setFailure(null);
    try {
      const params = { jobId: job.id };
      if (which === 'again') await api.call(printAgain, { params });
      else await api.call(dismissPrintJob, { params });
      if (which === 'again') show({ tone: 'good', text: t('staff.printers.job.again.sent') });
      onSettled();
    } catch (refused) {
      if (!isFromTheLine(refused)) throw refused;
      setFailure(sayFailure(t, refused));
    } finally {
      setBusy(null);
    }
  };
  return (
    <article className={styles.job} aria-label={order}>
      <p className={styles.what}>
        <strong>
          {job.orderNumber === null ? order : t('staff.printers.job', { order: job.orderNumber, table: String(job.tableNumber ?? '') })}
        </strong>
        <span className={styles.facts}>
          <span>{[...new Set([job.stationName ?? job.printerName, job.printerName])].join(' · ')}</span>
          <RelativeTime at={fromInstant(job.createdAt)} now={now} locale={locale} justNowLabel={t('ui.just-now')} />
        </span>
        <span>{t(`staff.printers.job.${whyOf(job)}`)}</span>
      </p>
      {acts && (
        <div className={styles.acts}>
          <Button kind="quiet" onPress={onLook}>
            {t('staff.printers.job.look')}
            <span className="seen-by-readers-only"> {order}</span>
          </Button>
          <Button kind="quiet" busy={busy === 'dismiss'} onPress={() => void act('dismiss')}>
            {t('staff.printers.job.dismiss')}
            <span className="seen-by-readers-only"> {order}</span>
          </Button>
          <Button busy={busy === 'again'} onPress={() => void act('again')}>
            {t('staff.printers.job.again')}
            <span className="seen-by-readers-only"> {order}</span>
          </Button>
        </div>
      )}
      <Refusal text={failure} />
    </article>
  );
}
