import type { StoreId } from '@tableorder/contract/ids';
import type { Money } from '@tableorder/contract/money';
import { invalidField, problem } from '@tableorder/contract/problem';
import type { Closing, Sums } from '@tableorder/contract/reports';
import { fromInstant, isLocalDay, type LocalDay, toInstant } from '@tableorder/contract/time';
import type { Reading } from '../../infra/db/db.ts';
import { type Doer, recordAct } from '../audit/audit.commands.ts';
import { type ClosingRow, findClosing, findClosings, insertClosing } from './reports.closings.sql.ts';
import { countFigures, type Day, daysBetween, type ReportsDeps, readCalendar, readDays } from './reports.days.ts';
import { countTablesInUse, findOpenNow } from './reports.sql.ts';

export const toClosing = (row: ClosingRow): Closing => ({
  day: row.day_on,
  closedAt: toInstant(row.closed_at),
  closedBy: row.closed_by_name,
  note: row.note,
  sales: row.sales,
  orders: row.orders,
  parties: row.parties,
  cancelled: { orders: row.cancelled_orders, amount: row.cancelled_amount },
  deleted: { orders: row.deleted_orders, amount: row.deleted_amount },
  open: { orders: row.open_orders, amount: row.open_amount },
  openTables: row.open_tables,
  firstAt: row.first_at === null ? null : toInstant(row.first_at),
  lastAt: row.last_at === null ? null : toInstant(row.last_at),
});

const at = (instant: Sums['firstAt']) => (instant === null ? null : fromInstant(instant));

/** What stands open in the shop: tables in use and unfinished orders, of whatever day. */
export async function readOpenNow(reading: Reading, storeId: StoreId): Promise<{ tables: number; orders: number; amount: Money }> {
  const open = await reading.first(findOpenNow, { storeId });
  if (!open) throw new Error('a count has no row');
  return { ...open, tables: (await reading.first(countTablesInUse, { storeId }))?.tables ?? 0 };
}

/**
 * Fixes what a business day came to, once: a day that is closed gives its closing as it is. With tables in use or unfinished orders it is
 * closed only when asked for all the same (Problem `reports/still-open` tells them); what comes afterwards is a difference to it.
 */
export function closeDay(
  deps: ReportsDeps,
  storeId: StoreId,
  who: Doer,
  { day, note, openToo }: { readonly day: LocalDay; readonly note?: string | null | undefined; readonly openToo?: boolean | undefined },
): Promise<{ closing: Closing; created: boolean }> {
  if (!isLocalDay(day)) throw invalidField('/day', 'date');
  return deps.db.inStore(storeId, async (trx) => {
    const known = await trx.first(findClosing, { storeId, day });
    if (known) return { closing: toClosing(known), created: false };
    const calendar = await readCalendar(trx, deps.clock, storeId);
    if (day > calendar.today) throw problem('reports/day-to-come', { day });
    const [stretch] = daysBetween(calendar, day, day);
    if (!stretch) throw new Error(`${day} has no hours`);
    const { sums } = await countFigures(trx, stretch, calendar.timeZone);
    const open = day === calendar.today ? await readOpenNow(trx, storeId) : { tables: 0, ...sums.open };
    if (open.tables + open.orders > 0 && openToo !== true) throw problem('reports/still-open', open);
    const row = closingRow(stretch, sums, { at: calendar.now, who, note: note || null, openTables: open.tables });
    await trx.run(insertClosing, row);
    const { sales, orders } = sums;
    await recordAct(trx, deps, storeId, who, {
      act: 'day.close',
      subjectId: null,
      subject: day,
      details: { sales, orders, note: row.note },
    });
    return { closing: toClosing(row), created: true };
  });
}

interface By {
  readonly at: number;
  readonly who: Doer;
  readonly note: string | null;
  readonly openTables: number;
}

const closingRow = ({ storeId, day, fromAt, toAt }: Day, sums: Sums, by: By): ClosingRow => ({
  store_id: storeId,
  day_on: day,
  from_at: fromAt,
  to_at: toAt,
  closed_at: by.at,
  closed_by: by.who.staffId,
  closed_by_name: by.who.username,
  note: by.note,
  sales: sums.sales,
  orders: sums.orders,
  parties: sums.parties,
  cancelled_orders: sums.cancelled.orders,
  cancelled_amount: sums.cancelled.amount,
  deleted_orders: sums.deleted.orders,
  deleted_amount: sums.deleted.amount,
  open_orders: sums.open.orders,
  open_amount: sums.open.amount,
  open_tables: by.openTables,
  first_at: at(sums.firstAt),
  last_at: at(sums.lastAt),
});

/** A page of closed days with what each comes to now, which differs where an order was changed afterwards. */
export async function readClosings(
  deps: ReportsDeps,
  storeId: StoreId,
  before: string,
  limit: number,
): Promise<{ items: { closing: Closing; present: { sales: Money; orders: number } }[]; nextCursor: string | null }> {
  const rows = await deps.db.all(findClosings, { storeId, before, limit: limit + 1 });
  const calendar = await readCalendar(deps.db, deps.clock, storeId);
  const shown = rows.slice(0, limit);
  const items = [];
  for (const row of shown) {
    const stretch = { storeId, day: row.day_on, fromAt: row.from_at, toAt: row.to_at };
    const [figures] = await readDays(deps, calendar, [stretch], 'figures');
    if (!figures) throw new Error(`${row.day_on} was not counted`);
    items.push({ closing: toClosing(row), present: { sales: figures.sums.sales, orders: figures.sums.orders } });
  }
  return { items, nextCursor: rows.length > limit ? (shown.at(-1)?.day_on ?? null) : null };
}
