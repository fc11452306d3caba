import type { TableId } from '@tableorder/contract/ids';
import type { Order, PlaceOrder } from '@tableorder/contract/orders';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiProblem, NoAnswer, type Refusal } from './api-problem.ts';
import { type LockShelves, leaseLock } from './lock.ts';
import { afterFailure, begun, newEntry, nextLook, nextStep, type OutboxEntry, retryDelay } from './outbox.rules.ts';
import { type Outbox, openOutbox } from './outbox.ts';
import type { OutboxSettings, OutboxShelves } from './outbox-settings.ts';
import { openStorage, type Storage } from './storage.ts';

const MINUTE = 60_000;
const tableId = 'table' as TableId;
const body = (note: string): PlaceOrder => ({ items: [{ menuId: 'm' as never, quantity: 1, optionIds: [] }], note });
const orderOf = (number: string) => ({ id: number, number }) as unknown as Order;
const refusal = (status: number, key: string, retryAfterS: number | null = null): Refusal => ({
  key,
  status,
  params: {},
  errors: [],
  retryAfterS,
  instance: 'r',
});
const refused = (status: number, key: string, retryAfterS: number | null = null) => new ApiProblem(refusal(status, key, retryAfterS));

type Shelves = OutboxShelves & LockShelves;
let disk: Storage<Shelves>;
let tabs: Outbox[];
let restored: string[];
/** What the server has by key, as its idempotency does. */
let server: Map<string, Order>;
let reachable: boolean;

/** A server that places each key once. */
async function place(_: PlaceOrder, key: string): Promise<Order> {
  if (!reachable) throw new NoAnswer('network');
  const order = server.get(key) ?? orderOf(String(server.size + 1).padStart(3, '0'));
  server.set(key, order);
  return order;
}

function tab(more: Partial<OutboxSettings> = {}): Outbox {
  const outbox = openOutbox({
    storage: disk,
    lock: leaseLock('outbox', disk),
    scope: 'table:first',
    tableId,
    send: place,
    onRefused: (entry) => void restored.push(entry.body.note ?? ''),
    random: () => 1,
    ...more,
  });
  tabs.push(outbox);
  return outbox;
}
const states = (outbox: Outbox) => outbox.snapshot().entries.map(({ state }) => state);
const run = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(async () => {
  vi.useFakeTimers({ now: Date.parse('2026-11-23T12:00:00Z') });
  disk = await openStorage<Shelves>();
  tabs = [];
  restored = [];
  server = new Map();
  reachable = true;
});
afterEach(() => {
  for (const outbox of tabs) outbox.close();
  vi.useRealTimers();
});

describe('an order', () => {
  test('is on the disk before it is sent, and gone when it is placed', async () => {
    const stored: (OutboxEntry | undefined)[] = [];
    const outbox = tab({
      send: async (order, key) => {
        stored.push(await disk.get('outbox', key));
        return place(order, key);
      },
    });
    const key = await outbox.place(body('a'));
    await run(100);
    expect(stored[0]).toMatchObject({ key, state: 'sending', attempts: 1, body: body('a') });
    expect(await outbox.settled(key)).toEqual({ kind: 'placed', order: orderOf('001') });
    expect(await disk.all('outbox')).toEqual([]);
  });

  test('that cannot be stored is not sent', async () => {
    const send = vi.fn(place);
    const outbox = tab({ storage: { ...disk, set: () => Promise.reject(new Error('disk full')) }, send });
    await expect(outbox.place(body('a'))).rejects.toThrow('disk full');
    await run(MINUTE);
    expect(send).not.toHaveBeenCalled();
  });

  test('whose answer was lost is sent again with the same key and not doubled', async () => {
    const keys: string[] = [];
    const outbox = tab({
      send: async (order, key) => {
        keys.push(key);
        const placed = await place(order, key);
        if (keys.length < 3) throw new NoAnswer('timeout');
        return placed;
      },
    });
    const key = await outbox.place(body('a'));
    await run(10);
    expect(outbox.snapshot().entries[0]).toMatchObject({ state: 'unknown', maybePlaced: true, attempts: 1 });
    await run(5_000);
    expect(keys).toEqual([key, key, key]);
    expect(server.size).toBe(1);
    expect(await outbox.settled(key)).toMatchObject({ kind: 'placed' });
  });

  test('stored by a tab that died before or while sending is sent by the next one', async () => {
    const dead = tab({ send: () => new Promise(() => {}) });
    const key = await dead.place(body('a'));
    await run(10);
    expect((await disk.get('outbox', key))?.state).toBe('sending');
    dead.close();
    await disk.delete('lease', 'outbox');
    const unsent = newEntry({ key: 'unsent', scope: 'table:first', tableId, body: body('b') }, Date.now());
    await disk.set('outbox', 'unsent', unsent);
    tab();
    await run(1_000);
    expect([...server.keys()]).toEqual([key, 'unsent']);
    expect(await disk.all('outbox')).toEqual([]);
  });

  test('waits for the line and goes at once when it is back', async () => {
    reachable = false;
    const outbox = tab();
    await outbox.place(body('a'));
    await run(5 * MINUTE);
    expect(states(outbox)).toEqual(['unknown']);
    reachable = true;
    outbox.wake();
    await run(50);
    expect(outbox.snapshot()).toEqual({ ready: true, entries: [] });
  });

  test('of another sign-in is neither shown nor sent', async () => {
    reachable = false;
    const first = tab();
    await first.place(body('a'));
    await run(100);
    first.close();
    reachable = true;
    const second = tab({ scope: 'table:second' });
    await run(MINUTE);
    expect(second.snapshot().entries).toEqual([]);
    expect(server.size).toBe(0);
  });
});

