import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { describe } from 'vitest';
import type { Clock } from '../src/infra/clock/clock.ts';
import { systemClock } from '../src/infra/clock/system.ts';
import type { Db } from '../src/infra/db/db.ts';
import { openPostgres } from '../src/infra/db/postgres.ts';
import { openSqlite } from '../src/infra/db/sqlite.ts';
import { testLog } from '../src/infra/log/test-log.ts';

/** A database of a suite's own, and how to be rid of it. */
export interface TestDb {
  readonly db: Db;
  drop(): Promise<void>;
}

export type OpenTestDb = (clock?: Clock) => Promise<TestDb>;

const POOL = { min: 2, max: 20, acquireTimeoutMs: 5000, idleMs: 60_000 };

export const sqliteInTemp: OpenTestDb = async (clock = systemClock) => {
  const folder = await mkdtemp(join(tmpdir(), 'tableorder-'));
  const db = await openSqlite({ file: join(folder, 'app.db'), pool: POOL }, testLog(), clock);
  return {
    db,
    async drop() {
      await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

let schemas = 0;

/** A schema of its own, so that suites on one server do not meet. */
const postgresAt =
  (url: string): OpenTestDb =>
  async (clock = systemClock) => {
    const schema = `test_${process.pid}_${process.hrtime.bigint()}_${++schemas}`;
    const db = await openPostgres({ url, pool: { ...POOL, min: 0 }, schema }, testLog(), clock);
    return {
      db,
      async drop() {
        await db.close();
        const client = new pg.Client({ connectionString: url });
        await client.connect();
        await client.query(`drop schema "${schema}" cascade`);
        await client.end();
      },
    };
  };

const postgresUrl = process.env.TEST_POSTGRES_URL;

/** Runs a suite on SQLite always, and on PostgreSQL when TEST_POSTGRES_URL names a server (`npm test` finds or starts one). */
export function eachDb(name: string, suite: (open: OpenTestDb) => void): void {
  describe(`${name} · SQLite`, () => suite(sqliteInTemp));
  if (postgresUrl) describe(`${name} · PostgreSQL`, () => suite(postgresAt(postgresUrl)));
  else describe.skip(`${name} · PostgreSQL (skipped: TEST_POSTGRES_URL is not set)`, () => suite(sqliteInTemp));
}
