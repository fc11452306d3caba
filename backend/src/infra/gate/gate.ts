import { problem } from '@tableorder/contract/problem';

/** Lets few at once do heavy work and few wait for it; the next is told when to come again, so that orders never stand behind it. */
export interface Gate {
  /** Runs the work when its turn comes. Too many waiting: Problem `unavailable`, and the work does not start. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Refuses those who wait and those who come. */
  close(): void;
}

export function gate({
  atOnce,
  waiting,
  retryAfterS,
}: {
  readonly atOnce: number;
  readonly waiting: number;
  readonly retryAfterS: number;
}): Gate {
  const queue: { readonly go: () => void; readonly refuse: (reason: unknown) => void }[] = [];
  const full = () => problem('unavailable', {}, { retryAfterS });
  let running = 0;
  let closed = false;

  const turn = (): Promise<void> => {
    if (closed || (running >= atOnce && queue.length >= waiting)) return Promise.reject(full());
    if (running < atOnce) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((go, refuse) => queue.push({ go, refuse }));
  };
  // A turn is handed on, never given back first: whoever comes in between must not overtake those who wait.
  const done = () => {
    const next = queue.shift();
    if (next) next.go();
    else running -= 1;
  };

  return {
    async run(work) {
      await turn();
      try {
        return await work();
      } finally {
        done();
      }
    },
    close() {
      closed = true;
      for (const { refuse } of queue.splice(0)) refuse(full());
    },
  };
}
