import type { StoreId } from '@tableorder/contract/ids';
import { businessDay, dayAfter, type LocalDay, startOfBusinessDay } from '@tableorder/contract/time';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Db, Reading, Trx } from '../../infra/db/db.ts';
import { readStoreSettings } from '../stores/stores.settings.ts';
import { addSold, type Figures, figuresOf, noFigures, nothingSold, SHAPES, type Sold, soldOf } from './reports.rules.ts';
import {
  countParties,
  countTables,
  dropOverlapping,
  findCallFigures,
  findDayFigures,
  findDayItems,
  findFirstCallAt,
  findFirstOrderAt,
  findKept,
  findLosses,
  findSlots,
  findSoldChoices,
  findSoldItems,
  findWaits,
  keepStretch,
  type Stretch,
} from './reports.sql.ts';

export interface ReportsDeps {
  readonly db: Db;
  readonly clock: Clock;
}

/** How a store counts its days. */
export interface Calendar {
  readonly storeId: StoreId;
  readonly timeZone: string;
  readonly startsAt: string;
  readonly today: LocalDay;
  readonly now: number;
}

export async function readCalendar(reading: Reading, clock: Clock, storeId: StoreId): Promise<Calendar> {
  const { store, settings } = await readStoreSettings(reading, storeId);
  const startsAt = settings.businessDayStartsAt;
  const now = clock.now();
  return { storeId, timeZone: store.timeZone, startsAt, now, today: businessDay(now, startsAt, store.timeZone) };
}

export interface Day extends Stretch {
  readonly day: LocalDay;
}

const starts = new Map<string, number>();
/** Some years of a few calendars. */
const MOST_STARTS = 5000;

