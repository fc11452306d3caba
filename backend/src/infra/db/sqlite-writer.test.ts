import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Problem } from '@tableorder/contract/problem';
import Database from 'better-sqlite3';
import { CompiledQuery } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock/system.ts';
import { testClock } from '../clock/test-clock.ts';
import { testLog } from '../log/test-log.ts';
import { aTurn, refusal } from './db.suite.ts';
import type { Trx } from './db.ts';
import { sqliteBuilder } from './dialect.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { SqliteWriter } from './sqlite-writer.ts';

vi.setConfig({ testTimeout: 20_000 });

let folder: string;
let file: string;
let connection: SqliteConnection;
let foreign: Database.Database;
const log = testLog();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tableorder-writer-'));
  file = join(folder, 'app.db');
  connection = new SqliteConnection(file, 'writer');
  connection.raw.exec('create table t (n integer primary key, text text)');
  foreign = new Database(file, { timeout: 0 });
});
afterEach(() => {
  foreign.close();
  connection.close();
  rmSync(folder, { recursive: true, force: true });
});

const writerOn = (more: { monotonic?: () => number; maxQueued?: number } = {}) =>
  new SqliteWriter(connection, sqliteBuilder(), log, more.monotonic ?? systemClock.monotonic, more);
const does = (trx: Trx, text: string) => trx.write(() => ({ compile: () => CompiledQuery.raw(text) }));
const insert =
  (n: number, text = '') =>
  async (trx: Trx) =>
    does(trx, `insert into t values (${n}, '${text}')`);
const stored = () => foreign.prepare('select n from t order by n').pluck().all();

/** Commits in the write-ahead log: its frames that say how large the database is after them. */
function commits(): number {
  const wal = readFileSync(`${file}-wal`);
  const frame = 24 + wal.readUInt32BE(8);
  let count = 0;
  for (let at = 32; at + frame <= wal.length; at += frame)
    if (wal.readUInt32BE(at + 4) !== 0 && wal.compare(wal, 16, 24, at + 8, at + 16) === 0) count++;
  return count;
}

const settled = (all: Promise<unknown>[]) =>
  Promise.all(
    all.map((one) =>
      one.then(
        () => 'kept',
        (error: unknown) => error,
      ),
    ),
  );
const key = (error: unknown) => (error instanceof Problem ? error.key : error);

