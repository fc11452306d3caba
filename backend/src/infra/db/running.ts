import { problem } from '@tableorder/contract/problem';

/** The work that is under way on a database: closing waits for it, and refuses what comes later. */
export class Running {
  #count = 0;
  #closing: Promise<void> | null = null;
  #ended: () => void = () => {};

  async track<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closing) throw problem('unavailable', {}, { retryAfterS: 5 });
    this.#count++;
    try {
      return await work();
    } finally {
      if (--this.#count === 0) this.#ended();
    }
  }

  /** Resolves when nothing is under way any more. Once closed it stays so; again: the same. */
  close(): Promise<void> {
    this.#closing ??= new Promise((resolve) => {
      this.#ended = resolve;
      if (this.#count === 0) resolve();
    });
    return this.#closing;
  }
}
