import { events as declare } from '@tableorder/contract/event';
import type { SessionId, StoreId, TableId } from '@tableorder/contract/ids';
import { object, text } from '@tableorder/contract/schema';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { eachDb, type TestDb } from '../../../test/each-db.ts';
import type { Bus } from '../bus/bus.ts';
import { memoryBus } from '../bus/memory.ts';
import { newId } from '../clock/new-id.ts';
import { type TestClock, testClock } from '../clock/test-clock.ts';
import { addStore, aTurn } from '../db/db.suite.ts';
import { testLog } from '../log/test-log.ts';
import { type Events, NEWS, openEvents, type Since, type StoredEvent } from './events.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const shapes = declare({ thing_happened: object({ what: text({ max: 1000 }) }) });
const HOUR = 3_600_000;

eachDb('events', (open) => {
  let test: TestDb;
  let bus: Bus;
  let clock: TestClock;
  let events: Events;
  let storeId: StoreId;

  beforeEach(async () => {
    clock = testClock();
    test = await open(clock);
    bus = memoryBus({ log: testLog() });
    events = await openEvents(test.db, bus, clock, () => 'epoch1');
    storeId = await addStore(test.db);
  });
  afterEach(async () => {
    await bus.close();
    await test.drop();
  });

  const append = (what: string, store = storeId) =>
    test.db.inStore(store, (trx) => events.append(trx, store, shapes, 'thing_happened', { kind: 'staff' }, { what }));
  /** Many events in few statements, as they stand after so many commands. */
  const fill = (count: number, from = 1) =>
    test.db.inStore(storeId, async (trx) => {
      const at = clock.now();
      for (let seq = from; seq < from + count; seq += 500) {
        const rows = Array.from({ length: Math.min(500, from + count - seq) }, (_, i) => ({
          store_id: storeId,
          seq: seq + i,
          type: 'thing_happened',
          audience: 'staff' as const,
          table_id: null,
          session_id: null,
          data: '{}',
          at,
        }));
        await trx.write((b) => b.insertInto('events').values(rows));
      }
      await trx.write((b) =>
        b
          .updateTable('store_counters')
          .set({ event_seq: from + count - 1 })
          .where('store_id', '=', storeId),
      );
    });
  const told = (since: Since): readonly StoredEvent[] => {
    if (since.kind === 'reset') throw new Error(`reset to ${since.seq}`);
    return since.events;
  };
  const seqs = (since: Since) => told(since).map(({ seq }) => seq);

  it('number each store’s events without a gap, 200 at once of which 20 are taken back, and a reader by cursor misses none', async () => {
    const other = await addStore(test.db);
    const read: number[] = [];
    let writing = true;
    const reader = (async () => {
      while (writing || read.length < 180) {
        read.push(...seqs(await events.since(storeId, read.at(-1) ?? 0, 100)));
        await aTurn();
      }
    })();
    const settled = await Promise.allSettled(
      Array.from({ length: 200 }, (_, at) =>
        test.db.inStore(storeId, async (trx) => {
          if (at % 5 === 0) await aTurn();
          const seq = await events.append(trx, storeId, shapes, 'thing_happened', { kind: 'staff' }, { what: String(at) });
          if (at % 10 === 4) throw new Error('taken back');
          return seq;
        }),
      ).concat([append('other', other), append('other', other)]),
    );
    writing = false;
    await reader;
    const kept = settled.slice(0, 200).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const whole = Array.from({ length: 180 }, (_, at) => at + 1);
    expect(kept.sort((a, b) => a - b)).toEqual(whole);
    expect(read).toEqual(whole);
    expect(seqs(await events.since(other, 0, 10))).toEqual([1, 2]);
  });

  it('are stored as the line that goes over the wire, with who may hear them', async () => {
    const [tableId, sessionId] = [newId<TableId>(), newId<SessionId>()];
    await test.db.inStore(storeId, async (trx) => {
      await events.append(trx, storeId, shapes, 'thing_happened', { kind: 'session', tableId, sessionId }, { what: 'a\r\n"b"\u2028' });
      await events.append(trx, storeId, declare({ bare: object({}) }), 'bare', { kind: 'everyone' }, {});
    });
    const [first, second] = told(await events.since(storeId, 0, 10));
    expect(first).toMatchObject({ audience: 'session', table_id: tableId, session_id: sessionId });
    expect(first?.data).not.toMatch(/[\r\n]/);
    expect(JSON.parse(first?.data ?? '')).toEqual({
      type: 'thing_happened',
      seq: 1,
      at: '2026-11-23T03:00:00.000Z',
      what: 'a\r\n"b"\u2028',
    });
    expect(JSON.parse(second?.data ?? '')).toEqual({ type: 'bare', seq: 2, at: '2026-11-23T03:00:00.000Z' });
  });

  it('refuse a type that nobody declared, and a store without counters', async () => {
    const wrong = test.db.inStore(storeId, (trx) =>
      events.append(trx, storeId, shapes, 'other' as 'thing_happened', { kind: 'staff' }, { what: '' }),
    );
    await expect(wrong).rejects.toThrow('undeclared event: other');
    await expect(append('x', newId<StoreId>())).rejects.toThrow('no counters');
    expect(await events.seqNow(storeId)).toBe(0);
  });

  it('nudge after the commit, once for each, and not for what is taken back', async () => {
    const seen: (readonly [string, number])[] = [];
    bus.subscribe(NEWS, async (store) => void seen.push([store, await events.seqNow(storeId)]));
    const back = test.db.inStore(storeId, async (trx) => {
      await events.append(trx, storeId, shapes, 'thing_happened', { kind: 'staff' }, { what: 'x' });
      throw new Error('taken back');
    });
    await expect(back).rejects.toThrow();
    await append('a');
    await vi.waitFor(() => expect(seen).toEqual([[storeId, 1]]));
    await aTurn();
    expect(seen).toHaveLength(1);
  });

  it('tell nothing new, what is newer, and in slices', async () => {
    await fill(250);
    expect(await events.since(storeId, 250, 100)).toEqual({ kind: 'events', events: [] });
    expect(seqs(await events.since(storeId, 248, 100))).toEqual([249, 250]);
    const first = seqs(await events.since(storeId, 0, 100));
    expect([first.length, first[0], first.at(-1)]).toEqual([100, 1, 100]);
    expect(seqs(await events.since(storeId, 200, 100))).toHaveLength(50);
    expect(await events.since(newId<StoreId>(), 0, 100)).toEqual({ kind: 'events', events: [] });
  });

  it('send a cursor of the future, or from before what is kept, back to the beginning', async () => {
    await fill(20);
    expect(await events.since(storeId, 21, 100)).toEqual({ kind: 'reset', seq: 20 });
    await test.db.inStore(storeId, (trx) => trx.write((b) => b.deleteFrom('events').where('store_id', '=', storeId).where('seq', '<=', 5)));
    expect(await events.since(storeId, 4, 100)).toEqual({ kind: 'reset', seq: 20 });
    expect(seqs(await events.since(storeId, 5, 1))).toEqual([6]);
    await test.db.inStore(storeId, (trx) => trx.write((b) => b.deleteFrom('events').where('store_id', '=', storeId)));
    expect(await events.since(storeId, 19, 100)).toEqual({ kind: 'reset', seq: 20 });
    expect(await events.since(storeId, 20, 100)).toEqual({ kind: 'events', events: [] });
  });

  it('keep their epoch over a restart, and know a cursor of it alone', async () => {
    const again = await openEvents(test.db, bus, clock, () => 'epoch2');
    expect(again.epoch).toBe('epoch1');
    expect([again.cursor(41), again.read('epoch1-41'), again.read('epoch1-0')]).toEqual(['epoch1-41', 41, 0]);
    const garbage = [
      'epoch2-41',
      '41',
      'epoch1',
      'epoch1-',
      'epoch1--1',
      'epoch1-041',
      'epoch1-1.5',
      'epoch1-9007199254740993',
      '',
      ' epoch1-1',
      'epoch1-1\n',
    ];
    expect(garbage.map((cursor) => again.read(cursor))).toEqual(garbage.map(() => null));
  });

  it('keep at least a day, and at least ten thousand, whichever is more', async () => {
    await fill(12_000);
    clock.advance(24 * HOUR);
    expect(await events.forgetOld(storeId)).toBe(0);
    clock.advance(1);
    const dropped = await events.forgetOld(storeId);
    expect(12_000 - dropped).toBeGreaterThanOrEqual(10_000);
    expect(12_000 - dropped).toBeLessThanOrEqual(10_001);
    expect(told(await events.since(storeId, 2_000, 1))[0]?.seq).toBe(2_001);
    expect(await events.since(storeId, 1_000, 1)).toEqual({ kind: 'reset', seq: 12_000 });
    await fill(11_000, 12_001);
    expect(dropped + (await events.forgetOld(storeId))).toBe(12_000);
    expect(told(await events.since(storeId, 12_000, 1))[0]?.seq).toBe(12_001);
    clock.advance(365 * 24 * HOUR);
    await events.forgetOld(storeId);
    expect(told(await events.since(storeId, 13_000, 1))[0]?.seq).toBe(13_001);
    expect(await events.forgetOld(storeId)).toBe(0);
  });

  it('of one store are forgotten without touching another’s', async () => {
    const other = await addStore(test.db);
    await append('other', other);
    await fill(10_500);
    clock.advance(25 * HOUR);
    await events.forgetOld(storeId);
    expect(seqs(await events.since(other, 0, 10))).toEqual([1]);
  });
});
