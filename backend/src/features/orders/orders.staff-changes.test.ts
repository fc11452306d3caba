import { listAudit } from '@tableorder/contract/audit';
import { readBoard } from '@tableorder/contract/board';
import { changeMenuItem, listMenuItems } from '@tableorder/contract/menu.admin';
import { asMoney } from '@tableorder/contract/money';
import { changeOrder, deleteOrder, type Order, type OrderChange, placeStaffOrder, setOrderStatus } from '@tableorder/contract/orders';
import type { Table } from '@tableorder/contract/tables';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';

eachDb('staff change an order line by line', (open) => {
  let backend: Backend;
  let shop: Shop;
  let table: Table;
  beforeEach(async () => {
    backend = await startBackend({ open });
    shop = await openShop(backend);
    table = await shop.table(7);
  });
  afterEach(() => backend.close());

  type Change = Omit<OrderChange, 'version'>;
  const body = (order: Order, change: Change) => ({
    token: shop.owner,
    params: { orderId: order.id },
    body: { version: order.version, ...change },
  });
  const change = (order: Order, change: Change) => backend.call(changeOrder, body(order, change));
  const refused = (order: Order, change: Change) => backend.refused(changeOrder, body(order, change));
  const acts = async () => (await backend.call(listAudit, { token: shop.owner })).items;
  const itemOf = (order: Order, at: number) => {
    const item = order.items[at];
    if (!item) throw new Error(`no line ${at}`);
    return item;
  };

  it('adds, changes and removes lines; what is left alone keeps the price it was sold at', async () => {
    const stew = await shop.item({ name: '찌개', price: asMoney(9000) });
    const rice = await shop.item({ name: '공깃밥', price: asMoney(1000) });
    const placed = await order(backend, await shop.phone(table), [line(stew.id), line(rice.id, { quantity: 2 })]);
    await backend.call(changeMenuItem, { token: shop.owner, params: { menuId: stew.id }, body: { price: asMoney(12_000) } });
    const more = await change(placed, {
      change: [{ itemId: itemOf(placed, 0).id, quantity: 2, note: '덜 맵게' }],
      remove: [itemOf(placed, 1).id],
      add: [line(stew.id)],
      expectedTotal: asMoney(30_000),
    });
    expect(more.items.map(({ unitPrice, quantity, note }) => [unitPrice, quantity, note])).toEqual([
      [9000, 2, '덜 맵게'],
      [12_000, 1, null],
    ]);
    expect(itemOf(more, 0).id).toBe(itemOf(placed, 0).id);
    expect([more.totalAmount, more.version]).toEqual([30_000, 2]);
    const board = await backend.call(readBoard, { token: shop.owner });
    expect(board.tables[0]).toMatchObject({ totalAmount: 30_000, orders: [more] });
    expect((await acts())[0]).toMatchObject({
      act: 'order.change',
      subject: placed.number,
      staffName: 'boss',
      details: { from: '11000', to: '30000', lines: '찌개 1 → 2, − 공깃밥 × 2, + 찌개 × 1' },
    });
  });

  it('other options are priced as the menu is now', async () => {
    const groups = [{ name: '추가', min: 0, max: 1, options: [{ name: '치즈', priceDelta: asMoney(500) }] }];
    const stew = await shop.item({ price: asMoney(9000), optionGroups: groups });
    const placed = await order(backend, await shop.phone(table), [line(stew.id)]);
    const cheese = stew.optionGroups[0]?.options[0]?.id;
    if (!cheese) throw new Error('no option');
    const more = await change(placed, { change: [{ itemId: itemOf(placed, 0).id, optionIds: [cheese] }] });
    expect(itemOf(more, 0)).toMatchObject({ id: itemOf(placed, 0).id, unitPrice: 9500, options: [{ name: '치즈' }] });
    expect(more.totalAmount).toBe(9500);
  });

  it('gives stock back and takes it within the order’s own share', async () => {
    const rare = await shop.item({ dailyStock: 3 });
    const left = async () => (await backend.call(listMenuItems, { token: shop.owner })).items.find(({ id }) => id === rare.id)?.stockLeft;
    const placed = await order(backend, await shop.phone(table), [line(rare.id, { quantity: 2 })]);
    const itemId = itemOf(placed, 0).id;
    const all = await change(placed, { change: [{ itemId, quantity: 3 }] });
    expect(await left()).toBe(0);
    const tooMany = await refused(all, { change: [{ itemId, quantity: 4 }] });
    expect(tooMany.type).toBe('/problems/order/item-sold-out');
    const fewer = await change(all, { change: [{ itemId, quantity: 1 }] });
    expect(await left()).toBe(2);
    const swapped = await change(fewer, { remove: [itemId], add: [line(rare.id, { quantity: 3 })] });
    expect(await left()).toBe(0);
    expect(swapped.items.map(({ quantity }) => quantity)).toEqual([3]);
  });

  it('two at once: the second is shown the order as it is, and nothing of the first is lost', async () => {
    const stew = await shop.item({ price: asMoney(9000) });
    const placed = await order(backend, await shop.phone(table), [line(stew.id)]);
    const itemId = itemOf(placed, 0).id;
    const [one, two] = await Promise.all([
      backend.ask('PATCH', `/api/admin/orders/${placed.id}`, body(placed, { change: [{ itemId, quantity: 2 }] })),
      backend.ask('PATCH', `/api/admin/orders/${placed.id}`, body(placed, { change: [{ itemId, note: '맵게' }] })),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    const [won, lost] = one.status === 200 ? [one, two] : [two, one];
    expect(lost.body).toMatchObject({ type: '/problems/order/stale', params: { order: won.body } });
  });

  it('only while it is PENDING, never down to nothing, and no line of another order', async () => {
    const stew = await shop.item();
    const phone = await shop.phone(table);
    const [placed, other] = [await order(backend, phone, [line(stew.id)]), await order(backend, phone, [line(stew.id)])];
    const itemId = itemOf(placed, 0).id;
    expect((await refused(placed, { remove: [itemId] })).type).toBe('/problems/order/nothing-left');
    const foreign = await refused(placed, { change: [{ itemId: itemOf(other, 0).id, quantity: 9 }] });
    expect(foreign.errors).toEqual([{ pointer: '/change/0/itemId', rule: 'item' }]);
    const twice = await refused(placed, { change: [{ itemId, quantity: 9 }], remove: [itemId] });
    expect(twice.errors).toEqual([{ pointer: '/change/0/itemId', rule: 'item' }]);
    expect((await refused(placed, { add: [line(stew.id)], expectedTotal: asMoney(1) })).type).toBe('/problems/order/price-changed');
    await backend.call(setOrderStatus, { token: shop.owner, params: { orderId: placed.id }, body: { status: 'CONFIRMED' } });
    expect(await refused(placed, { note: '늦음' })).toMatchObject({
      type: '/problems/order/not-pending',
      params: { order: { status: 'CONFIRMED' } },
    });
  });

  it('every act on an order is in the book; deleting is a manager’s right and needs the version that was seen', async () => {
    const stew = await shop.item({ price: asMoney(9000) });
    const staff = await shop.staff('staff');
    const items = [line(stew.id)];
    const placed = await backend.call(placeStaffOrder, { token: staff, body: { tableId: table.id, items } });
    const params = { orderId: placed.id };
    await backend.call(setOrderStatus, { token: staff, params, body: { status: 'CONFIRMED' } });
    expect((await backend.refused(deleteOrder, { token: staff, params, body: { reason: '잘못' } })).status).toBe(403);
    const seenBefore = await backend.refused(deleteOrder, { token: shop.owner, params, body: { reason: '잘못', version: 1 } });
    expect(seenBefore).toMatchObject({ type: '/problems/order/stale', params: { order: { version: 2 } } });
    await backend.call(setOrderStatus, { token: staff, params, body: { status: 'CANCELLED', reason: '품절' } });
    await backend.call(deleteOrder, { token: shop.owner, params, body: { reason: '시험', version: 3 } });
    const written = (await acts()).filter(({ subjectId }) => subjectId === placed.id);
    expect(written.map(({ act, staffName, details }) => [act, staffName, details])).toEqual([
      ['order.delete', 'boss', { table: '7', status: 'CANCELLED', amount: '9000', reason: '시험' }],
      ['order.cancel', 'staff1', { table: '7', from: 'CONFIRMED', to: 'CANCELLED', reason: '품절', amount: '9000' }],
      ['order.step', 'staff1', { table: '7', from: 'PENDING', to: 'CONFIRMED' }],
      ['order.place', 'staff1', { table: '7', amount: '9000' }],
    ]);
  });
});
