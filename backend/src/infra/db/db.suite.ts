import type { StoreId } from '@tableorder/contract/ids';
import { Problem } from '@tableorder/contract/problem';
import { describe, expect, it, vi } from 'vitest';
import { newId } from '../clock/new-id.ts';
import { findCounter, insertCounters, raiseSeq } from '../events/events.sql.ts';
import type { TestLog } from '../log/test-log.ts';
import { type Db, NotUnique, type Reading, type Trx } from './db.ts';
import type { PoolSettings } from './pool.ts';
import { statement } from './statement.ts';

export interface OpenedDb {
  readonly db: Db;
  readonly log: TestLog;
  /** Closes, if that was not done, and removes what is left. */
  drop(): Promise<void>;
}

interface Fact {
  readonly name: string;
  readonly value: string;
}

export const insertFact = statement((db, { name, value }: Fact) => db.insertInto('server_facts').values({ name, value }));
export const findFact = statement((db, { name }: { name: string }) =>
  db.selectFrom('server_facts').select('value').where('name', '=', name),
);
const facts = statement((db, { prefix }: { prefix: string }) =>
  db.selectFrom('server_facts').selectAll().where('name', 'like', prefix).orderBy('name'),
);
const setFact = statement((db, { name, value }: Fact) => db.updateTable('server_facts').set({ value }).where('name', '=', name));
const setOrderNumber = statement((db, { storeId, number }: { storeId: StoreId; number: number }) =>
  db.updateTable('store_counters').set({ order_number: number }).where('store_id', '=', storeId),
);
const counters = statement((db, { storeId }: { storeId: StoreId }) =>
  db.selectFrom('store_counters').selectAll().where('store_id', '=', storeId),
);

export const aTurn = () => new Promise((resolve) => setImmediate(resolve));

export async function addStore(db: Db): Promise<StoreId> {
  const storeId = newId<StoreId>();
  await db.inServer((trx) => trx.run(insertCounters, { storeId }));
  return storeId;
}

const isUnavailable = (error: unknown) => error instanceof Problem && error.key === 'unavailable' && (error.retryAfterS ?? 0) > 0;
export const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'not refused',
    (error: unknown) => (isUnavailable(error) ? 'unavailable' : error),
  );

vi.setConfig({ testTimeout: 20_000 });

