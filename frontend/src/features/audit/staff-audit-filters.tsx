import type { StaffMember } from '@tableorder/contract/access';
import { AUDIT_AREAS, type AuditArea, type listAudit } from '@tableorder/contract/audit';
import type { QueryOf } from '@tableorder/contract/endpoint';
import type { StaffId } from '@tableorder/contract/ids';
import { isLocalDay, type LocalDay } from '@tableorder/contract/time';
import { useT } from '../../i18n/staff.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './staff-audit.module.css';

/** As typed; empty is "all". */
export interface AuditFilter {
  readonly staffId: StaffId | '';
  readonly area: AuditArea | '';
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

export const NO_FILTER: AuditFilter = { staffId: '', area: '', from: '', to: '', text: '' };

/** What of it can be asked: a day half typed is none yet. */
export function wireFilter({ staffId, area, from, to, text }: AuditFilter): Omit<QueryOf<typeof listAudit>, 'limit' | 'cursor'> {
  const day = (name: 'from' | 'to', on: string) => (isLocalDay(on) ? { [name]: on as LocalDay } : {});
  return {
    ...(staffId === '' ? {} : { staffId }),
    ...(area === '' ? {} : { area }),
    ...day('from', from),
    ...day('to', to),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
  };
}

export interface StaffAuditFiltersProps {
  readonly filter: AuditFilter;
  readonly people: readonly StaffMember[];
  readonly onChange: (filter: AuditFilter) => void;
}

export function StaffAuditFilters({ filter, people, onChange }: StaffAuditFiltersProps) {
  const { t } = useT();
  const put = (change: Partial<AuditFilter>) => onChange({ ...filter, ...change });
  const isFiltered = Object.values(filter).some((value) => value !== '');
  return (
    <search className={styles.filters} aria-label={t('staff.audit.filters')}>
      <TextField
        label={t('staff.audit.text')}
        placeholder={t('staff.audit.text.hint')}
        type="search"
        maxLength={100}
        value={filter.text}
        onChange={(text) => put({ text })}
      />
      <SelectField
        label={t('staff.audit.person')}
        value={filter.staffId}
        options={[
          { value: '' as const, label: t('staff.audit.person.all') },
          ...people.map(({ id, username }) => ({ value: id, label: username })),
        ]}
        onChange={(staffId) => put({ staffId })}
      />
      <SelectField
        label={t('staff.audit.area')}
        value={filter.area}
        options={[
          { value: '' as const, label: t('staff.audit.area.all') },
          ...AUDIT_AREAS.map((area) => ({ value: area, label: t(`staff.audit.area.${area}`) })),
        ]}
        onChange={(area) => put({ area })}
      />
      <TextField label={t('staff.audit.from')} type="date" value={filter.from} onChange={(from) => put({ from })} />
      <TextField label={t('staff.audit.to')} type="date" value={filter.to} onChange={(to) => put({ to })} />
      {isFiltered && (
        <div className={styles.clear}>
          <Button kind="quiet" onPress={() => onChange(NO_FILTER)}>
            {t('staff.audit.clear')}
          </Button>
        </div>
      )}
    </search>
  );
}
