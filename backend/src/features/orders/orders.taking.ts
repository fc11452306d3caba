import type { OrderId, StoreId } from '@tableorder/contract/ids';
import { ordersEvents } from '@tableorder/contract/orders';
import { problem } from '@tableorder/contract/problem';
import { toInstant } from '@tableorder/contract/time';
import type { OrdersDeps } from './orders.commands.ts';
import { findOrder } from './orders.sql.ts';

/** The undo of five seconds (product description, section 2), and what a step needs to get here after it. */
const TAKEN_MS = 8_000;

/**
 * A person at a screen takes a new order, or lets go of it. Only told, to staff: the order changes by the step that follows, and where none
 * does every screen rings again when the time is up. Problem `not-found` for an order that is not there.
 */
export function tellTaken(deps: OrdersDeps, storeId: StoreId, orderId: OrderId, taken: boolean): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    if (!(await trx.first(findOrder, { storeId, orderId }))) throw problem('not-found', {});
    const until = toInstant(deps.clock.now() + (taken ? TAKEN_MS : 0));
    await deps.events.append(trx, storeId, ordersEvents, 'order_taken', { kind: 'staff' }, { orderId, until });
  });
}
