import { setAvailability } from '@tableorder/contract/menu.admin';
import { asMoney } from '@tableorder/contract/money';
import { cancelMyOrder, changeMyOrder, placeOrder } from '@tableorder/contract/orders';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId } from '../src/infra/clock/new-id.ts';
import { NOBODYS, openWorld, type World } from './access-matrix.ts';
import { line, order } from './builders.ts';
import { eachDb } from './each-db.ts';
import { type Backend, startBackend } from './start-backend.ts';
import { dump } from './table-dump.ts';

eachDb('an order that somebody tampered with', (open) => {
  let backend: Backend;
  let world: World;
  let before: readonly string[];
  beforeEach(async () => {
    backend = await startBackend({ open });
    world = await openWorld(backend);
    before = await dump(backend.ports.db);
  });
  afterEach(() => backend.close());

  const place = (body: unknown, more: { key?: string; token?: string } = {}) =>
    backend.ask('POST', '/api/orders', { token: more.token ?? world.phone, key: more.key ?? newId(), body });
  const one = (more: object = {}) => ({ menuId: world.ids.menuId, quantity: 1, optionIds: [], ...more });
  const typeOf = ({ body }: { body: unknown }) => (body as { type?: string }).type;
  const nothingWritten = async () => expect(await dump(backend.ports.db)).toEqual(before);

  it('by a field that is not the guest’s to say changes nothing', async () => {
    const words = [
      'price',
      'unitPrice',
      'subtotal',
      'total',
      'totalAmount',
      'status',
      'storeId',
      'tableId',
      'sessionId',
      'number',
      'id',
      'discount',
    ];
    for (const word of words) {
      const values = [0, 1, -1, '0', null, world.ids.tableId];
      for (const value of values) {
        const outside = await place({ items: [one()], [word]: value });
        const inside = await place({ items: [one({ [word]: value })] });
        expect([word, outside.status, inside.status]).toEqual([word, 400, 400]);
        expect(outside.body).toMatchObject({ errors: [{ pointer: `/${word}`, rule: 'additionalProperties' }] });
        expect(inside.body).toMatchObject({ errors: [{ pointer: `/items/0/${word}`, rule: 'additionalProperties' }] });
      }
    }
    await nothingWritten();
  });

  it.each([0, 100, 1.5, 1e9, -1, '2', null, true, [1], {}, Number.MAX_SAFE_INTEGER])('in the quantity %j is refused', async (quantity) => {
    const found = await place({ items: [one({ quantity })] });
    expect([found.status, found.body]).toMatchObject([400, { errors: [{ pointer: '/items/0/quantity' }] }]);
    await nothingWritten();
  });

  it.each(['1e400', '-0.5', '0x10', '1_000', 'NaN', '01'])('in the quantity written as %s is refused', async (quantity) => {
    const payload = `{"items":[{"menuId":"${world.ids.menuId}","quantity":${quantity},"optionIds":[]}]}`;
    const headers = { 'content-type': 'application/json', 'idempotency-key': newId() };
    expect((await backend.ask('POST', '/api/orders', { token: world.phone, payload, headers })).status).toBe(400);
    await nothingWritten();
  });

  it('is refused whole with the item named: sold out, hidden, foreign, unknown', async () => {
    const second = await openWorld(backend);
    const soldOut = await world.shop.item({ name: '파전' });
    const hidden = await world.shop.item({ name: '비밀' });
    const set = (menuId: string, state: 'sold_out' | 'hidden') =>
      backend.call(setAvailability, { token: world.shop.owner, params: { menuId }, body: { state } });
    await set(soldOut.id, 'sold_out');
    await set(hidden.id, 'hidden');
    before = await dump(backend.ports.db);
    const named = async (menuId: string) => {
      const { status, body } = await place({ items: [one(), one({ menuId })] });
      const { type, params } = body as { type: string; params: { index: number; menuId: string; name: string | null } };
      return [status, type, params.index, params.menuId === menuId, params.name];
    };
    expect(await named(soldOut.id)).toEqual([409, '/problems/order/item-sold-out', 1, true, '파전']);
    expect(await named(hidden.id)).toEqual([409, '/problems/order/item-unavailable', 1, true, null]);
    expect(await named(second.ids.menuId)).toEqual([409, '/problems/order/item-unavailable', 1, true, null]);
    expect(await named(NOBODYS.menuId)).toEqual([409, '/problems/order/item-unavailable', 1, true, null]);
    await nothingWritten();
  });

  it('is refused for its options: missing, too many, another item’s, another store’s', async () => {
    const options = [1, 2, 3].map((at) => ({ name: `선택 ${at}`, priceDelta: asMoney(at * 100) }));
    const item = await world.shop.item({ optionGroups: [{ name: '면', min: 1, max: 2, options }] });
    const ids = item.optionGroups[0]?.options.map((option) => option.id) ?? [];
    const second = await openWorld(backend);
    before = await dump(backend.ports.db);
    const refusal = async (...optionIds: string[]) => typeOf(await place({ items: [one({ menuId: item.id, optionIds })] }));
    expect(await refusal()).toBe('/problems/order/option-missing');
    expect(await refusal(...ids)).toBe('/problems/order/option-too-many');
    expect(await refusal(ids[0] ?? '', ids[0] ?? '')).toBe('/problems/order/option-too-many');
    expect(await refusal(ids[0] ?? '', world.ids.optionId)).toBe('/problems/order/option-unknown');
    expect(await refusal(ids[0] ?? '', second.ids.optionId)).toBe('/problems/order/option-unknown');
    expect(await refusal(ids[0] ?? '', NOBODYS.optionId)).toBe('/problems/order/option-unknown');
    expect((await place({ items: [one({ menuId: item.id, optionIds: Array.from({ length: 101 }, () => ids[0]) })] })).status).toBe(400);
    await nothingWritten();
  });

  it('by the total that the guest is said to have seen is refused with the new prices', async () => {
    for (const expectedTotal of [0, 1, 8999, 9001, -9000, 18_000]) {
      const found = await place({ items: [one()], expectedTotal });
      expect([found.status, found.body]).toMatchObject([
        409,
        { type: '/problems/order/price-changed', params: { totalAmount: 9000, items: [{ unitPrice: 9000, subtotal: 9000 }] } },
      ]);
    }
    await nothingWritten();
    expect((await place({ items: [one()], expectedTotal: 9000 })).status).toBe(201);
  });

  it('with 1,001 lines, or 101, or none, is refused', async () => {
    for (const count of [0, 101, 1001]) expect((await place({ items: Array.from({ length: count }, () => one()) })).status).toBe(400);
    expect((await place({})).status).toBe(400);
    await nothingWritten();
    expect((await place({ items: Array.from({ length: 100 }, () => one()) })).status).toBe(201);
  });

  it.each(['\u0000', '\u0007', '\u001b[31m', '\u202e', '\u2066', '\ud800', '\udc00x', '\u0085', '\u007f'])(
    'with %j in a note is refused',
    async (bad) => {
      for (const body of [{ items: [one({ note: `덜 ${bad}` })] }, { items: [one()], note: `덜 ${bad}` }])
        expect((await place(body)).status).toBe(400);
      await nothingWritten();
    },
  );

  it('keeps a note as it is: Hangul, emoji, quotes, markup, SQL, a formula', async () => {
    for (const note of [
      '덜 맵게 🌶️',
      '<script>alert(1)</script>',
      `'; drop table orders; --`,
      '=1+1',
      '"\\"',
      '🍜'.repeat(200),
      'a\nb\tc',
    ]) {
      const found = await place({ items: [one({ note })], note });
      expect([found.status, found.body]).toMatchObject([201, { note, items: [{ note }] }]);
    }
    expect((await place({ items: [one({ note: '🍜'.repeat(201) })] })).status).toBe(400);
  });

  it('cannot be made, changed or cancelled into another price or table', async () => {
    const orderId = world.ids.orderId;
    const changes = [{ status: 'COMPLETED' }, { totalAmount: 0 }, { tableId: world.ids.freeTableId }, { items: [one({ unitPrice: 0 })] }];
    for (const body of changes)
      expect((await backend.ask('PATCH', `/api/orders/${orderId}`, { token: world.phone, body })).status).toBe(400);
    expect((await backend.ask('POST', `/api/orders/${orderId}/cancel`, { token: world.phone, body: { status: 'READY' } })).status).toBe(
      400,
    );
    await nothingWritten();
    const changed = await backend.call(changeMyOrder, {
      token: world.phone,
      params: { orderId },
      body: { items: [line(world.ids.menuId as never, { quantity: 2 })] },
    });
    expect(changed.totalAmount).toBe(18_000);
    await backend.call(cancelMyOrder, { token: world.phone, params: { orderId }, body: {} });
    expect((await backend.ask('PATCH', `/api/orders/${orderId}`, { token: world.phone, body: { note: 'x' } })).status).toBe(409);
  });

  it('needs a key, of 1–255 printable characters', async () => {
    const keyed = (key: string) =>
      backend.ask('POST', '/api/orders', { token: world.phone, body: { items: [one()] }, headers: { 'idempotency-key': key } });
    const none = await backend.ask('POST', '/api/orders', { token: world.phone, body: { items: [one()] } });
    expect([none.status, none.body]).toMatchObject([400, { errors: [{ pointer: '/headers/idempotency-key', rule: 'required' }] }]);
    for (const key of ['', 'x'.repeat(256), 'é', '키', 'a\u0001b', '\u007f', 'a\tb'])
      expect([key, (await keyed(key)).status]).toEqual([key, 400]);
    await nothingWritten();
    expect((await keyed('x'.repeat(255))).status).toBe(201);
    expect((await keyed('~')).status).toBe(201);
  });

  it('with one key is one order: the same body gives it again, another is refused, another table’s key is its own', async () => {
    const key = newId();
    const first = await order(backend, world.phone, [line(world.ids.menuId as never)], key);
    before = await dump(backend.ports.db);
    const again = await place({ items: [one()] }, { key });
    expect([again.status, (again.body as { id: string }).id]).toEqual([200, first.id]);
    const others = [
      { items: [one({ quantity: 2 })] },
      { items: [one()], note: 'x' },
      { items: [one({ note: 'x' })] },
      { items: [one(), one()] },
    ];
    for (const body of others)
      expect([(await place(body, { key })).status, typeOf(await place(body, { key }))]).toEqual([422, '/problems/key-reused']);
    await nothingWritten();
    const otherTable = await backend.call(placeOrder, { token: world.otherPhone, key, body: { items: [line(world.ids.menuId as never)] } });
    expect(otherTable.id).not.toBe(first.id);
    const second = await openWorld(backend);
    const otherStore = await backend.call(placeOrder, { token: second.phone, key, body: { items: [line(second.ids.menuId as never)] } });
    expect(otherStore.id).not.toBe(first.id);
  });

  it('takes each of 300 keys that differ by little for another order', async () => {
    const keys = Array.from({ length: 100 }, (_, at) => [`k${at}`, `K${at}`, `k${at} `.padEnd(9, '.')]).flat();
    const ids = new Set<string>();
    for (const key of keys) ids.add((await order(backend, world.phone, [line(world.ids.menuId as never)], key)).id);
    expect(ids.size).toBe(300);
  });
});
