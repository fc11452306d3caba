import { setTimeout as pause } from 'node:timers/promises';
import { type Order, type PlaceOrder, placeOrder } from '@tableorder/contract/orders';
import { ask, type Shop } from '../shop.ts';

/** An order the guest was told of. `lostAnswers` counts the tries whose answer never came. */
export interface Acknowledged {
  readonly key: string;
  readonly worker: number;
  readonly order: Order;
  readonly status: number;
  readonly lostAnswers: number;
}

export interface Work {
  readonly url: () => string;
  readonly shop: Shop;
  readonly token: string;
  readonly worker: number;
  readonly random: () => number;
  readonly until: AbortSignal;
}

/** Asking the same key again must give what was given before. */
export class Contradiction extends Error {
  override name = 'Contradiction';
}

const AGAIN_AFTER_MS = 15;
const ASK_AGAIN_SHARE = 0.1;

/** What somebody orders: one to three lines of the menu, and what they cost together. */
export function drawItems({ shop, random }: Pick<Work, 'shop' | 'random'>): { expected: number; items: PlaceOrder['items'] } {
  const lines = Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
    const dish = shop.menu[Math.floor(random() * shop.menu.length)];
    if (!dish) throw new Error('the shop has no menu');
    return { dish, quantity: 1 + Math.floor(random() * 4) };
  });
  return {
    expected: lines.reduce((total, { dish, quantity }) => total + dish.price * quantity, 0),
    items: lines.map(({ dish, quantity }) => ({ menuId: dish.id, quantity, optionIds: [] })),
  };
}

/** One order, sent with its key as often as it takes to be answered: what the tablet's outbox does. */
async function send(work: Work, key: string, body: PlaceOrder): Promise<Acknowledged> {
  for (let lostAnswers = 0; ; lostAnswers += 1) {
    try {
      const { status, body: order } = await ask(work.url(), placeOrder, { token: work.token, key, body });
      if (status === 200 || status === 201) return { key, worker: work.worker, order, status, lostAnswers };
      if (status !== 503 && status !== 429) throw new Contradiction(`order refused: ${status} ${JSON.stringify(order)}`);
    } catch (error) {
      if (error instanceof Contradiction) throw error;
    }
    await pause(AGAIN_AFTER_MS);
  }
}

/** Orders, one after the other, until told to stop; every one begun is answered in the end. */
export async function keepOrdering(work: Work): Promise<Acknowledged[]> {
  const acknowledged: Acknowledged[] = [];
  while (!work.until.aborted) {
    const key = `worker-${work.worker}-${acknowledged.length}-${Math.floor(work.random() * 1e9)}`;
    const { expected, items } = drawItems(work);
    const body = { items };
    const first = await send(work, key, body);
    acknowledged.push(first);
    if (first.order.totalAmount !== expected) throw new Contradiction(`${key}: ${first.order.totalAmount} instead of ${expected}`);
    if (work.random() > ASK_AGAIN_SHARE) continue;
    const again = await send(work, key, body);
    if (again.order.id !== first.order.id || again.status !== 200) throw new Contradiction(`${key} gave ${again.status} and another order`);
  }
  return acknowledged;
}
