import type { Table } from '@tableorder/contract/tables';
import type { Translate } from '../../i18n/language.ts';
import type { Key } from '../../i18n/staff.ts';

/** `7번 테이블`, as people call it; with its label where it has one. */
export const sayTable = (t: Translate<Key>, table: Pick<Table, 'number' | 'label'>): string =>
  table.label
    ? t('staff.table.labelled', { number: String(table.number), label: table.label })
    : t('staff.table.place', { number: String(table.number) });
