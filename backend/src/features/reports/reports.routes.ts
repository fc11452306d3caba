import {
  closeDay as closeDayEndpoint,
  type DailyReport,
  type ItemsReport,
  listClosings,
  type RangeReport,
  readCalls as readCallsEndpoint,
  readDailyCsv,
  readDaily as readDailyEndpoint,
  readItemsCsv,
  readItems as readItemsEndpoint,
  readRangeCsv,
  readRange as readRangeEndpoint,
} from '@tableorder/contract/reports';
import { meanOf } from '@tableorder/contract/reports.rules';
import { type Cell, csvFile } from '../../http/csv.ts';
import { pageLimit } from '../../http/paging.ts';
import { answer, type Routes } from '../../http/route.ts';
import { recordExport } from '../audit/audit.commands.ts';
import { closeDay, readClosings } from './reports.closings.ts';
import type { ReportsDeps } from './reports.days.ts';
import { readCalls, readDaily, readItems, readRange } from './reports.reads.ts';

/** Sorts after every day. */
const BEYOND_DAYS = '9999';

export function reportsRoutes(routes: Routes, deps: ReportsDeps): void {
  routes.implement(readDailyEndpoint, async ({ principal: { storeId }, query }) => answer(200, await readDaily(deps, storeId, query.date)));
  routes.implement(readRangeEndpoint, async ({ principal: { storeId }, query }) =>
    answer(200, await readRange(deps, storeId, query.from, query.to)),
  );
  routes.implement(readItemsEndpoint, async ({ principal: { storeId }, query }) =>
    answer(200, await readItems(deps, storeId, query.from, query.to)),
  );
  routes.implement(readCallsEndpoint, async ({ principal: { storeId }, query }) =>
    answer(200, await readCalls(deps, storeId, query.from, query.to)),
  );
  routes.implement(closeDayEndpoint, async ({ principal, body }) => {
    const { closing, created } = await closeDay(deps, principal.storeId, principal, body);
    return created ? answer(201, closing) : answer(200, closing);
  });
  routes.implement(listClosings, async ({ principal: { storeId }, query }) =>
    answer(200, await readClosings(deps, storeId, query.cursor ?? BEYOND_DAYS, pageLimit(query.limit))),
  );
  csvRoutes(routes, deps);
}

function csvRoutes(routes: Routes, deps: ReportsDeps): void {
  routes.implement(readDailyCsv, async ({ principal, query, reply }) => {
    const report = await readDaily(deps, principal.storeId, query.date);
    const name = `figures-${report.day}`;
    await recordExport(deps, principal.storeId, principal, name);
    return csvFile(reply, name, dailyLines(report));
  });
  routes.implement(readRangeCsv, async ({ principal, query: { from, to }, reply }) => {
    const report = await readRange(deps, principal.storeId, from, to);
    const name = `days-${from}-${to}`;
    await recordExport(deps, principal.storeId, principal, name);
    return csvFile(reply, name, rangeLines(report));
  });
  routes.implement(readItemsCsv, async ({ principal, query: { from, to }, reply }) => {
    const report = await readItems(deps, principal.storeId, from, to);
    const name = `items-${from}-${to}`;
    await recordExport(deps, principal.storeId, principal, name);
    return csvFile(reply, name, itemLines(report));
  });
}

const seconds = ({ orders, ms }: { readonly orders: number; readonly ms: number }): Cell => meanOf(ms / 1000, orders);

function dailyLines({ day, sums, hours, losses, calls, tables, before }: DailyReport): Cell[][] {
  return [
    ['part', 'name', 'orders', 'amount', 'weekBeforeOrders', 'weekBeforeAmount'],
    ['day', day, sums.orders, sums.sales, before.soFar.orders, before.soFar.sales],
    ['parties', '', sums.parties, meanOf(sums.sales, sums.parties), before.soFar.parties, meanOf(before.soFar.sales, before.soFar.parties)],
    ['tables', '', tables, null, null, null],
    ['open', '', sums.open.orders, sums.open.amount, null, null],
    ['secondsToConfirmed', '', sums.confirmed.orders, seconds(sums.confirmed), null, seconds(before.soFar.confirmed)],
    ['secondsToReady', '', sums.ready.orders, seconds(sums.ready), null, seconds(before.soFar.ready)],
    ['secondsToCompleted', '', sums.completed.orders, seconds(sums.completed), null, seconds(before.soFar.completed)],
    ...hours.map(({ hour, orders, sales }, at): Cell[] => [
      'hour',
      `${String(hour).padStart(2, '0')}:00`,
      orders,
      sales,
      before.hours[at]?.orders ?? 0,
      before.hours[at]?.sales ?? 0,
    ]),
    ...losses.map((loss): Cell[] => [loss.kind, [loss.reason, loss.by].filter(Boolean).join(' · '), loss.orders, loss.amount, null, null]),
    ...calls.map((call): Cell[] => ['call', call.reason, call.calls, null, null, null]),
  ];
}

const rangeLines = ({ days }: RangeReport): Cell[][] => [
  ['day', 'weekday', 'orders', 'sales', 'parties', 'averageBill'],
  ...days.map(({ day, weekday, orders, sales, parties }): Cell[] => [day, weekday, orders, sales, parties, meanOf(sales, parties)]),
];

function itemLines({ items, categories, options }: ItemsReport): Cell[][] {
  const nameOf = new Map(categories.map((category) => [category.categoryId, category.name]));
  return [
    ['kind', 'category', 'name', 'quantity', 'sales', 'optionSales'],
    ...items.map((item): Cell[] => ['item', nameOf.get(item.categoryId) ?? '', item.name, item.quantity, item.sales, item.optionSales]),
    ...categories.map((one): Cell[] => ['category', one.name, null, one.quantity, one.sales, one.optionSales]),
    ...options.map((option): Cell[] => ['option', option.group, option.name, option.quantity, option.sales, null]),
  ];
}