/** What every database driver must do. */
export function dbSuite(open: (pool?: Partial<PoolSettings>) => Promise<OpenedDb>): void {
  const test = (name: string, run: (db: Db, storeId: StoreId, log: TestLog) => Promise<void>, pool?: Partial<PoolSettings>) =>
    it(name, async () => {
      const opened = await open(pool);
      try {
        await run(opened.db, await addStore(opened.db), opened.log);
      } finally {
        await opened.drop();
      }
    });

  describe('statements', () => {
    test('are sent without being waited for, and seen by what comes after', async (db, storeId) => {
      await db.inStore(storeId, async (trx) => {
        for (const name of ['s1', 's2', 's3']) trx.send(insertFact, { name, value: 'first' });
        trx.send(setFact, { name: 's2', value: 'second' });
        expect((await trx.all(facts, { prefix: 's%' })).map(({ value }) => value)).toEqual(['first', 'second', 'first']);
        trx.send(setFact, { name: 's3', value: 'last' });
      });
      expect(await db.first(findFact, { name: 's3' })).toEqual({ value: 'last' });
    });

    test('that were sent and failed undo the whole command, with their own reason, and nothing is told of it', async (db, storeId) => {
      await db.inStore(storeId, async (trx) => trx.send(insertFact, { name: 'taken', value: 'x' }));
      let told = false;
      const work = db.inStore(storeId, async (trx) => {
        trx.afterCommit(() => {
          told = true;
        });
        trx.send(insertFact, { name: 'beside', value: 'x' });
        trx.send(insertFact, { name: 'taken', value: 'again' });
        trx.send(insertFact, { name: 'after', value: 'x' });
      });
      await expect(work).rejects.toBeInstanceOf(NotUnique);
      // Also when something was asked after it: the database only says of that that the transaction is over.
      const asked = db.inStore(storeId, async (trx) => {
        trx.send(insertFact, { name: 'taken', value: 'again' });
        return trx.first(findFact, { name: 'taken' });
      });
      await expect(asked).rejects.toBeInstanceOf(NotUnique);
      await aTurn();
      expect(told).toBe(false);
      expect(await db.all(facts, { prefix: '%e%' })).not.toContainEqual(expect.objectContaining({ name: 'beside' }));
      expect(await db.first(findFact, { name: 'after' })).toBeUndefined();
    });

    test('read all, the first or none, inside and outside a transaction', async (db, storeId) => {
      const changed = await db.inStore(storeId, async (trx) => {
        expect(await trx.run(insertFact, { name: 'a1', value: '하나' })).toBe(1);
        expect(
          await trx.write((b) =>
            b.insertInto('server_facts').values([
              { name: 'a2', value: "둘'" },
              { name: 'a3', value: '' },
            ]),
          ),
        ).toBe(2);
        expect(await trx.first(findFact, { name: 'a1' })).toEqual({ value: '하나' });
        expect(
          await trx.find((b) => b.selectFrom('server_facts').select('name').where('name', 'in', ['a1', 'a3']).orderBy('name')),
        ).toEqual([{ name: 'a1' }, { name: 'a3' }]);
        expect(await trx.run(setFact, { name: 'nobody', value: '' })).toBe(0);
        return trx.write((b) => b.updateTable('server_facts').set({ value: '2' }).where('name', 'in', ['a2', 'a3']));
      });
      expect(changed).toBe(2);
      const readings: Reading[] = [db];
      await db.read(async (reading) => {
        readings.push(reading);
        for (const one of readings) {
          expect(await one.all(facts, { prefix: 'a%' })).toEqual([
            { name: 'a1', value: '하나' },
            { name: 'a2', value: '2' },
            { name: 'a3', value: '2' },
          ]);
          expect(await one.all(facts, { prefix: 'z%' })).toEqual([]);
          expect(await one.first(findFact, { name: 'z' })).toBeUndefined();
          expect(await one.find((b) => b.selectFrom('server_facts').select('value').where('name', '=', 'a1'))).toEqual([{ value: '하나' }]);
        }
      });
    });

    test('bring money and instants beyond 32 bits back as the same number', async (db, storeId) => {
      for (const number of [2 ** 32 + 1, 1_795_000_000_123, Number.MAX_SAFE_INTEGER]) {
        await db.inStore(storeId, (trx) => trx.run(setOrderNumber, { storeId, number }));
        expect((await db.first(counters, { storeId }))?.order_number).toBe(number);
      }
    });

    test('see one moment within a read, whatever is committed meanwhile', async (db, storeId) => {
      const seen = await db.read(async (reading) => {
        const before = await reading.first(findCounter, { storeId });
        await db.inStore(storeId, (trx) => trx.first(raiseSeq, { storeId }));
        return [before, await reading.first(findCounter, { storeId })];
      });
      expect(seen).toEqual([{ event_seq: 0 }, { event_seq: 0 }]);
      expect(await db.first(findCounter, { storeId })).toEqual({ event_seq: 1 });
    });
  });

  describe('commands', () => {
    test('that throw leave nothing, and what waited for their commit is not done', async (db, storeId) => {
      const after = vi.fn();
      const reason = new RangeError('refused');
      const command = db.inStore(storeId, async (trx) => {
        await trx.run(insertFact, { name: 'gone', value: '' });
        await trx.first(raiseSeq, { storeId });
        trx.afterCommit(after);
        throw reason;
      });
      await expect(command).rejects.toBe(reason);
      await aTurn();
      expect(await db.first(findFact, { name: 'gone' })).toBeUndefined();
      expect(await db.first(findCounter, { storeId })).toEqual({ event_seq: 0 });
      expect(after).not.toHaveBeenCalled();
    });

    test('do what they left for after the commit once, when others can see the rows', async (db, storeId) => {
      const seen: unknown[] = [];
      await db.inStore(storeId, async (trx) => {
        await trx.run(insertFact, { name: 'done', value: 'x' });
        trx.afterCommit(async () => void seen.push(await db.first(findFact, { name: 'done' })));
        await aTurn();
        expect(seen).toEqual([]);
      });
      await vi.waitFor(() => expect(seen).toEqual([{ value: 'x' }]));
      await aTurn();
      expect(seen).toHaveLength(1);
    });

    test('stand although work after their commit throws or rejects; it is logged, and the next work is done', async (db, storeId, log) => {
      const last = vi.fn();
      const value = await db.inStore(storeId, async (trx) => {
        trx.afterCommit(() => {
          throw new Error('thrown');
        });
        trx.afterCommit(() => Promise.reject(new Error('rejected')));
        trx.afterCommit(last);
        return trx.first(raiseSeq, { storeId });
      });
      expect(value).toEqual({ event_seq: 1 });
      expect(last).toHaveBeenCalledTimes(1);
      await vi.waitFor(() => expect(log.messages('ERROR')).toEqual(['work after a commit failed', 'work after a commit failed']));
    });

    test('do not lend their transaction beyond its end', async (db, storeId) => {
      for (const end of ['commit', 'refusal']) {
        const kept: Trx[] = [];
        const command = db.inStore(storeId, async (trx) => {
          kept.push(trx);
          if (end === 'refusal') throw new Error(end);
        });
        await command.catch(() => {});
        const [trx] = kept;
        if (!trx) throw new Error('no transaction');
        const fact = { name: 'late', value: end };
        await expect(trx.run(insertFact, fact)).rejects.toThrow('has ended');
        await expect(trx.write((b) => b.insertInto('server_facts').values(fact))).rejects.toThrow('has ended');
        await expect(trx.first(findFact, fact)).rejects.toThrow('has ended');
        await expect(trx.all(facts, { prefix: '%' })).rejects.toThrow('has ended');
        await expect(trx.find((b) => b.selectFrom('server_facts').selectAll())).rejects.toThrow('has ended');
        expect(() => trx.afterCommit(() => {})).toThrow('has ended');
      }
      expect(await db.first(findFact, { name: 'late' })).toBeUndefined();
    });

    test('are told of a row that is there already, and leave nothing', async (db, storeId) => {
      await db.inServer((trx) => trx.run(insertFact, { name: 'one', value: '1' }));
      const again = db.inStore(storeId, async (trx) => {
        await trx.first(raiseSeq, { storeId });
        await trx.run(insertFact, { name: 'one', value: '2' });
      });
      await expect(again).rejects.toBeInstanceOf(NotUnique);
      expect(await db.first(findFact, { name: 'one' })).toEqual({ value: '1' });
      expect(await db.first(findCounter, { storeId })).toEqual({ event_seq: 0 });
    });
  });

  describe('at the same time', () => {
    test(
      '200 commands of one store run one after the other, refused ones between them',
      async (db, storeId) => {
        const commands = Array.from({ length: 200 }, (_, at) =>
          db.inStore(storeId, async (trx) => {
            const { order_number: number } = (await trx.first(counters, { storeId })) ?? { order_number: -1 };
            if (at % 7 === 0) await aTurn();
            await trx.run(setOrderNumber, { storeId, number: number + 1 });
            if (at % 10 === 3) throw new Error('refused');
            return number + 1;
          }),
        );
        const settled = await Promise.allSettled(commands);
        const numbers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])).sort((a, b) => a - b);
        expect(numbers).toEqual(Array.from({ length: 180 }, (_, at) => at + 1));
        expect((await db.first(counters, { storeId }))?.order_number).toBe(180);
      },
      { max: 20, acquireTimeoutMs: 20_000 },
    );

    test('commands of two stores that take their rows in opposite order all succeed', async (db, storeId) => {
      const other = await addStore(db);
      const rows = ['r1', 'r2'].flatMap((row) => [`${storeId}:${row}`, `${other}:${row}`]);
      await db.inServer((trx) => trx.write((b) => b.insertInto('server_facts').values(rows.map((name) => ({ name, value: '0' })))));
      const commands = Array.from({ length: 40 }, (_, at) => {
        const store = at % 2 === 0 ? storeId : other;
        return db.inStore(store, async (trx) => {
          for (const row of at % 4 < 2 ? ['r1', 'r2'] : ['r2', 'r1']) {
            const name = `${store}:${row}`;
            const value = String(Number((await trx.first(findFact, { name }))?.value) + 1);
            await trx.run(setFact, { name, value });
            await aTurn();
          }
        });
      });
      await Promise.all(commands);
      for (const name of rows) expect(await db.first(findFact, { name })).toEqual({ value: '20' });
    });

    test(
      'who gets no connection in time is told to come back, and is served once one is free',
      async (db) => {
        let free = () => {};
        const held = new Promise<void>((resolve) => {
          free = resolve;
        });
        const holding = [1, 2].map(() =>
          db.read(async (reading) => {
            await reading.first(findFact, { name: 'x' });
            await held;
          }),
        );
        const from = performance.now();
        expect(await refusal(db.first(findFact, { name: 'x' }))).toBe('unavailable');
        expect(performance.now() - from).toBeGreaterThanOrEqual(190);
        expect(performance.now() - from).toBeLessThan(2000);
        const waiting = db.first(findFact, { name: 'x' });
        free();
        await Promise.all(holding);
        expect(await waiting).toBeUndefined();
      },
      { min: 1, max: 2, acquireTimeoutMs: 200 },
    );
  });

  describe('the end', () => {
    test('answers a ping, also for a write, and leaves no mark on a store by it', async (db, storeId) => {
      await db.ping();
      await db.ping('write');
      await db.ping('write');
      expect(await db.first(findCounter, { storeId })).toEqual({ event_seq: 0 });
    });

    it('waits for commands and reads that run or wait, then refuses', async () => {
      const { db, drop } = await open({ min: 1, max: 2, acquireTimeoutMs: 3000 });
      try {
        const storeId = await addStore(db);
        const ended: string[] = [];
        const reading = db.read(async (one) => {
          await one.first(findFact, { name: 'x' });
          await new Promise((resolve) => setTimeout(resolve, 60));
          return one.first(findCounter, { storeId });
        });
        reading.then(() => ended.push('read'));
        const commands = Array.from({ length: 8 }, () =>
          db.inStore(storeId, async (trx) => {
            const row = await trx.first(raiseSeq, { storeId });
            await new Promise((resolve) => setTimeout(resolve, 5));
            return row?.event_seq;
          }),
        );
        for (const command of commands)
          command.then(
            () => ended.push('command'),
            () => {},
          );
        await aTurn();
        const closing = db.close();
        expect(await refusal(db.inServer((trx) => trx.run(insertFact, { name: 'late', value: '' })))).toBe('unavailable');
        expect(await refusal(db.first(findFact, { name: 'late' }))).toBe('unavailable');
        expect(await refusal(db.read(async () => 1))).toBe('unavailable');
        await closing;
        expect(ended.filter((one) => one === 'command')).toHaveLength(8);
        expect(ended).toContain('read');
        // Which of two that begin at once is first is the database's to say.
        expect(new Set(await Promise.all(commands))).toEqual(new Set([1, 2, 3, 4, 5, 6, 7, 8]));
        expect(await refusal(db.ping())).toBe('unavailable');
        expect(await refusal(db.ping('write'))).toBe('unavailable');
        await db.close();
      } finally {
        await drop();
      }
    });
  });
}
