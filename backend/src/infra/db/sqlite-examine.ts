import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { CannotOpenDatabase } from './db.ts';
import type { Examined } from './examine.ts';
import { assertVersion, ownFile } from './sqlite.ts';

/** Looking through a larger file takes longer than somebody who asks how it is wants to wait; a backup looks through all of it. */
const MOST_LOOKED_THROUGH_BYTES = 1024 * 1024 * 1024;

function whyUnfit(version: string): string | null {
  try {
    assertVersion(version);
    return null;
  } catch (error) {
    if (error instanceof CannotOpenDatabase) return error.message;
    throw error;
  }
}

function isOwned(file: string): boolean {
  // The lock's own file is made by the server: a look makes none.
  if (!existsSync(`${file}.lock`)) return false;
  try {
    ownFile(file).close();
    return false;
  } catch (error) {
    if (error instanceof CannotOpenDatabase) return true;
    throw error;
  }
}

/** Looks at the file, beside a server that uses it or without one. */
export function examineSqlite(file: string): Examined {
  const engineOf = new Database(':memory:');
  const version = String(engineOf.prepare('select sqlite_version()').pluck().get());
  engineOf.close();
  const engine = { engine: `SQLite ${version}`, unfit: whyUnfit(version) };
  if (!existsSync(file)) return { ...engine, version: null, newestAt: null, inUse: false, damage: null };
  const inUse = isOwned(file);
  let raw: Database.Database | undefined;
  try {
    raw = new Database(file, { readonly: true });
    const one = (sql: string) => raw?.prepare(sql).pluck().get() as number | string | null;
    const found = statSync(file).size > MOST_LOOKED_THROUGH_BYTES ? 'ok' : String(raw.pragma('quick_check(1)', { simple: true }));
    return {
      ...engine,
      version: Number(one('select max(number) from migrations')),
      newestAt: one('select max(at) from events') as number | null,
      inUse,
      damage: found === 'ok' ? null : found.replaceAll('\n', ' '),
    };
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
    return { ...engine, version: 0, newestAt: null, inUse, damage: error.message };
  } finally {
    raw?.close();
  }
}