/** Remembered, because the runtime's calendar takes a while and a year asks it for each of its days. */
function startOf(day: LocalDay, startsAt: string, timeZone: string): number {
  const key = `${day} ${startsAt} ${timeZone}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  if (starts.size >= MOST_STARTS) starts.clear();
  const at = startOfBusinessDay(day, startsAt, timeZone);
  starts.set(key, at);
  return at;
}

/** Inclusive business days, each with its instants. */
export function daysBetween({ storeId, startsAt, timeZone }: Calendar, from: LocalDay, to: LocalDay): Day[] {
  const days: Day[] = [];
  let fromAt = startOf(from, startsAt, timeZone);
  for (let day = from; day <= to; day = dayAfter(day)) {
    const toAt = startOf(dayAfter(day), startsAt, timeZone);
    days.push({ storeId, day, fromAt, toAt });
    fromAt = toAt;
  }
  return days;
}

/** Counts a stretch from the rows themselves. */
export async function countFigures(reading: Reading, stretch: Stretch, timeZone: string): Promise<Figures> {
  return figuresOf(
    {
      slots: await reading.all(findSlots, stretch),
      parties: (await reading.first(countParties, stretch))?.parties ?? 0,
      waits: await reading.all(findWaits, stretch),
      losses: await reading.all(findLosses, stretch),
      calls: await reading.all(findCallFigures, stretch),
      tables: (await reading.first(countTables, stretch))?.tables ?? 0,
    },
    timeZone,
  );
}

export const countSold = async (reading: Reading, stretch: Stretch): Promise<Sold> =>
  soldOf(await reading.all(findSoldItems, stretch), await reading.all(findSoldChoices, stretch));

interface Part<T> {
  readonly find: typeof findDayFigures;
  readonly count: (reading: Reading, stretch: Stretch, timeZone: string) => Promise<T>;
  readonly none: T;
}
const PARTS: { readonly [P in keyof PartOf]: Part<PartOf[P]> } = {
  figures: { find: findDayFigures, count: countFigures, none: noFigures },
  items: { find: findDayItems, count: countSold, none: nothingSold },
};
interface PartOf {
  readonly figures: Figures;
  readonly items: Sold;
}

/**
 * The figures of days: those that are over as they were counted once and kept, the running one from its rows. A day that is not kept (any
 * change to its orders drops it) is counted and kept now, one in a transaction.
 */
export async function readDays<P extends keyof PartOf>(
  { db }: ReportsDeps,
  calendar: Calendar,
  days: readonly Day[],
  part: P,
): Promise<PartOf[P][]> {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return [];
  const { find, count, none }: Part<PartOf[P]> = PARTS[part];
  const stretch = { storeId: calendar.storeId, fromAt: first.fromAt, toAt: last.toAt };
  const kept = new Map((await db.all(find, { ...stretch, shape: SHAPES.day })).map((row) => [`${row.from_at} ${row.to_at}`, row.figures]));
  const missing = days.some((day) => !kept.has(`${day.fromAt} ${day.toAt}`));
  const since = missing ? await firstAt(db, calendar.storeId) : 0;
  const found: PartOf[P][] = [];
  for (const day of days) {
    const known = kept.get(`${day.fromAt} ${day.toAt}`);
    if (known !== undefined) found.push(JSON.parse(known) as PartOf[P]);
    else if (day.toAt <= since || day.fromAt > calendar.now) found.push(none);
    else if (day.toAt <= calendar.now) found.push((await keepDay(db, day, calendar.timeZone))[part]);
    else found.push(await db.read((reading) => count(reading, day, calendar.timeZone)));
  }
  return found;
}

async function firstAt(db: Db, storeId: StoreId): Promise<number> {
  const [order, call] = [await db.first(findFirstOrderAt, { storeId }), await db.first(findFirstCallAt, { storeId })];
  return Math.min(order?.at ?? Number.POSITIVE_INFINITY, call?.at ?? Number.POSITIVE_INFINITY);
}

/** Counts and keeps in one transaction: what changes the day afterwards drops what is kept of it. */
const keepDay = (db: Db, day: Day, timeZone: string): Promise<PartOf> => db.inStore(day.storeId, (trx) => keepDayIn(trx, day, timeZone));

async function keepDayIn(trx: Trx, day: Day, timeZone: string): Promise<PartOf> {
  const figures = await countFigures(trx, day, timeZone);
  const items = await countSold(trx, day);
  await trx.run(dropOverlapping, { ...day, shape: SHAPES.day });
  await trx.run(keepStretch, { ...day, shape: SHAPES.day, figures: JSON.stringify(figures), items: JSON.stringify(items) });
  return { figures, items };
}

/** What was sold on days. Of whole months that are over it is kept in sum: a year of days is more text than can be read in a blink. */
export async function readSold(deps: ReportsDeps, calendar: Calendar, days: readonly Day[]): Promise<Sold> {
  const months = [...Map.groupBy(days, ({ day }) => day.slice(0, 7)).values()];
  const parts: Sold[] = [];
  for (const month of months)
    parts.push(isPastMonth(calendar, month) ? await readMonth(deps, calendar, month) : await sumOf(deps, calendar, month));
  return addSold(parts);
}

const sumOf = async (deps: ReportsDeps, calendar: Calendar, days: readonly Day[]): Promise<Sold> =>
  addSold(await readDays(deps, calendar, days, 'items'));

function isPastMonth({ now }: Calendar, days: readonly Day[]): boolean {
  const [first, last] = [days[0], days.at(-1)];
  return first?.day.endsWith('-01') === true && last !== undefined && dayAfter(last.day).endsWith('-01') && last.toAt <= now;
}

async function readMonth(deps: ReportsDeps, calendar: Calendar, days: readonly Day[]): Promise<Sold> {
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return nothingSold;
  const month = { storeId: first.storeId, fromAt: first.fromAt, toAt: last.toAt, shape: SHAPES.month };
  const kept = await deps.db.first(findKept, month);
  if (kept) return JSON.parse(kept.items) as Sold;
  const sold = await sumOf(deps, calendar, days);
  if (sold.items.length === 0) return sold;
  // The days again, in the transaction: one that was touched since is counted there.
  return deps.db.inStore(first.storeId, async (trx) => {
    const found: Sold[] = [];
    for (const day of days) {
      const known = await trx.first(findKept, { ...day, shape: SHAPES.day });
      found.push(known ? (JSON.parse(known.items) as Sold) : (await keepDayIn(trx, day, calendar.timeZone)).items);
    }
    const sum = addSold(found);
    await trx.run(dropOverlapping, month);
    await trx.run(keepStretch, { ...month, figures: '', items: JSON.stringify(sum) });
    return sum;
  });
}

/** Keeps what is missing of past days, so that nobody waits for it. Gives how many days it counted. */
export async function keepDays(deps: ReportsDeps, storeId: StoreId, back: number): Promise<number> {
  const calendar = await readCalendar(deps.db, deps.clock, storeId);
  const since = await firstAt(deps.db, storeId);
  const days = daysBetween(calendar, dayAfter(calendar.today, -back), dayAfter(calendar.today, -1)).filter(({ toAt }) => toAt > since);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return 0;
  const kept = await deps.db.all(findDayFigures, { storeId, fromAt: first.fromAt, toAt: last.toAt, shape: SHAPES.day });
  const known = new Set(kept.map((row) => `${row.from_at} ${row.to_at}`));
  const missing = days.filter((day) => !known.has(`${day.fromAt} ${day.toAt}`));
  for (const day of missing.toReversed()) await keepDay(deps.db, day, calendar.timeZone);
  return missing.length;
}
