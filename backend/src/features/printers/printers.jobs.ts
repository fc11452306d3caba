import type { MenuId, OrderId, OrderItemId, PrinterId, PrintJobId, StationId, StoreId } from '@tableorder/contract/ids';
import type { Ticket as KitchenTicket } from '@tableorder/contract/kitchen';
import type { MenuItem } from '@tableorder/contract/menu';
import type { Order } from '@tableorder/contract/orders';
import type { Station } from '@tableorder/contract/stations';
import type { Store } from '@tableorder/contract/stores';
import { fromInstant, onTheWall } from '@tableorder/contract/time';
import type { Clock } from '../../infra/clock/clock.ts';
import { newId } from '../../infra/clock/new-id.ts';
import type { Db, Reading, Trx } from '../../infra/db/db.ts';
import type { Events, StoredEvent } from '../../infra/events/events.ts';
import type { Log } from '../../infra/log/log.ts';
import { wholeOrder } from '../orders/orders.reads.ts';
import { findOrder, findOrderEvenDeleted } from '../orders/orders.sql.ts';
import { readStations } from '../stations/stations.commands.ts';
import { readHeirs } from '../stations/stations.items.ts';
import { readStoreSettings } from '../stores/stores.settings.ts';
import { findAllergens, findTicketsOfOrder, insertJob } from './printers.jobs.sql.ts';
import { courseSlips, type Part, whatToTell } from './printers.rules.ts';
import { findPrintCursor, findPrinters, keepPrintCursor, type PrinterRow, stationsOf } from './printers.sql.ts';
import type { Ticket, TicketLine } from './printers.ticket.ts';

export interface FollowDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
  readonly log: Log;
}

/** What a job keeps: its ticket, and the part of the order that the ticket told of, which the next one is compared with. */
export interface JobContent {
  readonly ticket: Ticket;
  readonly part: Part | null;
}

const SLICE = 100;
const MINUTE_MS = 60_000;
/** Orders that are over: a first ticket of theirs would be cooked for nobody. */
const OVER: ReadonlySet<Order['status']> = new Set(['COMPLETED', 'CANCELLED']);

const ordersIn = (events: readonly StoredEvent[]): OrderId[] => [
  ...new Set(
    events.filter(({ type }) => type.startsWith('order_')).map(({ data }) => (JSON.parse(data) as { order: { id: OrderId } }).order.id),
  ),
];

const kitchenTicketsIn = (events: readonly StoredEvent[]): KitchenTicket[] =>
  events.filter(({ type }) => type === 'kitchen_updated').map(({ data }) => (JSON.parse(data) as { ticket: KitchenTicket }).ticket);

/**
 * Makes tickets of what happened to the store's orders since it was last asked, and keeps how far it came in the same transaction: an
 * order that is committed is printed, whenever this process dies. Reading its events beside the order, and not writing with it, keeps
 * every fault of printing out of placing. Gives the number of jobs made.
 */
export async function followOrders(deps: FollowDeps, storeId: StoreId): Promise<number> {
  const { db, events, log } = deps;
  let made = 0;
  for (;;) {
    const cursor = await db.first(findPrintCursor, { storeId });
    if (!cursor) return made;
    const since = cursor.epoch === events.epoch ? await events.since(storeId, cursor.seq, SLICE) : null;
    if (since?.kind !== 'events') {
      log.warning('printers', 'the events up to now cannot be followed; tickets begin with the next order', { storeId });
      const seq = await events.seqNow(storeId);
      await db.inStore(storeId, (trx) => trx.run(keepPrintCursor, { storeId, epoch: events.epoch, seq }));
      return made;
    }
    const last = since.events.at(-1);
    if (!last) return made;
    const [orders, kitchen] = [ordersIn(since.events), kitchenTicketsIn(since.events)];
    made += await db.inStore(storeId, async (trx) => {
      let jobs = 0;
      if (orders.length + kitchen.length > 0) {
        const shop = await readShop(trx, storeId);
        for (const orderId of orders) jobs += await makeTickets(trx, deps, shop, orderId);
        for (const ticket of kitchen) jobs += await makeCourseSlips(trx, deps, shop, ticket);
      }
      await trx.run(keepPrintCursor, { storeId, epoch: events.epoch, seq: last.seq });
      return jobs;
    });
  }
}

interface ShopNow {
  readonly store: Store;
  readonly ticketMs: number;
  readonly printers: readonly PrinterRow[];
  readonly stations: ReadonlyMap<StationId, Station>;
  readonly heirs: (stationIds: readonly StationId[]) => StationId[];
}

async function readShop(reading: Reading, storeId: StoreId): Promise<ShopNow> {
  const { store, settings } = await readStoreSettings(reading, storeId);
  const stations = await readStations(reading, storeId);
  return {
    store,
    ticketMs: settings.ticketMinutes * MINUTE_MS,
    printers: await reading.all(findPrinters, { storeId }),
    stations: new Map(stations.map((station) => [station.id, station])),
    heirs: await readHeirs(reading, storeId),
  };
}

/** Whose part a ticket tells of: a station's, or the whole order for a printer without stations. */
interface Place {
  readonly printer: PrinterRow;
  readonly station: Station | null;
}

