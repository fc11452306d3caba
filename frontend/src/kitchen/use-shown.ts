import type { OrderId, StationId } from '@tableorder/contract/ids';
import { isOpenAt, oldestWait } from '@tableorder/contract/kitchen.rules';
import { useEffect, useRef, useState } from 'react';
import { now } from '../lib/clock.ts';
import type { Kitchen, ShownTicket } from './kitchen-state.ts';

/** As long as a ticket that was done here stands still: no other slides under the hand, and it can be called back where it is. */
const LEAVING_MS = 4_000;

export interface Shown {
  readonly ticket: ShownTicket;
  readonly leaving: boolean;
}
interface Placed extends Shown {
  /** Its place in time; what is held stands behind everything. */
  readonly place: string;
  readonly leftAt: number | null;
}

const placeOf = (ticket: ShownTicket, stationId: StationId | null): string =>
  oldestWait(ticket, stationId) ?? `held ${ticket.order.createdAt}`;

/**
 * The tickets to draw, oldest first: what is open here, what is to be cleared, and for a moment what was just done by hand here.
 * `touched` names the tickets that hands were on.
 */
export function useShown(kitchen: Kitchen, stationId: StationId | null, touched: ReadonlySet<OrderId>): readonly Shown[] {
  const before = useRef<ReadonlyMap<OrderId, Placed>>(new Map());
  const [, setRound] = useState(0);
  const at = now();
  const next = new Map<OrderId, Placed>();
  for (const ticket of kitchen.tickets.values())
    if (isOpenAt(ticket, stationId)) next.set(ticket.order.id, { ticket, leaving: false, place: placeOf(ticket, stationId), leftAt: null });
  for (const [id, placed] of before.current) {
    if (next.has(id) || placed.ticket.gone !== null || !touched.has(id)) continue;
    const leftAt = placed.leftAt ?? at;
    if (at - leftAt < LEAVING_MS) next.set(id, { ...placed, leaving: true, leftAt });
  }
  const leaving = [...next.values()].flatMap(({ leftAt }) => (leftAt === null ? [] : [leftAt]));
  const first = leaving.length === 0 ? null : Math.min(...leaving) + LEAVING_MS;
  useEffect(() => {
    before.current = next;
  });
  useEffect(() => {
    if (first === null) return;
    const timer = setTimeout(() => setRound((round) => round + 1), Math.max(0, first - now()) + 20);
    return () => clearTimeout(timer);
  }, [first]);
  return [...next.values()].sort((a, b) =>
    a.place === b.place ? (a.ticket.order.id < b.ticket.order.id ? -1 : 1) : a.place < b.place ? -1 : 1,
  );
}
