import { listAudit } from '@tableorder/contract/audit';
import { readBoard } from '@tableorder/contract/board';
import { callStaff, finishCall } from '@tableorder/contract/calls';
import { completeTable, mergeTables, moveTable, reopenSession } from '@tableorder/contract/checkout';
import { asMoney } from '@tableorder/contract/money';
import { listMyOrders } from '@tableorder/contract/orders';
import type { Table } from '@tableorder/contract/tables';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { testClock } from '../../infra/clock/test-clock.ts';

const MINUTE_MS = 60_000;

eachDb('이용 완료 by mistake', (open) => {
  let clock = testClock();
  let backend: Backend;
  let shop: Shop;
  let table: Table;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock });
    shop = await openShop(backend);
    table = await shop.table(5);
  });
  afterEach(() => backend.close());

  /** A party with one order eaten and one cancelled at the close. */
  const closed = async () => {
    const item = await shop.item({ price: asMoney(9000) });
    const phone = await shop.phone(table);
    const [eaten, dropped] = [await order(backend, phone, [line(item.id)]), await order(backend, phone, [line(item.id)])];
    const resolutions = [
      { orderId: eaten.id, action: 'complete' as const },
      { orderId: dropped.id, action: 'cancel' as const, reason: '떠났어요' },
    ];
    const session = await backend.call(completeTable, { token: shop.owner, params: { tableId: table.id }, body: { resolutions } });
    return { session, phone, item };
  };
  const reopen = (sessionId: string) => ({ token: shop.owner, params: { sessionId } });

  it('runs again with its orders as they were left and its total; a phone joins anew by the QR code', async () => {
    const { session, phone } = await closed();
    const before = await backend.call(readBoard, { token: shop.owner });
    const seq = await backend.ports.events.seqNow(shop.store.id);
    clock.advance(9 * MINUTE_MS);
    const again = await backend.call(reopenSession, reopen(session.id));
    expect(again).toMatchObject({ table: { id: table.id, status: 'IN_USE' }, session: { id: session.id, startedAt: session.startedAt } });
    const board = await backend.call(readBoard, { token: shop.owner });
    expect(before.tables[0]?.session).toBeNull();
    expect(board.tables[0]).toMatchObject({ session: { id: session.id }, totalAmount: 9000 });
    expect(board.tables[0]?.orders.map(({ status }) => status)).toEqual(['CANCELLED', 'COMPLETED']);
    const since = await backend.ports.events.since(shop.store.id, seq, 100);
    if (since.kind !== 'events') throw new Error('reset');
    expect(since.events.map(({ type }) => type)).toEqual(['table_updated', 'order_updated', 'order_updated']);
    expect((await backend.ask('GET', '/api/orders', { token: phone })).status).toBe(401);
    const mine = await backend.call(listMyOrders, { token: await shop.phone(table) });
    expect([mine.items.length, mine.sessionTotal]).toEqual([2, 9000]);
    // A second tap finds it done.
    expect(await backend.call(reopenSession, reopen(session.id))).toEqual(again);
    expect(await backend.ports.events.seqNow(shop.store.id)).toBe(seq + 3);
  });

  it('is refused ten minutes later, and while other guests sit there', async () => {
    const { session, item } = await closed();
    const next = await order(backend, await shop.phone(table), [line(item.id)]);
    expect(await backend.refused(reopenSession, reopen(session.id))).toMatchObject({
      status: 409,
      type: '/problems/table/in-use',
      params: { tableId: table.id, number: 5 },
    });
    const resolutions = [{ orderId: next.id, action: 'complete' as const }];
    await backend.call(completeTable, { token: shop.owner, params: { tableId: table.id }, body: { resolutions } });
    clock.advance(10 * MINUTE_MS + 1);
    expect((await backend.refused(reopenSession, reopen(session.id))).type).toBe('/problems/checkout/too-late');
  });

  it('what staff do to a party is in the book, with tables, amounts and reasons', async () => {
    const other = await shop.table(6);
    const { session, item } = await closed();
    await backend.call(reopenSession, reopen(session.id));
    const { id: callId } = await backend.call(callStaff, { token: await shop.phone(table), body: { reason: 'water' } });
    clock.advance(30_000);
    await backend.call(finishCall, { token: shop.owner, params: { callId } });
    await backend.call(finishCall, { token: shop.owner, params: { callId } });
    await backend.call(moveTable, { token: shop.owner, params: { tableId: table.id }, body: { toTableId: other.id } });
    await order(backend, await shop.phone(table), [line(item.id)]);
    await backend.call(mergeTables, { token: shop.owner, params: { tableId: table.id }, body: { toTableId: other.id } });
    const { items } = await backend.call(listAudit, { token: shop.owner });
    const written = items.map(({ act, subject, details }) => [act, subject, details]);
    expect(written.filter(([act]) => /^(session|call|order)/.test(String(act)))).toEqual([
      ['session.merge', '5', { from: '5', to: '6', orders: '1', amount: '18000' }],
      ['session.move', '5', { from: '5', to: '6', orders: '2', amount: '9000' }],
      ['call.done', '5', { reason: 'water', note: null, waitedSeconds: '30' }],
      ['session.reopen', '5', { amount: '9000', orders: '2', endedAt: session.endedAt }],
      ['session.close', '5', { amount: '9000', orders: '2', completed: '1', cancelled: '1' }],
      ['order.cancel', '002', { table: '5', from: 'PENDING', to: 'CANCELLED', reason: '떠났어요', amount: '9000' }],
    ]);
  });
});