function placesOf(shop: ShopNow): Place[] {
  return shop.printers.flatMap((printer): Place[] => {
    const ids = stationsOf(printer);
    if (ids.length === 0) return [{ printer, station: null }];
    return ids.flatMap((id) => {
      const station = shop.stations.get(id);
      return station ? [{ printer, station }] : [];
    });
  });
}

const placeKey = (printerId: PrinterId, stationId: StationId | null) => `${stationId ?? 'all'}:${printerId}`;

async function makeTickets(trx: Trx, { clock }: FollowDeps, shop: ShopNow, orderId: OrderId): Promise<number> {
  const storeId = shop.store.id;
  const standing = await trx.first(findOrder, { storeId, orderId });
  const row = standing ?? (await trx.first(findOrderEvenDeleted, { storeId, orderId }));
  if (!row) return 0;
  const order = await wholeOrder(trx, storeId, row);
  const told = await readTold(trx, storeId, orderId);
  const lines = standing && order.status !== 'CANCELLED' ? await linesOf(trx, storeId, order) : [];
  let made = 0;
  for (const place of placesOf(shop)) {
    const { printer, station } = place;
    const before = told.get(placeKey(printer.id, station?.id ?? null)) ?? null;
    // What was ordered before the printer served the station was told by other means.
    if (!before && (OVER.has(order.status) || fromInstant(order.createdAt) < printer.serves_since)) continue;
    const own = lines.filter(({ stations }) => !station || shop.heirs(stations).includes(station.id));
    const part: Part = { table: order.tableNumber, note: order.note, lines: own.map(({ line }) => line) };
    const change = whatToTell(before, part);
    if (change) made += await keepTicket(trx, shop, order, place, change, part, clock.now(), String(order.version));
  }
  return made;
}

/** What each place was told last of an order. */
async function readTold(reading: Reading, storeId: StoreId, orderId: OrderId): Promise<ReadonlyMap<string, Part>> {
  const told = new Map<string, Part>();
  for (const { printer_id, station_id, content } of await reading.all(findTicketsOfOrder, { storeId, orderId })) {
    const { part } = JSON.parse(content) as JobContent;
    const key = placeKey(printer_id, station_id);
    if (part && !told.has(key)) told.set(key, part);
  }
  return told;
}

/** Tells the stations what the pass keeps for a later course and what it sends now, where they were told of the order by paper. */
async function makeCourseSlips(trx: Trx, { clock }: FollowDeps, shop: ShopNow, { order, lines }: KitchenTicket): Promise<number> {
  if (lines.every(({ heldAt }) => heldAt === null)) return 0;
  const told = await readTold(trx, shop.store.id, order.id);
  const dishes = await linesOf(trx, shop.store.id, order);
  let made = 0;
  for (const place of placesOf(shop)) {
    if (!told.has(placeKey(place.printer.id, place.station?.id ?? null))) continue;
    for (const { kind, course, at, items } of courseSlips(lines, place.station?.id ?? null)) {
      const own = dishes.filter((_, nth) => items.has(order.items[nth]?.id as OrderItemId)).map(({ line }) => line);
      const said: Said = { kind, course, movedFrom: null, lines: own, note: null };
      made += await keepTicket(trx, shop, order, place, said, null, clock.now(), `${kind}:${course}:${at}`);
    }
  }
  return made;
}

/** What a ticket says, before it is known for whom. */
type Said = Pick<Ticket, 'kind' | 'course' | 'movedFrom' | 'lines' | 'note'>;

/** `revision` names what the ticket is of: once for each. */
function keepTicket(
  trx: Trx,
  shop: ShopNow,
  order: Order,
  { printer, station }: Place,
  said: Said,
  part: Part | null,
  at: number,
  revision: string,
): Promise<number> {
  const locale = station?.language ?? shop.store.locale;
  const begins = said.kind === 'ticket' ? fromInstant(order.createdAt) : at;
  const ticket: Ticket = {
    ...said,
    locale,
    station: station ? (station.names[locale] ?? station.name) : null,
    table: order.tableNumber,
    order: order.number,
    time: clockOf(begins, shop.store.timeZone),
  };
  return trx.run(insertJob, {
    storeId: shop.store.id,
    jobId: newId<PrintJobId>(),
    key: `${order.id}:${placeKey(printer.id, station?.id ?? null)}:${revision}`,
    orderId: order.id,
    stationId: station?.id ?? null,
    printerId: printer.id,
    kind: said.kind,
    expiresAt: begins + shop.ticketMs,
    at,
    content: JSON.stringify({ ticket, part } satisfies JobContent),
  });
}

async function linesOf(
  reading: Reading,
  storeId: StoreId,
  { items }: Order,
): Promise<{ line: TicketLine; stations: readonly StationId[] }[]> {
  const rows = await findAllergens(reading, storeId, [...new Set(items.map(({ menuId }) => menuId))]);
  const allergens = new Map<MenuId, MenuItem['allergens']>(rows.map((row) => [row.id, JSON.parse(row.allergens)]));
  return items.map((item) => ({
    stations: item.stationIds,
    line: {
      mark: 'plain',
      quantity: item.quantity,
      was: null,
      name: item.name,
      options: item.options.map(({ name }) => name),
      note: item.note,
      allergens: allergens.get(item.menuId) ?? [],
    },
  }));
}

/** `12:03` on the shop's wall. */
export function clockOf(at: number, timeZone: string): string {
  const { minutes } = onTheWall(at, timeZone);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
