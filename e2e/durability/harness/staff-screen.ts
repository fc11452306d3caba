import { setTimeout as pause } from 'node:timers/promises';
import { listOrders, type OrderStatus, setOrderStatus } from '@tableorder/contract/orders';
import { isUnfinished, nextStatus } from '@tableorder/contract/orders.rules';
import { ask, type Shop } from '../../shop.ts';
import type { History } from './history.ts';

export interface StaffAtWork {
  readonly url: string;
  readonly shop: Shop;
  readonly random: () => number;
  readonly history: History;
  readonly restMs: number;
  readonly until: AbortSignal;
}

const PATIENCE_MS = 3000;

async function stepOne({ url, shop, random, history }: StaffAtWork): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const { body } = await ask(url, listOrders, { token: shop.token, query: { state: 'current', limit: '20' }, signal });
  const open = (body.items ?? []).filter(({ status }) => isUnfinished(status));
  const order = open[Math.floor(random() * open.length)];
  const status: OrderStatus | null = order ? nextStatus(order.status) : null;
  if (!order || !status) return;
  const params = { orderId: order.id };
  const answer = await ask(url, setOrderStatus, { token: shop.token, params, body: { status, version: order.version }, signal });
  if (answer.status === 200) history.steps.push({ store: shop.store, orderId: order.id, status });
  else if (![409, 429, 503].includes(answer.status))
    history.oddities.push({ who: `staff of ${shop.store}`, what: `a step was answered ${answer.status} ${JSON.stringify(answer.body)}` });
}

/** Takes orders on, one step at a time, as two people at two screens do: each acts on what it saw a moment ago. */
export async function keepStepping(staff: StaffAtWork): Promise<void> {
  while (!staff.until.aborted) {
    // An answer that was lost says nothing; the next look shows how it stands.
    await stepOne(staff).catch(() => {});
    await pause(staff.random() * staff.restMs);
  }
}
