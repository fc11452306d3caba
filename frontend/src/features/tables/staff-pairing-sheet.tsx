import { makePairingCode, type Table, unpairTablets } from '@tableorder/contract/tables';
import { fromInstant } from '@tableorder/contract/time';
import { useQuery } from '@tanstack/react-query';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import Unplug from 'lucide-react/icons/unplug';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useNow } from '../../lib/use-now.ts';
import { AskedAct } from '../../ui/asked-act.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { sayTable } from './staff-table-words.ts';
import styles from './staff-tables.module.css';

export interface StaffPairingSheetProps {
  readonly table: Table | null;
  readonly onClose: () => void;
}

export function StaffPairingSheet({ table, onClose }: StaffPairingSheetProps) {
  const { t } = useT();
  return (
    <Sheet
      open={table !== null}
      title={table ? t('staff.pairing.title', { place: sayTable(t, table) }) : ''}
      closeLabel={t('ui.close')}
      onClose={onClose}
    >
      {table && <Pairing key={table.id} table={table} />}
    </Sheet>
  );
}

function Pairing({ table }: { readonly table: Table }) {
  const { t } = useT();
  const { api, store } = useStaffWork();
  // A code is made by looking at it: once, and not again by itself, for each voids the one before.
  const pairing = useQuery({
    queryKey: ['pairing', table.id],
    queryFn: async () => (await api.call(makePairingCode, { params: { tableId: table.id } })).body,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const renew = () => void pairing.refetch();
  if (pairing.isError) {
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, pairing.error)}
        retryLabel={t('ui.retry')}
        onRetry={renew}
        busy={pairing.isFetching}
      />
    );
  }
  return (
    <div className={styles.pairing}>
      <ol className={styles.how}>
        <li>{t('staff.pairing.open', { address: `${window.location.origin}/pair` })}</li>
        <li>{t('staff.pairing.type', { store: store.code, number: String(table.number) })}</li>
        <li>{t('staff.pairing.code')}</li>
      </ol>
      {pairing.data ? (
        <Code code={pairing.data.code} expiresAt={fromInstant(pairing.data.expiresAt)} />
      ) : (
        <Skeleton shape="block" height="132px" />
      )}
      <div className={styles.acts}>
        <Button icon={<RefreshCw aria-hidden="true" />} busy={pairing.isFetching} onPress={renew}>
          {t('staff.pairing.again')}
        </Button>
      </div>
      <Unpair table={table} />
    </div>
  );
}

function Code({ code, expiresAt }: { readonly code: string; readonly expiresAt: number }) {
  const { t } = useT();
  const now = useNow(1_000);
  const leftS = Math.max(0, Math.ceil((expiresAt - now) / 1_000));
  const clock = `${Math.floor(leftS / 60)}:${String(leftS % 60).padStart(2, '0')}`;
  return (
    <div className={styles.code}>
      <output className={leftS > 0 ? styles.letters : styles.dead} aria-label={code.split('').join(' ')}>
        <span>{code.slice(0, 3)}</span>
        <span>{code.slice(3)}</span>
      </output>
      <p className={styles.left}>{leftS > 0 ? t('staff.pairing.left', { clock }) : t('staff.pairing.over')}</p>
    </div>
  );
}

function Unpair({ table }: { readonly table: Table }) {
  const { t } = useT();
  const { api, may } = useStaffWork();
  const { show } = useToasts();
  const place = sayTable(t, table);
  if (!may(unpairTablets)) return null;
  const unpair = async () => {
    try {
      await api.call(unpairTablets, { params: { tableId: table.id } });
      show({ tone: 'good', text: t('staff.pairing.unpaired', { place }) });
    } catch (refused) {
      show({ tone: 'problem', text: sayFailure(t, refused) });
    }
  };
  return (
    <AskedAct
      icon={<Unplug aria-hidden="true" />}
      label={t('staff.pairing.unpair')}
      question={t('staff.pairing.unpair.ask', { place })}
      consequence={t('staff.pairing.unpair.text')}
      confirmLabel={t('staff.pairing.unpair.go')}
      cancelLabel={t('ui.cancel')}
      act={unpair}
    />
  );
}
