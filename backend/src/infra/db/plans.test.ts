import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as access from '../../features/access/access.sql.ts';
import * as calls from '../../features/calls/calls.sql.ts';
import * as menu from '../../features/menu/menu.sql.ts';
import * as orders from '../../features/orders/orders.sql.ts';
import * as tables from '../../features/tables/tables.sql.ts';
import { systemClock } from '../clock/system.ts';
import * as events from '../events/events.sql.ts';
import { testLog } from '../log/test-log.ts';
import { sqliteBuilder } from './dialect.ts';
import { openSqlite } from './sqlite.ts';
import { prepare, type Statement } from './statement.ts';

/** Read in full on purpose: a handful of rows, or a job at night. */
const WHOLE_TABLE = new Set(['deleteUnusedSetupTokens']);
/** Asked for one party, one table or one number, and answered by going through the store: that grows with every order ever placed. */
const MUST_NOT_WALK_THE_STORE = [
  'findOrderOfSessionByKey',
  'findOrderOfSession',
  'findOrdersOfSession',
  'findPageOfSession',
  'findTotalsOfSession',
  'findRunningOrders',
  'findHolder',
  'countHeld',
  'findHeldNumbers',
  'findHighestHeld',
  'findOrderByKey',
  'seatOrders',
];

const builder = sqliteBuilder();
const isStatement = (value: unknown): value is Statement<object, unknown> =>
  typeof value === 'object' && value !== null && 'build' in value && 'compiled' in value;
const all = Object.entries({ ...access, ...calls, ...menu, ...orders, ...tables, ...events }).filter(
  (entry): entry is [string, Statement<object, unknown>] => isStatement(entry[1]),
);

describe('how SQLite goes about each statement', () => {
  let folder = '';
  let raw: Database.Database;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tableorder-plans-'));
    const file = join(folder, 'app.db');
    const pool = { min: 1, max: 1, acquireTimeoutMs: 1000, idleMs: 1000 };
    await (await openSqlite({ file, pool }, testLog(), systemClock)).close();
    raw = new Database(file, { readonly: true });
  });
  afterAll(async () => {
    raw.close();
    await rm(folder, { recursive: true });
  });
  const planOf = (statement: Statement<object, unknown>): string[] => {
    const { sql, bind } = prepare(builder, statement);
    return (raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...bind({})) as { detail: string }[]).map(({ detail }) => detail);
  };

  it.each(all)('%s searches by an index', (name, statement) => {
    const scans = planOf(statement).filter((step) => /^SCAN (?!.*CONSTANT ROW)/.test(step));
    if (!WHOLE_TABLE.has(name)) expect(scans).toEqual([]);
  });

  it.each(all.filter(([name]) => MUST_NOT_WALK_THE_STORE.includes(name)))('%s does not walk through the store’s orders', (_, statement) => {
    expect(planOf(statement).filter((step) => step.includes('orders_by_store'))).toEqual([]);
  });

  it('knows the statements it means by name', () => {
    expect(MUST_NOT_WALK_THE_STORE.filter((name) => !all.some(([known]) => known === name))).toEqual([]);
  });
});
