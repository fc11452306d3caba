import type { StoreId } from '@tableorder/contract/ids';
import { businessDay, type LocalDay, onTheWall, toInstant } from '@tableorder/contract/time';
import type { Db } from '../../infra/db/db.ts';

interface Settings {
  readonly timeZone: string;
  readonly startsAt: string;
}

async function rowsOf(db: Db, storeId: StoreId) {
  const orders = await db.find((query) => query.selectFrom('orders').selectAll().where('store_id', '=', storeId));
  const items = await db.find((query) => query.selectFrom('order_items').selectAll().where('store_id', '=', storeId));
  const steps = await db.find((query) => query.selectFrom('order_transitions').selectAll().where('store_id', '=', storeId));
  const calls = await db.find((query) => query.selectFrom('calls').selectAll().where('store_id', '=', storeId));
  return { orders, items, steps, calls };
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

/** What the days from one to the other come to, counted order by order from all rows there are: slow, and plainly right. */
export async function countByHand(db: Db, storeId: StoreId, { timeZone, startsAt }: Settings, from: LocalDay, to: LocalDay) {
  const all = await rowsOf(db, storeId);
  const within = (at: number) => {
    const day = businessDay(at, startsAt, timeZone);
    return from <= day && day <= to;
  };
  const orders = all.orders.filter((order) => within(order.created_at));
  const calls = all.calls.filter((call) => within(call.created_at));
  const deleted = orders.filter((order) => order.deleted_at !== null);
  const cancelled = orders.filter((order) => order.deleted_at === null && order.status === 'CANCELLED');
  const sold = orders.filter((order) => order.deleted_at === null && order.status !== 'CANCELLED');
  const open = sold.filter((order) => order.status !== 'COMPLETED');
  const money = (list: readonly { total_amount: number }[]) => sum(list.map((order) => order.total_amount));
  const some = (list: typeof orders) => ({ orders: list.length, amount: money(list) });
  const stepsOf = Map.groupBy(all.steps, (step) => step.order_id);
  const took = (status: string) => {
    const found = sold.flatMap((order) => {
      const steps = stepsOf.get(order.id) ?? [];
      const step = steps.find((one) => one.to_status === status);
      if (!step || steps.some((one) => one !== step && one.to_status !== 'PENDING' && Math.abs(one.at - step.at) < 1000)) return [];
      return [step.at - order.created_at];
    });
    return { orders: found.length, ms: sum(found) };
  };
  const times = sold.map((order) => order.created_at).sort((a, b) => a - b);
  const first = times[0];
  const last = times.at(-1);
  const ids = new Set<string>(sold.map((order) => order.id));
  const lines = all.items.filter((item) => ids.has(item.order_id));
  const deltas = (options: string, quantity: number) =>
    sum((JSON.parse(options) as { priceDelta: number }[]).map((option) => option.priceDelta * quantity));
  const partiesByDay = new Set(sold.map((order) => `${businessDay(order.created_at, startsAt, timeZone)} ${order.session_id}`));
  return {
    sums: {
      sales: money(sold),
      orders: sold.length,
      parties: partiesByDay.size,
      open: some(open),
      cancelled: some(cancelled),
      deleted: some(deleted),
      confirmed: took('CONFIRMED'),
      ready: took('READY'),
      completed: took('COMPLETED'),
      firstAt: first === undefined ? null : toInstant(first),
      lastAt: last === undefined ? null : toInstant(last),
    },
    hours: Array.from({ length: 24 }, (_, hour) => {
      const of = sold.filter((order) => Math.floor(onTheWall(order.created_at, timeZone).minutes / 60) === hour);
      return { hour, orders: of.length, sales: money(of) };
    }),
    losses: [...Map.groupBy([...deleted, ...cancelled], lossKey)]
      .map(([key, of]) => ({ key, orders: of.length, amount: money(of) }))
      .sort(byKey),
    calls: [...Map.groupBy(calls, (call) => call.reason)]
      .map(([key, of]) => ({
        key,
        calls: of.length,
        answered: of.filter((call) => call.done_at !== null).length,
        ms: sum(of.map((call) => (call.done_at === null ? 0 : call.done_at - call.created_at))),
      }))
      .sort(byKey),
    items: [...Map.groupBy(lines, (item) => item.menu_id)]
      .map(([key, of]) => ({
        key,
        quantity: sum(of.map((item) => item.quantity)),
        sales: sum(of.map((item) => item.subtotal)),
        optionSales: sum(of.map((item) => deltas(item.options, item.quantity))),
      }))
      .sort(byKey),
  };
}

interface Lost {
  readonly deleted_at: number | null;
  readonly delete_reason: string | null;
  readonly cancel_reason: string | null;
}
const lossKey = (order: Lost) => (order.deleted_at === null ? `cancelled ${order.cancel_reason}` : `deleted ${order.delete_reason}`);
export const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1);
