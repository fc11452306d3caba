import type { MenuId, StaffId } from '@tableorder/contract/ids';
import { add, type Money, noMoney, times } from '@tableorder/contract/money';
import type { OrderItem } from '@tableorder/contract/orders';
import type { CallFigure, HourFigure, LossFigure, Sums } from '@tableorder/contract/reports';
import { onTheWall, toInstant } from '@tableorder/contract/time';
import type { CallRow, ChoiceRow, LossRow, SlotRow, WaitRow } from './reports.sql.ts';

/** A stretch of time counted, as it is kept of a past day: people by id, because names change. */
export interface Figures {
  readonly sums: Sums;
  readonly hours: readonly HourFigure[];
  readonly losses: readonly KeptLoss[];
  readonly calls: readonly CallFigure[];
  readonly tables: number;
}
export type KeptLoss = Omit<LossFigure, 'by'> & { readonly by: StaffId | null };

/** What was sold, short because a year of it is read at once: item, quantity, sales, of which options. */
export interface Sold {
  readonly items: readonly (readonly [MenuId, number, Money, Money])[];
  readonly options: readonly (readonly [string, string, number, Money])[];
}

/** What is kept of a stretch. Raised when that changes: what has another shape is counted anew. A month keeps only what was sold. */
export const SHAPES = { day: 2, month: 1002 } as const;

const SLOT_MS = 900_000;
const none = { orders: 0, amount: noMoney };
const noTime = { orders: 0, ms: 0 };

export const noSums: Sums = {
  sales: noMoney,
  orders: 0,
  parties: 0,
  open: none,
  cancelled: none,
  deleted: none,
  confirmed: noTime,
  ready: noTime,
  completed: noTime,
  firstAt: null,
  lastAt: null,
};
const noHours: readonly HourFigure[] = Array.from({ length: 24 }, (_, hour) => ({ hour, orders: 0, sales: noMoney }));
export const noFigures: Figures = { sums: noSums, hours: noHours, losses: [], calls: [], tables: 0 };
export const nothingSold: Sold = { items: [], options: [] };

interface Counted {
  readonly slots: readonly SlotRow[];
  readonly parties: number;
  readonly waits: readonly WaitRow[];
  readonly losses: readonly LossRow[];
  readonly calls: readonly CallRow[];
  readonly tables: number;
}

export function figuresOf(counted: Counted, timeZone: string): Figures {
  const { slots, parties, waits } = counted;
  const of = (...kinds: SlotRow['kind'][]) => {
    const rows = slots.filter((row) => kinds.includes(row.kind));
    return { orders: rows.reduce((sum, row) => sum + row.orders, 0), amount: add(...rows.map((row) => row.amount)), rows };
  };
  const some = (...kinds: SlotRow['kind'][]) => {
    const { orders, amount } = of(...kinds);
    return { orders, amount };
  };
  const sold = of('open', 'completed');
  const wait = (status: WaitRow['status']) => {
    const row = waits.find((other) => other.status === status);
    return row ? { orders: row.orders, ms: row.ms } : noTime;
  };
  const first = Math.min(...sold.rows.map((row) => row.first_at));
  const last = Math.max(...sold.rows.map((row) => row.last_at));
  return {
    sums: {
      sales: sold.amount,
      orders: sold.orders,
      parties,
      open: some('open'),
      cancelled: some('cancelled'),
      deleted: some('deleted'),
      confirmed: wait('CONFIRMED'),
      ready: wait('READY'),
      completed: wait('COMPLETED'),
      firstAt: sold.rows.length > 0 ? toInstant(first) : null,
      lastAt: sold.rows.length > 0 ? toInstant(last) : null,
    },
    hours: hoursOf(sold.rows, timeZone),
    losses: lossesOf(counted.losses),
    calls: mergeCalls(counted.calls),
    tables: counted.tables,
  };
}

function hoursOf(rows: readonly SlotRow[], timeZone: string): readonly HourFigure[] {
  const hours = noHours.map((hour) => ({ ...hour }));
  const hourOf = new Map<number, number>();
  for (const { slot, orders, amount } of rows) {
    const known = hourOf.get(slot) ?? Math.floor(onTheWall(slot * SLOT_MS, timeZone).minutes / 60);
    hourOf.set(slot, known);
    const hour = hours[known];
    if (!hour) throw new Error(`a clock shows the hour ${known}`);
    hour.orders += orders;
    hour.sales = add(hour.sales, amount);
  }
  return hours;
}

function lossesOf(rows: readonly LossRow[]): KeptLoss[] {
  const seen = new Set<string>();
  const losses = rows.flatMap((row): KeptLoss[] => {
    if (seen.has(row.id)) return [];
    seen.add(row.id);
    const one = { orders: 1, amount: row.total_amount };
    return row.deleted_at !== null
      ? [{ ...one, kind: 'deleted', reason: row.delete_reason ?? '', by: row.deleted_by }]
      : [{ ...one, kind: 'cancelled', reason: row.cancel_reason ?? '', by: row.cancelled_by }];
  });
  return mergeLosses(losses);
}

