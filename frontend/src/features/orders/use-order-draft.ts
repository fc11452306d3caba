import type { OrderId } from '@tableorder/contract/ids';
import type { Order } from '@tableorder/contract/orders';
import { useMemo, useState } from 'react';
import type { CartLine } from './guest-cart.rules.ts';
import { draftOf } from './order-draft.rules.ts';

/** An order being chosen anew. It stays as the guest left it while sheets come and go. */
export interface OrderDraft {
  readonly orderId: OrderId | null;
  readonly version: number;
  readonly lines: readonly CartLine[];
  /** From the order as it is now. */
  readonly start: (order: Order) => void;
  /** The guest has seen that version and still wants this. */
  readonly from: (version: number) => void;
  readonly setLines: (lines: readonly CartLine[]) => void;
}

const NONE = { orderId: null, version: 0, lines: [] };

export function useOrderDraft(): OrderDraft {
  const [draft, setDraft] = useState<Pick<OrderDraft, 'orderId' | 'version' | 'lines'>>(NONE);
  return useMemo(
    () => ({
      ...draft,
      start: (order) => setDraft({ orderId: order.id, version: order.version, lines: draftOf(order) }),
      from: (version) => setDraft((now) => ({ ...now, version })),
      setLines: (lines) => setDraft((now) => ({ ...now, lines })),
    }),
    [draft],
  );
}
