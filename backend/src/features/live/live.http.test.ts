import { logout, refresh } from '@tableorder/contract/access';
import { completeTable } from '@tableorder/contract/checkout';
import type { SessionId } from '@tableorder/contract/ids';
import { makeTicket } from '@tableorder/contract/live';
import { HEARTBEAT_HEADER } from '@tableorder/contract/live.rules';
import { setOrderStatus } from '@tableorder/contract/orders';
import { type Table, unpairTablets } from '@tableorder/contract/tables';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { newId } from '../../infra/clock/new-id.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';
import { as, atPort, happen, type Listening, listen, range, STAFF, seqsOf, TABLE } from './live.fixture.ts';
import { Tickets } from './live.tickets.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let clock: TestClock;
let backend: Backend;
let shop: Shop;
let port: number;
let table: Table;
const open: Listening[] = [];

beforeEach(async () => {
  clock = testClock();
  backend = await startBackend({ clock, env: { SSE_HEARTBEAT_INTERVAL: '1', SSE_CONNECTION_TIMEOUT: '3' } });
  shop = await openShop(backend);
  table = await shop.table(1);
  port = await atPort(backend.app);
});
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  await backend.close();
});

async function hear(path: string, headers: Record<string, string>): Promise<Listening> {
  const listening = await listen(port, path, headers);
  open.push(listening);
  return listening;
}
const joined = (count: number) => vi.waitFor(() => expect(backend.app.hub.readers).toBe(count));
const types = (listening: Listening) => listening.frames.map(({ event }) => event);
const soon = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 5 });
const cursor = (seq: number) => backend.ports.events.cursor(seq);
const seqNow = () => backend.ports.events.seqNow(shop.store.id);
/** Everything that was on its way has arrived: a last event for everyone marks it. */
async function settle(...listening: Listening[]) {
  const last = await happen(backend.ports, shop.store.id, 1, 1, { kind: 'everyone' });
  for (const one of listening) await soon(() => expect(one.frames.at(-1)?.data.seq).toBe(last));
  for (const one of listening) one.frames.pop();
}
const placed = async (token: string) => order(backend, token, [line((await shop.item()).id)]);

describe('an order', () => {
  it('is on the staff’s stream as the order itself, and on the phone’s that placed it', async () => {
    const phone = await shop.phone(table);
    const item = await shop.item();
    const staff = await hear(STAFF, as(shop.owner));
    const guest = await hear(TABLE, as(phone));
    await joined(2);
    const made = await order(backend, phone, [line(item.id)]);
    for (const listening of [staff, guest]) {
      await soon(() => expect(types(listening)).toContain('order_created'));
      const frame = listening.frames.find(({ event }) => event === 'order_created');
      expect(frame?.data).toMatchObject({ type: 'order_created', order: { id: made.id, number: '001' } });
      expect(frame?.id).toBe(cursor(frame?.data.seq ?? -1));
      expect(Object.keys(frame?.data ?? {}).slice(0, 3)).toEqual(['type', 'seq', 'at']);
    }
  });
});

