import type { OrderId, StationId, StoreId } from '@tableorder/contract/ids';
import type { RecordedMoment } from '@tableorder/contract/receipts';
import { fromInstant, type Instant, toInstant, wallText } from '@tableorder/contract/time';
import type { Cell } from '../../http/csv.ts';
import type { Reading } from '../../infra/db/db.ts';
import { findLines, type LineRow } from '../kitchen/kitchen.sql.ts';
import { readFiledOrder } from '../orders/orders.filed.reads.ts';
import { findStations } from '../stations/stations.sql.ts';
import { readStoreSettings } from '../stores/stores.settings.ts';
import { findEscalations, findPrinted, findSightings } from './receipts.sql.ts';

const SCREENS: ReadonlySet<string> = new Set(['board', 'pass']);

const moment = (at: number | Instant, what: RecordedMoment['what'], more: Partial<RecordedMoment> = {}): RecordedMoment => ({
  at: typeof at === 'number' ? toInstant(at) : at,
  what,
  stationId: null,
  itemId: null,
  detail: null,
  who: null,
  ...more,
});

function momentsOfLine(line: LineRow): RecordedMoment[] {
  const of = { stationId: line.station_id, itemId: line.item_id };
  const kinds = { started: line.started_at, bumped: line.bumped_at, recalled: line.recalled_at } as const;
  return (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((what) => {
    const at = kinds[what];
    return at === null ? [] : [moment(at, what, of)];
  });
}

/** The order, and all that is known of its way through the house, in the order in which it happened. Problem `not-found`. */
async function readWay(reading: Reading, storeId: StoreId, orderId: OrderId) {
  const order = await readFiledOrder(reading, storeId, orderId);
  const of = { storeId, orderId };
  const steps = order.transitions.map((step) =>
    step.from === null
      ? moment(step.at, 'stored', { detail: step.by, who: step.who })
      : moment(step.at, 'status', { detail: step.to, who: step.who }),
  );
  const seen = (await reading.all(findSightings, of)).map((row) =>
    moment(row.seen_at, 'seen', {
      stationId: SCREENS.has(row.place) ? null : (row.place as StationId),
      detail: SCREENS.has(row.place) ? row.place : row.screen,
      who: row.username,
    }),
  );
  const escalated = (await reading.all(findEscalations, of)).map((row) => moment(row.at, 'escalated', { detail: String(row.step) }));
  const lines = (await reading.all(findLines, of)).flatMap(momentsOfLine);
  const printed = (await reading.all(findPrinted, of)).flatMap((row) =>
    row.printed_at === null ? [] : [moment(row.printed_at, 'printed', { stationId: row.station_id, detail: row.name })],
  );
  const { deletion } = order;
  const deleted = deletion ? [moment(deletion.at, 'deleted', { detail: deletion.reason, who: deletion.by })] : [];
  const moments = [...steps, ...seen, ...escalated, ...printed, ...lines, ...deleted];
  return { order, moments: moments.sort((a, b) => fromInstant(a.at) - fromInstant(b.at)) };
}

/** All that is known of an order's way through the house, in the order in which it happened. Problem `not-found`. */
export async function readRecord(reading: Reading, storeId: StoreId, orderId: OrderId) {
  const { order, moments } = await readWay(reading, storeId, orderId);
  return { orderId, number: order.number, moments };
}

const HEAD = ['at', 'wall', 'what', 'station', 'item', 'detail', 'who'] as const;

/** The record as lines of a file, with the names that stations and dishes have; `wall` is the shop's own clock to the second. Problem `not-found`. */
export async function readRecordLines(reading: Reading, storeId: StoreId, orderId: OrderId): Promise<{ number: string; lines: Cell[][] }> {
  const { order, moments } = await readWay(reading, storeId, orderId);
  const { timeZone } = (await readStoreSettings(reading, storeId)).store;
  const stations = new Map((await reading.all(findStations, { storeId })).map(({ id, name }) => [id as string, name]));
  const dishes = new Map(order.items.map(({ id, name }) => [id as string, name]));
  const nameIn = (names: ReadonlyMap<string, string>, id: string | null): Cell => (id === null ? null : (names.get(id) ?? id));
  const lines = moments.map((one): Cell[] => [
    one.at,
    wallText(fromInstant(one.at), timeZone),
    one.what,
    nameIn(stations, one.stationId),
    nameIn(dishes, one.itemId),
    one.detail,
    one.who,
  ]);
  return { number: order.number, lines: [[...HEAD], ...lines] };
}
