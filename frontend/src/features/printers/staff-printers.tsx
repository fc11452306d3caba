import { listPrinters } from '@tableorder/contract/printers';
import { listStations } from '@tableorder/contract/stations';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import PrinterIcon from 'lucide-react/icons/printer';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useNow } from '../../lib/use-now.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StaffPrinterCard } from './staff-printer-card.tsx';
import { StaffPrinterSheet, type StaffPrinterSheetProps } from './staff-printer-sheet.tsx';
import styles from './staff-printers.module.css';
import { StaffTroubledTickets } from './staff-troubled-tickets.tsx';

/** While somebody looks: how many wait changes without an event. */
const EVERY_MS = 5000;

export interface StaffPrintersProps {
  readonly open: StaffPrinterSheetProps['printer'];
  readonly onOpen: (printer: StaffPrinterSheetProps['printer']) => void;
}

/** What is on no paper, then every printer: how it is, what it prints, what to do about it. */
export function StaffPrinters({ open, onOpen }: StaffPrintersProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const queries = useQueryClient();
  const now = useNow(5000);
  const printers = useQuery({
    queryKey: ['printers'],
    queryFn: async () => (await api.call(listPrinters)).body,
    refetchInterval: EVERY_MS,
  });
  const stations = useQuery({ queryKey: ['stations'], queryFn: async () => (await api.call(listStations)).body.items });
  if (!printers.data || !stations.data) {
    const failed = printers.isError ? printers : stations;
    if (!failed.isError) return <Skeleton shape="block" height="240px" />;
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, failed.error)}
        retryLabel={t('ui.retry')}
        busy={failed.isFetching}
        onRetry={() => void failed.refetch()}
      />
    );
  }
  const { items, troubled } = printers.data;
  const changed = () => void queries.invalidateQueries({ queryKey: ['printers'] });
  return (
    <div className={styles.page}>
      {troubled > 0 && <StaffTroubledTickets troubled={troubled} onChanged={changed} />}
      {items.length === 0 ? (
        <EmptyState icon={<PrinterIcon />} title={t('staff.printers.none')} text={t('staff.printers.none-text')} />
      ) : (
        <ul className={styles.list} aria-label={t('staff.printers.list')}>
          {items.map((printer) => (
            <li key={printer.id}>
              <StaffPrinterCard
                printer={printer}
                fallback={items.find(({ id }) => id === printer.fallbackId)?.name ?? null}
                stations={stations.data.filter(({ id }) => printer.stationIds.includes(id)).map(({ name }) => name)}
                now={now}
                onChange={() => onOpen(printer)}
                onTested={changed}
              />
            </li>
          ))}
        </ul>
      )}
      <StaffPrinterSheet printer={open} printers={items} stations={stations.data} onClose={() => onOpen(null)} onSaved={changed} />
    </div>
  );
}
