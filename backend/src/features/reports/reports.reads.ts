import type { CategoryId, StaffId, StoreId } from '@tableorder/contract/ids';
import { add, noMoney } from '@tableorder/contract/money';
import { invalidField } from '@tableorder/contract/problem';
import {
  type CallsReport,
  type DailyReport,
  type ItemFigure,
  type ItemsReport,
  type LossFigure,
  MOST_DAYS,
  type RangeReport,
} from '@tableorder/contract/reports';
import { dayAfter, isLocalDay, type LocalDay, onTheWall, startOfBusinessDay, toInstant } from '@tableorder/contract/time';
import { callsFigures } from './reports.calls.rules.ts';
import { findClosing } from './reports.closings.sql.ts';
import { readOpenNow, toClosing } from './reports.closings.ts';
import { type Calendar, countFigures, type Day, daysBetween, type ReportsDeps, readCalendar, readDays, readSold } from './reports.days.ts';
import { addFigures, type Figures } from './reports.rules.ts';
import { findCallTimes, findItemPlaces, findStaffNames } from './reports.sql.ts';

const WEEK = 7;
const weekdayOf = (day: LocalDay): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** The losses with the names people have now. */
async function named({ db }: ReportsDeps, storeId: StoreId, figures: Figures): Promise<LossFigure[]> {
  const ids = [...new Set(figures.losses.flatMap(({ by }) => (by === null ? [] : [by])))];
  const rows = ids.length === 0 ? [] : await findStaffNames(db, storeId, ids);
  const names = new Map<StaffId, string>(rows.map((row) => [row.id, row.username]));
  return figures.losses.map((loss) => ({ ...loss, by: loss.by === null ? '' : (names.get(loss.by) ?? '') }));
}

function only<T>(found: readonly T[]): T {
  const [one] = found;
  if (one === undefined) throw new Error('a day has no figures');
  return one;
}

/** A business day beside the same weekday of the week before: while it runs, up to the same time on the clock. */
export async function readDaily(deps: ReportsDeps, storeId: StoreId, date: LocalDay | undefined): Promise<DailyReport> {
  if (date !== undefined && !isLocalDay(date)) throw invalidField('/date', 'date');
  const calendar = await readCalendar(deps.db, deps.clock, storeId);
  const day = only(daysBetween(calendar, date ?? calendar.today, date ?? calendar.today));
  const before = only(daysBetween(calendar, dayAfter(day.day, -WEEK), dayAfter(day.day, -WEEK)));
  const live = day.fromAt <= calendar.now && calendar.now < day.toAt;
  const figures = only(await readDays(deps, calendar, [day], 'figures'));
  const whole = only(await readDays(deps, calendar, [before], 'figures'));
  const closing = await deps.db.first(findClosing, { storeId, day: day.day });
  return {
    day: day.day,
    fromAt: toInstant(day.fromAt),
    toAt: toInstant(day.toAt),
    live,
    sums: figures.sums,
    hours: [...figures.hours],
    losses: await named(deps, storeId, figures),
    calls: [...figures.calls],
    tables: figures.tables,
    openNow: live ? await deps.db.read((reading) => readOpenNow(reading, storeId)) : null,
    before: {
      day: before.day,
      soFar: live ? await soFar(deps, calendar, before) : whole.sums,
      hours: [...whole.hours],
    },
    closing: closing ? toClosing(closing) : null,
  };
}

/** What the day of a week before had come to when its clock showed what it shows now. */
async function soFar({ db }: ReportsDeps, calendar: Calendar, before: Day): Promise<Figures['sums']> {
  const { now, timeZone } = calendar;
  const wall = onTheWall(now, timeZone);
  const minute = `${String(Math.floor(wall.minutes / 60)).padStart(2, '0')}:${String(wall.minutes % 60).padStart(2, '0')}`;
  const at = startOfBusinessDay(dayAfter(wall.day, -WEEK), minute, timeZone) + (now % 60_000);
  const toAt = Math.min(before.toAt, Math.max(before.fromAt, at));
  return (await db.read((reading) => countFigures(reading, { ...before, toAt }, timeZone))).sums;
}

