import { deleteOrder, listMyOrders, readOrder, setOrderStatus } from '@tableorder/contract/orders';
import { acknowledgeOrders } from '@tableorder/contract/receipts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, nobody, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { testClock } from '../../infra/clock/test-clock.ts';

eachDb('the receipt of an order', (open) => {
  let clock = testClock();
  let backend: Backend;
  let shop: Shop;
  let phone: string;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock });
    shop = await openShop(backend);
    phone = await shop.phone(await shop.table(5));
  });
  afterEach(() => backend.close());
  const placed = async () => order(backend, phone, [line((await shop.item()).id)]);
  const seen = (...orderIds: string[]) =>
    backend.call(acknowledgeOrders, { token: shop.owner, body: { orderIds: orderIds as never, screen: 'board' } });

  it('is null until a screen has drawn the order; then guest and staff read the first instant, whoever draws it later', async () => {
    const { id, seenAt } = await placed();
    expect(seenAt).toBeNull();
    clock.advance(3000);
    await seen(id);
    const [mine] = (await backend.call(listMyOrders, { token: phone })).items;
    expect(Date.parse(mine?.seenAt ?? '')).toBe(clock.now());
    clock.advance(60_000);
    await seen(id);
    expect(await backend.call(readOrder, { token: await shop.staff('kitchen'), params: { orderId: id } })).toMatchObject({
      seenAt: mine?.seenAt,
      version: 1,
      updatedAt: mine?.createdAt,
    });
  });

  it('is told once, and does not overtake somebody who changes the order', async () => {
    const { id } = await placed();
    const before = await backend.ports.events.seqNow(shop.store.id);
    await Promise.all(Array.from({ length: 5 }, () => seen(id)));
    const since = await backend.ports.events.since(shop.store.id, before, 100);
    expect(since.kind === 'events' && since.events.map(({ type }) => type)).toEqual(['order_updated']);
    await backend.call(setOrderStatus, { token: shop.owner, params: { orderId: id }, body: { status: 'CONFIRMED', version: 1 } });
  });

  it('is not given for an order that is not there; one that was deleted meanwhile is no mistake', async () => {
    const [kept, deleted] = [await placed(), await placed()];
    await backend.call(deleteOrder, { token: shop.owner, params: { orderId: deleted.id }, body: { reason: '잘못 받음' } });
    await seen(deleted.id, kept.id);
    const other = await openShop(backend);
    const asked = { orderIds: [kept.id], screen: 'board' as const };
    expect((await backend.refused(acknowledgeOrders, { token: other.owner, body: asked })).status).toBe(404);
    expect((await backend.refused(acknowledgeOrders, { token: shop.owner, body: { ...asked, orderIds: [nobody as never] } })).status).toBe(
      404,
    );
  });
});
