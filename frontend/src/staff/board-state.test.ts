import type { Call } from '@tableorder/contract/calls';
import { formatCursor } from '@tableorder/contract/event';
import { noMoney } from '@tableorder/contract/money';
import type { Order } from '@tableorder/contract/orders';
import { nextStatus, sessionTotal } from '@tableorder/contract/orders.rules';
import type { JoinRequest, Table, TableSession } from '@tableorder/contract/tables';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aCall, ago, aJoinRequest, anOrder, aSession, aTable, nextId } from '../../test/staff-fixtures.ts';
import { applyEvent, applyOrder, type Board, type StaffEvent } from './board-state.ts';

type Told = StaffEvent extends infer E ? (E extends StaffEvent ? Omit<E, 'seq' | 'at'> : never) : never;

/** The server in small: what it has, and the events each act tells, in the order the real one writes them. */
function shop() {
  const tables: { table: Table; session: TableSession | null }[] = [];
  let orders: Order[] = [];
  let calls: Call[] = [];
  let asking: JoinRequest[] = [];
  const left: { tableId: Table['id']; session: TableSession }[] = [];
  const told: { event: StaffEvent; id: string }[] = [];
  const tell = (event: Told) => {
    const seq = told.length + 1;
    told.push({ event: { ...event, seq, at: ago(0) } as StaffEvent, id: formatCursor('e', seq) });
  };
  const running = (session: TableSession | null) => orders.filter((order) => order.sessionId === session?.id);
  const tableTold = (place: { table: Table; session: TableSession | null }) =>
    tell({
      type: 'table_updated',
      tableId: place.table.id,
      table: place.table,
      session: place.session,
      totalAmount: sessionTotal(running(place.session)),
    });
  const change = (order: Order, more: Partial<Order>) => {
    const next = { ...order, ...more, version: order.version + 1 };
    orders = orders.map((other) => (other.id === order.id ? next : other));
    tell({ type: 'order_updated', order: next });
  };
  const pick = <T>(all: readonly T[], by: number): T | undefined => all[by % Math.max(1, all.length)];

  const acts: Record<string, (by: number) => void> = {
    addTable: () => {
      const place = { table: aTable(tables.length + 1, { zone: tables.length % 2 ? '홀' : null }), session: null };
      tables.push(place);
      tableTold(place);
    },
    renameTable: (by) => {
      const place = pick(tables, by);
      if (!place) return;
      place.table = { ...place.table, label: `창가 ${by}`, number: by + 100 };
      tableTold(place);
    },
    removeTable: (by) => {
      const place = pick(
        tables.filter(({ session }) => session === null),
        by,
      );
      if (!place || calls.some((call) => call.tableId === place.table.id)) return;
      asking = asking.filter(({ tableId }) => tableId !== place.table.id);
      tables.splice(tables.indexOf(place), 1);
      tell({ type: 'table_updated', tableId: place.table.id, table: null, session: null, totalAmount: noMoney });
    },
    placeOrder: (by) => {
      const place = pick(tables, by);
      if (!place) return;
      if (place.session === null) {
        place.session = aSession();
        place.table = { ...place.table, status: 'IN_USE' };
        asking = asking.filter(({ tableId }) => tableId !== place.table.id);
        tableTold(place);
      }
      const order = anOrder(place.table, place.session, { number: String(orders.length + 1).padStart(3, '0') });
      orders = [...orders, order];
      tell({ type: 'order_created', order });
    },
    step: (by) => {
      const order = pick(orders, by);
      const status = order && nextStatus(order.status);
      if (order && status) change(order, { status });
    },
    cancel: (by) => {
      const order = pick(orders, by);
      if (order && order.status !== 'CANCELLED') change(order, { status: 'CANCELLED', cancelReason: '품절' });
    },
    remove: (by) => {
      const order = pick(orders, by);
      if (!order) return;
      orders = orders.filter((other) => other.id !== order.id);
      tell({ type: 'order_deleted', order: { ...order, version: order.version + 1 }, reason: '두 번' });
    },
    call: (by) => {
      const place = pick(tables, by);
      if (!place) return;
      const call = aCall(place.table);
      calls = [...calls, call];
      tell({ type: 'call_created', call });
    },
    answer: (by) => {
      const call = pick(calls, by);
      if (!call) return;
      calls = calls.filter((other) => other.id !== call.id);
      tell({ type: 'call_done', call: { ...call, doneAt: ago(0) } });
    },
    ask: (by) => {
      const place = pick(
        tables.filter(({ session }) => session === null),
        by,
      );
      if (!place) return;
      const request = aJoinRequest(place.table);
      asking = [...asking, request];
      tell({ type: 'join_requested', request });
    },
    refuse: (by) => {
      const request = pick(asking, by);
      if (!request) return;
      asking = asking.filter(({ tableId }) => tableId !== request.tableId);
      tell({ type: 'join_ended', tableId: request.tableId });
    },
    close: (by) => {
      const place = pick(
        tables.filter(({ session }) => session !== null),
        by,
      );
      if (!place?.session) return;
      for (const call of calls.filter((other) => other.tableId === place.table.id)) tell({ type: 'call_done', call });
      calls = calls.filter((other) => other.tableId !== place.table.id);
      tell({ type: 'session_closed', sessionId: place.session.id, tableId: place.table.id, reason: 'completed' });
      left.push({ tableId: place.table.id, session: place.session });
      place.session = null;
      place.table = { ...place.table, status: 'AVAILABLE' };
      tableTold(place);
    },
    move: (by) => {
      const from = pick(
        tables.filter(({ session }) => session !== null),
        by,
      );
      const to = pick(
        tables.filter(({ session }) => session === null),
        by,
      );
      if (!from?.session || !to) return;
      const { session } = from;
      tell({ type: 'session_closed', sessionId: session.id, tableId: from.table.id, reason: 'moved' });
      from.session = null;
      from.table = { ...from.table, status: 'AVAILABLE' };
      tableTold(from);
      asking = asking.filter(({ tableId }) => tableId !== to.table.id);
      to.session = session;
      to.table = { ...to.table, status: 'IN_USE' };
      tableTold(to);
      for (const order of running(session)) change(order, { tableId: to.table.id, tableNumber: to.table.number });
      for (const call of calls.filter(({ tableId }) => tableId === from.table.id)) {
        const moved = { ...call, tableId: to.table.id, sessionId: session.id };
        calls = calls.map((other) => (other.id === call.id ? moved : other));
        tell({ type: 'call_created', call: moved });
      }
    },
    reopen: (by) => {
      const last = pick(left, by);
      const place = tables.find(({ table, session }) => table.id === last?.tableId && session === null);
      if (!last || !place) return;
      left.splice(left.indexOf(last), 1);
      asking = asking.filter(({ tableId }) => tableId !== place.table.id);
      place.session = last.session;
      place.table = { ...place.table, status: 'IN_USE' };
      tableTold(place);
      for (const order of running(place.session)) tell({ type: 'order_updated', order });
    },
    menu: () => tell({ type: 'menu_updated', menuIds: [nextId()] }),
  };
  const board = (): Board => ({
    cursor: formatCursor('e', told.length),
    tables: [...tables]
      .sort((a, b) => a.table.number - b.table.number)
      .map(({ table, session }) => {
        const own = running(session).sort((a, b) => (a.id < b.id ? 1 : -1));
        const openCalls = calls.filter((call) => call.tableId === table.id);
        const joinRequests = asking.filter(({ tableId }) => tableId === table.id);
        return { table, status: table.status, session, totalAmount: sessionTotal(own), orders: own, openCalls, joinRequests };
      }),
  });
  return { acts, told, board };
}

