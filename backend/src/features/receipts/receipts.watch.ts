import type { Clock } from '../../infra/clock/clock.ts';
import type { Db } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import type { Log } from '../../infra/log/log.ts';
import { escalate } from './receipts.commands.ts';
import { findStoresWithFresh } from './receipts.sql.ts';

/** An order is called out at most this much late. */
const LOOK_MS = 1000;

interface WatchDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
  readonly log: Log;
}

/** Looks after the orders that no screen has drawn, for as long as the process runs. It remembers nothing: the rows say what is due. */
export class UnseenWatch {
  readonly #deps: WatchDeps;
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> | null = null;

  constructor(deps: WatchDeps) {
    this.#deps = deps;
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  #look(): void {
    this.#looking ??= this.#lookAtAll()
      .catch((error: unknown) => this.#deps.log.error('receipts', 'unseen orders cannot be looked for; tried again', {}, error))
      .finally(() => {
        this.#looking = null;
      });
  }

  async #lookAtAll(): Promise<void> {
    for (const { store_id: storeId } of await this.#deps.db.all(findStoresWithFresh, {})) {
      const steps = await escalate(this.#deps, storeId);
      if (steps > 0) this.#deps.log.warning('receipts', 'orders were not seen in time', { storeId, steps });
    }
  }

  /** Looks no more, and resolves when the look that is under way has ended. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }
}
