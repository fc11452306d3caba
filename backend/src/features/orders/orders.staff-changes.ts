import type { OrderId, OrderItemId, StoreId } from '@tableorder/contract/ids';
import type { Order, OrderChange } from '@tableorder/contract/orders';
import { mayGuestChange } from '@tableorder/contract/orders.rules';
import { problem } from '@tableorder/contract/problem';
import { newId } from '../../infra/clock/new-id.ts';
import type { Trx } from '../../infra/db/db.ts';
import { type Doer, recordAct } from '../audit/audit.commands.ts';
import { orderUpdated, refuseStale } from './orders.changes.ts';
import { keepLine, type OrdersDeps, priceAndTake, returnStock } from './orders.commands.ts';
import { type LinePlan, planLines, sayChange } from './orders.line-changes.rules.ts';
import { wholeOrder } from './orders.reads.ts';
import { type PricedLine, refuseOtherTotal } from './orders.rules.ts';
import { deleteItem, findLastPosition, findOrder, updateItem, updateLines } from './orders.sql.ts';

/**
 * Changes a PENDING order line by line. Problems `order/not-pending` and `order/stale` carry the order as it is: nothing of what another
 * person did is overwritten. What goes back into the day's stock goes first, so that an order can change within its own share.
 */
export function changeLines(deps: OrdersDeps, storeId: StoreId, orderId: OrderId, change: OrderChange, who: Doer): Promise<Order> {
  return deps.db.inStore(storeId, async (trx) => {
    const row = await trx.first(findOrder, { storeId, orderId });
    if (!row) throw problem('not-found', {});
    const before = await wholeOrder(trx, storeId, row);
    if (!mayGuestChange(row.status)) throw problem('order/not-pending', { order: before });
    await refuseStale(trx, storeId, row, change.version);
    const plan = planLines(before.items, change);
    if (plan.kept.length + plan.repriced.length + plan.added.length === 0) throw problem('order/nothing-left', { order: before });
    await returnStock(trx, deps, storeId, plan.returned, row.created_at);
    const { lines } = await priceAndTake(trx, deps, storeId, plan.taken, undefined);
    const anew = lines.slice(0, plan.repriced.length);
    const added = lines.slice(plan.repriced.length, plan.repriced.length + plan.added.length);
    const totalAmount = refuseOtherTotal([...plan.kept, ...anew, ...added], change.expectedTotal);

    for (const { id } of plan.removed) await trx.run(deleteItem, { storeId, orderId, itemId: id });
    const stays = [...plan.kept, ...anew.map((line, at) => ({ ...line, id: idAt(plan, at) }))];
    for (const item of stays) await trx.run(updateItem, { ...item, storeId, orderId, options: JSON.stringify(item.options) });
    await addLines(trx, storeId, orderId, added);
    const note = change.note === undefined ? row.note : change.note || null;
    await trx.run(updateLines, { storeId, orderId, version: row.version + 1, totalAmount, note, at: deps.clock.now() });
    const details = { table: row.table_number, lines: sayChange(before.items, plan, anew, added), from: row.total_amount, to: totalAmount };
    await recordAct(trx, deps, storeId, who, { act: 'order.change', subjectId: orderId, subject: before.number, details });
    return orderUpdated(trx, deps, storeId, orderId);
  });
}

function idAt(plan: LinePlan, at: number): OrderItemId {
  const line = plan.repriced[at];
  if (!line) throw new Error('a priced line belongs to no line of the order');
  return line.id;
}

async function addLines(trx: Trx, storeId: StoreId, orderId: OrderId, lines: readonly PricedLine[]): Promise<void> {
  const last = (await trx.first(findLastPosition, { storeId, orderId }))?.position ?? -1;
  for (const [at, line] of lines.entries()) {
    keepLine(trx, storeId, orderId, newId<OrderItemId>(), last + 1 + at, line);
  }
}
