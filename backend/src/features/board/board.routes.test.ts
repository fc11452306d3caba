import { readBoard } from '@tableorder/contract/board';
import { callStaff, finishCall, listCalls } from '@tableorder/contract/calls';
import { completeTable } from '@tableorder/contract/checkout';
import { parseCursor } from '@tableorder/contract/event';
import { cancelMyOrder, deleteOrder, listOrders, setOrderStatus } from '@tableorder/contract/orders';
import { listTables, type Table } from '@tableorder/contract/tables';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';

eachDb('the board', (open) => {
  let backend: Backend;
  let shop: Shop;
  let tables: Table[];
  beforeEach(async () => {
    backend = await startBackend({ open });
    shop = await openShop(backend);
    tables = [await shop.table(3), await shop.table(1), await shop.table(2)];
  });
  afterEach(() => backend.close());

  const board = () => backend.call(readBoard, { token: shop.owner });
  const tableAt = (number: number) => tables.find((table) => table.number === number) ?? Promise.reject(new Error('no table'));

  it('shows the same as the lists: tables by number, running orders latest first, totals, open calls', async () => {
    const item = await shop.item();
    const phone = await shop.phone(await tableAt(1));
    const first = await order(backend, phone, [line(item.id)]);
    const second = await order(backend, phone, [line(item.id, { quantity: 2 })]);
    const cancelled = await order(backend, phone, [line(item.id)]);
    const deleted = await order(backend, phone, [line(item.id)]);
    await backend.call(cancelMyOrder, { token: phone, params: { orderId: cancelled.id }, body: {} });
    await backend.call(deleteOrder, { token: shop.owner, params: { orderId: deleted.id }, body: { reason: '실수' } });
    await backend.call(setOrderStatus, { token: shop.owner, params: { orderId: first.id }, body: { status: 'CONFIRMED' } });
    await backend.call(callStaff, { token: phone, body: { reason: 'water' } });
    const answered = await backend.call(callStaff, { token: phone, body: { reason: 'bill' } });
    await backend.call(finishCall, { token: shop.owner, params: { callId: answered.id } });
    const other = await shop.phone(await tableAt(2));
    const left = await order(backend, other, [line(item.id)]);
    const resolutions = [{ orderId: left.id, action: 'complete' as const }];
    await backend.call(completeTable, { token: shop.owner, params: { tableId: (await tableAt(2)).id }, body: { resolutions } });

    const { tables: shown } = await board();
    expect(shown.map(({ table }) => table)).toEqual((await backend.call(listTables, { token: shop.owner })).items);
    expect(shown.map(({ table, status, session, totalAmount }) => [table.number, status, session !== null, totalAmount])).toEqual([
      [1, 'IN_USE', true, first.totalAmount + second.totalAmount],
      [2, 'AVAILABLE', false, 0],
      [3, 'AVAILABLE', false, 0],
    ]);
    expect(shown[0]?.orders.map(({ id }) => id)).toEqual([cancelled.id, second.id, first.id]);
    expect(shown[0]?.session?.id).toBe(first.sessionId);
    const listed = await backend.call(listOrders, { token: shop.owner, query: { state: 'current' } });
    // What is filed also names who took each step.
    const plain = listed.items.map(({ sessionEndedAt: _, deletion: __, transitions, ...rest }) => ({
      ...rest,
      transitions: transitions.map(({ who: ___, ...step }) => step),
    }));
    expect(shown.flatMap(({ orders }) => orders)).toEqual(plain);
    expect(shown.flatMap(({ openCalls }) => openCalls)).toEqual((await backend.call(listCalls, { token: shop.owner })).items);
    expect(shown[1]).toMatchObject({ orders: [], openCalls: [] });
  });

  it('is true at its cursor: what is read before and what the events after it tell make the next board, with nothing twice', async () => {
    const item = await shop.item();
    const phones = await Promise.all(tables.map((table) => shop.phone(table)));
    const { events } = backend.ports;
    const placeOne = (phone: string) => order(backend, phone, [line(item.id)]);
    for (let round = 0; round < 6; round++) {
      // Read in the middle of orders that are just being placed.
      const [, seen] = await Promise.all([Promise.all(phones.map(placeOne)), board(), Promise.all(phones.map(placeOne))]);
      const cursor = parseCursor(seen.cursor);
      expect(cursor?.epoch).toBe(events.epoch);
      const [later] = await Promise.all([board(), ...phones.map(placeOne)]);
      const since = await events.since(shop.store.id, cursor?.seq ?? -1, 10_000);
      if (since.kind !== 'events') throw new Error('the cursor does not resume');
      const until = parseCursor(later.cursor)?.seq ?? -1;
      const told = since.events
        .filter((event) => event.seq <= until && event.type === 'order_created')
        .map((event) => (JSON.parse(event.data) as { order: { id: string } }).order.id);
      const ids = (of: typeof seen) => of.tables.flatMap(({ orders }) => orders.map(({ id }) => id as string));
      expect(new Set(told).size).toBe(told.length);
      expect(told.filter((id) => ids(seen).includes(id))).toEqual([]);
      expect([...ids(seen), ...told].sort()).toEqual(ids(later).sort());
    }
    expect((await board()).tables.flatMap(({ orders }) => orders)).toHaveLength(54);
  });

  it('is empty in an empty shop, and another shop’s stays its own', async () => {
    const second = await openShop(backend);
    const { tables: shown, cursor } = await backend.call(readBoard, { token: second.owner });
    expect(shown).toEqual([]);
    expect(backend.ports.events.read(cursor)).toBe(await backend.ports.events.seqNow(second.store.id));
  });
});
