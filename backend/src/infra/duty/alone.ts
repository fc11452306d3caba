import type { Duty, Work } from './duty.ts';

/** The duty of an instance that has no others beside it: always its own. */
export function aloneDuty(): Duty {
  let work: Work | null = null;
  return {
    isMine: true,
    take(begin) {
      work = begin();
    },
    async close() {
      const ending = work;
      work = null;
      await ending?.stop();
    },
  };
}
