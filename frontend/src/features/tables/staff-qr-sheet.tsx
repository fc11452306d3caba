import { readQr, readQrSvg, rotateQr, type Table } from '@tableorder/contract/tables';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import Copy from 'lucide-react/icons/copy';
import Printer from 'lucide-react/icons/printer';
import RefreshCw from 'lucide-react/icons/refresh-cw';
import { createPortal } from 'react-dom';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useObjectUrl } from '../../lib/use-object-url.ts';
import { AskedAct } from '../../ui/asked-act.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { sayTable } from './staff-table-words.ts';
import styles from './staff-tables.module.css';

export interface StaffQrSheetProps {
  readonly table: Table | null;
  readonly onClose: () => void;
}

export function StaffQrSheet({ table, onClose }: StaffQrSheetProps) {
  const { t } = useT();
  return (
    <Sheet
      open={table !== null}
      title={table ? t('staff.qr.title', { place: sayTable(t, table) }) : ''}
      note={t('staff.qr.note')}
      closeLabel={t('ui.close')}
      onClose={onClose}
    >
      {table && <Qr key={table.id} table={table} />}
    </Sheet>
  );
}

function Qr({ table }: { readonly table: Table }) {
  const { t } = useT();
  const { api, store } = useStaffWork();
  const { show } = useToasts();
  const params = { tableId: table.id };
  const qr = useQuery({
    queryKey: ['qr', table.id],
    gcTime: 0,
    queryFn: async () => {
      const [link, svg] = await Promise.all([api.call(readQr, { params }), api.call(readQrSvg, { params })]);
      return { url: link.body.url, svg: svg.body };
    },
  });
  const image = useObjectUrl(qr.data?.svg ?? null, 'image/svg+xml');
  if (qr.isError) {
    return (
      <ErrorState
        title={t('ui.error.title')}
        text={sayFailure(t, qr.error)}
        retryLabel={t('ui.retry')}
        onRetry={() => void qr.refetch()}
        busy={qr.isFetching}
      />
    );
  }
  const url = qr.data?.url ?? '';
  const copy = async () => {
    // Missing on plain HTTP, where shops are: the link can be marked by hand.
    const clipboard: Clipboard | undefined = navigator.clipboard;
    if (!clipboard) return show({ text: t('staff.qr.copy-by-hand') });
    await clipboard.writeText(url);
    show({ tone: 'good', text: t('staff.qr.copied') });
  };
  return (
    <div className={styles.pairing}>
      {image ? (
        <img className={styles.qr} src={image} alt={t('staff.qr.alt', { place: sayTable(t, table) })} />
      ) : (
        <Skeleton shape="block" height="280px" />
      )}
      <p className={styles.link}>{url}</p>
      <div className={styles.acts}>
        <Button kind="primary" icon={<Printer aria-hidden="true" />} disabled={!image} onPress={() => window.print()}>
          {t('staff.qr.print')}
        </Button>
        <Button icon={<Copy aria-hidden="true" />} disabled={!url} onPress={() => void copy()}>
          {t('staff.qr.copy')}
        </Button>
      </div>
      <Rotate table={table} />
      {image &&
        createPortal(
          <div className={styles.paper} aria-hidden="true">
            <p className={styles.paperStore}>{store.name}</p>
            <p className={styles.paperNumber}>{table.number}</p>
            <img src={image} alt="" />
            <p className={styles.paperHow}>{t('staff.qr.paper')}</p>
          </div>,
          document.body,
        )}
    </div>
  );
}

function Rotate({ table }: { readonly table: Table }) {
  const { t } = useT();
  const { api, may } = useStaffWork();
  const { show } = useToasts();
  const queries = useQueryClient();
  if (!may(rotateQr)) return null;
  const rotate = async () => {
    try {
      await api.call(rotateQr, { params: { tableId: table.id } });
      await queries.invalidateQueries({ queryKey: ['qr', table.id] });
      show({ tone: 'good', text: t('staff.qr.rotated') });
    } catch (refused) {
      show({ tone: 'problem', text: sayFailure(t, refused) });
    }
  };
  return (
    <AskedAct
      icon={<RefreshCw aria-hidden="true" />}
      label={t('staff.qr.rotate')}
      question={t('staff.qr.rotate.ask', { place: sayTable(t, table) })}
      consequence={t('staff.qr.rotate.text')}
      confirmLabel={t('staff.qr.rotate.go')}
      cancelLabel={t('ui.cancel')}
      act={rotate}
    />
  );
}