describe('a refusal', () => {
  test.each([
    [409, 'order/price-changed'],
    [409, 'order/item-sold-out'],
    [400, 'invalid'],
    [422, 'key-reused'],
    [404, 'not-found'],
  ])('%i %s hands the order back', async (status, key) => {
    const outbox = tab({ send: () => Promise.reject(refused(status, key)) });
    const placed = await outbox.place(body('a'));
    await run(10);
    expect(restored).toEqual(['a']);
    expect(await outbox.settled(placed)).toMatchObject({ kind: 'refused', refusal: { key, status } });
    expect(await disk.all('outbox')).toEqual([]);
  });

  test('is handed back again when the cart could not take it or the tab died meanwhile', async () => {
    const send = vi.fn(() => Promise.reject(refused(409, 'order/price-changed')));
    const dying = tab({ send, onRefused: () => new Promise(() => {}) });
    await dying.place(body('a'));
    await run(10);
    dying.close();
    await disk.delete('lease', 'outbox');
    tab({ send });
    await run(1_000);
    expect(restored).toEqual(['a']);
    expect(send).toHaveBeenCalledTimes(1);
  });

  test('of one order does not hold up the next', async () => {
    const outbox = tab({
      send: (order, key) => (order.note === 'a' ? Promise.reject(refused(409, 'order/item-sold-out')) : place(order, key)),
    });
    await outbox.place(body('a'));
    const key = await outbox.place(body('b'));
    await run(50);
    expect(restored).toEqual(['a']);
    expect(await outbox.settled(key)).toMatchObject({ kind: 'placed' });
  });

  test('429 and 503 wait as long as they say, even when woken', async () => {
    const send = vi.fn(() => Promise.reject(refused(429, 'too-many-requests', 20)));
    const outbox = tab({ send });
    await outbox.place(body('a'));
    await run(10_000);
    outbox.wake();
    await run(9_000);
    expect(send).toHaveBeenCalledTimes(1);
    expect(states(outbox)).toEqual(['waiting']);
    await run(2_000);
    expect(send).toHaveBeenCalledTimes(2);
  });

  test('401 keeps the order until somebody has signed in', async () => {
    let signedIn = false;
    const outbox = tab({ send: (order, key) => (signedIn ? place(order, key) : Promise.reject(refused(401, 'unauthorized'))) });
    const key = await outbox.place(body('a'));
    await run(100);
    expect(outbox.snapshot().entries[0]).toMatchObject({ state: 'waiting', lastProblem: { key: 'unauthorized' } });
    signedIn = true;
    outbox.wake();
    await run(50);
    expect(await outbox.settled(key)).toMatchObject({ kind: 'placed' });
  });
});

