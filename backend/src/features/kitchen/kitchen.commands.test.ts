import { listAudit } from '@tableorder/contract/audit';
import { completeTable, mergeTables, moveTable } from '@tableorder/contract/checkout';
import type { MenuId, OrderId, OrderItemId, StationId } from '@tableorder/contract/ids';
import * as kitchen from '@tableorder/contract/kitchen';
import { lineState } from '@tableorder/contract/kitchen.rules';
import {
  cancelMyOrder,
  changeMyOrder,
  deleteOrder,
  type Order,
  type OrderStatus,
  readMyOrder,
  readOrder,
  setOrderStatus,
} from '@tableorder/contract/orders';
import { addStation, listStations, removeStation } from '@tableorder/contract/stations';
import type { Table } from '@tableorder/contract/tables';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';

eachDb('the kitchen', (open) => {
  let backend: Backend;
  let clock: TestClock;
  let shop: Shop;
  let table: Table;
  let phone: string;
  let cook: string;
  let [food, bar] = ['', ''] as string[] as [StationId, StationId];
  let [stew, rice, beer, both] = ['', '', '', ''] as string[] as [MenuId, MenuId, MenuId, MenuId];
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock });
    shop = await openShop(backend);
    table = await shop.table(1);
    phone = await shop.phone(table);
    cook = await shop.staff('kitchen');
    food = (await backend.call(listStations, { token: shop.owner })).items[0]?.id as StationId;
    bar = (await backend.call(addStation, { token: shop.owner, body: { name: '바' } })).id;
    stew = (await shop.item({ name: '찌개' })).id;
    rice = (await shop.item({ name: '공깃밥' })).id;
    beer = (await shop.item({ name: '맥주', stationIds: [bar] })).id;
    both = (await shop.item({ name: '세트', stationIds: [food, bar] })).id;
  });
  afterEach(() => backend.close());

  type Act = typeof kitchen.startLines | typeof kitchen.bumpLines | typeof kitchen.recallLines;
  const act =
    (endpoint: Act) =>
    (placed: Order, body: kitchen.Lines = {}, token = cook) =>
      backend.call(endpoint, { token, params: { orderId: placed.id }, body });
  const [start, bump, recall] = [act(kitchen.startLines), act(kitchen.bumpLines), act(kitchen.recallLines)];
  const hold = (placed: Order, itemIds: OrderItemId[], course: number) =>
    backend.call(kitchen.holdLines, { token: cook, params: { orderId: placed.id }, body: { itemIds, course } });
  const fire = (placed: Order, course: number) =>
    backend.call(kitchen.fireCourse, { token: cook, params: { orderId: placed.id }, body: { course } });
  const tickets = async (stationId?: StationId) =>
    (await backend.call(kitchen.readTickets, { token: cook, query: stationId ? { stationId } : {} })).tickets;
  const shown = async (stationId?: StationId) => (await tickets(stationId)).map((ticket) => ticket.order.number);
  const states = ({ order: of, lines }: kitchen.Ticket) => lines.map((one) => lineState(one, of));
  const ticketOf = async (placed: Order) => (await tickets()).find((ticket) => ticket.order.id === placed.id) as kitchen.Ticket;
  const place = (...items: MenuId[]) =>
    order(
      backend,
      phone,
      items.map((id) => line(id)),
    );
  const itemId = (placed: Order, at: number) => placed.items[at]?.id as OrderItemId;
  const set = (placed: Order, status: OrderStatus, reason?: string) =>
    backend.call(setOrderStatus, { token: shop.owner, params: { orderId: placed.id }, body: { status, ...(reason ? { reason } : {}) } });
  const seen = async (placed: Order) => await backend.call(readMyOrder, { token: phone, params: { orderId: placed.id } });
  const eventsSince = async (seq: number) => {
    const since = await backend.ports.events.since(shop.store.id, seq, 100);
    return since.kind === 'events' ? since.events.map(({ type, audience }) => `${type} ${audience}`) : [];
  };
  const now = () => backend.ports.events.seqNow(shop.store.id);

  it('is sent each part of an order at the station that makes it, oldest first, and writes nothing for it', async () => {
    const first = await place(stew, beer);
    clock.advance(1000);
    const second = await place(both);
    expect(await shown(food)).toEqual([first.number, second.number]);
    expect(await shown(bar)).toEqual([first.number, second.number]);
    const [ticket] = await tickets();
    expect(ticket?.lines.map((one) => [one.itemId, one.stationId])).toEqual([
      [itemId(first, 0), food],
      [itemId(first, 1), bar],
    ]);
    expect(await backend.ports.db.find((db) => db.selectFrom('kitchen_lines').selectAll())).toEqual([]);
  });

  it('takes the order to PREPARING with its first line and to READY with the last of all stations; every step is written', async () => {
    const placed = await place(stew, beer, both);
    clock.advance(60_000);
    const from = await now();
    await start(placed, { stationId: food, itemIds: [itemId(placed, 0)] });
    expect(await eventsSince(from)).toEqual(['order_updated session', 'kitchen_updated staff']);
    expect(await seen(placed)).toMatchObject({ status: 'PREPARING', version: 3 });
    expect((await seen(placed)).transitions.map(({ to, by }) => `${to} ${by}`)).toEqual([
      'PENDING guest',
      'CONFIRMED kitchen',
      'PREPARING kitchen',
    ]);
    await bump(placed, { stationId: food });
    expect(await shown(food)).toEqual([]);
    expect(await shown(bar)).toEqual([placed.number]);
    expect((await seen(placed)).status).toBe('PREPARING');
    const ready = await bump(placed, { stationId: bar });
    expect(ready.order.status).toBe('READY');
    expect(states(ready)).toEqual(['done', 'done', 'done', 'done']);
    expect(await tickets()).toEqual([]);
    const { items } = await backend.call(listAudit, { token: shop.owner, query: { text: placed.number } });
    expect(items.map(({ act: one, details }) => [one, details.from, details.to])).toEqual([
      ['order.step', 'PREPARING', 'READY'],
      ['order.step', 'PENDING', 'PREPARING'],
    ]);
  });

  it('bumped at once is READY at once, with each skipped step', async () => {
    const placed = await place(stew, rice);
    await bump(placed);
    expect((await seen(placed)).transitions.map(({ to }) => to)).toEqual(['PENDING', 'CONFIRMED', 'PREPARING', 'READY']);
  });

  it('does the same thing twice once: nothing is written and nobody is told again', async () => {
    const placed = await place(stew, rice);
    for (const again of [start, bump, recall]) {
      const once = await again(placed, { itemIds: [itemId(placed, 0)] });
      clock.advance(1000);
      const from = await now();
      if (again !== recall) expect(await again(placed, { itemIds: [itemId(placed, 0)] })).toEqual(once);
      expect(await eventsSince(from)).toEqual([]);
    }
  });

  it('calls back what was bumped: the line is open again, the order’s status stays, and bumped again it is gone', async () => {
    const placed = await place(stew, beer);
    await bump(placed);
    clock.advance(5000);
    const { tickets: recent } = await backend.call(kitchen.readRecentTickets, { token: cook, query: { stationId: bar } });
    expect(recent).toMatchObject([{ ticket: { order: { id: placed.id } } }]);
    const back = await recall(placed, { stationId: bar });
    expect([back.order.status, ...states(back)]).toEqual(['READY', 'done', 'started']);
    expect(await shown(bar)).toEqual([placed.number]);
    expect(await shown(food)).toEqual([]);
    await bump(placed, { stationId: bar });
    expect(await shown()).toEqual([]);
    expect((await seen(placed)).status).toBe('READY');
  });

  it('remembers the last ten tickets of each station, newest first', async () => {
    const placed: Order[] = [];
    for (let at = 0; at < 12; at++) placed.push(await place(at === 11 ? beer : stew));
    for (const one of placed) {
      clock.advance(1000);
      await bump(one);
    }
    const recent = async (stationId?: StationId) =>
      (await backend.call(kitchen.readRecentTickets, { token: cook, query: stationId ? { stationId } : {} })).tickets.map(
        ({ ticket }) => ticket.order.number,
      );
    const numbers = placed.map(({ number }) => number).reverse();
    expect(await recent()).toEqual(numbers.slice(0, 10));
    expect(await recent(food)).toEqual(numbers.slice(1, 11));
    expect(await recent(bar)).toEqual(numbers.slice(0, 1));
  });

  it('follows staff: an order called ready or served is done at every station, a line called back after that is open', async () => {
    const placed = await place(stew, beer);
    await start(placed);
    await set(placed, 'READY');
    expect(await shown()).toEqual([]);
    clock.advance(1000);
    const back = await recall(placed, { stationId: food });
    expect(states(back)).toEqual(['started', 'done']);
    expect(await shown()).toEqual([placed.number]);
    clock.advance(1000);
    await set(placed, 'COMPLETED');
    expect(await shown()).toEqual([]);
  });

  it('lets go of what is cancelled, deleted, or whose party has left', async () => {
    const [cancelled, deleted, left] = [await place(stew), await place(stew), await place(stew)];
    await backend.call(cancelMyOrder, { token: phone, params: { orderId: cancelled.id }, body: {} });
    await backend.call(deleteOrder, { token: shop.owner, params: { orderId: deleted.id }, body: { reason: '실수' } });
    expect(await shown()).toEqual([left.number]);
    await bump(left);
    await backend.call(completeTable, {
      token: shop.owner,
      params: { tableId: table.id },
      body: { resolutions: [{ orderId: left.id, action: 'complete' }] },
    });
    for (const [one, type] of [
      [cancelled, '/problems/kitchen/order-over'],
      [deleted, '/problems/not-found'],
      [left, '/problems/kitchen/order-over'],
    ] as const)
      expect(await backend.refused(kitchen.recallLines, { token: cook, params: { orderId: one.id }, body: {} })).toMatchObject({ type });
    expect(await backend.call(readOrder, { token: shop.owner, params: { orderId: cancelled.id } })).toMatchObject({ status: 'CANCELLED' });
  });

  it('keeps its lines when the party moves or merges: no food is sent again', async () => {
    const placed = await place(stew, beer);
    await bump(placed, { stationId: food });
    const other = await shop.table(2);
    await backend.call(moveTable, { token: shop.owner, params: { tableId: table.id }, body: { toTableId: other.id } });
    const third = await shop.table(3);
    await order(backend, await shop.phone(third), [line(stew)]);
    const from = await now();
    await backend.call(mergeTables, { token: shop.owner, params: { tableId: other.id }, body: { toTableId: third.id } });
    expect((await eventsSince(from)).filter((type) => type.startsWith('kitchen') || type.startsWith('order_created'))).toEqual([]);
    const ticket = await ticketOf(placed);
    expect([ticket.order.tableNumber, ...states(ticket)]).toEqual([3, 'done', 'waiting']);
  });

  describe('courses', () => {
    it('are held until they are fired, and wait from then on', async () => {
      const placed = await place(stew, rice, beer);
      await hold(placed, [itemId(placed, 1), itemId(placed, 2)], 2);
      expect(states(await ticketOf(placed))).toEqual(['waiting', 'held', 'held']);
      const half = await bump(placed);
      expect([half.order.status, ...states(half)]).toEqual(['PREPARING', 'done', 'held', 'held']);
      clock.advance(900_000);
      const out = await fire(placed, 2);
      expect(states(out)).toEqual(['done', 'waiting', 'waiting']);
      expect(out.lines[1]).toMatchObject({ course: 2, firedAt: expect.any(String) });
      expect((await bump(placed)).order.status).toBe('READY');
    });

    it('goes on holding a dish when the guest writes a pending order anew: what is still wanted is the same line', async () => {
      const placed = await place(stew, beer, stew);
      await hold(placed, [itemId(placed, 1), itemId(placed, 2)], 2);
      const changed = await backend.call(changeMyOrder, {
        token: phone,
        params: { orderId: placed.id },
        body: { items: [line(both), line(beer, { quantity: 2 }), line(stew), line(stew, { note: '덜 맵게' })] },
      });
      const ids = placed.items.map(({ id }) => id);
      expect(changed.items.map(({ id }) => ids.indexOf(id))).toEqual([-1, 1, 0, 2]);
      const courses = (await ticketOf(placed)).lines.map(({ itemId: of, course, heldAt }) => [
        ids.indexOf(of),
        heldAt === null ? null : course,
      ]);
      expect(courses).toEqual(
        expect.arrayContaining([
          [1, 2],
          [0, null],
          [2, 2],
        ]),
      );
    });

    it('give up a line that is pointed at, and leave alone what was begun', async () => {
      const placed = await place(stew, rice);
      await start(placed, { itemIds: [itemId(placed, 0)] });
      await hold(placed, [itemId(placed, 0), itemId(placed, 1)], 3);
      expect(states(await ticketOf(placed))).toEqual(['started', 'held']);
      await start(placed, { itemIds: [itemId(placed, 1)] });
      expect(states(await ticketOf(placed))).toEqual(['started', 'started']);
    });
  });

  it('counts by item what is still to be made', async () => {
    const placed = await order(backend, phone, [line(stew, { quantity: 2 }), line(beer), line(both)]);
    const more = await order(backend, phone, [line(stew, { quantity: 3 })]);
    await start(more);
    const counts = async (stationId?: StationId) =>
      (await backend.call(kitchen.readAllDay, { token: cook, query: stationId ? { stationId } : {} })).items.map(
        ({ name, quantity, started }) => [name, quantity, started],
      );
    expect(await counts()).toEqual([
      ['찌개', 5, 3],
      ['맥주', 1, 0],
      ['세트', 1, 0],
    ]);
    expect(await counts(bar)).toEqual([
      ['맥주', 1, 0],
      ['세트', 1, 0],
    ]);
    await bump(placed, { stationId: food });
    expect(await counts(food)).toEqual([['찌개', 3, 3]]);
  });

  it('hands the lines of a removed station to its heir, with what was done', async () => {
    const placed = await place(beer, both);
    await start(placed, { stationId: bar, itemIds: [itemId(placed, 0)] });
    await bump(placed, { stationId: food });
    await backend.call(removeStation, { token: shop.owner, params: { stationId: bar }, body: { toStationId: food } });
    expect(states(await ticketOf(placed))).toEqual(['started', 'done']);
    expect((await bump(placed, { stationId: food })).order.status).toBe('READY');
  });

  it('knows nothing of a line or a station that the order has nothing of', async () => {
    const placed = await place(stew);
    const other = await place(rice);
    for (const body of [{ stationId: bar }, { itemIds: [itemId(other, 0)] }])
      expect(await backend.refused(kitchen.bumpLines, { token: cook, params: { orderId: placed.id as OrderId }, body })).toMatchObject({
        type: '/problems/not-found',
      });
  });
});
