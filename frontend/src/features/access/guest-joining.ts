import { type ApiProblem, isFromTheLine, isProblem, NoAnswer } from '../../lib/api-problem.ts';
import { type Held, hold } from '../../lib/held.ts';
import { onReturn, throwApart } from '../../lib/listeners.ts';
import type { Signing } from './guest-sign.ts';

/**
 * `dead`: no such table, or a code that was exchanged. `asking`: staff are asked to open the table; `refused` and `over` (nobody
 * answered in time) end that, until the guest asks again. What failed for another reason is tried again.
 */
export type JoinState =
  | { readonly kind: 'joining' }
  | { readonly kind: 'failed'; readonly error: Error; readonly trying: boolean }
  | { readonly kind: 'dead' | 'asking' | 'refused' | 'over' }
  | { readonly kind: 'joined' };

export interface Visit {
  readonly store: string;
  readonly tableNumber: number;
  /** Null when the address had none: an old link, or a page that was opened again. */
  readonly secret: string | null;
}

export interface Joining extends Held<JoinState> {
  /** Begins; gives the way to stop. */
  readonly start: () => () => void;
  readonly retry: () => void;
}

const JOINED: JoinState = { kind: 'joined' };

/** For a phone that sits at the table of the link: there is nothing to wait for. */
export const alreadyJoined: Joining = {
  snapshot: () => JOINED,
  subscribe: () => () => undefined,
  start: () => () => undefined,
  retry: () => undefined,
};

const FIRST_WAIT_MS = 1_500;
const LONGEST_WAIT_MS = 15_000;
/** How soon a yes is seen. */
const LOOK_MS = 3_000;

/** The scan is the wish to sit here: the phone joins the table by itself, asks staff where it must, and goes on trying while nobody answers. */
export function createJoining(signing: Pick<Signing, 'signIn' | 'asked' | 'look'>, visit: Visit): Joining {
  const { store, tableNumber, secret } = visit;
  const state = hold<JoinState>(secret === null ? { kind: 'dead' } : { kind: 'joining' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitMs = FIRST_WAIT_MS;
  let running = false;
  let stopped = false;

  const again = (ms: number) => {
    timer = setTimeout(attempt, ms);
  };
  const fail = (error: ApiProblem | NoAnswer) => {
    if (isProblem(error, 'access/wrong-code') || isProblem(error, 'invalid')) return state.set({ kind: 'dead' });
    // A line that is down while staff are asked changes nothing of the asking.
    if (state.snapshot().kind !== 'asking' || !(error instanceof NoAnswer)) state.set({ kind: 'failed', error, trying: false });
    if (!(error instanceof NoAnswer) && !isProblem(error, 'unavailable') && !isProblem(error, 'too-many-requests')) return;
    again(Math.max(waitMs, error instanceof NoAnswer ? 0 : (error.retryAfterS ?? 0) * 1_000));
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  };
  const wait = () => {
    waitMs = FIRST_WAIT_MS;
    state.set({ kind: 'asking' });
    again(LOOK_MS);
  };
  /** Asked once: looks until it is decided. True when there was something to look at. */
  const look = async (): Promise<boolean> => {
    const asking = await signing.asked(visit);
    if (asking === null) return false;
    const found = await signing.look(visit, asking);
    if (found === 'waiting') wait();
    else state.set(found === 'accepted' ? JOINED : { kind: found });
    return true;
  };
  const join = async (code: string) => {
    try {
      if (await look()) return;
      if (state.snapshot().kind === 'asking') return state.set({ kind: 'over' });
      await signing.signIn({ store, tableNumber, code });
      state.set(JOINED);
    } catch (error) {
      if (!isFromTheLine(error)) throw error;
      if (stopped) return;
      if (isProblem(error, 'table/ask-staff')) wait();
      else fail(error);
    } finally {
      running = false;
    }
  };
  const attempt = () => {
    const { kind } = state.snapshot();
    if (secret === null || running || stopped || kind === 'joined' || kind === 'dead') return;
    clearTimeout(timer);
    running = true;
    const now = state.snapshot();
    if (now.kind === 'failed') state.set({ ...now, trying: true });
    if (now.kind === 'refused' || now.kind === 'over') state.set({ kind: 'joining' });
    void join(secret).catch(throwApart);
  };
  /** Whoever was refused asks again by their own wish only, not by waking the phone. */
  const comeBack = () => {
    const { kind } = state.snapshot();
    if (kind !== 'refused' && kind !== 'over') attempt();
  };

  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    retry: attempt,
    start: () => {
      attempt();
      const forget = onReturn(comeBack);
      return () => {
        stopped = true;
        clearTimeout(timer);
        forget();
      };
    },
  };
}
