import type { Log } from '../log/log.ts';

export type AfterCommit = () => void | Promise<void>;

/** Starts what commands left for after their commit, in order. What fails is logged: the commit stands all the same. */
export function runAfterCommit(list: readonly AfterCommit[], log: Log): void {
  const failed = (error: unknown) => log.error('db', 'work after a commit failed', {}, error);
  for (const work of list) {
    try {
      const pending = work();
      if (pending instanceof Promise) pending.catch(failed);
    } catch (error) {
      failed(error);
    }
  }
}
