import { readQrSheet, type Table } from '@tableorder/contract/tables';
import Printer from 'lucide-react/icons/printer';
import { useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { Button } from '../../ui/button.tsx';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { sayTable } from './staff-table-words.ts';
import styles from './staff-tables.module.css';

export interface StaffQrPrintSheetProps {
  readonly open: boolean;
  readonly tables: readonly Table[];
  readonly onClose: () => void;
}

/** All tables, those of a zone, or some: as a file for the printer. */
export function StaffQrPrintSheet({ open, tables, onClose }: StaffQrPrintSheetProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const zones = [...new Set(tables.flatMap(({ zone }) => (zone === null ? [] : [zone])))];
  const [which, setWhich] = useState('all');
  const [some, setSome] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const nothing = which === 'some' && some.length === 0;
  const print = async () => {
    if (nothing) return setFailure(t('staff.qr-print.nothing'));
    setBusy(true);
    setFailure(null);
    try {
      const query = which === 'all' ? {} : which === 'some' ? { numbers: some.join(',') } : { zone: which.slice('zone:'.length) };
      const { body } = await api.call(readQrSheet, { query, timeoutMs: 60_000 });
      saveFile(new Blob([body], { type: 'application/pdf' }), `${t('staff.qr-print.file')}.pdf`);
      onClose();
    } catch (refused) {
      setFailure(sayFailure(t, refused));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Sheet
      open={open}
      locked={busy}
      title={t('staff.qr-print.title')}
      note={t('staff.qr-print.note')}
      closeLabel={t('ui.close')}
      onClose={onClose}
      footer={
        <Button kind="primary" size="large" wide busy={busy} icon={<Printer aria-hidden="true" />} onPress={() => void print()}>
          {t('staff.qr-print.go')}
        </Button>
      }
    >
      <div className={styles.form}>
        <ChoiceList
          kind="one"
          legend={t('staff.qr-print.which')}
          value={which}
          choices={[
            { value: 'all', label: t('staff.qr-print.all', { count: tables.length }) },
            ...zones.map((zone) => ({ value: `zone:${zone}`, label: zone })),
            { value: 'some', label: t('staff.qr-print.some') },
          ]}
          onChange={setWhich}
        />
        {which === 'some' && (
          <ChoiceList
            kind="many"
            legend={t('staff.qr-print.some')}
            hideLegend
            value={some}
            choices={tables.map((table) => ({ value: String(table.number), label: sayTable(t, table) }))}
            onChange={setSome}
          />
        )}
        <Refusal text={failure} />
      </div>
    </Sheet>
  );
}