const ACTS = Object.keys(shop().acts);
const doings = fc.array(fc.tuple(fc.constantFrom(...ACTS), fc.nat(40)), { maxLength: 120 });

describe('the board and its events', () => {
  test('a board read at any moment and completed by the events after it is the board read at the end', () => {
    fc.assert(
      fc.property(doings, fc.nat(120), fc.nat(10), (done, readAt, replayed) => {
        const { acts, told, board } = shop();
        let read = board();
        done.forEach(([act, by], at) => {
          if (at === readAt) read = board();
          acts[act]?.(by);
        });
        // The stream may begin before the board was read: what the board already holds changes nothing.
        const stands = Number(read.cursor.split('-')[1]);
        const seen = told.slice(Math.max(0, stands - replayed));
        const completed = seen.reduce((now, { event, id }) => applyEvent(now, event, id), read);
        expect(completed).toEqual(board());
      }),
      { numRuns: 300 },
    );
  });

  test('an event that comes twice changes nothing the second time', () => {
    fc.assert(
      fc.property(doings, (done) => {
        const { acts, told, board } = shop();
        const start = board();
        for (const [act, by] of done) acts[act]?.(by);
        const twice = told.flatMap((one) => [one, one]);
        expect(twice.reduce((now, { event, id }) => applyEvent(now, event, id), start)).toEqual(board());
      }),
      { numRuns: 100 },
    );
  });

  test('events that the board was read with, told late and one by one, take nothing back meanwhile', () => {
    fc.assert(
      fc.property(doings, fc.nat(120), (done, from) => {
        const { acts, told, board } = shop();
        for (const [act, by] of done) acts[act]?.(by);
        const read = board();
        told.slice(from).reduce((now, { event, id }) => {
          const next = applyEvent(now, event, id);
          expect(next).toBe(read);
          return next;
        }, read);
      }),
      { numRuns: 100 },
    );
  });

  test('a table told with another party shows none of the orders of the one before', () => {
    const { acts, board } = shop();
    acts.addTable?.(0);
    acts.placeOrder?.(0);
    acts.call?.(0);
    const before = board();
    const place = before.tables[0];
    if (!place) throw new Error('no table');
    const told = { type: 'table_updated', seq: 99, at: ago(0), tableId: place.table.id, table: place.table } as const;
    const after = (session: TableSession | null) =>
      applyEvent(before, { ...told, session, totalAmount: noMoney }, formatCursor('e', 99)).tables[0];
    expect(after(aSession())?.orders).toEqual([]);
    expect(after(null)?.orders).toEqual([]);
    expect(after(place.session)?.orders).toEqual(place.orders);
    expect(after(aSession())?.openCalls).toEqual(place.openCalls);
  });

  test('an answer that is older than what the board shows does not take it back', () => {
    const { acts, board } = shop();
    acts.addTable?.(0);
    acts.placeOrder?.(0);
    const before = board().tables[0]?.orders[0];
    acts.step?.(0);
    const now = board();
    if (!before) throw new Error('no order');
    expect(applyOrder(now, before).tables[0]?.orders[0]?.status).toBe('CONFIRMED');
  });

  test('an order of a party that has left does not come back to the table', () => {
    const { acts, board } = shop();
    acts.addTable?.(0);
    acts.placeOrder?.(0);
    const order = board().tables[0]?.orders[0];
    acts.close?.(0);
    if (!order) throw new Error('no order');
    const event = { type: 'order_updated', seq: 99, at: ago(0), order: { ...order, status: 'CANCELLED', version: 9 } } as const;
    expect(applyEvent(board(), event, formatCursor('e', 99)).tables).toEqual(board().tables);
  });
});
