import type { ReplyOf } from '@tableorder/contract/endpoint';
import { readWaiting } from '@tableorder/contract/waiting';
import type { Api } from '../../lib/api.ts';
import { isFromTheLine } from '../../lib/api-problem.ts';
import { type Held, hold } from '../../lib/held.ts';

export type WaitingTold = NonNullable<ReplyOf<typeof readWaiting>>;

/** Held is how often the shop has said something new of its kitchen: what was read before that is old. */
export interface GuestWaitingStore extends Held<number> {
  /** How long these dishes (ids, parted by commas) would take; null where nobody answers: nothing waits for it. */
  readonly read: (items: string) => Promise<WaitingTold | null>;
  readonly hear: () => void;
}

export function createGuestWaiting(api: Api): GuestWaitingStore {
  const news = hold(0);
  return {
    snapshot: news.snapshot,
    subscribe: news.subscribe,
    hear: () => news.set(news.snapshot() + 1),
    read: async (items) => {
      try {
        return (await api.call(readWaiting, { query: { items } })).body;
      } catch (error) {
        if (!isFromTheLine(error)) throw error;
        return null;
      }
    },
  };
}
