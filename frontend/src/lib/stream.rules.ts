import { parseCursor } from '@tableorder/contract/event';

const LEAST_RETRY_MS = 1_000;
const MOST_RETRY_MS = 5_000;
const MOST_WAIT_MS = 15_000;

/** The server's `retry`, kept within what suits a restaurant. */
export const clampRetry = (retryMs: number): number => Math.min(MOST_RETRY_MS, Math.max(LEAST_RETRY_MS, retryMs));

/**
 * Wait before the next try: twice the server's `retry`, for a restart is over soon, then doubling to 15 s; between half
 * and all of it so that a room full of tablets spreads out.
 */
export function reconnectDelay(failures: number, retryMs: number, random: number): number {
  const full = Math.min(MOST_WAIT_MS, clampRetry(retryMs) * 2 ** Math.min(Math.max(0, failures - 1), 10));
  return Math.round(full * (0.5 + random / 2));
}

/** What to do with an event's id: ids only grow within an epoch, so one not above the last was seen; another epoch means the past was replaced. */
export function judgeId(last: string | null, id: string): 'next' | 'seen' | 'other-past' {
  if (last === null) return 'next';
  const before = parseCursor(last);
  const after = parseCursor(id);
  if (!before || !after || before.epoch !== after.epoch) return 'other-past';
  return after.seq > before.seq ? 'next' : 'seen';
}

/** Where no server says: 30 s (the given design). */
const USUAL_HEARTBEAT_MS = 30_000;

/** How long a line may be silent before it counts as dead: two heartbeats missed, and a third of one for the way here. */
export function silenceOf(header: string | null): number {
  const told = Number(header ?? '');
  const heartbeatMs = Number.isFinite(told) && told > 0 ? told : USUAL_HEARTBEAT_MS;
  return heartbeatMs * 2 + heartbeatMs / 3;
}
