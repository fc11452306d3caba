import { readOrder, takeOrder } from '@tableorder/contract/orders';
import { toInstant } from '@tableorder/contract/time';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, nobody, openShop, order, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { testClock } from '../../infra/clock/test-clock.ts';
import { mayHear } from '../live/live.rules.ts';

eachDb('a hand on an order', (open) => {
  let clock = testClock();
  let backend: Backend;
  let shop: Shop;
  beforeEach(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock });
    shop = await openShop(backend);
  });
  afterEach(() => backend.close());
  const placed = async () => order(backend, await shop.phone(await shop.table(5)), [line((await shop.item()).id)]);
  const told = async (since: number) => {
    const found = await backend.ports.events.since(shop.store.id, since, 100);
    return found.kind === 'events' ? found.events : [];
  };

  it('is told to staff for the time of an undo, and let go of again; the order stays as it is', async () => {
    const { id } = await placed();
    const since = await backend.ports.events.seqNow(shop.store.id);
    await backend.call(takeOrder, { token: await shop.staff('staff'), params: { orderId: id }, body: { taken: true } });
    await backend.call(takeOrder, { token: shop.owner, params: { orderId: id }, body: { taken: false } });
    const events = await told(since);
    expect(events.map(({ data }) => JSON.parse(String(data)))).toMatchObject([
      { type: 'order_taken', orderId: id, until: toInstant(clock.now() + 8000) },
      { type: 'order_taken', orderId: id, until: toInstant(clock.now()) },
    ]);
    for (const event of events) {
      expect(mayHear({ kind: 'staff' }, event)).toBe(true);
      expect(mayHear({ kind: 'tablet', tableId: event.table_id as never }, event)).toBe(false);
    }
    expect(await backend.call(readOrder, { token: shop.owner, params: { orderId: id } })).toMatchObject({ status: 'PENDING', version: 1 });
  });

  it('is refused for an order that is not this shop’s', async () => {
    const { id } = await placed();
    const other = await openShop(backend);
    for (const [token, orderId] of [
      [other.owner, id],
      [shop.owner, nobody as never],
    ] as const)
      expect((await backend.refused(takeOrder, { token, params: { orderId }, body: { taken: true } })).status).toBe(404);
  });
});
