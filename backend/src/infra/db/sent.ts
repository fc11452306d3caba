/** Writes of one transaction that nobody waits for one by one. */
export class Sent {
  readonly #writes: Promise<unknown>[] = [];

  add(write: Promise<unknown>): void {
    // Told by `settled`; until then it is nobody's unhandled rejection.
    write.catch(() => {});
    this.#writes.push(write);
  }

  /** Resolves when all are done; rejects with the first that failed, when the others have ended too. */
  async settled(): Promise<void> {
    if (this.#writes.length === 0) return;
    const failed = (await Promise.allSettled(this.#writes)).find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }
}
