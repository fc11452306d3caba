import { type Call, type CallReason, callStaff, listMyCalls } from '@tableorder/contract/calls';
import type { CallId } from '@tableorder/contract/ids';
import type { Api } from '../../lib/api.ts';
import { isFromTheLine } from '../../lib/api-problem.ts';
import { type Held, hold } from '../../lib/held.ts';

export interface GuestCallsStore extends Held<readonly Call[]> {
  readonly reload: () => Promise<void>;
  /** Rejects like any call. */
  readonly call: (reason: CallReason, note: string | null) => Promise<void>;
  readonly put: (call: Call) => void;
}

/** The table's calls that nobody has answered yet, oldest first. */
export function createGuestCalls(api: Api): GuestCallsStore {
  const state = hold<readonly Call[]>([]);
  /** Answered ones may come back in an older reading. */
  const done = new Set<CallId>();

  const put = (call: Call) => {
    if (call.doneAt !== null) done.add(call.id);
    const others = state.snapshot().filter(({ id }) => id !== call.id);
    state.set(done.has(call.id) ? others : [...others, call].sort((a, b) => (a.id < b.id ? -1 : 1)));
  };
  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    put,
    reload: async () => {
      try {
        const { body } = await api.call(listMyCalls);
        state.set(body.items.filter(({ id, doneAt }) => doneAt === null && !done.has(id)));
      } catch (error) {
        // Shown beside a menu that works without it; the stream's next reset asks again.
        if (!isFromTheLine(error)) throw error;
      }
    },
    call: async (reason, note) => put((await api.call(callStaff, { body: note === null ? { reason } : { reason, note } })).body),
  };
}
