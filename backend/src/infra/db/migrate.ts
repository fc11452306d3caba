import type { Compilable } from 'kysely';
import { migrations } from './migrations/all.ts';
import type { Builder } from './statement.ts';

/** What a migration may do: run statements that Kysely's schema builder compiles for the present dialect. */
export type Step = (query: Compilable) => Promise<void>;

export interface Migration {
  readonly name: string;
  readonly up: (db: Builder, step: Step) => Promise<void>;
}

export interface Migrating {
  readonly builder: Builder;
  readonly run: (sql: string, parameters: readonly unknown[]) => Promise<void>;
  readonly rows: (sql: string, parameters: readonly unknown[]) => Promise<unknown[]>;
  readonly begin: string;
  /** Done before an older database is changed, with its version; what it throws leaves the database as it is. */
  readonly beforeUpgrade?: ((version: number) => Promise<void>) | undefined;
}

/** The database was written by a newer program. The way back is the backup that the upgrade made. */
export class NewerDatabase extends Error {
  override name = 'NewerDatabase';
}

/**
 * Brings the database to this program's tables: forward only, in the order of the list, and all of what is missing in one transaction. So
 * whatever statement fails, the program that was there before finds its own tables and starts.
 */
export async function migrate(on: Migrating, at: number, list: readonly Migration[] = migrations): Promise<void> {
  const step: Step = async (query) => {
    const { sql, parameters } = query.compile();
    await on.run(sql, parameters);
  };
  const { schema } = on.builder;
  await step(
    schema
      .createTable('migrations')
      .ifNotExists()
      .addColumn('number', 'bigint', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull()),
  );
  const last = on.builder
    .selectFrom('migrations')
    .select((e) => e.fn.max('number').as('number'))
    .compile();
  const [row] = (await on.rows(last.sql, last.parameters)) as { number: number | null }[];
  const applied = Number(row?.number ?? 0);
  if (applied > list.length)
    throw new NewerDatabase(
      `the database is at version ${applied}, this program knows ${list.length}: start the newer program, or restore a backup`,
    );
  if (applied === list.length) return;
  if (applied > 0) await on.beforeUpgrade?.(applied);
  await on.run(on.begin, []);
  try {
    for (const [index, migration] of list.entries()) {
      const number = index + 1;
      if (number <= applied) continue;
      await migration.up(on.builder, step);
      await step(on.builder.insertInto('migrations').values({ number, name: migration.name, at }));
    }
    await on.run('COMMIT', []);
  } catch (error) {
    // SQLite rolls back by itself when the disk is full, and then refuses this: the first reason is the one to tell.
    await on.run('ROLLBACK', []).catch(() => {});
    throw error;
  }
}
