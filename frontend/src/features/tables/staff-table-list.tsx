import { addTable, changeTable, makePairingCode, readQr, readQrSheet, type Table as ShopTable } from '@tableorder/contract/tables';
import History from 'lucide-react/icons/history';
import Pencil from 'lucide-react/icons/pencil';
import Plus from 'lucide-react/icons/plus';
import Printer from 'lucide-react/icons/printer';
import QrCode from 'lucide-react/icons/qr-code';
import TableIcon from 'lucide-react/icons/table-2';
import Tablet from 'lucide-react/icons/tablet';
import { type ReactNode, useState } from 'react';
import { useT } from '../../i18n/staff.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { StaffPairingSheet } from './staff-pairing-sheet.tsx';
import { StaffQrPrintSheet } from './staff-qr-print-sheet.tsx';
import { StaffQrSheet } from './staff-qr-sheet.tsx';
import { StaffTableFormSheet } from './staff-table-form-sheet.tsx';
import styles from './staff-table-list.module.css';
import { sayTable } from './staff-table-words.ts';

type Open = { readonly kind: 'form'; readonly table: ShopTable | 'new' } | { readonly kind: 'pair' | 'qr'; readonly table: ShopTable };

export interface StaffTableListProps {
  readonly tables: readonly ShopTable[];
  readonly onHistory: (table: ShopTable) => void;
  readonly onChanged: () => void;
  /** The app's frame around a screen: its acts stand in the head. */
  readonly frame: (acts: ReactNode, content: ReactNode) => ReactNode;
}

export function StaffTableList({ tables, onHistory, onChanged, frame }: StaffTableListProps) {
  const { t } = useT();
  const { may } = useStaffWork();
  const [open, setOpen] = useState<Open | null>(null);
  const [printing, setPrinting] = useState(false);
  const zones = [...new Set(tables.map((table) => table.zone))];
  const add = may(addTable) && (
    <Button kind="primary" icon={<Plus aria-hidden="true" />} onPress={() => setOpen({ kind: 'form', table: 'new' })}>
      {t('staff.tables.add')}
    </Button>
  );
  const close = () => setOpen(null);
  const print = may(readQrSheet) && (
    <Button icon={<Printer aria-hidden="true" />} onPress={() => setPrinting(true)}>
      {t('staff.qr-print.open')}
    </Button>
  );
  return frame(
    tables.length > 0 && (
      <>
        {print}
        {add}
      </>
    ),
    <div className={styles.page}>
      {tables.length === 0 && (
        <EmptyState icon={<TableIcon />} title={t('staff.tables.none')} text={t('staff.tables.none-text')} action={add || undefined} />
      )}
      {zones.map((zone) => (
        <section key={zone ?? ''} className={styles.zone}>
          <h2 className={styles.zoneName}>{zone ?? t('staff.zone.none')}</h2>
          <ul className={styles.list}>
            {tables
              .filter((table) => table.zone === zone)
              .map((table) => (
                <li key={table.id}>
                  <TableRow table={table} onOpen={setOpen} onHistory={onHistory} />
                </li>
              ))}
          </ul>
        </section>
      ))}
      <StaffTableFormSheet
        table={open?.kind === 'form' ? open.table : null}
        nextNumber={Math.max(0, ...tables.map((table) => table.number)) + 1}
        zones={zones.filter((zone) => zone !== null)}
        onClose={close}
        onSaved={onChanged}
      />
      <StaffPairingSheet table={open?.kind === 'pair' ? open.table : null} onClose={close} />
      <StaffQrPrintSheet open={printing} tables={tables} onClose={() => setPrinting(false)} />
      <StaffQrSheet table={open?.kind === 'qr' ? open.table : null} onClose={close} />
    </div>,
  );
}

interface TableRowProps {
  readonly table: ShopTable;
  readonly onOpen: (open: Open) => void;
  readonly onHistory: (table: ShopTable) => void;
}

function TableRow({ table, onOpen, onHistory }: TableRowProps) {
  const { t } = useT();
  const { may } = useStaffWork();
  const place = sayTable(t, table);
  return (
    <div className={styles.row}>
      <strong className={styles.number}>{table.number}</strong>
      <span className={styles.words}>
        {table.label && <span className={styles.label}>{table.label}</span>}
        <span className={table.status === 'IN_USE' ? styles.inUse : styles.free}>{t(`staff.table.${table.status}`)}</span>
      </span>
      <span className={styles.acts}>
        {may(makePairingCode) && (
          <IconButton
            label={t('staff.tables.pair', { place })}
            icon={<Tablet aria-hidden="true" />}
            onPress={() => onOpen({ kind: 'pair', table })}
          />
        )}
        {may(readQr) && (
          <IconButton
            label={t('staff.tables.qr', { place })}
            icon={<QrCode aria-hidden="true" />}
            onPress={() => onOpen({ kind: 'qr', table })}
          />
        )}
        <IconButton label={t('staff.tables.history', { place })} icon={<History aria-hidden="true" />} onPress={() => onHistory(table)} />
        {may(changeTable) && (
          <IconButton
            label={t('staff.tables.change', { place })}
            icon={<Pencil aria-hidden="true" />}
            onPress={() => onOpen({ kind: 'form', table })}
          />
        )}
      </span>
    </div>
  );
}