describe('after half an hour', () => {
  const waitTooLong = async () => {
    reachable = false;
    const outbox = tab();
    const key = await outbox.place(body('a'));
    await run(31 * MINUTE);
    expect(states(outbox)).toEqual(['expired']);
    reachable = true;
    outbox.wake();
    await run(MINUTE);
    expect(server.size).toBe(0);
    return { outbox, key };
  };

  test('an order is not sent by itself, but when somebody says so', async () => {
    const { outbox, key } = await waitTooLong();
    await outbox.resend(key);
    await run(50);
    expect(await outbox.settled(key)).toMatchObject({ kind: 'placed' });
    expect([...server.keys()]).toEqual([key]);
  });

  test('or goes back into the guest’s hands', async () => {
    const { outbox, key } = await waitTooLong();
    const settled = outbox.settled(key);
    expect(await outbox.takeBack(key)).toEqual(body('a'));
    expect(await settled).toEqual({ kind: 'taken-back' });
    expect(await outbox.takeBack(key)).toBeNull();
    expect(await outbox.settled('never heard of')).toEqual({ kind: 'gone' });
  });

  test('a party that left holds what waits at once', async () => {
    reachable = false;
    const outbox = tab();
    await outbox.place(body('a'));
    await run(10);
    await outbox.holdAll();
    reachable = true;
    outbox.wake();
    await run(MINUTE);
    expect(states(outbox)).toEqual(['expired']);
    expect(server.size).toBe(0);
  });
});

describe('two tabs', () => {
  test('send one at a time, each order once, and both hear of it', async () => {
    let busy = 0;
    let most = 0;
    const sent: string[] = [];
    const send = async (order: PlaceOrder, key: string) => {
      busy += 1;
      most = Math.max(most, busy);
      sent.push(key);
      await new Promise((resolve) => setTimeout(resolve, 400));
      busy -= 1;
      return place(order, key);
    };
    const [one, two] = [tab({ send }), tab({ send })];
    const keys = await Promise.all(['a', 'b', 'c', 'd'].map((note, at) => (at % 2 ? two : one).place(body(note))));
    await run(20_000);
    expect(most).toBe(1);
    expect(sent.toSorted()).toEqual(keys.toSorted());
    vi.useRealTimers();
    expect(
      (await Promise.all(keys.map((key) => Promise.race([one.settled(key), two.settled(key)])))).map(({ kind }) => kind),
    ).not.toContain('refused');
    await vi.waitFor(async () =>
      expect((await Promise.all(keys.map(two.settled))).map(({ kind }) => kind)).toEqual(Array(4).fill('placed')),
    );
  });

  test('a page that was reloaded does not wait for the lease it had', async () => {
    await disk.set('lease', 'outbox', { owner: 'this tab:before', until: Date.now() + 10_000 });
    await tab({ lock: leaseLock('outbox', disk, 'this tab') }).place(body('a'));
    await run(100);
    expect(server.size).toBe(1);
  });

  test('the lease of a tab that died ends', async () => {
    await disk.set('lease', 'outbox', { owner: 'dead', until: Date.now() + 10_000 });
    const outbox = tab();
    await outbox.place(body('a'));
    await run(9_000);
    expect(server.size).toBe(0);
    await run(5_000);
    expect(server.size).toBe(1);
  });
});

describe('rules', () => {
  const entry = newEntry({ key: 'k', scope: 's', tableId, body: body('a') }, 1_000);

  test('waits 1, 2, 4 … 30 s', () => {
    expect([1, 2, 3, 4, 5, 6, 40].map((attempts) => retryDelay(attempts, 1))).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    expect(retryDelay(1, 0)).toBe(500);
  });

  test('an order that may be placed stays so whatever comes after', () => {
    const unknown = afterFailure(begun(entry), new NoAnswer('timeout'), 2_000, 0);
    expect(afterFailure(begun(unknown), refused(429, 'too-many-requests', 1), 3_000, 0)).toMatchObject({
      state: 'unknown',
      maybePlaced: true,
    });
    expect(afterFailure(begun(entry), refused(503, 'unavailable', 1), 2_000, 0)).toMatchObject({ state: 'unknown' });
    expect(begun({ ...entry, state: 'sending' }).maybePlaced).toBe(true);
  });

  test('a clock that jumped back neither expires nor stops an order for good', () => {
    expect(nextStep(entry, 0, true)).toBe('send');
    expect(nextStep(entry, entry.aliveUntil, true)).toBe('expire');
    expect(nextLook([{ ...entry, state: 'expired' }])).toBeNull();
    expect(nextLook([entry])).toBe(1_000);
  });
});
