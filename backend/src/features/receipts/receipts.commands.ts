import type { OrderId, StaffId, StationId, StoreId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import { LAST_STEP, receiptsEvents } from '@tableorder/contract/receipts';
import type { Trx } from '../../infra/db/db.ts';
import { orderUpdated } from '../orders/orders.changes.ts';
import type { OrdersDeps } from '../orders/orders.commands.ts';
import { findOrderEvenDeleted, markSeen } from '../orders/orders.sql.ts';
import { findStations } from '../stations/stations.sql.ts';
import { readStoreSettings } from '../stores/stores.settings.ts';
import { readOverdue, readUnseen } from './receipts.reads.ts';
import { findEscalations, insertEscalation, insertSighting } from './receipts.sql.ts';

type Deps = Pick<OrdersDeps, 'db' | 'clock' | 'events'>;

interface Sight {
  readonly orderIds: readonly OrderId[];
  readonly screen: 'board' | 'kitchen';
  readonly stationId?: StationId | undefined;
}

/**
 * The receipt: a screen has drawn these orders. The first instant is kept, for the guest and the board who are told, and for the station
 * whose screen it is; later ones change nothing. Problem `not-found` for an order or a station that never was here.
 */
export function acknowledge(deps: OrdersDeps, storeId: StoreId, { orderIds, screen, stationId }: Sight, byId: StaffId): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const at = deps.clock.now();
    if (stationId !== undefined && !(await trx.all(findStations, { storeId })).some(({ id }) => id === stationId))
      throw problem('not-found', {});
    const place = stationId ?? (screen === 'board' ? 'board' : 'pass');
    let answered = false;
    for (const orderId of orderIds) {
      // Deleted since it was drawn is no mistake; an order that never was here is.
      if (!(await trx.first(findOrderEvenDeleted, { storeId, orderId }))) throw problem('not-found', {});
      if ((await trx.run(insertSighting, { storeId, orderId, place, screen, at, byId })) === 0) continue;
      if ((await trx.run(markSeen, { storeId, orderId, at, screen })) > 0) await orderUpdated(trx, deps, storeId, orderId);
      answered ||= (await trx.all(findEscalations, { storeId, orderId })).length > 0;
    }
    if (answered) await unseenUpdated(trx, deps, storeId);
  });
}

async function unseenUpdated(trx: Trx, deps: Deps, storeId: StoreId): Promise<void> {
  const orders = await readUnseen(trx, storeId, deps.clock.now());
  await deps.events.append(trx, storeId, receiptsEvents, 'unseen_updated', { kind: 'staff' }, { orders });
}

/**
 * Calls out the orders of a store that have not been drawn in time: a first time after the shop's seconds, a second time after as many
 * again. All of it follows from the rows, so that a server that starts anew goes on where another one ended. Gives how many steps it took.
 */
export async function escalate(deps: Deps, storeId: StoreId): Promise<number> {
  const now = deps.clock.now();
  const { settings } = await readStoreSettings(deps.db, storeId);
  const everyMs = settings.unseenSeconds * 1000;
  const dueStep = (changedAt: number) => Math.min(LAST_STEP, Math.floor((now - changedAt) / everyMs));
  const due = (await deps.db.read((reading) => readOverdue(reading, storeId, now, now - everyMs))).filter(
    ({ step, changedAt }) => step < dueStep(changedAt),
  );
  if (due.length === 0) return 0;
  return deps.db.inStore(storeId, async (trx) => {
    let taken = 0;
    // Read again under the store's lock: a screen may have drawn it meanwhile.
    for (const { orderId, step, changedAt } of await readOverdue(trx, storeId, now, now - everyMs))
      for (let next = step + 1; next <= dueStep(changedAt); next += 1)
        taken += await trx.run(insertEscalation, { storeId, orderId, step: next, at: now });
    if (taken > 0) await unseenUpdated(trx, deps, storeId);
    return taken;
  });
}