describe('resuming', () => {
  it.each([
    ['header', (id: string) => hear(STAFF, as(shop.owner, id))],
    ['address', (id: string) => hear(`${STAFF}?lastEventId=${encodeURIComponent(id)}`, as(shop.owner))],
  ])('by the %s goes on after the event, nothing missing, nothing twice', async (_, ask) => {
    const from = await seqNow();
    await happen(backend.ports, shop.store.id, 350);
    const listening = await ask(cursor(from + 7));
    await soon(() => expect(listening.frames).toHaveLength(343));
    await happen(backend.ports, shop.store.id, 5);
    await soon(() => expect(listening.frames).toHaveLength(348));
    expect(seqsOf(listening)).toEqual(range(from + 8, from + 355));
  });

  it('lets the header win over the address, and begins now without either', async () => {
    const from = await seqNow();
    await happen(backend.ports, shop.store.id, 3);
    const both = await hear(`${STAFF}?lastEventId=${cursor(from)}`, as(shop.owner, cursor(from + 2)));
    const neither = await hear(STAFF, as(shop.owner, ''));
    await joined(2);
    await happen(backend.ports, shop.store.id);
    await soon(() => expect([seqsOf(both), seqsOf(neither)]).toEqual([[from + 3, from + 4], [from + 4]]));
  });

  it('from what can’t be resumed says so once, with the cursor that follows, then goes on live', async () => {
    const now = await happen(backend.ports, shop.store.id, 3);
    await backend.ports.db.inStore(shop.store.id, (trx) => trx.write((b) => b.deleteFrom('events').where('seq', '<', now)));
    const { epoch } = backend.ports.events;
    const cursors = [
      'garbage',
      '-1',
      `${epoch}-`,
      `${epoch}--1`,
      `${epoch}-01`,
      `${epoch}-1e3`,
      `${epoch}-9007199254740993`,
      '../../etc',
      '1',
      'x'.repeat(200),
    ];
    cursors.push(cursor(now + 1), cursor(now + 1_000_000), `other-${now}`, cursor(0), cursor(now - 2));
    const listening = await Promise.all(cursors.map((id) => hear(STAFF, as(shop.owner, id))));
    await joined(cursors.length);
    const next = await happen(backend.ports, shop.store.id);
    for (const [at, one] of listening.entries()) {
      await soon(() => expect([cursors[at], types(one)]).toEqual([cursors[at], ['reset', 'thing_happened']]));
      expect(one.frames[0]).toEqual({ id: cursor(now), event: 'reset', data: { type: 'reset', cursor: cursor(now) } });
      expect(one.frames[1]?.data.seq).toBe(next);
    }
  });

  it('over many large events is not taken for a slow reader', async () => {
    const from = await seqNow();
    for (let i = 0; i < 5; i++) await happen(backend.ports, shop.store.id, 50, 20_000);
    const listening = await hear(STAFF, as(shop.owner, cursor(from)));
    await soon(() => expect(listening.frames.length === 250 || listening.ended).toBe(true));
    expect(seqsOf(listening)).toEqual(range(from + 1, from + 250));
    expect(listening.ended).toBe(false);
  });
});

