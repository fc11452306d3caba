import { CALL_REASONS } from './calls.ts';
import { endpoint, MANAGERS } from './endpoint.ts';
import { type CategoryId, id, type MenuId } from './ids.ts';
import { amount } from './money.ts';
import { anyText, count, flag, list, listOf, nullable, object, oneOf, optional, page, type Static, text } from './schema.ts';
import { aLocalDay, anInstant } from './time.ts';

/** Days in one report: a year with its leap day. */
export const MOST_DAYS = 366;

const many = () => count({ min: 0, max: Number.MAX_SAFE_INTEGER });
const some = () => object({ orders: many(), amount: amount() });
/** How long orders took to a step, in all: the mean is `ms / orders`. */
const took = () => object({ orders: many(), ms: many() });

/**
 * What a stretch of time came to. An order belongs to the business day it was placed in, whatever happens to it later; cancelled and
 * deleted ones count only there. A party is a table session that ordered.
 */
export const Sums = object({
  sales: amount(),
  orders: many(),
  parties: many(),
  /** Of the sales, what is not completed. */
  open: some(),
  cancelled: some(),
  deleted: some(),
  confirmed: took(),
  ready: took(),
  completed: took(),
  firstAt: nullable(anInstant()),
  lastAt: nullable(anInstant()),
});
export type Sums = Static<typeof Sums>;

/** By the hour on the shop's clock, 0 to 23. */
export const HourFigure = object({ hour: count({ min: 0, max: 23 }), orders: many(), sales: amount() });
export type HourFigure = Static<typeof HourFigure>;

/** What left the bill: why, and by whom (empty for guests). */
export const LossFigure = object({
  kind: oneOf('cancelled', 'deleted'),
  reason: anyText(),
  by: anyText(),
  orders: many(),
  amount: amount(),
});
export type LossFigure = Static<typeof LossFigure>;

export const CallFigure = object({ reason: oneOf(...CALL_REASONS), calls: many(), answered: many(), ms: many() });
export type CallFigure = Static<typeof CallFigure>;

/** A day as it was closed. It stays when the orders are purged. */
export const Closing = object({
  day: aLocalDay(),
  closedAt: anInstant(),
  closedBy: anyText(),
  note: nullable(anyText()),
  sales: amount(),
  orders: many(),
  parties: many(),
  cancelled: some(),
  deleted: some(),
  open: some(),
  openTables: many(),
  firstAt: nullable(anInstant()),
  lastAt: nullable(anInstant()),
});
export type Closing = Static<typeof Closing>;

const figures = { sums: Sums, hours: list(HourFigure), losses: list(LossFigure), calls: list(CallFigure) };

export const DailyReport = object({
  day: aLocalDay(),
  /** The business day as instants, `[fromAt, toAt)`. */
  fromAt: anInstant(),
  toAt: anInstant(),
  /** The day is not over. */
  live: flag(),
  ...figures,
  /** Tables that the shop had, for turns. */
  tables: many(),
  /** What stands open in the shop right now; null for a day that is over. */
  openNow: nullable(object({ tables: many(), ...{ orders: many(), amount: amount() } })),
  /** The same weekday a week before: up to the same time on the clock while the day runs, its hours in whole. */
  before: object({ day: aLocalDay(), soFar: Sums, hours: list(HourFigure) }),
  closing: nullable(Closing),
});
export type DailyReport = Static<typeof DailyReport>;

export const DayFigure = object({ day: aLocalDay(), weekday: count({ min: 0, max: 6 }), sales: amount(), orders: many(), parties: many() });
export type DayFigure = Static<typeof DayFigure>;
export const RangeReport = object({
  from: aLocalDay(),
  to: aLocalDay(),
  days: list(DayFigure),
  /** Seven, from Sunday: the days of that weekday together. */
  weekdays: list(object({ weekday: count({ min: 0, max: 6 }), days: many(), orders: many(), sales: amount() })),
  ...figures,
});
export type RangeReport = Static<typeof RangeReport>;

/** A dish with what its options brought; `optionSales` is a part of `sales`. */
export const ItemFigure = object({
  menuId: id<MenuId>(),
  name: anyText(),
  categoryId: nullable(id<CategoryId>()),
  quantity: many(),
  sales: amount(),
  optionSales: amount(),
});
export type ItemFigure = Static<typeof ItemFigure>;
export const CategoryFigure = object({
  categoryId: nullable(id<CategoryId>()),
  name: anyText(),
  quantity: many(),
  sales: amount(),
  optionSales: amount(),
});
/** Of all dishes together: an option is what people call it. */
export const OptionFigure = object({ group: anyText(), name: anyText(), quantity: many(), sales: amount() });
export const ItemsReport = object({
  from: aLocalDay(),
  to: aLocalDay(),
  sales: amount(),
  items: list(ItemFigure),
  categories: list(CategoryFigure),
  options: list(OptionFigure),
});
export type ItemsReport = Static<typeof ItemsReport>;

