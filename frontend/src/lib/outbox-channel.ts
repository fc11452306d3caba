import type { Order } from '@tableorder/contract/orders';
import type { Refusal } from './api-problem.ts';

export type Outcome =
  | { readonly kind: 'placed'; readonly order: Order }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'taken-back' }
  /** Not in the queue, and what became of it is not known in this tab: look at the orders. */
  | { readonly kind: 'gone' };

type Message = { readonly type: 'changed' } | { readonly type: 'settled'; readonly key: string; readonly outcome: Outcome };

/** Tells this tab's waiters and the other tabs what changed and what became of an order. */
export interface OutboxChannel {
  readonly tellChanged: () => void;
  readonly settle: (key: string, outcome: Outcome) => void;
  readonly settled: (key: string, isQueued: () => Promise<boolean>) => Promise<Outcome>;
  readonly close: () => void;
}

const NAME = 'tableorder.outbox';
const REMEMBERED = 50;

export function openOutboxChannel(onChanged: () => void): OutboxChannel {
  const outcomes = new Map<string, Outcome>();
  const waiters = new Map<string, ((outcome: Outcome) => void)[]>();
  let channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(NAME);
  const tell = (message: Message) => channel?.postMessage(message);

  const keep = (key: string, outcome: Outcome) => {
    outcomes.set(key, outcome);
    const oldest = outcomes.keys().next().value;
    if (outcomes.size > REMEMBERED && oldest !== undefined) outcomes.delete(oldest);
    for (const resolve of waiters.get(key) ?? []) resolve(outcome);
    waiters.delete(key);
  };
  if (channel)
    channel.onmessage = ({ data }: MessageEvent<Message>) => {
      if (data.type === 'settled') keep(data.key, data.outcome);
      else onChanged();
    };

  return {
    tellChanged: () => tell({ type: 'changed' }),
    settle: (key, outcome) => {
      keep(key, outcome);
      tell({ type: 'settled', key, outcome });
    },
    settled: async (key, isQueued) => {
      const queued = await isQueued();
      const known = outcomes.get(key);
      if (known) return known;
      if (!queued) return { kind: 'gone' };
      return new Promise((resolve) => waiters.set(key, [...(waiters.get(key) ?? []), resolve]));
    },
    // A try that was under way ends after this, and keeps what came of it on the disk.
    close: () => {
      channel?.close();
      channel = null;
    },
  };
}
