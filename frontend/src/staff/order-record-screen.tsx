import { readOrder } from '@tableorder/contract/orders';
import { readOrderRecord, readOrderRecordCsv } from '@tableorder/contract/receipts';
import { listStations } from '@tableorder/contract/stations';
import { useQuery } from '@tanstack/react-query';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import Download from 'lucide-react/icons/download';
import Printer from 'lucide-react/icons/printer';
import { useLocation } from 'wouter';
import { StaffOrderLines } from '../features/orders/staff-order-lines.tsx';
import { StaffOrderRecord } from '../features/receipts/staff-order-record.tsx';
import { formatDayTime } from '../i18n/dates.ts';
import { sayFailure } from '../i18n/say-failure.ts';
import { useT } from '../i18n/staff.ts';
import { saveFile } from '../lib/save-file.ts';
import { useStaffWork } from '../lib/staff-work.tsx';
import { useErrand } from '../lib/use-errand.ts';
import { Button } from '../ui/button.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StatusBadge } from '../ui/status-badge.tsx';
import { useToasts } from '../ui/toast.tsx';
import styles from './order-record-screen.module.css';
import { Page } from './page.tsx';

/** One order as it went, for a dispute: on the screen, on one sheet of paper, as a file. */
export function OrderRecordScreen({ orderId }: { readonly orderId: string }) {
  const { t, locale } = useT();
  const { api, store } = useStaffWork();
  const [, go] = useLocation();
  const record = useQuery({
    queryKey: ['record', orderId],
    queryFn: async ({ signal }) => {
      const params = { orderId };
      const [order, told, stations] = await Promise.all([
        api.call(readOrder, { params, signal }),
        api.call(readOrderRecord, { params, signal }),
        api.call(listStations, { signal }),
      ]);
      return { order: order.body, moments: told.body.moments, stations: stations.body.items };
    },
    // It is read while the order goes on: each look is a new one.
    staleTime: 0,
  });
  const { data, error } = record;
  const back = () => (window.history.length > 1 ? window.history.back() : go('/history'));
  const place = data ? t('staff.table.place', { number: String(data.order.tableNumber) }) : '';
  return (
    <Page
      title={data ? t('staff.record.title', { number: data.order.number }) : t('staff.record.list')}
      note={data ? `${place} · ${formatDayTime(data.order.createdAt, locale, store.timeZone)}` : undefined}
      leading={<IconButton label={t('ui.back')} icon={<ArrowLeft aria-hidden="true" />} onPress={back} />}
      actions={data && <Acts orderId={orderId} number={data.order.number} />}
    >
      {data && (
        <div className={styles.record}>
          <StaffOrderRecord {...data} />
          <section className={styles.order} aria-label={t('staff.record.order')}>
            <div>
              <StatusBadge
                size="large"
                status={data.order.deletion ? 'CANCELLED' : data.order.status}
                label={data.order.deletion ? t('staff.past.deleted') : t(`staff.status.${data.order.status}`)}
              />
            </div>
            <StaffOrderLines order={data.order} />
          </section>
        </div>
      )}
      {!data && error !== null && (
        <ErrorState
          title={t('ui.error.title')}
          text={sayFailure(t, error)}
          retryLabel={t('ui.retry')}
          onRetry={() => void record.refetch()}
          busy={record.isFetching}
        />
      )}
      {!data && error === null && <Skeleton shape="block" height="320px" />}
    </Page>
  );
}

/** On paper, and as a file. */
function Acts({ orderId, number }: { readonly orderId: string; readonly number: string }) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const { busy, run } = useErrand(
    async () => saveFile((await api.call(readOrderRecordCsv, { params: { orderId } })).body, `order-${number}-record.csv`),
    (reason) => show({ tone: 'problem', text: sayFailure(t, reason) }),
  );
  return (
    <div className={styles.acts}>
      <Button icon={<Printer aria-hidden="true" />} onPress={() => window.print()}>
        {t('staff.record.print')}
      </Button>
      <Button icon={<Download aria-hidden="true" />} busy={busy} onPress={run}>
        {t('staff.record.export')}
      </Button>
    </div>
  );
}