describe('a burst', () => {
  it('or a single event between the last read and being live is not left for the next poll', async () => {
    const { events } = backend.ports;
    const since = events.since.bind(events);
    let happened = 0;
    vi.spyOn(events, 'since').mockImplementation(async (...given) => {
      const found = await since(...given);
      if (happened++ === 0) {
        await happen(backend.ports, shop.store.id);
        // The nudge goes by while nobody listens.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return found;
    });
    const listening = await hear(STAFF, as(shop.owner));
    await vi.waitFor(() => expect(listening.frames).toHaveLength(1), { timeout: 1000 });
  });

  it('that the live readers are still to be told is not told twice to one who has caught up with it', async () => {
    const { events } = backend.ports;
    const before = await hear(STAFF, as(shop.owner));
    await joined(1);
    const from = await seqNow();
    const since = events.since.bind(events);
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    let calls = 0;
    vi.spyOn(events, 'since').mockImplementation(async (...given) => {
      const first = calls++ === 0;
      const found = await since(...given);
      if (first) await held;
      return found;
    });
    await happen(backend.ports, shop.store.id);
    await soon(() => expect(calls).toBe(1));
    const after = await hear(STAFF, as(shop.owner, cursor(from)));
    await joined(2);
    await soon(() => expect(seqsOf(after)).toEqual([from + 1]));
    go();
    await happen(backend.ports, shop.store.id);
    for (const one of [before, after]) await soon(() => expect(one.frames.at(-1)?.data.seq).toBe(from + 2));
    expect([seqsOf(before), seqsOf(after)]).toEqual([
      [from + 1, from + 2],
      [from + 1, from + 2],
    ]);
  });

  it('of a hundred large events at once reaches a reader who takes them, on the same stream', async () => {
    const listening = await hear(STAFF, as(shop.owner));
    await joined(1);
    const last = await happen(backend.ports, shop.store.id, 100, 20_000);
    await soon(() => expect(listening.frames.length === 100 || listening.ended).toBe(true));
    expect(seqsOf(listening)).toEqual(range(last - 99, last));
  });
});

describe('who may listen', () => {
  it('needs a token in the header: an address is read by too many', async () => {
    expect((await hear(STAFF, {})).status).toBe(401);
    expect((await hear(`${STAFF}?token=${shop.owner}`, {})).status).toBeGreaterThanOrEqual(400);
    expect((await backend.ask('GET', `${STAFF}?token=${shop.owner}`)).status).toBe(401);
    expect((await hear(`${STAFF}?ticket=${shop.owner.slice(0, 90)}`, {})).status).toBe(401);
    expect((await hear(TABLE, as(shop.owner))).status).toBe(403);
    expect((await hear(STAFF, as(await shop.phone(table)))).status).toBe(403);
  });

  it('lets a ticket in once, on a stream, and nowhere else', async () => {
    const { ticket } = await backend.call(makeTicket, { token: shop.owner });
    expect((await backend.ask('GET', `/api/admin/board?ticket=${ticket}`)).status).toBe(401);
    expect((await hear(`${STAFF}?ticket=${ticket}`, {})).status).toBe(200);
    expect((await hear(`${STAFF}?ticket=${ticket}`, {})).status).toBe(401);
    const forTable = await backend.call(makeTicket, { token: await shop.phone(table) });
    expect((await hear(`${TABLE}?ticket=${forTable.ticket}`, {})).status).toBe(200);
  });

  it('lets a ticket in for thirty seconds, and not for a token that has ended', async () => {
    const tickets = new Tickets({ ...backend.ports, counter: backend.ports.cache });
    const [early, late] = [tickets.make('token'), tickets.make('token')];
    clock.advance(29_990);
    expect(await tickets.spend(early)).toBe('token');
    expect(await tickets.spend(early)).toBeNull();
    expect(await tickets.spend(`${early.slice(0, -4)}AAAA`)).toBeNull();
    clock.advance(10);
    expect(await tickets.spend(late)).toBeNull();
    const token = await shop.staff('staff');
    const { ticket } = await backend.call(makeTicket, { token });
    await backend.call(logout, { token });
    expect((await hear(`${STAFF}?ticket=${ticket}`, {})).status).toBe(401);
  });

  it('may hold twenty streams by one sign-in, no more', async () => {
    const many = await Promise.all(Array.from({ length: 25 }, () => hear(STAFF, as(shop.owner))));
    expect(many.filter(({ status }) => status === 200)).toHaveLength(20);
    for (const { status, response } of many)
      if (status !== 200) expect([status, Number(response.headers['retry-after']) > 0]).toEqual([429, true]);
    many.find(({ status }) => status === 200)?.close();
    await joined(19);
    expect((await hear(STAFF, as(shop.owner))).status).toBe(200);
  });
});

describe('who hears what', () => {
  it('staff hear all of their store, nothing of another', async () => {
    const other = await openShop(backend);
    const [mine, theirs] = [await hear(STAFF, as(await shop.staff('kitchen'))), await hear(STAFF, as(other.owner))];
    await joined(2);
    const tableId = table.id;
    const first = await happen(backend.ports, shop.store.id);
    await happen(backend.ports, shop.store.id, 1, 1, { kind: 'session', tableId, sessionId: newId<SessionId>() });
    await happen(backend.ports, shop.store.id, 1, 1, { kind: 'everyone' });
    await happen(backend.ports, other.store.id, 2);
    await soon(() => expect([mine.frames.length, theirs.frames.length]).toEqual([3, 2]));
    expect(seqsOf(mine)).toEqual(range(first, first + 2));
    const there = await hear(STAFF, as(other.owner, cursor(0)));
    await soon(() => expect(there.frames.length).toBeGreaterThan(2));
    expect(JSON.stringify(there.frames)).not.toContain(shop.store.id);
  });

  it('a phone hears its party alone, and no word for staff', async () => {
    const neighbours = await shop.table(2);
    const [mine, theirs] = [await shop.phone(table), await shop.phone(neighbours)];
    const listening = await hear(TABLE, as(mine, cursor(await seqNow())));
    await joined(1);
    const made = await placed(mine);
    await placed(theirs);
    await happen(backend.ports, shop.store.id, 3);
    await settle(listening);
    const orders = listening.frames.filter(({ event }) => event === 'order_created').map(({ data }) => (data.order as { id: string }).id);
    expect(orders).toEqual([made.id]);
    expect(types(listening)).not.toContain('thing_happened');
    expect(JSON.stringify(listening.frames)).not.toContain(neighbours.id);
  });

  const close = (orders: readonly { id: string }[]) =>
    backend.call(completeTable, {
      token: shop.owner,
      params: { tableId: table.id },
      body: { resolutions: orders.map(({ id }) => ({ orderId: id as never, action: 'complete' as const })) },
    });

  it('a tablet that comes back hears of the party that sits there now, and of the one before only that it left', async () => {
    const { token } = await shop.tablet(table);
    const from = cursor(await seqNow());
    const earlier = await placed(token);
    await close([earlier]);
    const present = await placed(await shop.phone(table));
    const listening = await hear(TABLE, as(token, from));
    await joined(1);
    await settle(listening);
    const text = JSON.stringify(listening.frames.filter(({ event }) => event !== 'session_closed'));
    expect(types(listening).filter((type) => type === 'session_closed')).toHaveLength(1);
    expect(text).not.toContain(earlier.id);
    expect(text).toContain(present.id);
  });

  it('a tablet hears of a party that sits down while it is coming back', async () => {
    const { token } = await shop.tablet(table);
    const item = await shop.item();
    await happen(backend.ports, shop.store.id, 300, 10, { kind: 'everyone' });
    const { events } = backend.ports;
    const since = events.since.bind(events);
    let made: string | undefined;
    // The moment between being let in and reading what was missed: someone at the table orders.
    vi.spyOn(events, 'since').mockImplementation(async (...given) => {
      if (made === undefined && given[0] === shop.store.id) {
        made = '';
        made = (await order(backend, token, [line(item.id)])).id;
      }
      return since(...given);
    });
    const listening = await hear(TABLE, as(token, cursor((await seqNow()) - 250)));
    await soon(() => expect(types(listening)).toContain('order_created'));
    expect(JSON.stringify(listening.frames)).toContain(made);
  });

  it('closing the table tells its phones that they are signed out; the tablet stays', async () => {
    const { token } = await shop.tablet(table);
    const phone = await shop.phone(table);
    const made = await placed(phone);
    await backend.call(setOrderStatus, { token: shop.owner, params: { orderId: made.id }, body: { status: 'CONFIRMED' } });
    const [onPhone, onTablet] = [await hear(TABLE, as(phone)), await hear(TABLE, as(token))];
    await joined(2);
    await close([made]);
    await soon(() => expect(onPhone.ended).toBe(true));
    expect(onPhone.frames.at(-1)).toEqual({ id: null, event: 'auth_expired', data: { type: 'auth_expired' } });
    expect(types(onPhone)).toContain('session_closed');
    await settle(onTablet);
    expect(onTablet.ended).toBe(false);
    expect(types(onTablet)).toContain('session_closed');
  });
});

describe('the end of a sign-in', () => {
  it('ends its streams and no other', async () => {
    const token = await shop.staff('staff');
    const [gone, stays] = [await hear(STAFF, as(token)), await hear(STAFF, as(shop.owner))];
    await joined(2);
    await backend.call(logout, { token });
    await soon(() => expect(gone.ended).toBe(true));
    expect(types(gone)).toEqual(['auth_expired']);
    expect(stays.ended).toBe(false);
    await joined(1);
  });

  it('by the clock ends the stream within a second or two of it, and a refreshed one goes on', async () => {
    const { token } = await shop.tablet(table);
    const phone = await shop.phone(table);
    const [onPhone, onTablet] = [await hear(TABLE, as(phone)), await hear(TABLE, as(token))];
    await joined(2);
    clock.advance(86_400_000 - 60_000);
    await backend.call(refresh, { token, body: {} });
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect([onPhone.ended, onTablet.ended]).toEqual([false, false]);
    clock.advance(60_000);
    await soon(() => expect(onPhone.ended).toBe(true));
    expect(types(onPhone).at(-1)).toBe('auth_expired');
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(onTablet.ended).toBe(false);
  });

  it('reaches a tablet that is unpaired', async () => {
    const { token } = await shop.tablet(table);
    const listening = await hear(TABLE, as(token));
    await joined(1);
    await backend.call(unpairTablets, { token: shop.owner, params: { tableId: table.id } });
    await soon(() => expect(types(listening).at(-1)).toBe('auth_expired'));
  });
});

describe('a stream', () => {
  it('beats while nothing happens', async () => {
    const listening = await hear(STAFF, as(shop.owner));
    await soon(() => expect(listening.heartbeats).toBeGreaterThanOrEqual(2));
    expect(listening.frames).toEqual([]);
    expect(Number(listening.response.headers[HEARTBEAT_HEADER])).toBeGreaterThan(0);
  });

  it('is not opened for HEAD', async () => {
    expect((await backend.ask('HEAD', STAFF, { token: shop.owner })).status).toBe(404);
  });
});
