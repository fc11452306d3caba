import { callStaff, finishCall, listCalls, listMyCalls } from '@tableorder/contract/calls';
import { completeTable, mergeTables, moveTable } from '@tableorder/contract/checkout';
import type { CallId } from '@tableorder/contract/ids';
import { removeTable, type Table } from '@tableorder/contract/tables';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, nobody, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';

eachDb('calls', (open) => {
  let backend: Backend;
  let clock: TestClock;
  let shop: Shop;
  let table: Table;
  let phone: string;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock });
    shop = await openShop(backend);
    table = await shop.table(1);
    phone = await shop.phone(table);
  });
  afterEach(() => backend.close());

  const call = (reason: 'water' | 'cutlery' | 'bill' | 'help' | 'other', note?: string, token = phone) =>
    backend.call(callStaff, { token, body: note === undefined ? { reason } : { reason, note } });
  const openOnes = async () => (await backend.call(listCalls, { token: shop.owner })).items;
  const done = (callId: CallId, token = shop.owner) => backend.call(finishCall, { token, params: { callId } });
  const eventsSince = async (seq: number) => {
    const { events } = backend.ports;
    const since = await events.since(shop.store.id, seq, 100);
    return since.kind === 'events' ? since.events.map(({ type }) => type) : [];
  };
  const now = () => backend.ports.events.seqNow(shop.store.id);

  it('are heard by staff, oldest first, and by the table that called', async () => {
    const from = await now();
    const water = await call('water');
    clock.advance(1000);
    const bill = await call('bill', '카드로요');
    expect(water).toMatchObject({ tableId: table.id, tableNumber: 1, reason: 'water', note: null, doneAt: null });
    expect(bill.note).toBe('카드로요');
    expect(await openOnes()).toEqual([water, bill]);
    expect((await backend.call(listMyCalls, { token: phone })).items).toEqual([water, bill]);
    expect(await eventsSince(from)).toEqual(['call_created', 'call_created']);
  });

  it('for the same reason twice are one, also at once and from two phones, until it is answered', async () => {
    const from = await now();
    const second = await shop.phone(table);
    const calls = await Promise.all([call('water'), call('water'), call('water', undefined, second), call('water')]);
    expect(new Set(calls.map(({ id }) => id)).size).toBe(1);
    expect(await eventsSince(from)).toEqual(['call_created']);
    await done(calls[0].id);
    expect((await call('water')).id).not.toBe(calls[0].id);
  });

  it('of one table are five at most', async () => {
    for (const reason of ['water', 'cutlery', 'bill', 'help', 'other'] as const) await call(reason);
    const refused = await backend.refused(callStaff, { token: phone, body: { reason: 'other', note: '하나 더' } });
    expect(refused).toMatchObject({ status: 409, type: '/problems/call/too-many', params: { open: 5 } });
    expect(await openOnes()).toHaveLength(5);
    const elsewhere = await shop.phone(await shop.table(2));
    expect((await call('water', undefined, elsewhere)).tableNumber).toBe(2);
    const [first] = await openOnes();
    if (first) await done(first.id);
    await call('other', '하나 더');
  });

  it('are answered once, whoever answers them again', async () => {
    const { id } = await call('help');
    const from = await now();
    const staff = await shop.staff('staff');
    const answers = await Promise.all([done(id), done(id, staff), done(id)]);
    clock.advance(5000);
    answers.push(await done(id, staff));
    expect(new Set(answers.map(({ doneAt }) => doneAt)).size).toBe(1);
    expect(answers[0]?.doneAt).not.toBeNull();
    expect(await eventsSince(from)).toEqual(['call_done']);
    expect(await openOnes()).toEqual([]);
    expect((await backend.ask('POST', `/api/admin/calls/${nobody}/done`, { token: shop.owner })).status).toBe(404);
  });

  it('move with the party to another table, and into another party', async () => {
    const { id } = await call('bill');
    const two = await shop.table(2);
    await backend.call(moveTable, { token: shop.owner, params: { tableId: table.id }, body: { toTableId: two.id } });
    expect(await openOnes()).toMatchObject([{ id, tableId: two.id, tableNumber: 2 }]);
    expect((await backend.call(listMyCalls, { token: phone })).items).toMatchObject([{ id }]);
    const three = await shop.table(3);
    const host = await shop.phone(three);
    await backend.call(mergeTables, { token: shop.owner, params: { tableId: two.id }, body: { toTableId: three.id } });
    const [moved] = (await backend.call(listMyCalls, { token: host })).items;
    expect(moved).toMatchObject({ id, tableId: three.id, tableNumber: 3 });
    await done(id);
    expect(await openOnes()).toEqual([]);
  });

  it('end when the party leaves, and the next party sees none of them', async () => {
    await call('water');
    await call('bill');
    const from = await now();
    await backend.call(completeTable, { token: shop.owner, params: { tableId: table.id }, body: {} });
    expect((await eventsSince(from)).filter((type) => type === 'call_done')).toHaveLength(2);
    expect(await openOnes()).toEqual([]);
    expect((await backend.call(listMyCalls, { token: await shop.phone(table) })).items).toEqual([]);
  });

  it('come from a tablet before anybody has ordered, and stay with the first party', async () => {
    const empty = await shop.table(5);
    const { token } = await shop.tablet(empty);
    const early = await call('help', undefined, token);
    expect(early.sessionId).toBeNull();
    await order(backend, token, [line((await shop.item()).id)]);
    expect((await backend.call(listMyCalls, { token })).items).toEqual([early]);
  });

  it('of a table that was removed are nobody’s to answer', async () => {
    const empty = await shop.table(5);
    const { token } = await shop.tablet(empty);
    await call('help', undefined, token);
    await backend.call(removeTable, { token: shop.owner, params: { tableId: empty.id } });
    expect(await openOnes()).toEqual([]);
  });
});
