import type { CreateTableBuilder } from 'kysely';

/** The column types that mean the same on both databases: text, and whole numbers of 64 bits. A `?` at the end admits null. */
export type ColumnKind = 'text' | 'text?' | 'number' | 'number?';

export function columns<T extends string>(
  table: CreateTableBuilder<T>,
  kinds: Readonly<Record<string, ColumnKind>>,
): CreateTableBuilder<T, string> {
  return Object.entries(kinds).reduce<CreateTableBuilder<T, string>>(
    (built, [name, kind]) =>
      built.addColumn(name, kind.startsWith('text') ? 'text' : 'bigint', (column) => (kind.endsWith('?') ? column : column.notNull())),
    table,
  );
}
