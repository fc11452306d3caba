import type { TableId } from '@tableorder/contract/ids';
import type { PlaceOrder } from '@tableorder/contract/orders';
import type { EpochMs } from '@tableorder/contract/time';
import { ApiProblem, type Refusal } from './api-problem.ts';

/**
 * `waiting`: not at the server. `sending`: on its way. `unknown`: sent, no answer: it may be placed. `refused`: being
 * handed back. `expired`: too old to send without a person saying so.
 */
export type OutboxState = 'waiting' | 'sending' | 'unknown' | 'refused' | 'expired';

export interface OutboxEntry {
  readonly key: string;
  /** The sign-in it was made under; it is never sent under another. */
  readonly scope: string;
  readonly tableId: TableId;
  readonly body: PlaceOrder;
  readonly createdAt: EpochMs;
  /** When it expires: 30 min after it was made, or after somebody said to send it again. */
  readonly aliveUntil: EpochMs;
  readonly attempts: number;
  readonly state: OutboxState;
  readonly nextAt: EpochMs;
  /** The server said when: `nextAt` is not cut short. */
  readonly firm: boolean;
  readonly maybePlaced: boolean;
  readonly lastProblem: Refusal | null;
}

export const ALIVE_MS = 30 * 60_000;
const MOST_WAIT_MS = 30_000;
const SIGNED_OUT_WAIT_MS = 30_000;

export const newEntry = (given: Pick<OutboxEntry, 'key' | 'scope' | 'tableId' | 'body'>, at: EpochMs): OutboxEntry => ({
  ...given,
  createdAt: at,
  aliveUntil: at + ALIVE_MS,
  attempts: 0,
  state: 'waiting',
  nextAt: at,
  firm: false,
  maybePlaced: false,
  lastProblem: null,
});

/** What the holder of the lock does with an entry now. A `sending` one it finds was left by a tab that died: it may be placed. */
export function nextStep(entry: OutboxEntry, at: EpochMs, eager: boolean): 'send' | 'hand-back' | 'expire' | 'wait' {
  if (entry.state === 'refused') return 'hand-back';
  if (entry.state === 'expired') return 'wait';
  if (at >= entry.aliveUntil) return 'expire';
  if (entry.state === 'sending') return 'send';
  return entry.nextAt <= at || (eager && !entry.firm) ? 'send' : 'wait';
}

export const begun = (entry: OutboxEntry): OutboxEntry => ({
  ...entry,
  state: 'sending',
  attempts: entry.attempts + 1,
  maybePlaced: entry.maybePlaced || entry.state === 'sending',
});

export const expired = (entry: OutboxEntry): OutboxEntry => ({
  ...entry,
  state: 'expired',
  maybePlaced: entry.maybePlaced || entry.state === 'sending',
});

/** A person said: send it now. The key stays, so an order that arrived after all is not doubled. */
export const revived = (entry: OutboxEntry, at: EpochMs): OutboxEntry => ({
  ...entry,
  state: entry.maybePlaced ? 'unknown' : 'waiting',
  aliveUntil: at + ALIVE_MS,
  nextAt: at,
  firm: false,
});

/** 1, 2, 4 … 30 s, between half and all of it. */
export const retryDelay = (attempts: number, random: number): number =>
  Math.round(Math.min(MOST_WAIT_MS, 1_000 * 2 ** Math.min(attempts - 1, 10)) * (0.5 + random / 2));

const RETRIED = new Set([401, 408, 425, 429]);
export const isRefusal = (problem: ApiProblem): boolean => problem.status < 500 && !RETRIED.has(problem.status);

/** The entry after a try that gave no order. `refused` leaves the queue; everything else is tried again with the same key. */
export function afterFailure(entry: OutboxEntry, error: unknown, at: EpochMs, random: number): OutboxEntry {
  const problem = error instanceof ApiProblem ? error : null;
  if (problem && isRefusal(problem)) return { ...entry, state: 'refused', nextAt: at, lastProblem: problem.toRefusal() };
  // A 5xx may come from a proxy whose backend did commit; only a clear "not now" proves that nothing happened.
  const maybePlaced = entry.maybePlaced || !problem || problem.status >= 500 || problem.status === 408;
  const asked = problem?.retryAfterS ?? null;
  const wait = problem?.status === 401 ? SIGNED_OUT_WAIT_MS : retryDelay(entry.attempts, random);
  return {
    ...entry,
    state: maybePlaced ? 'unknown' : 'waiting',
    maybePlaced,
    nextAt: at + Math.max(wait, (asked ?? 0) * 1_000),
    firm: asked !== null,
    lastProblem: problem?.toRefusal() ?? null,
  };
}

export const inOrder = (a: OutboxEntry, b: OutboxEntry): number => a.createdAt - b.createdAt || (a.key < b.key ? -1 : 1);

/** When the queue needs looking at again, or null when only a person can move it. */
export function nextLook(entries: readonly OutboxEntry[]): EpochMs | null {
  const times = entries.filter(({ state }) => state !== 'expired').map(({ nextAt, aliveUntil }) => Math.min(nextAt, aliveUntil));
  return times.length === 0 ? null : Math.min(...times);
}
