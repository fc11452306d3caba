import { type PrintJob, readPrintJobPicture } from '@tableorder/contract/printers';
import { useQuery } from '@tanstack/react-query';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useObjectUrl } from '../../lib/use-object-url.ts';
import { Refusal } from '../../ui/refusal.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import styles from './staff-printers.module.css';

/** A ticket as it would be on paper. Null is closed. */
export function StaffTicketPicture({ job, onClose }: { readonly job: PrintJob | null; readonly onClose: () => void }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const picture = useQuery({
    queryKey: ['ticket-picture', job?.id, job?.state],
    queryFn: async () => (await api.call(readPrintJobPicture, { params: { jobId: job?.id ?? '' } })).body as Blob | null,
    enabled: job !== null,
  });
  const url = useObjectUrl(picture.data ?? null, 'image/png');
  const order = job?.orderNumber ?? t('staff.printers.job.test');
  return (
    <Sheet open={job !== null} title={t('staff.printers.job.look')} closeLabel={t('ui.close')} onClose={onClose}>
      {picture.isError && <Refusal text={sayFailure(t, picture.error)} />}
      {url === null ? (
        <Skeleton shape="block" height="320px" />
      ) : (
        <img className={styles.paper} src={url} alt={t('staff.printers.job.picture', { order })} />
      )}
    </Sheet>
  );
}
