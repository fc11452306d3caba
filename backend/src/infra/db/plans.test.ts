import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrderId, StaffId, StoreId, TableId } from '@tableorder/contract/ids';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as screens from '../../features/access/access.screens.sql.ts';
import * as secondFactor from '../../features/access/access.second-factor.sql.ts';
import * as access from '../../features/access/access.sql.ts';
import * as audit from '../../features/audit/audit.sql.ts';
import * as calls from '../../features/calls/calls.sql.ts';
import * as carts from '../../features/carts/carts.sql.ts';
import * as kitchen from '../../features/kitchen/kitchen.sql.ts';
import * as menu from '../../features/menu/menu.sql.ts';
import type { OrderFilter } from '../../features/orders/orders.filed.sql.ts';
import * as filed from '../../features/orders/orders.filed.sql.ts';
import * as orders from '../../features/orders/orders.sql.ts';
import * as printJobs from '../../features/printers/printers.jobs.sql.ts';
import * as printers from '../../features/printers/printers.sql.ts';
import * as receipts from '../../features/receipts/receipts.sql.ts';
import * as closings from '../../features/reports/reports.closings.sql.ts';
import * as reports from '../../features/reports/reports.sql.ts';
import * as stations from '../../features/stations/stations.sql.ts';
import * as tables from '../../features/tables/tables.sql.ts';
import * as waiting from '../../features/waiting/waiting.sql.ts';
import { systemClock } from '../clock/system.ts';
import * as events from '../events/events.sql.ts';
import { testLog } from '../log/test-log.ts';
import { sqliteBuilder } from './dialect.ts';
import { openSqlite } from './sqlite.ts';
import { prepare, type Statement } from './statement.ts';

/** Read in full on purpose: a handful of rows, or a job at night. */
const WHOLE_TABLE = new Set(['deleteUnusedSetupTokens', 'deleteEmptyScreens', 'findPrintingStores', 'findStoresWithFresh']);
/** Asked for one party, one table or one number, and answered by going through the store: that grows with every order ever placed. */
const MUST_NOT_WALK_THE_STORE = [
  'findOrderOfSession',
  'findOrdersOfSession',
  'findPageOfSession',
  'findTotalsOfSession',
  'findRunningOrders',
  'findKitchenOrders',
  'findHolder',
  'countHeld',
  'findHeldNumbers',
  'findHighestHeld',
  'findOrdersByKey',
  'seatOrders',
];

const builder = sqliteBuilder();
const isStatement = (value: unknown): value is Statement<object, unknown> =>
  typeof value === 'object' && value !== null && 'build' in value && 'compiled' in value;
const all = Object.entries({
  ...access,
  ...screens,
  ...secondFactor,
  ...audit,
  ...calls,
  ...carts,
  ...stations,
  ...kitchen,
  ...menu,
  ...orders,
  ...filed,
  ...tables,
  ...events,
  ...reports,
  ...printers,
  ...printJobs,
  ...receipts,
  ...waiting,
  ...closings,
}).filter((entry): entry is [string, Statement<object, unknown>] => isStatement(entry[1]));

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
  const planOf = <Args extends object>(statement: Statement<Args, unknown>): string[] => {
    const { sql, bind } = prepare(builder, statement);
    return (raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...bind({})) as { detail: string }[]).map(({ detail }) => detail);
  };

  it.each(all)('%s searches by an index', (name, statement) => {
    const scans = planOf(statement).filter((step) => /^SCAN (?!.*CONSTANT ROW)/.test(step));
    if (!WHOLE_TABLE.has(name)) expect(scans).toEqual([]);
  });

  it.each(all.filter(([name]) => MUST_NOT_WALK_THE_STORE.includes(name)))('%s does not walk through the store’s orders', (_, statement) => {
    expect(planOf(statement).filter((step) => step.includes('orders_by_day'))).toEqual([]);
  });

  const STORE = '00000000-0000-7000-8000-000000000001' as StoreId;
  const TABLE = '00000000-0000-7000-8000-000000000002' as TableId;
  const before = { at: 5, id: '00000000-0000-7000-8000-000000000003' as OrderId };
  const days = { fromAt: 1, toAt: 9 };
  const lists: readonly [string, Omit<OrderFilter, 'limit'>][] = [
    ['orders_by_day', { state: 'all' }],
    ['orders_by_day', { state: 'history', ...days, before }],
    ['orders_by_day', { status: 'COMPLETED', state: 'history', ...days }],
    ['orders_by_status', { status: 'CANCELLED', state: 'all', ...days, before }],
    ['orders_by_number', { number: 17, state: 'history', before }],
    ['orders_by_table_and_day', { tableId: TABLE, state: 'ended', ...days, before }],
    ['orders_deleted', { state: 'deleted', before }],
  ];
  it.each(lists)('history goes by %s for %j, newest first without sorting', (index, filter) => {
    const { sql, parameters } = filed
      .filedOrders(STORE, { ...filter, limit: 51 })(builder)
      .compile();
    const plan = (raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]).map(({ detail }) => detail);
    expect(plan.find((step) => step.startsWith('SEARCH orders'))).toContain(`USING INDEX ${index} `);
    expect(plan.filter((step) => /^SCAN|TEMP B-TREE/.test(step))).toEqual([]);
  });

  it('orders of the tables that sit are found by their parties', () => {
    const { sql, parameters } = filed.filedOrders(STORE, { state: 'current', limit: 51 })(builder).compile();
    const plan = (raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]).map(({ detail }) => detail);
    expect(plan.find((step) => step.startsWith('SEARCH orders'))).toContain('USING INDEX orders_by_session ');
  });

  it.each([
    ['a person', { staffId: 'x' as StaffId, area: null }, 'audit_by_person'],
    ['an area', { staffId: null, area: 'menu' as const }, 'audit_by_area'],
    ['all', { staffId: null, area: null }, 'audit_by_time'],
  ])('the book is read by %s along its index, newest first, without sorting', (_, by, index) => {
    const window = { storeId: 'x' as StoreId, before: { at: 9, id: 'g' }, limit: 51, ...by };
    const { sql, parameters } = audit.entriesBefore(builder, window).compile();
    const plan = (raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]).map(({ detail }) => detail);
    expect(plan).toEqual([expect.stringContaining(`USING INDEX ${index} `)]);
  });

  it('the stations of a dish are found by the dish', () => {
    expect(planOf(menu.findEightItems).filter((step) => step.includes('item_stations'))).toEqual([
      expect.stringContaining('(store_id=? AND item_id=?)'),
    ]);
  });

  it('what the kitchen made lately is found along the index of bumps, the last first, without sorting', () => {
    const plan = planOf(waiting.findMadeLines);
    expect(plan.find((step) => step.includes('kitchen_lines'))).toContain('USING INDEX kitchen_lines_by_bump ');
    expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
  });

  it('knows the statements it means by name', () => {
    expect(MUST_NOT_WALK_THE_STORE.filter((name) => !all.some(([known]) => known === name))).toEqual([]);
  });
});
