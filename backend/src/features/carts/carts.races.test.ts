import { changeCart, nameMe, readCart } from '@tableorder/contract/carts';
import type { CartLineId } from '@tableorder/contract/ids';
import { asMoney } from '@tableorder/contract/money';
import { listMyOrders, type Order, placeOrder } from '@tableorder/contract/orders';
import { afterEach, expect, it } from 'vitest';
import { line, openShop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { newId } from '../../infra/clock/new-id.ts';

eachDb('many hands in one cart', (open) => {
  let backend: Backend;
  afterEach(() => backend.close());

  const openTable = async () => {
    backend = await startBackend({ open });
    const shop = await openShop(backend);
    const { id: menuId } = await shop.item();
    const table = await shop.table(1);
    const phones = await Promise.all([1, 2, 3, 4].map(() => shop.phone(table)));
    const put = (id: CartLineId, version: number, quantity = 1) => ({
      id,
      version,
      line: { menuId, name: '밥', optionIds: [], quantity, note: null, unitPrice: asMoney(8000) },
    });
    return { phones, menuId, put };
  };

  it('four phones order overlapping lines at once, each tap sent three times: every line is in exactly one order', async () => {
    const { phones, menuId, put } = await openTable();
    const ids = Array.from({ length: 12 }, () => newId<CartLineId>());
    const token = phones[0] ?? '';
    await backend.call(changeCart, { token, body: { changes: ids.map((id) => put(id, 0)) } });
    const tries = phones.flatMap((phone, at) =>
      Array.from({ length: 6 }, (_, turn) => {
        const lines = [0, 1, 2].map((step) => ids[(at * 3 + turn * 2 + step) % ids.length] as CartLineId);
        return { phone, key: newId(), lines };
      }),
    );
    const answers = await Promise.all(
      [...tries, ...tries, ...tries].map(async ({ phone, key, lines }) => ({
        lines,
        answer: await backend.ask('POST', placeOrder.path, {
          token: phone,
          key,
          body: { items: lines.map(() => line(menuId)), cartLines: lines.map((id) => ({ id, version: 1 })) },
        }),
      })),
    );
    const placed = new Map<string, readonly CartLineId[]>();
    for (const { answer, lines } of answers) {
      if (answer.status < 300) placed.set((answer.body as Order).id, lines);
      else expect(answer.body).toMatchObject({ status: 409, type: '/problems/order/cart-changed' });
    }
    const taken = [...placed.values()].flat();
    expect(new Set(taken).size).toBe(taken.length);
    expect(placed.size).toBeGreaterThan(0);
    const { items } = await backend.call(listMyOrders, { token });
    expect(new Set(items.map(({ id }) => id as string))).toEqual(new Set(placed.keys()));
    const left = (await backend.call(readCart, { token })).lines.map(({ id }) => id);
    expect(new Set([...left, ...taken])).toEqual(new Set(ids));
    expect(left.length + taken.length).toBe(ids.length);
  });

  it('phones that come at once get a number each', async () => {
    const { phones } = await openTable();
    await Promise.all(phones.flatMap((token) => [1, 2].map(() => backend.call(nameMe, { token, body: { nickname: null } }))));
    const { guests } = await backend.call(readCart, { token: phones[0] ?? '' });
    expect(guests.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  });

  it('of changes to one line at once from the same version one counts; the others are told', async () => {
    const { phones, put } = await openTable();
    const id = newId<CartLineId>();
    await backend.call(changeCart, { token: phones[0] ?? '', body: { changes: [put(id, 0)] } });
    const answers = await Promise.all(
      phones.map((token, at) => backend.call(changeCart, { token, body: { changes: [put(id, 1, at + 2)] } })),
    );
    expect(answers.filter(({ passed }) => passed.length === 0)).toHaveLength(1);
    const winner = answers.findIndex(({ passed }) => passed.length === 0);
    const { lines } = await backend.call(readCart, { token: phones[0] ?? '' });
    expect(lines).toMatchObject([{ id, version: 2, quantity: winner + 2 }]);
  });
});
