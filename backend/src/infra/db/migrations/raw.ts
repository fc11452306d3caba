import { type Compilable, PostgresAdapter, sql } from 'kysely';
import type { Builder } from '../statement.ts';

/** A step that the builder has no words for, as it stands. */
export const raw = (db: Builder, text: string): Compilable => ({ compile: () => sql.raw(text).compile(db) }) as Compilable;
export const isPostgres = (db: Builder): boolean => db.getExecutor().adapter instanceof PostgresAdapter;
