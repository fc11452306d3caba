import type { OrderId } from '@tableorder/contract/ids';
import type { Order } from '@tableorder/contract/orders';
import { useEffect, useState } from 'react';
import type { ShownTicket } from './kitchen-state.ts';

/** Enough of a ticket for a cook to know that it is there. */
const PART = 0.25;

/** Orders whose tickets are, or were, on the glass: one beyond the edge of the screen is not seen. */
export function useInSight(open: readonly { readonly ticket: ShownTicket }[]): readonly Order[] {
  const [inSight, setInSight] = useState<ReadonlySet<string>>(new Set());
  const orders = open.map(({ ticket }) => ticket.order);
  const ids = orders
    .filter(({ id }) => !inSight.has(id))
    .map(({ id }) => id)
    .join();
  useEffect(() => {
    if (ids === '') return;
    const observer = new IntersectionObserver(
      (entries) => {
        const met = entries.flatMap(({ isIntersecting, target }) => (isIntersecting ? [(target as HTMLElement).dataset.ticket ?? ''] : []));
        if (met.length > 0) setInSight((before) => new Set([...before, ...met]));
      },
      { threshold: PART },
    );
    for (const id of ids.split(',') as OrderId[]) {
      const ticket = document.querySelector(`[data-ticket="${id}"]`);
      if (ticket) observer.observe(ticket);
    }
    return () => observer.disconnect();
  }, [ids]);
  return orders.filter(({ id }) => inSight.has(id));
}