describe('group commit', () => {
  it('makes 200 waiting commands durable with a few commits, and one alone with one', async () => {
    const writer = writerOn();
    const before = commits();
    await writer.submit(insert(1000));
    expect(commits() - before).toBe(1);
    await Promise.all(Array.from({ length: 200 }, (_, n) => writer.submit(insert(n))));
    expect(commits() - before - 1).toBeLessThanOrEqual(4);
    expect(stored()).toHaveLength(201);
  });

  it('lets commands that come during a group share the next one', async () => {
    const writer = writerOn();
    const before = commits();
    let later: Promise<unknown>[] = [];
    await writer.submit(async (trx) => {
      later = Array.from({ length: 50 }, (_, n) => writer.submit(insert(n)));
      return insert(1000)(trx);
    });
    await Promise.all(later);
    expect(commits() - before).toBe(2);
  });

  it('takes back a refused command alone: its neighbours stand, also when it had written and read', async () => {
    const writer = writerOn();
    const after = vi.fn();
    const refused = new Error('sold out');
    const outcome = await settled([
      writer.submit(insert(1)),
      writer.submit(async (trx) => {
        await insert(2)(trx);
        trx.afterCommit(after);
        await aTurn();
        throw refused;
      }),
      writer.submit(insert(1)),
      writer.submit(insert(3)),
    ]);
    expect(outcome).toEqual(['kept', refused, expect.objectContaining({ name: 'NotUnique' }), 'kept']);
    expect(stored()).toEqual([1, 3]);
    expect(after).not.toHaveBeenCalled();
  });

  it('answers nobody before the commit, and does nothing outside before it', async () => {
    const writer = writerOn();
    const seen: unknown[] = [];
    const first = writer.submit(async (trx) => {
      trx.afterCommit(() => void seen.push(['after', stored()]));
      await insert(1)(trx);
    });
    first.then(() => seen.push(['answered', stored()]));
    await writer.submit(async (trx) => {
      for (let turn = 0; turn < 5; turn++) await aTurn();
      expect(seen).toEqual([]);
      await insert(2)(trx);
    });
    await first;
    expect(seen).toEqual([
      ['after', [1, 2]],
      ['answered', [1, 2]],
    ]);
  });

  it('refuses the whole group when its commit fails, does nothing outside, and goes on', async () => {
    connection.raw.exec('create table child (n integer references t(n) deferrable initially deferred)');
    const writer = writerOn();
    const after = vi.fn();
    const outcome = await settled([
      writer.submit(async (trx) => {
        trx.afterCommit(after);
        return insert(1)(trx);
      }),
      writer.submit((trx) => does(trx, 'insert into child values (99)')),
    ]);
    expect(outcome).toEqual([
      expect.objectContaining({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' }),
      expect.objectContaining({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' }),
    ]);
    expect(after).not.toHaveBeenCalled();
    expect([stored(), connection.raw.inTransaction]).toEqual([[], false]);
    await writer.submit(insert(5));
    expect(stored()).toEqual([5]);
  });

  it('says that the storage is full, keeps what was kept, and works again once there is room', async () => {
    const writer = writerOn();
    await writer.submit(insert(1));
    connection.raw.pragma(`max_page_count = ${Number(connection.raw.pragma('page_count', { simple: true })) + 2}`);
    const outcome = await settled([writer.submit(insert(2)), writer.submit(insert(3, 'x'.repeat(50_000))), writer.submit(insert(4))]);
    expect(key(outcome[1])).toBe('storage-full');
    expect(connection.raw.inTransaction).toBe(false);
    const kept = [1, ...[2, 3, 4].filter((_, at) => outcome[at] === 'kept')];
    expect(stored()).toEqual(kept);
    connection.raw.pragma('max_page_count = 100000');
    await writer.submit(insert(6, 'x'.repeat(50_000)));
    expect(stored()).toEqual([...kept, 6]);
  });
});

it('is not well for three seconds after a write found no room, though a smaller one finds some', async () => {
  let now = 0;
  const writer = writerOn({ monotonic: () => now });
  expect(() => writer.assertRoom()).not.toThrow();
  connection.raw.pragma(`max_page_count = ${Number(connection.raw.pragma('page_count', { simple: true })) + 2}`);
  await settled([writer.submit(insert(1, 'x'.repeat(50_000)))]);
  await writer.submit(insert(2));
  now = 2999;
  expect(() => writer.assertRoom()).toThrow(expect.objectContaining({ key: 'storage-full' }));
  now = 3000;
  expect(() => writer.assertRoom()).not.toThrow();
});

describe('the queue', () => {
  it('is bounded: beyond it a command is told to come back, and those within are done', async () => {
    const writer = writerOn({ maxQueued: 3 });
    const all = Array.from({ length: 5 }, (_, n) => writer.submit(insert(n)));
    expect(writer.queued).toBe(3);
    expect(await Promise.all(all.map(refusal))).toEqual(['not refused', 'not refused', 'not refused', 'unavailable', 'unavailable']);
    expect(stored()).toEqual([0, 1, 2]);
    await writer.submit(insert(9));
  });

  it('warns of a transaction that was open for more than two seconds, and of no other', async () => {
    const clock = testClock();
    const writer = writerOn({ monotonic: clock.monotonic });
    await writer.submit(async () => clock.advance(2000));
    expect(log.messages('WARNING')).toEqual([]);
    await writer.submit(async () => clock.advance(2001));
    expect(log.messages('WARNING')).toEqual(['a transaction was open for long']);
  });

  it('warns while a transaction hangs, not only once it has ended', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const quiet = testLog();
      const writer = new SqliteWriter(connection, sqliteBuilder(), quiet, systemClock.monotonic);
      let go = () => {};
      const hanging = writer.submit(() => new Promise<void>((resolve) => (go = resolve)));
      await aTurn();
      await aTurn();
      await vi.advanceTimersByTimeAsync(1999);
      expect(quiet.messages('WARNING')).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(quiet.messages('WARNING')).toEqual(['a transaction has not ended yet']);
      go();
      await hanging;
      await vi.advanceTimersByTimeAsync(10_000);
      expect(quiet.messages('WARNING')).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a file that another program holds', () => {
  it('is waited for, while everything else in the process goes on', async () => {
    const writer = writerOn();
    foreign.exec('BEGIN IMMEDIATE');
    setTimeout(() => foreign.exec('COMMIT'), 700);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    await writer.submit(insert(1));
    delay.disable();
    expect(delay.max / 1e6).toBeLessThan(400);
    expect(stored()).toEqual([1]);
  });

  it('after five seconds is a reason to come back, with nothing written and nothing left open', async () => {
    const writer = writerOn();
    foreign.exec('BEGIN IMMEDIATE');
    const from = performance.now();
    expect(await Promise.all([writer.submit(insert(1)), writer.submit(insert(2))].map(refusal))).toEqual(['unavailable', 'unavailable']);
    expect(performance.now() - from).toBeLessThan(7000);
    expect(performance.now() - from).toBeGreaterThan(4500);
    expect(connection.raw.inTransaction).toBe(false);
    foreign.exec('ROLLBACK');
    await writer.submit(insert(3));
    expect(stored()).toEqual([3]);
  });
});
