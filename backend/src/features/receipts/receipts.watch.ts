import type { Clock } from '../../infra/clock/clock.ts';
import { Repeating } from '../../infra/clock/repeating.ts';
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
export function watchUnseen(deps: WatchDeps): Repeating {
  const look = async () => {
    for (const { store_id: storeId } of await deps.db.all(findStoresWithFresh, {})) {
      const steps = await escalate(deps, storeId);
      if (steps > 0) deps.log.warning('receipts', 'orders were not seen in time', { storeId, steps });
    }
  };
  return new Repeating(look, LOOK_MS, (error) => deps.log.error('receipts', 'unseen orders cannot be looked for; tried again', {}, error));
}