function mergeBy<T>(rows: readonly T[], keyOf: (row: T) => string, join: (a: T, b: T) => T): T[] {
  const found = new Map<string, T>();
  for (const row of rows) {
    const key = keyOf(row);
    const before = found.get(key);
    found.set(key, before === undefined ? row : join(before, row));
  }
  return [...found.values()];
}

/** Most money first. */
export const mergeLosses = (losses: readonly KeptLoss[]): KeptLoss[] =>
  mergeBy(
    losses,
    ({ kind, reason, by }) => JSON.stringify([kind, reason, by]),
    (a, b) => ({ ...a, orders: a.orders + b.orders, amount: add(a.amount, b.amount) }),
  ).sort((a, b) => b.amount - a.amount || b.orders - a.orders || (a.reason < b.reason ? -1 : 1));

const mergeCalls = (calls: readonly CallFigure[]): CallFigure[] =>
  mergeBy(
    calls,
    ({ reason }) => reason,
    (a, b) => ({ reason: a.reason, calls: a.calls + b.calls, answered: a.answered + b.answered, ms: a.ms + b.ms }),
  ).sort((a, b) => b.calls - a.calls || (a.reason < b.reason ? -1 : 1));

const both = (a: Sums['open'], b: Sums['open']) => ({ orders: a.orders + b.orders, amount: add(a.amount, b.amount) });
const took = (a: Sums['ready'], b: Sums['ready']) => ({ orders: a.orders + b.orders, ms: a.ms + b.ms });

const addSums = (a: Sums, b: Sums): Sums => ({
  sales: add(a.sales, b.sales),
  orders: a.orders + b.orders,
  parties: a.parties + b.parties,
  open: both(a.open, b.open),
  cancelled: both(a.cancelled, b.cancelled),
  deleted: both(a.deleted, b.deleted),
  confirmed: took(a.confirmed, b.confirmed),
  ready: took(a.ready, b.ready),
  completed: took(a.completed, b.completed),
  firstAt: a.firstAt ?? b.firstAt,
  lastAt: b.lastAt ?? a.lastAt,
});

/** Days in their order as one. */
export function addFigures(days: readonly Figures[]): Figures {
  return {
    sums: days.map((day) => day.sums).reduce(addSums, noSums),
    hours: noHours.map(({ hour }, at) => ({
      hour,
      orders: days.reduce((sum, day) => sum + (day.hours[at]?.orders ?? 0), 0),
      sales: add(...days.map((day) => day.hours[at]?.sales ?? noMoney)),
    })),
    losses: mergeLosses(days.flatMap((day) => day.losses)),
    calls: mergeCalls(days.flatMap((day) => day.calls)),
    tables: Math.max(0, ...days.map((day) => day.tables)),
  };
}

type Options = OrderItem['options'];

/** What each dish's options and each option brought: a delta counts for every dish of the line. */
export function soldOf(
  items: readonly { readonly menu_id: MenuId; readonly quantity: number; readonly sales: Money }[],
  choices: readonly ChoiceRow[],
): Sold {
  const ofItem = new Map<MenuId, Money>();
  const options = choices.flatMap(({ menu_id, options, quantity }) => {
    const chosen = JSON.parse(options) as Options;
    const each = chosen.map((option): Sold['options'][number] => [
      option.groupName,
      option.name,
      quantity,
      times(option.priceDelta, quantity),
    ]);
    ofItem.set(menu_id, add(ofItem.get(menu_id) ?? noMoney, ...each.map(([, , , sales]) => sales)));
    return each;
  });
  return {
    items: items.map((row) => [row.menu_id, row.quantity, row.sales, ofItem.get(row.menu_id) ?? noMoney]),
    options: mergeOptions(options),
  };
}

/** By what people call it: many dishes have the same choice, each as its own. */
const mergeOptions = (options: readonly Sold['options'][number][]): Sold['options'] =>
  mergeBy(
    options,
    ([group, name]) => JSON.stringify([group, name]),
    ([group, name, quantity, sales], [, , more, amount]) => [group, name, quantity + more, add(sales, amount)],
  );

export function addSold(days: readonly Sold[]): Sold {
  const items = new Map<MenuId, [MenuId, number, Money, Money]>();
  for (const day of days)
    for (const [menuId, quantity, sales, optionSales] of day.items) {
      const known = items.get(menuId);
      if (!known) items.set(menuId, [menuId, quantity, sales, optionSales]);
      else {
        known[1] += quantity;
        known[2] = add(known[2], sales);
        known[3] = add(known[3], optionSales);
      }
    }
  return { items: [...items.values()], options: mergeOptions(days.flatMap((day) => day.options)) };
}
