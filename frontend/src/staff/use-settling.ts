import { useEffect, useState } from 'react';
import { now } from '../lib/clock.ts';

/** Cards change places at most so often: in a rush the eye must find them again, and so must the screen. */
const SETTLE_MS = 1_000;

/**
 * The order in which things stand: taken anew at once when it has been quiet, else at the end of a second. `arrange` gives what is shown,
 * from the order that stands or from none; `orderOf` its order then.
 */
export function useSettling<Shown, Id>(
  held: boolean,
  arrange: (standing: readonly Id[] | null) => Shown,
  orderOf: (shown: Shown) => readonly Id[],
): Shown {
  const [standing] = useState<{ order: readonly Id[]; movedAt: number }>(() => ({ order: [], movedAt: Number.NEGATIVE_INFINITY }));
  const [, again] = useState(0);
  const waitMs = standing.movedAt + SETTLE_MS - now();
  const waits = held || waitMs > 0;
  const shown = arrange(waits ? standing.order : null);
  const order = orderOf(shown);
  const moved = order.some((id, at) => id !== standing.order[at]);
  useEffect(() => {
    if (moved && !waits) standing.movedAt = now();
    standing.order = order;
  });
  useEffect(() => {
    if (held || waitMs <= 0) return;
    const timer = setTimeout(() => again((count) => count + 1), waitMs);
    return () => clearTimeout(timer);
  });
  return shown;
}
