import type { ImportReport } from '@tableorder/contract/menu.exchange';
import { useT } from '../../i18n/staff.ts';
import { Table } from '../../ui/table.tsx';
import styles from './staff-menu.module.css';

/** What a file would do, or did: sums first, then what cannot be taken, then line by line. */
export function StaffImportReport({ report }: { readonly report: ImportReport }) {
  const { t } = useT();
  const { added, changed, unchanged, faults, lines, categoriesAdded, groupsAdded, format, written } = report;
  const line = (number: number) => t(format === 'csv' ? 'staff.menu.import.line' : 'staff.menu.import.item', { number: String(number) });
  return (
    <div className={styles.part}>
      <p role="status">
        <strong>{t(written ? 'staff.menu.import.did' : 'staff.menu.import.would', { added, changed, unchanged })}</strong>
      </p>
      {categoriesAdded.length > 0 && (
        <p className={styles.hint}>{t('staff.menu.import.categories', { names: categoriesAdded.join(', ') })}</p>
      )}
      {groupsAdded.length > 0 && <p className={styles.hint}>{t('staff.menu.import.groups', { names: groupsAdded.join(', ') })}</p>}
      {faults.length > 0 && (
        <section className={styles.faults} aria-label={t('staff.menu.import.faults', { count: faults.length })}>
          <h4>{t('staff.menu.import.faults', { count: faults.length })}</h4>
          <ul>
            {faults.map((fault) => (
              <li key={`${fault.line} ${fault.field} ${fault.rule}`}>
                <strong>
                  {line(fault.line)}
                  {fault.field !== '' && ` · ${fault.field}`}
                </strong>
                <span>{t(`staff.menu.import.rule.${fault.rule}`)}</span>
                {fault.value !== '' && fault.value !== fault.field && <code>{fault.value}</code>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {lines.length > 0 && (
        <Table
          caption={t('staff.menu.import.lines')}
          columns={[
            { key: 'line', title: t('staff.menu.import.where'), cell: (row) => line(row.line) },
            { key: 'name', title: t('staff.menu.name'), cell: (row) => row.name },
            {
              key: 'act',
              title: t('staff.menu.import.what'),
              cell: (row) => (row.act === 'add' ? t('staff.menu.import.add') : row.fields.join(', ')),
            },
          ]}
          rows={lines}
          rowKey={(row) => String(row.line)}
        />
      )}
    </div>
  );
}