/** The days of a range as it was asked for; Problem `invalid` for days that are none, run backwards, or are too many. */
function rangeOf(calendar: Calendar, from: LocalDay, to: LocalDay): Day[] {
  for (const [name, on] of Object.entries({ from, to })) if (!isLocalDay(on)) throw invalidField(`/${name}`, 'date');
  if (to < from || to > dayAfter(from, MOST_DAYS - 1)) throw invalidField('/to', 'range');
  return daysBetween(calendar, from, to);
}

export async function readRange(deps: ReportsDeps, storeId: StoreId, from: LocalDay, to: LocalDay): Promise<RangeReport> {
  const calendar = await readCalendar(deps.db, deps.clock, storeId);
  const range = rangeOf(calendar, from, to);
  const found = await readDays(deps, calendar, range, 'figures');
  const figures = addFigures(found);
  const days = range.map(({ day }, at) => {
    const { sales, orders, parties } = only(found.slice(at, at + 1)).sums;
    return { day, weekday: weekdayOf(day), sales, orders, parties };
  });
  const weekdays = Array.from({ length: WEEK }, (_, weekday) => {
    const of = days.filter((day) => day.weekday === weekday);
    return {
      weekday,
      days: of.length,
      orders: of.reduce((sum, day) => sum + day.orders, 0),
      sales: add(...of.map((day) => day.sales)),
    };
  });
  return {
    from,
    to,
    days,
    weekdays,
    sums: figures.sums,
    hours: [...figures.hours],
    losses: await named(deps, storeId, figures),
    calls: [...figures.calls],
  };
}

export async function readCalls(deps: ReportsDeps, storeId: StoreId, from: LocalDay, to: LocalDay): Promise<CallsReport> {
  const calendar = await readCalendar(deps.db, deps.clock, storeId);
  const range = rangeOf(calendar, from, to);
  const stretch = { storeId, fromAt: only(range.slice(0, 1)).fromAt, toAt: only(range.slice(-1)).toAt };
  return { from, to, ...callsFigures(await deps.db.all(findCallTimes, stretch), calendar.timeZone) };
}

export async function readItems(deps: ReportsDeps, storeId: StoreId, from: LocalDay, to: LocalDay): Promise<ItemsReport> {
  const calendar = await readCalendar(deps.db, deps.clock, storeId);
  const sold = await readSold(deps, calendar, rangeOf(calendar, from, to));
  const places = new Map((await deps.db.all(findItemPlaces, { storeId })).map((row) => [row.id, row]));
  const items = sold.items
    .map(([menuId, quantity, sales, optionSales]): ItemFigure => {
      const place = places.get(menuId);
      return { menuId, name: place?.name ?? '', categoryId: place?.category_id ?? null, quantity, sales, optionSales };
    })
    .sort(bySales);
  const names = new Map<CategoryId | null, string>([...places.values()].map((row) => [row.category_id, row.category_name ?? '']));
  const categories = [...Map.groupBy(items, (item) => item.categoryId)].map(([categoryId, of]) => ({
    categoryId,
    name: names.get(categoryId) ?? '',
    quantity: of.reduce((sum, item) => sum + item.quantity, 0),
    sales: add(...of.map((item) => item.sales)),
    optionSales: add(...of.map((item) => item.optionSales)),
  }));
  const options = sold.options.map(([group, name, quantity, sales]) => ({ group, name, quantity, sales }));
  return {
    from,
    to,
    sales: items.length > 0 ? add(...items.map((item) => item.sales)) : noMoney,
    items,
    categories: categories.sort(bySales),
    options: options.sort(bySales),
  };
}

interface Sold {
  readonly sales: number;
  readonly quantity: number;
  readonly name: string;
}
const bySales = (a: Sold, b: Sold): number => b.sales - a.sales || b.quantity - a.quantity || (a.name < b.name ? -1 : 1);
