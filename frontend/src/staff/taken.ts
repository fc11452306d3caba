import type { OrderId } from '@tableorder/contract/ids';
import { fromInstant, type Instant } from '@tableorder/contract/time';
import { serverNow } from '../lib/clock.ts';

/** Orders that somebody at another screen takes just now. */
export interface Taken {
  readonly heard: (event: { readonly orderId: OrderId; readonly until: Instant }) => void;
  readonly has: (id: OrderId) => boolean;
  readonly close: () => void;
}

/** `onChange` is told when an order is taken or let go, and when the time of a taken one is up. */
export function createTaken(onChange: () => void): Taken {
  const timers = new Map<OrderId, ReturnType<typeof setTimeout>>();
  const forget = (id: OrderId) => {
    clearTimeout(timers.get(id));
    timers.delete(id);
  };
  return {
    heard: ({ orderId, until }) => {
      forget(orderId);
      const forMs = fromInstant(until) - serverNow();
      if (forMs > 0) {
        const over = () => {
          forget(orderId);
          onChange();
        };
        timers.set(orderId, setTimeout(over, forMs));
      }
      onChange();
    },
    has: (id) => timers.has(id),
    close: () => {
      for (const id of [...timers.keys()]) forget(id);
    },
  };
}
