import { addTable, changeTable, removeTable, type Table } from '@tableorder/contract/tables';
import Trash2 from 'lucide-react/icons/trash-2';
import { type FormEvent, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { isProblem } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { AskedAct } from '../../ui/asked-act.tsx';
import { FormSheet, type SheetForm } from '../../ui/form-sheet.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { sayTable } from './staff-table-words.ts';
import styles from './staff-tables.module.css';

export interface StaffTableFormSheetProps {
  /** `new` makes one, null is closed. */
  readonly table: Table | 'new' | null;
  readonly nextNumber: number;
  readonly zones: readonly string[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

export function StaffTableFormSheet({ table, onClose, ...rest }: StaffTableFormSheetProps) {
  const { t } = useT();
  const present = table === 'new' ? null : table;
  return (
    <FormSheet
      open={table !== null}
      title={present ? t('staff.tables.change', { place: sayTable(t, present) }) : t('staff.tables.add')}
      saveLabel={t('ui.save')}
      closeLabel={t('ui.close')}
      onClose={onClose}
    >
      {(form) => <TableForm key={present?.id ?? 'new'} table={present} onClose={onClose} {...form} {...rest} />}
    </FormSheet>
  );
}

interface TableFormProps extends Omit<StaffTableFormSheetProps, 'table'>, SheetForm {
  readonly table: Table | null;
}

function TableForm({ table, formId, nextNumber, zones, onBusy, onClose, onSaved }: TableFormProps) {
  const { t } = useT();
  const { api, may } = useStaffWork();
  const [number, setNumber] = useState(String(table?.number ?? nextNumber));
  const [label, setLabel] = useState(table?.label ?? '');
  const [zone, setZone] = useState(table?.zone ?? zones[0] ?? '');
  const [failure, setFailure] = useState<unknown>(null);
  const wrongNumber = !/^[1-9]\d{0,3}$/.test(number.trim());
  const taken = isProblem(failure, 'table/number-taken');

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (wrongNumber) return setFailure('number');
    const body = { number: Number(number.trim()), label: label.trim() || null, zone: zone.trim() || null };
    onBusy(true);
    try {
      if (table) await api.call(changeTable, { params: { tableId: table.id }, body });
      else await api.call(addTable, { body });
      onSaved();
      onClose();
    } catch (refused) {
      setFailure(refused);
    } finally {
      onBusy(false);
    }
  };

  return (
    <form id={formId} className={styles.form} onSubmit={(event) => void send(event)} noValidate>
      <TextField
        label={t('staff.tables.number')}
        figures
        maxLength={4}
        autoFocus
        value={number}
        onChange={(value) => {
          setNumber(value.replace(/\D/g, ''));
          setFailure(null);
        }}
        error={taken ? sayFailure(t, failure) : failure === 'number' ? t('staff.tables.number.wrong') : undefined}
      />
      <TextField
        label={t('staff.tables.label')}
        aside={t('ui.optional')}
        hint={t('staff.tables.label.hint')}
        maxLength={40}
        value={label}
        onChange={setLabel}
      />
      <TextField
        label={t('staff.tables.zone')}
        aside={t('ui.optional')}
        hint={zones.length > 0 ? t('staff.tables.zone.known', { zones: zones.join(', ') }) : t('staff.tables.zone.hint')}
        maxLength={40}
        value={zone}
        onChange={setZone}
      />
      <Refusal text={failure !== null && !taken && failure !== 'number' ? sayFailure(t, failure) : null} />
      {table && may(removeTable) && <RemoveTable table={table} onRemoved={onSaved} onClose={onClose} />}
    </form>
  );
}

function RemoveTable({
  table,
  onRemoved,
  onClose,
}: {
  readonly table: Table;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}) {
  const { t } = useT();
  const { api } = useStaffWork();
  const place = sayTable(t, table);
  const remove = async () => {
    await api.call(removeTable, { params: { tableId: table.id } });
    onRemoved();
    onClose();
  };
  return (
    <AskedAct
      icon={<Trash2 aria-hidden="true" />}
      label={t('staff.tables.remove')}
      question={t('staff.tables.remove.ask', { place })}
      consequence={t('staff.tables.remove.text')}
      confirmLabel={t('staff.tables.remove.go')}
      cancelLabel={t('ui.cancel')}
      act={remove}
      sayRefusal={(refused) => sayFailure(t, refused)}
    />
  );
}
