import type { PrinterId } from '@tableorder/contract/ids';
import type { Printer } from '@tableorder/contract/printers';
import type { Station } from '@tableorder/contract/stations';
import { useT } from '../../i18n/staff.ts';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { Faults, PrinterDraft } from './staff-printer-draft.ts';
import styles from './staff-printers.module.css';

export interface StaffPrinterFieldsProps {
  readonly draft: PrinterDraft;
  readonly faults: Faults;
  /** Said at the address when another printer has it. */
  readonly taken: string | undefined;
  readonly stations: readonly Station[];
  readonly others: readonly Printer[];
  readonly onPut: (change: Partial<PrinterDraft>) => void;
}

export function StaffPrinterFields({ draft, faults, taken, stations, others, onPut }: StaffPrinterFieldsProps) {
  const { t } = useT();
  const fault = (field: keyof Faults) => {
    const key = faults[field];
    return key && t(key);
  };
  return (
    <>
      <TextField
        label={t('staff.printers.field.name')}
        hint={t('staff.printers.field.name.hint')}
        autoFocus
        maxLength={40}
        value={draft.name}
        error={fault('name')}
        onChange={(name) => onPut({ name })}
      />
      <div className={styles.address}>
        <TextField
          label={t('staff.printers.field.host')}
          hint={t('staff.printers.field.host.hint')}
          autoComplete="off"
          inputMode="url"
          maxLength={253}
          value={draft.host}
          error={taken ?? fault('host')}
          onChange={(host) => onPut({ host })}
        />
        <TextField
          label={t('staff.printers.field.port')}
          figures
          maxLength={5}
          value={draft.port}
          error={fault('port')}
          onChange={(port) => onPut({ port: port.replaceAll(/\D/g, '') })}
        />
      </div>
      <div className={styles.field}>
        <span aria-hidden="true">{t('staff.printers.field.paper')}</span>
        <Segmented
          label={t('staff.printers.field.paper')}
          options={(['576', '384'] as const).map((value) => ({ value, label: t(`staff.printers.paper.${value}`) }))}
          value={draft.paper}
          onChange={(paper) => onPut({ paper })}
        />
      </div>
      <div className={styles.field}>
        <span aria-hidden="true">{t('staff.printers.field.what')}</span>
        <Segmented
          label={t('staff.printers.field.what')}
          options={(['whole', 'stations'] as const).map((value) => ({ value, label: t(`staff.printers.field.what.${value}`) }))}
          value={draft.what}
          onChange={(what) => onPut({ what })}
        />
      </div>
      {draft.what === 'stations' && (
        <ChoiceList
          kind="many"
          legend={t('staff.printers.field.stations')}
          choices={stations.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.stationIds}
          error={fault('stationIds')}
          onChange={(stationIds) => onPut({ stationIds })}
        />
      )}
      <SelectField<PrinterId | ''>
        label={t('staff.printers.field.fallback')}
        value={draft.fallbackId}
        options={[
          { value: '', label: t('staff.printers.field.fallback.none') },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(fallbackId) => onPut({ fallbackId })}
      />
      <SelectField
        label={t('staff.printers.field.confirms')}
        hint={draft.confirms === 'sent' ? t('staff.printers.field.confirms.note') : undefined}
        value={draft.confirms}
        options={(['answer', 'sent'] as const).map((value) => ({ value, label: t(`staff.printers.field.confirms.${value}`) }))}
        onChange={(confirms) => onPut({ confirms })}
      />
    </>
  );
}