/** Calls by guests and how long they took to be answered, in whole seconds by nearest rank; null where none was answered. */
const answering = { calls: many(), answered: many(), medianSeconds: nullable(many()), p95Seconds: nullable(many()) };
/** How calls were answered. A call belongs to the business day it was made on. */
export const CallsReport = object({
  from: aLocalDay(),
  to: aLocalDay(),
  ...answering,
  /** Never answered: the party left with the call still open. The close of the table is the answer to who asked for the bill. */
  missed: many(),
  /** Still calling. */
  open: many(),
  reasons: list(object({ reason: oneOf(...CALL_REASONS), ...answering, missed: many() })),
  /** By the hour on the shop's clock, 0 to 23. */
  hours: list(object({ hour: count({ min: 0, max: 23 }), ...answering, missed: many() })),
});
export type CallsReport = Static<typeof CallsReport>;

export const reportsProblems = {
  'reports/still-open': {
    status: 409,
    title: 'Tables are in use or orders unfinished: say that the day is to be closed all the same',
    params: object({ tables: many(), orders: many(), amount: amount() }),
  },
  'reports/day-to-come': { status: 409, title: 'The day has not begun', params: object({ day: aLocalDay() }) },
} as const;

const days = { from: aLocalDay(), to: aLocalDay() };
const csv = { media: 'csv', reply: { 200: null }, callers: MANAGERS, method: 'GET', problems: [] } as const;

export const readDaily = endpoint({
  method: 'GET',
  path: '/api/admin/reports/daily',
  summary: 'A business day’s figures beside those of a week before; today without a date',
  callers: MANAGERS,
  query: object({ date: optional(aLocalDay()) }),
  reply: { 200: DailyReport },
  problems: [],
});
export const readDailyCsv = endpoint({
  ...csv,
  path: '/api/admin/reports/daily.csv',
  summary: 'A business day’s figures as CSV',
  query: object({ date: optional(aLocalDay()) }),
});
export const readRange = endpoint({
  method: 'GET',
  path: '/api/admin/reports/range',
  summary: 'Inclusive business days: by day, weekday and hour',
  callers: MANAGERS,
  query: object(days),
  reply: { 200: RangeReport },
  problems: [],
});
export const readRangeCsv = endpoint({
  ...csv,
  path: '/api/admin/reports/range.csv',
  summary: 'Inclusive business days as CSV, a line a day',
  query: object(days),
});
export const readItems = endpoint({
  method: 'GET',
  path: '/api/admin/reports/items',
  summary: 'What was sold on inclusive business days: by item, category and option',
  callers: MANAGERS,
  query: object(days),
  reply: { 200: ItemsReport },
  problems: [],
});
export const readCalls = endpoint({
  method: 'GET',
  path: '/api/admin/reports/calls',
  summary: 'How guests’ calls were answered on inclusive business days: by reason and hour, the never answered apart',
  callers: MANAGERS,
  query: object(days),
  reply: { 200: CallsReport },
  problems: [],
});
export const readItemsCsv = endpoint({
  ...csv,
  path: '/api/admin/reports/items.csv',
  summary: 'What was sold on inclusive business days as CSV, a line an item',
  query: object(days),
});
export const closeDay = endpoint({
  method: 'POST',
  path: '/api/admin/reports/closings',
  summary: 'Close a business day: its figures are fixed; a day that is closed gives its closing (200)',
  callers: MANAGERS,
  body: object({ day: aLocalDay(), note: optional(nullable(text({ max: 500 }))), openToo: optional(flag()) }),
  reply: { 201: Closing, 200: Closing },
  problems: ['reports/still-open', 'reports/day-to-come'],
});
export const listClosings = endpoint({
  method: 'GET',
  path: '/api/admin/reports/closings',
  summary: 'The closed days, latest first, each with what it comes to now',
  callers: MANAGERS,
  query: object({ ...page }),
  reply: { 200: listOf(object({ closing: Closing, present: object({ sales: amount(), orders: many() }) })) },
  problems: [],
});
