import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type Contents, type Copies, DamagedDatabase } from './copies.ts';
import { CannotOpenDatabase } from './db.ts';
import { assertVersion, ownFile } from './sqlite.ts';
import { SqliteConnection } from './sqlite-connection.ts';

/** Pages copied between two turns: 8 MB. */
const STEP_PAGES = 2000;

const DAMAGE = new Set(['SQLITE_CORRUPT', 'SQLITE_CORRUPT_INDEX', 'SQLITE_CORRUPT_VTAB', 'SQLITE_NOTADB']);

function assertSound(file: string, raw: Database.Database): void {
  const found = raw.pragma('integrity_check(3)') as { integrity_check: string }[];
  if (found[0]?.integrity_check !== 'ok')
    throw new DamagedDatabase(`${file} is damaged: ${found.map((row) => row.integrity_check.replaceAll('\n', ' ')).join('; ')}`);
  const [loose] = raw.pragma('foreign_key_check') as { table: string }[];
  if (loose) throw new DamagedDatabase(`${file} is damaged: a row of ${loose.table} refers to one that is not there`);
}

function contentsOf(raw: Database.Database): Contents {
  const one = (sql: string) => raw.prepare(sql).pluck().get();
  const tables = raw
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name`)
    .pluck()
    .all();
  return {
    version: Number(one('select max(number) from migrations')),
    epoch: (one(`select value from server_facts where name = 'epoch'`) as string | undefined) ?? null,
    rows: Object.fromEntries(tables.map((table) => [String(table), Number(one(`select count(*) from "${table}"`))])),
  };
}

function asDamage(file: string, error: unknown): unknown {
  if (error instanceof Database.SqliteError && DAMAGE.has(error.code))
    return new DamagedDatabase(`${file} is damaged: ${error.message}`, { cause: error });
  return error;
}

export function sqliteCopies(live: string): Copies {
  function open(file: string): SqliteConnection {
    if (!existsSync(file)) throw new CannotOpenDatabase(`there is no database at ${file}: start the server once`);
    const connection = new SqliteConnection(file, 'writer');
    assertVersion(String(connection.raw.prepare('select sqlite_version()').pluck().get()));
    return connection;
  }

  return {
    bytes() {
      const source = open(live);
      try {
        return Number(source.raw.pragma('page_count', { simple: true })) * Number(source.raw.pragma('page_size', { simple: true }));
      } finally {
        source.close();
      }
    },
    async copyTo(file) {
      let source: SqliteConnection | undefined;
      try {
        source = open(live);
        // The snapshot is held from the first look to the last page: what is checked is what is copied, and writes never start the copy over.
        source.raw.exec('BEGIN');
        const contents = contentsOf(source.raw);
        assertSound(live, source.raw);
        await source.raw.backup(file, { progress: () => STEP_PAGES });
        return contents;
      } catch (error) {
        throw asDamage(live, error);
      } finally {
        source?.close();
      }
    },
    inspect(file) {
      // Opening would replay a log that lies beside it into the file.
      for (const rest of ['-wal', '-journal'])
        if (existsSync(file + rest) && statSync(file + rest).size > 0)
          throw new DamagedDatabase(`${file}${rest} does not belong to a copy`);
      let copy: SqliteConnection | undefined;
      try {
        copy = open(file);
        assertSound(file, copy.raw);
        return contentsOf(copy.raw);
      } catch (error) {
        throw asDamage(file, error);
      } finally {
        copy?.close();
      }
    },
    own: ownFile,
  };
}
