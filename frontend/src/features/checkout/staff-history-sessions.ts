import type { SessionId } from '@tableorder/contract/ids';
import type { Money } from '@tableorder/contract/money';
import type { FiledOrder } from '@tableorder/contract/orders';
import { sessionTotal } from '@tableorder/contract/orders.rules';
import type { Instant } from '@tableorder/contract/time';

export interface PastSession {
  readonly id: SessionId;
  readonly endedAt: Instant | null;
  readonly firstAt: Instant;
  /** Of the orders read so far, without cancelled and deleted ones. */
  readonly total: Money;
  readonly orders: readonly FiledOrder[];
}

/** Orders newest first, as parties: the pages of a list may cut one in two, here it is one again. */
export function bySession(orders: readonly FiledOrder[]): PastSession[] {
  const sessions = new Map<SessionId, FiledOrder[]>();
  for (const order of orders) sessions.set(order.sessionId, [...(sessions.get(order.sessionId) ?? []), order]);
  return [...sessions].flatMap(([id, found]) => {
    const last = found.at(-1);
    if (!last) return [];
    const endedAt = found[0]?.sessionEndedAt ?? null;
    return [{ id, endedAt, firstAt: last.createdAt, total: sessionTotal(found.filter((order) => order.deletion === null)), orders: found }];
  });
}
