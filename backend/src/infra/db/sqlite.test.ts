import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { systemClock } from '../clock/system.ts';
import { testLog } from '../log/test-log.ts';
import { dbSuite } from './db.suite.ts';
import { openSqlite } from './sqlite.ts';

const POOL = { min: 1, max: 10, acquireTimeoutMs: 5000, idleMs: 60_000 };

describe('SQLite', () => {
  dbSuite(async (pool = {}) => {
    const folder = mkdtempSync(join(tmpdir(), 'tableorder-suite-'));
    const log = testLog();
    const db = await openSqlite({ file: join(folder, 'app.db'), pool: { ...POOL, ...pool } }, log, systemClock);
    const drop = async () => {
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    };
    return { db, log, drop };
  });
});
