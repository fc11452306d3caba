import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { sqliteBuilder } from './dialect.ts';
import { migrate } from './migrate.ts';
import type { ColumnKind } from './migrations/columns.ts';

const PAGE = fileURLToPath(new URL('../../../../docs/operations/schema.md', import.meta.url));

export interface IndexShape {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique: boolean;
  /** The rows it holds, null for all. */
  readonly where: string | null;
}

/** A table as it stands in a database, the same words for every database. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[];
  readonly key: readonly string[];
  readonly indexes: readonly IndexShape[];
}

function kindOf(type: string, mayBeEmpty: boolean): ColumnKind {
  const kinds: Readonly<Record<string, 'text' | 'number'>> = { text: 'text', bigint: 'number' };
  const kind = kinds[type.toLowerCase()];
  if (!kind) throw new Error(`a column type that differs between databases: ${type}`);
  return mayBeEmpty ? `${kind}?` : kind;
}

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

/** The tables that stand in a SQLite database, by name. */
export function sqliteShapes(raw: Database.Database): TableShape[] {
  const names = raw.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'").pluck().all() as string[];
  const shape = (name: string): TableShape => {
    const columns = raw.pragma(`table_info(${name})`) as { name: string; type: string; notnull: number; pk: number }[];
    const indexes = raw.pragma(`index_list(${name})`) as { name: string; unique: number; origin: string }[];
    return {
      name,
      columns: columns.map(({ name, type, notnull, pk }) => ({ name, kind: kindOf(type, !notnull && pk === 0) })),
      key: columns
        .filter(({ pk }) => pk > 0)
        .sort((a, b) => a.pk - b.pk)
        .map(({ name }) => name),
      indexes: indexes
        .filter(({ origin }) => origin === 'c')
        .map(({ name, unique }) => ({
          name,
          columns: (raw.pragma(`index_info(${name})`) as { name: string }[]).map((column) => column.name),
          unique: unique === 1,
          where: / where (.*)$/.exec(String(raw.prepare('select sql from sqlite_master where name = ?').pluck().get(name)))?.[1] ?? null,
        }))
        .sort(byName),
    };
  };
  return names.map(shape).sort(byName);
}

const indexLine = ({ name, columns, unique, where }: IndexShape): string =>
  `- \`${name}\`: ${unique ? 'unique ' : ''}(${columns.join(', ')})${where === null ? '' : ` where ${where}`}`;

const tableChapter = ({ name, columns, key, indexes }: TableShape): string =>
  [
    `## ${name}`,
    '',
    '| column | kind | may be empty |',
    '|---|---|---|',
    ...columns.map((column) => `| \`${column.name}\` | ${column.kind.replace('?', '')} | ${column.kind.endsWith('?') ? 'yes' : ''} |`),
    '',
    `- key: (${key.join(', ')})`,
    ...indexes.map(indexLine),
    '',
  ].join('\n');

/** The page of every table, as the migrations make it. */
export const schemaPage = (tables: readonly TableShape[]): string =>
  [
    '# The tables',
    '',
    'Printed from the migrations by `node backend/src/infra/db/schema-page.ts --write`; change them there, with a new migration.',
    'The same on SQLite and PostgreSQL: `text` is text, `number` a whole number of 64 bits. A column `…_at` is an instant in epoch',
    'milliseconds, `…_on` a local day. What the columns mean stands in `backend/src/infra/db/schema.ts`.',
    '',
    ...tables.map(tableChapter),
  ].join('\n');

/** An empty database in memory with all migrations. */
export async function migratedInMemory(): Promise<Database.Database> {
  const raw = new Database(':memory:');
  const run = async (sql: string, parameters: readonly unknown[]) => void raw.prepare(sql).run(...parameters);
  const rows = async (sql: string, parameters: readonly unknown[]) => raw.prepare(sql).all(...parameters);
  await migrate({ builder: sqliteBuilder(), run, rows, begin: 'BEGIN IMMEDIATE' }, 0);
  return raw;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv.includes('--write'))
  writeFileSync(PAGE, schemaPage(sqliteShapes(await migratedInMemory())));
