import { exportOrders, ORDER_STATUSES } from '@tableorder/contract/orders';
import Download from 'lucide-react/icons/download';
import { sayFailure } from '../../i18n/say-failure.ts';
import { useT } from '../../i18n/staff.ts';
import { saveFile } from '../../lib/save-file.ts';
import { useStaffWork } from '../../lib/staff-work.tsx';
import { useErrand } from '../../lib/use-errand.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import styles from './staff-past.module.css';
import { type PastSearch, queryOf } from './staff-past-query.ts';

export interface StaffPastFiltersProps {
  readonly search: PastSearch;
  readonly tables: readonly { readonly id: string; readonly name: string }[];
  readonly onSearch: (search: PastSearch) => void;
}

/** A file of a year takes a while to be written. */
const EXPORT_MS = 180_000;

export function StaffPastFilters({ search, tables, onSearch }: StaffPastFiltersProps) {
  const { t } = useT();
  const query = queryOf(search);
  const set = (change: Partial<PastSearch>) => onSearch({ ...search, ...change });
  const statuses = ['', ...ORDER_STATUSES, 'deleted'] as const;
  const words = (status: (typeof statuses)[number]) =>
    status === '' ? t('staff.past.status.all') : status === 'deleted' ? t('staff.past.status.deleted') : t(`staff.status.${status}`);
  return (
    <search className={styles.filters} aria-label={t('staff.past.filters')}>
      <TextField type="date" label={t('staff.past.from')} value={search.from} onChange={(from) => set({ from })} />
      <TextField
        type="date"
        label={t('staff.past.to')}
        value={search.to}
        onChange={(to) => set({ to })}
        error={query === null ? t('staff.past.wrong-days') : undefined}
      />
      <SelectField
        label={t('staff.past.table')}
        value={search.table}
        onChange={(table) => set({ table })}
        options={[{ value: '', label: t('staff.past.table.all') }, ...tables.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <SelectField
        label={t('staff.past.status')}
        value={search.status}
        onChange={(status) => set({ status })}
        options={statuses.map((value) => ({ value: value as string, label: words(value) }))}
      />
      <TextField label={t('staff.past.number')} figures maxLength={6} value={search.number} onChange={(number) => set({ number })} />
      {(search.from || search.to || search.table || search.status || search.number) && (
        <div className={styles.clear}>
          <Button onPress={() => onSearch({ from: '', to: '', table: '', number: '', status: '' })}>{t('staff.past.clear')}</Button>
        </div>
      )}
    </search>
  );
}

/** The same orders as a file. */
export function StaffPastExport({ search }: { readonly search: PastSearch }) {
  const { t } = useT();
  const { api, may } = useStaffWork();
  const { show } = useToasts();
  const query = queryOf(search);
  const name = ['orders', search.from, search.to].filter(Boolean).join('-').concat('.csv');
  const { busy, run } = useErrand(
    async () => {
      if (query !== null) saveFile((await api.call(exportOrders, { query, timeoutMs: EXPORT_MS })).body, name);
    },
    (reason) => show({ tone: 'problem', text: sayFailure(t, reason) }),
  );
  if (!may(exportOrders)) return null;
  return (
    <Button icon={<Download aria-hidden="true" />} busy={busy} disabled={query === null} onPress={run}>
      {t('staff.past.export')}
    </Button>
  );
}
