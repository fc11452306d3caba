/** Work that is done again and again as long as the process runs, never twice at once; what failed is told, and tried again. */
export class Repeating {
  readonly #work: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;

  /** `everyMs` passes before the first time. */
  constructor(work: () => Promise<void>, everyMs: number, failed: (error: unknown) => void) {
    this.#work = work;
    this.#failed = failed;
    this.#timer = setInterval(() => this.run(), everyMs).unref();
  }

  /** Does it now, unless it is being done. */
  run(): void {
    this.#running ??= this.#work()
      .catch(this.#failed)
      .finally(() => {
        this.#running = null;
      });
  }

  /** Begins no more, and resolves when what is under way has ended. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }
}
