import type { Log } from '../../infra/log/log.ts';
import { type DisplaysDeps, tellSilenced } from './displays.commands.ts';

/** How much later than its silence a screen is missed, at most. */
const LOOK_MS = 5_000;

/** Misses the screens that went without a word, for as long as the process runs. */
export class SilenceWatch {
  readonly #deps: Omit<DisplaysDeps, 'cache'> & { readonly log: Log };
  readonly #timer: NodeJS.Timeout;
  #since: number;
  #looking: Promise<void> | null = null;

  constructor(deps: Omit<DisplaysDeps, 'cache'> & { readonly log: Log }, everyMs = LOOK_MS) {
    this.#deps = deps;
    // What fell silent while no server ran is told as well.
    this.#since = deps.clock.now() - 3_600_000;
    this.#timer = setInterval(() => this.#look(), everyMs).unref();
  }

  #look(): void {
    const now = this.#deps.clock.now();
    this.#looking ??= tellSilenced(this.#deps, this.#since)
      .then(() => {
        this.#since = now;
      })
      .catch((error: unknown) => this.#deps.log.error('displays', 'silent screens cannot be looked for; tried again', {}, error))
      .finally(() => {
        this.#looking = null;
      });
  }

  /** Looks no more, and resolves when the look that is under way has ended. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }
}
