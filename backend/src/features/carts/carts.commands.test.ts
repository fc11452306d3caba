import { type Cart, type CartChange, changeCart, nameMe, readCart } from '@tableorder/contract/carts';
import { completeTable, mergeTables, moveTable } from '@tableorder/contract/checkout';
import type { CartLineId, MenuId } from '@tableorder/contract/ids';
import { asMoney } from '@tableorder/contract/money';
import { listMyOrders, placeOrder } from '@tableorder/contract/orders';
import type { Table } from '@tableorder/contract/tables';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { newId } from '../../infra/clock/new-id.ts';
import { type Listener, mayHear } from '../live/live.rules.ts';

eachDb('a shared cart', (open) => {
  let backend: Backend;
  let shop: Shop;
  let table: Table;
  let menuId: MenuId;
  let mine: string;
  let hers: string;
  beforeEach(async () => {
    backend = await startBackend({ open });
    shop = await openShop(backend);
    table = await shop.table(5);
    menuId = (await shop.item({ name: '김치찌개' })).id;
    mine = await shop.phone(table);
    hers = await shop.phone(table);
  });
  afterEach(() => backend.close());

  const aLine = (quantity = 1, more: object = {}) => ({
    menuId,
    name: '김치찌개',
    optionIds: [],
    quantity,
    note: null,
    unitPrice: asMoney(8000),
    ...more,
  });
  const put = (id: CartLineId, version: number, quantity = 1, more: object = {}): CartChange => ({
    id,
    version,
    line: aLine(quantity, more),
  });
  const change = (token: string, ...changes: CartChange[]) => backend.call(changeCart, { token, body: { changes } });
  const cartOf = (token: string) => backend.call(readCart, { token });
  /** Opens the menu: the device is counted. */
  const sit = (token: string) => backend.call(nameMe, { token, body: { nickname: null } });
  const shown = ({ lines }: Cart) => lines.map(({ id, version, quantity }) => [id, version, quantity]);
  const order = (token: string, ids: readonly CartLineId[], version = 1) =>
    backend.ask('POST', placeOrder.path, {
      token,
      key: newId(),
      body: { items: ids.map(() => line(menuId)), cartLines: ids.map((id) => ({ id, version })) },
    });
  const news = async (seq: number) => {
    const since = await backend.ports.events.since(shop.store.id, seq, 100);
    if (since.kind !== 'events') throw new Error('reset');
    return since.events.filter(({ type }) => type === 'cart_updated');
  };

  it('is one for the phones of a party, with who added each line, by the order in which they came', async () => {
    const [first, second] = [await sit(mine), await sit(hers)];
    expect(second.guests.map(({ number, kind }) => [number, kind])).toEqual([
      [1, 'phone'],
      [2, 'phone'],
    ]);
    const id = newId<CartLineId>();
    await change(hers, put(id, 0, 2));
    const seen = await cartOf(mine);
    expect(seen.lines).toEqual([{ id, version: 1, addedBy: second.me, ...aLine(2) }]);
    expect(seen.me).toBe(first.me);
  });

  it('counts a repeated change once, and never brings back what is gone', async () => {
    const id = newId<CartLineId>();
    await change(mine, put(id, 0));
    expect(shown((await change(mine, put(id, 0))).cart)).toEqual([[id, 1, 1]]);
    const removal: CartChange = { id, version: 1, line: null };
    await change(mine, removal);
    expect(await change(mine, removal)).toMatchObject({ passed: [], cart: { lines: [] } });
    expect(await change(mine, put(id, 0))).toMatchObject({ passed: [id], cart: { lines: [] } });
  });

  it('overwrites nothing that another guest changed first: the later one is told, and shown the line as it is', async () => {
    const id = newId<CartLineId>();
    await change(mine, put(id, 0));
    await change(hers, put(id, 1, 3));
    expect(await change(mine, put(id, 1, 2))).toMatchObject({ passed: [id], cart: { lines: [{ id, version: 2, quantity: 3 }] } });
    expect(await change(mine, { id, version: 1, line: null })).toMatchObject({ passed: [id], cart: { lines: [{ quantity: 3 }] } });
    expect(shown((await change(mine, put(id, 2, 2))).cart)).toEqual([[id, 3, 2]]);
  });

  it('tells the party what changed and nothing more; other tables hear nothing, nor do staff', async () => {
    const other: Listener = { kind: 'tablet', tableId: (await shop.table(6)).id };
    const { me, seq } = await sit(mine);
    const id = newId<CartLineId>();
    const { cart } = await change(mine, put(id, 0), put(newId(), 0));
    await change(mine, { id, version: 1, line: null });
    const told = await news(seq);
    expect(told.map(({ data }) => JSON.parse(data))).toMatchObject([
      { sessionId: cart.sessionId, lines: [{ id, addedBy: me }, {}], gone: [], guests: [] },
      { lines: [], gone: [{ id, orderNumber: null }] },
    ]);
    for (const event of told) for (const listener of [other, { kind: 'staff' } as const]) expect(mayHear(listener, event)).toBe(false);
    expect((await cartOf(mine)).seq).toBe(told.at(-1)?.seq);
  });

  it('of another table is out of reach, by reading and by a line’s id', async () => {
    const id = newId<CartLineId>();
    await change(mine, put(id, 0));
    const stranger = await shop.phone(await shop.table(6));
    expect((await cartOf(stranger)).lines).toEqual([]);
    expect(await change(stranger, put(id, 1, 9))).toMatchObject({ passed: [id], cart: { lines: [] } });
    expect((await order(stranger, [id])).status).toBe(400);
    expect(shown(await cartOf(hers))).toEqual([[id, 1, 1]]);
  });

  it('gives names: up to 20 letters, changed at will, null for the number', async () => {
    await sit(hers);
    const { me } = await sit(mine);
    expect((await backend.call(nameMe, { token: mine, body: { nickname: '  민지 ' } })).guests).toContainEqual({
      id: me,
      kind: 'phone',
      number: 2,
      nickname: '민지',
    });
    expect((await backend.call(nameMe, { token: mine, body: { nickname: null } })).guests[1]?.nickname).toBeNull();
    expect((await backend.ask('PUT', nameMe.path, { token: mine, body: { nickname: '가'.repeat(21) } })).status).toBe(400);
    expect((await backend.ask('PUT', nameMe.path, { token: mine, body: { nickname: '   ' } })).status).toBe(400);
  });

  it('holds a hundred lines and refuses more, whole', async () => {
    const many = Array.from({ length: 100 }, () => put(newId(), 0));
    await change(mine, ...many);
    const refused = await backend.refused(changeCart, { token: hers, body: { changes: [put(newId(), 0)] } });
    expect(refused).toMatchObject({ status: 409, type: '/problems/cart/full', params: { max: 100 } });
    expect((await cartOf(mine)).lines).toHaveLength(100);
  });

  it('begins for a tablet with the session, and no sooner', async () => {
    const free = await shop.table(9);
    const { token: tablet } = await shop.tablet(free);
    const id = newId<CartLineId>();
    expect(await change(tablet, put(id, 0))).toMatchObject({ passed: [], cart: { sessionId: null, me: null, lines: [] } });
    const phone = await shop.phone(free);
    await sit(phone);
    const { cart } = await change(tablet, put(id, 0));
    expect(cart.guests.map(({ kind }) => kind)).toEqual(['phone', 'tablet']);
    expect(shown(await cartOf(phone))).toEqual([[id, 1, 1]]);
  });

  it('gives its lines to the order that names them, in one step, with its number', async () => {
    const [kept, ordered, unheard] = [newId<CartLineId>(), newId<CartLineId>(), newId<CartLineId>()];
    await change(hers, put(kept, 0), put(ordered, 0));
    const { seq } = await cartOf(mine);
    const placed = await order(mine, [ordered, unheard]);
    expect(placed.status).toBe(201);
    const number = (placed.body as { number: string }).number;
    expect(shown(await cartOf(hers))).toEqual([[kept, 1, 1]]);
    expect((await news(seq)).map(({ data }) => JSON.parse(data).gone)).toEqual([
      [
        { id: ordered, orderNumber: number },
        { id: unheard, orderNumber: number },
      ],
    ]);
    // What the phone had not told yet comes late: it is ordered, and is not offered again.
    expect(await change(mine, put(unheard, 0))).toMatchObject({ passed: [unheard], cart: { lines: [{ id: kept }] } });
  });

  it('refuses an order whole when somebody ordered, removed or changed a line, and says which', async () => {
    const ids = [newId<CartLineId>(), newId<CartLineId>(), newId<CartLineId>(), newId<CartLineId>()] as const;
    const [ordered, removed, changed, fine] = ids;
    await change(mine, ...ids.map((id) => put(id, 0)));
    const first = (await order(hers, [ordered])).body as { number: string };
    await change(hers, { id: removed, version: 1, line: null }, put(changed, 1, 4));
    const refused = await order(mine, [...ids]);
    expect(refused).toMatchObject({ status: 409, body: { type: '/problems/order/cart-changed' } });
    expect((refused.body as { params: { lines: object[] } }).params.lines).toEqual([
      { index: 0, menuId, name: '김치찌개', lineId: ordered, state: 'ordered', orderNumber: first.number },
      { index: 1, menuId, name: '김치찌개', lineId: removed, state: 'removed', orderNumber: null },
      { index: 2, menuId, name: '김치찌개', lineId: changed, state: 'changed', orderNumber: null },
    ]);
    expect((await backend.call(listMyOrders, { token: mine })).items).toHaveLength(1);
    expect(shown(await cartOf(mine))).toEqual([
      [changed, 2, 4],
      [fine, 1, 1],
    ]);
  });

  it('takes an order whose change was heard although the answer was lost', async () => {
    const id = newId<CartLineId>();
    await change(mine, put(id, 0, 2));
    await change(mine, put(id, 1, 1));
    expect((await order(mine, [id], 1)).status).toBe(201);
  });

  it('goes along when the party moves, joins the other’s when parties merge, and goes when they leave', async () => {
    const id = newId<CartLineId>();
    await sit(hers);
    await change(mine, put(id, 0));
    const to = await shop.table(6);
    await backend.call(moveTable, { token: shop.owner, params: { tableId: table.id }, body: { toTableId: to.id } });
    expect(shown(await cartOf(mine))).toEqual([[id, 1, 1]]);

    const friends = await shop.table(7);
    const friend = await shop.phone(friends);
    const own = newId<CartLineId>();
    await change(friend, put(own, 0));
    await backend.call(mergeTables, { token: shop.owner, params: { tableId: to.id }, body: { toTableId: friends.id } });
    const merged = await cartOf(mine);
    expect(new Set(merged.lines.map((one) => one.id))).toEqual(new Set([id, own]));
    expect(merged.guests.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect((await order(friend, [id, own])).status).toBe(201);

    const { items } = await backend.call(listMyOrders, { token: mine });
    const resolutions = items.map(({ id: orderId }) => ({ orderId, action: 'complete' as const }));
    await backend.call(completeTable, { token: shop.owner, params: { tableId: friends.id }, body: { resolutions } });
    expect(await backend.ports.db.find((db) => db.selectFrom('cart_lines').selectAll())).toEqual([]);
    expect(await backend.ports.db.find((db) => db.selectFrom('cart_guests').selectAll())).toEqual([]);
  });
});
