import type { OrderId } from '@tableorder/contract/ids';
import { readOrder } from '@tableorder/contract/orders';
import type { Station } from '@tableorder/contract/stations';
import type { Api } from '../lib/api.ts';
import { ApiProblem } from '../lib/api-problem.ts';
import { asGone, type Kitchen, type ShownTicket } from './kitchen-state.ts';

const KEPT = 'tableorder.kitchen.standing';
/** A screen that was dark for a weekend asks about its last tickets, not about all. */
const MOST_ASKED = 30;

/** The orders whose tickets stood on this screen before it was loaded anew. Storage that a browser forbids, or that holds something else, knows none. */
export function standingBefore(): OrderId[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id): id is OrderId => typeof id === 'string') : [];
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Keeps which tickets stand here, those to be cleared too. */
export function keepStanding({ tickets }: Kitchen): void {
  const text = JSON.stringify([...tickets.keys()]);
  try {
    if (localStorage.getItem(KEPT) !== text) localStorage.setItem(KEPT, text);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

interface Reading {
  readonly api: Pick<Api, 'call'>;
  readonly before: Kitchen | null;
  /** The orders that are open now. */
  readonly open: ReadonlySet<OrderId>;
  readonly stations: readonly Station[];
}

/** Asks what became of the tickets that stood here and are not open any more: those whose order was cancelled or deleted meanwhile. */
export async function readGone({ api, before, open, stations }: Reading): Promise<ShownTicket[]> {
  const stood = before === null ? standingBefore() : [...before.tickets].flatMap(([id, { gone }]) => (gone === null ? [id] : []));
  const missing = stood.filter((id) => !open.has(id)).slice(-MOST_ASKED);
  const found = await Promise.all(
    missing.map(async (orderId) => {
      try {
        const { body } = await api.call(readOrder, { params: { orderId } });
        return asGone(body, before?.tickets.get(orderId), stations);
      } catch (error) {
        // Another shop's, or purged: nobody cooks it here.
        if (error instanceof ApiProblem && error.status === 404) return null;
        throw error;
      }
    }),
  );
  return found.flatMap((ticket) => ticket ?? []);
}
