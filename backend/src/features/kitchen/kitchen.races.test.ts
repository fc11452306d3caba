import { bumpLines, readTickets, recallLines, type Ticket } from '@tableorder/contract/kitchen';
import { lineState } from '@tableorder/contract/kitchen.rules';
import { cancelMyOrder, readMyOrder } from '@tableorder/contract/orders';
import { afterEach, expect, it } from 'vitest';
import { line, openShop, order } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';

eachDb('two in the kitchen at once', (open) => {
  let backend: Backend | undefined;
  afterEach(() => backend?.close());

  async function kitchen() {
    backend = await startBackend({ open });
    const shop = await openShop(backend);
    const phone = await shop.phone(await shop.table(1));
    const cooks = [await shop.staff('kitchen'), await shop.staff('kitchen')];
    return { backend, shop, phone, cooks, items: [await shop.item(), await shop.item()] };
  }

  it('two cooks bump the same line: both have done it, it is told once, and each step is written once', async () => {
    const { backend, shop, phone, cooks, items } = await kitchen();
    const placed = await order(backend, phone, [line(items[0]?.id as never)]);
    const before = await backend.ports.events.seqNow(shop.store.id);
    const tries = [...cooks, ...cooks, ...cooks].map((token) =>
      backend.call(bumpLines, { token, params: { orderId: placed.id }, body: {} }),
    );
    for (const ticket of await Promise.all(tries)) expect(ticket.order.status).toBe('READY');
    const since = await backend.ports.events.since(shop.store.id, before, 100);
    expect(since.kind === 'events' && since.events.map(({ type }) => type)).toEqual(['order_updated', 'kitchen_updated']);
    const { transitions } = await backend.call(readMyOrder, { token: phone, params: { orderId: placed.id } });
    expect(transitions.map(({ to }) => to)).toEqual(['PENDING', 'CONFIRMED', 'PREPARING', 'READY']);
  });

  it('every line bumped at once by somebody else takes the order to READY once', async () => {
    const { backend, phone, cooks, items } = await kitchen();
    const placed = await order(
      backend,
      phone,
      Array.from({ length: 12 }, (_, at) => line(items[at % 2]?.id as never)),
    );
    const tickets = await Promise.all(
      placed.items.map(({ id }, at) =>
        backend.call(bumpLines, { token: cooks[at % 2] ?? '', params: { orderId: placed.id }, body: { itemIds: [id] } }),
      ),
    );
    expect(tickets.filter((ticket) => ticket.order.status === 'READY')).toHaveLength(1);
    const { transitions } = await backend.call(readMyOrder, { token: phone, params: { orderId: placed.id } });
    expect(transitions.map(({ to }) => to)).toEqual(['PENDING', 'CONFIRMED', 'PREPARING', 'READY']);
  });

  it('a bump against the guest’s cancelling: one of them happened, never both', async () => {
    const { backend, phone, cooks, items } = await kitchen();
    for (let round = 0; round < 10; round++) {
      const placed = await order(backend, phone, [line(items[0]?.id as never)]);
      const at = { params: { orderId: placed.id }, body: {} };
      const asked = [
        () => backend.ask('POST', `/api/admin/kitchen/orders/${placed.id}/bump`, { token: cooks[0] ?? '', body: {} }),
        () => backend.ask('POST', cancelMyOrder.path.replace('{orderId}', placed.id), { token: phone, body: {} }),
      ];
      if (round % 2 === 1) asked.reverse();
      const [one, other] = await Promise.all(asked.map((ask) => ask()));
      expect([one?.status, other?.status].sort()).toEqual([200, 409]);
      const { status } = await backend.call(readMyOrder, { token: phone, params: at.params });
      expect(['READY', 'CANCELLED']).toContain(status);
      const shown = (await backend.call(readTickets, { token: cooks[0] ?? '', query: {} })).tickets;
      expect(shown).toEqual([]);
    }
  });

  it('a bump against a recall ends as the later of the two, on every screen', async () => {
    const { backend, phone, cooks, items } = await kitchen();
    const placed = await order(
      backend,
      phone,
      items.map(({ id }) => line(id)),
    );
    const [first] = placed.items;
    const at = { params: { orderId: placed.id }, body: { itemIds: [first?.id as never] } };
    await backend.call(bumpLines, { token: cooks[0] ?? '', ...at });
    await Promise.all([
      backend.call(recallLines, { token: cooks[0] ?? '', ...at }),
      backend.call(bumpLines, { token: cooks[1] ?? '', ...at }),
    ]);
    const [ticket] = (await backend.call(readTickets, { token: cooks[0] ?? '', query: {} })).tickets as [Ticket];
    expect(['started', 'done']).toContain(lineState(ticket.lines[0] as never, ticket.order));
    expect(lineState(ticket.lines[1] as never, ticket.order)).toBe('waiting');
  });
});
