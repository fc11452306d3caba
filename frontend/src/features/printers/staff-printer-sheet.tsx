import { addPrinter, changePrinter, type Printer, removePrinter } from '@tableorder/contract/printers';
import type { Station } from '@tableorder/contract/stations';
import Trash2 from 'lucide-react/icons/trash-2';
import { type FormEvent, useState } from 'react';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { ApiProblem, isProblem } from '../../lib/api-problem.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { AskedAct } from '../../ui/asked-act.tsx';
import { FormSheet, type SheetForm } from '../../ui/form-sheet.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { draftOf, type Faults, faultsOf, type PrinterDraft, refusedFields, wireOf } from './staff-printer-draft.ts';
import { StaffPrinterFields } from './staff-printer-fields.tsx';
import styles from './staff-printers.module.css';

export interface StaffPrinterSheetProps {
  /** `new` makes one, null is closed. */
  readonly printer: Printer | 'new' | null;
  readonly printers: readonly Printer[];
  readonly stations: readonly Station[];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

export function StaffPrinterSheet({ printer, onClose, ...rest }: StaffPrinterSheetProps) {
  const { t } = useT();
  const present = printer === 'new' ? null : printer;
  return (
    <FormSheet
      open={printer !== null}
      title={present ? t('staff.printers.change', { name: present.name }) : t('staff.printers.add')}
      saveLabel={t('ui.save')}
      closeLabel={t('ui.close')}
      onClose={onClose}
    >
      {(form) => <PrinterForm key={present?.id ?? 'new'} printer={present} onClose={onClose} {...form} {...rest} />}
    </FormSheet>
  );
}

interface PrinterFormProps extends Omit<StaffPrinterSheetProps, 'printer'>, SheetForm {
  readonly printer: Printer | null;
}

/** What was typed stays, whatever the server says to it. */
function PrinterForm({ printer, printers, stations, formId, onBusy, onClose, onSaved }: PrinterFormProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const { show } = useToasts();
  const [draft, setDraft] = useState<PrinterDraft>(() => draftOf(printer));
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<unknown>(null);
  const put = (change: Partial<PrinterDraft>) => {
    setDraft({ ...draft, ...change });
    setFaults({});
    setFailure(null);
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const wrong = faultsOf(draft);
    setFaults(wrong);
    if (Object.keys(wrong).length > 0) return;
    onBusy(true);
    try {
      if (printer) await api.call(changePrinter, { params: { printerId: printer.id }, body: wireOf(draft) });
      else await api.call(addPrinter, { body: wireOf(draft) });
      show({ tone: 'good', text: t('staff.printers.saved', { name: draft.name.trim() }) });
      onSaved();
      onClose();
    } catch (refused) {
      setFaults(refused instanceof ApiProblem ? refusedFields(refused) : {});
      setFailure(refused);
    } finally {
      onBusy(false);
    }
  };
  const taken = isProblem(failure, 'printer/address-taken') ? sayFailure(t, failure) : undefined;
  const atAField = taken !== undefined || Object.keys(faults).length > 0;
  return (
    <form id={formId} className={styles.form} onSubmit={(event) => void send(event)} noValidate>
      <StaffPrinterFields
        draft={draft}
        faults={faults}
        taken={taken}
        stations={stations}
        others={printers.filter(({ id }) => id !== printer?.id)}
        onPut={put}
      />
      <Refusal text={failure !== null && !atAField ? sayFailure(t, failure) : null} />
      {printer && <RemovePrinter printer={printer} onRemoved={onSaved} onClose={onClose} />}
    </form>
  );
}

interface RemovePrinterProps {
  readonly printer: Printer;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

function RemovePrinter({ printer, onRemoved, onClose }: RemovePrinterProps) {
  const { t } = useT();
  const { api } = useStaffWork();
  const remove = async () => {
    await api.call(removePrinter, { params: { printerId: printer.id } });
    onRemoved();
    onClose();
  };
  return (
    <AskedAct
      icon={<Trash2 aria-hidden="true" />}
      label={t('staff.printers.remove')}
      question={t('staff.printers.remove.ask', { name: printer.name })}
      consequence={t('staff.printers.remove.text')}
      confirmLabel={t('staff.printers.remove.go')}
      cancelLabel={t('ui.cancel')}
      act={remove}
      sayRefusal={(refused) => sayFailure(t, refused)}
    />
  );
}
