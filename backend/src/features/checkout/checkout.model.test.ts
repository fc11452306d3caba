import { readBoard } from '@tableorder/contract/board';
import { completeTable, mergeTables, moveTable, reopenSession } from '@tableorder/contract/checkout';
import type { Endpoint } from '@tableorder/contract/endpoint';
import type { MenuId, OrderId, SessionId } from '@tableorder/contract/ids';
import { asMoney } from '@tableorder/contract/money';
import { type OrderStatus, placeStaffOrder, setOrderStatus } from '@tableorder/contract/orders';
import { isUnfinished, nextStatus } from '@tableorder/contract/orders.rules';
import type { Table } from '@tableorder/contract/tables';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, openShop, type Shop } from '../../../test/builders.ts';
import { eachDb } from '../../../test/each-db.ts';
import { type Backend, type Calling, startBackend } from '../../../test/start-backend.ts';

/*
 * What a party is, in thirty lines, against the real server: after each of a random row of acts the board says of every table what the
 * model says. Seen to fail with `seatOrders` leaving the orders' table behind, and with a total that counts cancelled orders.
 */
const PRICE = 8000;
const TABLES = 3;

interface ModelOrder {
  readonly id: OrderId;
  status: OrderStatus;
  readonly amount: number;
}
interface Party {
  id: SessionId | null;
  readonly orders: ModelOrder[];
}
/** A party or none at each table, and the party that last left it. */
interface Model {
  readonly seated: (Party | null)[];
  readonly left: (Party | null)[];
}

const total = (party: Party | null): number =>
  (party?.orders ?? []).reduce((sum, { status, amount }) => sum + (status === 'CANCELLED' ? 0 : amount), 0);

const act = fc.record({
  kind: fc.constantFrom('order', 'order', 'order', 'step', 'step', 'cancel', 'move', 'merge', 'close', 'reopen'),
  at: fc.nat(TABLES - 1),
  to: fc.nat(TABLES - 1),
  n: fc.integer({ min: 1, max: 9 }),
});
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

eachDb('parties, against their model', (open) => {
  let backend: Backend;
  beforeEach(async () => {
    backend = await startBackend({ open });
  });
  afterEach(() => backend.close());

  /** Does it and must succeed when the model says so, must be refused with 409 when not. */
  async function tries<E extends Endpoint>(allowed: boolean, endpoint: E, calling: Calling<E>) {
    if (allowed) return backend.call(endpoint, calling);
    expect((await backend.refused(endpoint, calling)).status).toBe(409);
    return null;
  }

  async function perform(
    { kind, at, to, n }: Act,
    { seated, left }: Model,
    shop: Shop,
    tables: readonly Table[],
    dish: MenuId,
  ): Promise<void> {
    const token = shop.owner;
    const [table, other] = [tables[at], tables[to]];
    if (!table || !other) throw new Error('no such table');
    const [party, there] = [seated[at] ?? null, seated[to] ?? null];
    const params = { tableId: table.id };
    const open = party?.orders.filter(({ status }) => isUnfinished(status)) ?? [];
    if (kind === 'order') {
      const body = { tableId: table.id, items: [line(dish, { quantity: n })] };
      const order = await backend.call(placeStaffOrder, { token, body, key: `k${Math.random()}` });
      const now = party ?? { id: order.sessionId, orders: [] };
      now.orders.push({ id: order.id, status: 'PENDING', amount: PRICE * n });
      seated[at] = now;
    }
    const one = open[n % Math.max(1, open.length)];
    if ((kind === 'step' || kind === 'cancel') && one) {
      const status = kind === 'cancel' ? 'CANCELLED' : (nextStatus(one.status) ?? 'COMPLETED');
      const body = { status, ...(kind === 'cancel' ? { reason: '실수' } : {}) };
      await backend.call(setOrderStatus, { token, params: { orderId: one.id }, body });
      one.status = status;
    }
    if (
      kind === 'move' &&
      at !== to &&
      (await tries(party !== null && there === null, moveTable, { token, params, body: { toTableId: other.id } }))
    )
      [seated[at], seated[to]] = [null, party];
    if (
      kind === 'merge' &&
      at !== to &&
      (await tries(party !== null && there !== null, mergeTables, { token, params, body: { toTableId: other.id } }))
    ) {
      there?.orders.push(...(party?.orders ?? []));
      seated[at] = null;
    }
    if (kind === 'close') {
      const resolutions = open.map(({ id }) => ({ orderId: id, action: 'complete' as const }));
      if (await tries(party !== null, completeTable, { token, params, body: { resolutions } })) {
        // For good: taken back, the party has its orders as the close left them.
        for (const order of open) order.status = 'COMPLETED';
        [seated[at], left[at]] = [null, party];
      }
    }
    const gone = left[at];
    if (kind === 'reopen' && gone?.id && (await tries(party === null, reopenSession, { token, params: { sessionId: gone.id } })))
      [seated[at], left[at]] = [gone, null];
  }

  it('are where the model says, with its orders and its total, after every act', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 25 }), async (acts) => {
        const shop = await openShop(backend);
        const { id: dish } = await shop.item({ price: asMoney(PRICE) });
        const tables = await Promise.all(Array.from({ length: TABLES }, (_, at) => shop.table(at + 1)));
        const model: Model = { seated: tables.map(() => null), left: tables.map(() => null) };
        for (const one of acts) {
          await perform(one, model, shop, tables, dish);
          const board = await backend.call(readBoard, { token: shop.owner });
          const said = tables.map(({ id }) => board.tables.find(({ table }) => table.id === id));
          expect(said.map((one) => [one?.session?.id ?? null, one?.totalAmount, one?.orders.map(({ id }) => id).toSorted()])).toEqual(
            model.seated.map((party) => [party?.id ?? null, total(party), (party?.orders ?? []).map(({ id }) => id).toSorted()]),
          );
          for (const { table, orders } of board.tables) expect(orders.every(({ tableId }) => tableId === table.id)).toBe(true);
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
