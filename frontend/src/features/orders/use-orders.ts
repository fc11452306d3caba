import type { BodyOf } from '@tableorder/contract/endpoint';
import type { OrderId, SessionId } from '@tableorder/contract/ids';
import type { Money } from '@tableorder/contract/money';
import { cancelMyOrder, changeMyOrder, listMyOrders, type Order } from '@tableorder/contract/orders';
import { sessionTotal } from '@tableorder/contract/orders.rules';
import { useSyncExternalStore } from 'react';
import type { Api } from '../../lib/api.ts';
import { isFromTheLine, isProblem } from '../../lib/api-problem.ts';
import { type Held, hold } from '../../lib/held.ts';

export interface GuestOrders {
  readonly ready: boolean;
  readonly failed: boolean;
  /** Newest first. */
  readonly orders: readonly Order[];
  readonly total: Money;
}

export interface GuestOrdersStore extends Held<GuestOrders> {
  /** Gives the session the orders are of, null without any, undefined when they could not be read. */
  readonly reload: () => Promise<SessionId | null | undefined>;
  readonly put: (order: Order) => void;
  readonly drop: (id: OrderId) => void;
  /** The order as it then is: cancelled, or already being prepared. Rejects like any call. */
  readonly cancel: (id: OrderId) => Promise<Order>;
  /** Rejects like any call; an order that others changed or began meanwhile is then known as it is. */
  readonly change: (id: OrderId, change: BodyOf<typeof changeMyOrder>) => Promise<Order>;
}

const newestFirst = (a: Order, b: Order): number =>
  a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1;

async function readAll(api: Api): Promise<Order[]> {
  const all: Order[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: string; cursor?: string } = cursor === null ? { limit: '200' } : { limit: '200', cursor };
    const { body } = await api.call(listMyOrders, { query });
    all.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor !== null);
  return all;
}

/** This session's orders: read once, then kept by the stream. A version never goes back. */
export function createGuestOrders(api: Api): GuestOrdersStore {
  const state = hold<GuestOrders>({ ready: false, failed: false, orders: [], total: sessionTotal([]) });
  /** Changes of the stream that came while a reading was under way: the reading may be older than they are. */
  let meanwhile: Map<OrderId, Order | null> | null = null;
  let reading = 0;

  const show = (orders: readonly Order[]) =>
    state.set({ ready: true, failed: false, orders: [...orders].sort(newestFirst), total: sessionTotal(orders) });
  const without = (orders: readonly Order[], id: OrderId) => orders.filter((order) => order.id !== id);
  const withOrder = (orders: readonly Order[], order: Order) => {
    const known = orders.find(({ id }) => id === order.id);
    return known && known.version > order.version ? orders : [order, ...without(orders, order.id)];
  };
  const put = (order: Order) => {
    meanwhile?.set(order.id, order);
    show(withOrder(state.snapshot().orders, order));
  };
  const drop = (id: OrderId) => {
    meanwhile?.set(id, null);
    show(without(state.snapshot().orders, id));
  };

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    put,
    drop,
    reload: async () => {
      reading += 1;
      const mine = reading;
      const changes = new Map<OrderId, Order | null>();
      meanwhile = changes;
      try {
        let orders: readonly Order[] = await readAll(api);
        if (mine !== reading) return undefined;
        for (const [id, order] of changes) orders = order ? withOrder(orders, order) : without(orders, id);
        show(orders);
        return orders[0]?.sessionId ?? null;
      } catch (error) {
        if (!isFromTheLine(error)) throw error;
        // Not answered or refused: what is shown stays, and the line tells that it may be old.
        if (mine === reading) state.set({ ...state.snapshot(), failed: true });
        return undefined;
      } finally {
        if (mine === reading) meanwhile = null;
      }
    },
    change: async (id, change) => {
      try {
        const { body } = await api.call(changeMyOrder, { params: { orderId: id }, body: change });
        put(body);
        return body;
      } catch (error) {
        if (isProblem(error, 'order/stale') || isProblem(error, 'order/not-pending')) put(error.params.order);
        throw error;
      }
    },
    cancel: async (id) => {
      try {
        const { body } = await api.call(cancelMyOrder, { params: { orderId: id }, body: {} });
        put(body);
        return body;
      } catch (error) {
        if (!isProblem(error, 'order/not-pending')) throw error;
        put(error.params.order);
        return error.params.order;
      }
    },
  };
}

export const useOrders = (store: Held<GuestOrders>): GuestOrders => useSyncExternalStore(store.subscribe, store.snapshot);
