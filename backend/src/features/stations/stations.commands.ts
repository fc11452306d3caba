import type { BodyOf } from '@tableorder/contract/endpoint';
import type { MenuId, StationId, StoreId } from '@tableorder/contract/ids';
import type { Locale } from '@tableorder/contract/locale';
import { invalidField, problem } from '@tableorder/contract/problem';
import {
  type addStation as AddStation,
  type changeStation as ChangeStation,
  DEFAULT_LIMITS,
  MAX_STATIONS,
  type Station,
  stationsEvents,
} from '@tableorder/contract/stations';
import type { Clock } from '../../infra/clock/clock.ts';
import { newId } from '../../infra/clock/new-id.ts';
import type { Db, Reading, Trx } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import { type Act, type Doer, recordAct } from '../audit/audit.commands.ts';
import {
  clearRest,
  deleteItemsOfStation,
  findItemsOfStation,
  findStations,
  giveRest,
  insertItemStation,
  insertStation,
  markStationRemoved,
  setStationPosition,
  toStation,
  updateStation,
} from './stations.sql.ts';

export interface StationsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
  /** These items are made elsewhere: what shows it is old. Said in the same transaction. */
  readonly itemsMoved: (trx: Trx, storeId: StoreId, menuIds: readonly MenuId[]) => Promise<void>;
}

/** The name of a new shop's one station, in each language. */
const KITCHEN: Readonly<Record<Locale, string>> = { ko: '주방', en: 'Kitchen', ja: 'キッチン', zh: '厨房' };

/** Makes a new store's first station, which takes the rest; inside the transaction that makes the store. */
export async function makeFirstStation(trx: Trx, { id: storeId, locale }: { id: StoreId; locale: Locale }, at: number): Promise<void> {
  await trx.run(insertStation, {
    storeId,
    stationId: newId<StationId>(),
    name: KITCHEN[locale],
    names: JSON.stringify({ ...KITCHEN, [locale]: undefined }),
    position: 0,
    ...DEFAULT_LIMITS,
    language: null,
    takesRestAt: at,
    at,
  });
}

/** The store's stations in the owner's order. */
export const readStations = async (reading: Reading, storeId: StoreId): Promise<Station[]> =>
  (await reading.all(findStations, { storeId })).map(toStation);

async function needStation(trx: Trx, storeId: StoreId, stationId: StationId): Promise<{ station: Station; all: Station[] }> {
  const all = await readStations(trx, storeId);
  const station = all.find(({ id }) => id === stationId);
  if (!station) throw problem('not-found', {});
  return { station, all };
}

/** Tells every screen of the staff how the stations stand, and the book who did it. Who is null for the program itself, in a demo shop. */
async function told(trx: Trx, deps: StationsDeps, storeId: StoreId, who: Doer | null, act: Act): Promise<Station[]> {
  const stations = await readStations(trx, storeId);
  await deps.events.append(trx, storeId, stationsEvents, 'stations_updated', { kind: 'staff' }, { stations });
  if (who) await recordAct(trx, deps, storeId, who, act);
  return stations;
}

/** A name in a language that only repeated the one that is given up would outlive it. */
const withoutText = (names: Station['names'], text: string): Station['names'] =>
  Object.fromEntries(Object.entries(names).filter(([, name]) => name !== text));

function refuseLimits({ warnMs, lateMs }: Pick<Station, 'warnMs' | 'lateMs'>): void {
  if (lateMs <= warnMs) throw invalidField('/lateMs', 'after-warning');
}

const stationIn = (stations: readonly Station[], stationId: StationId): Station => {
  const station = stations.find(({ id }) => id === stationId);
  if (!station) throw new Error(`station ${stationId} is gone`);
  return station;
};

/** Adds a station, last of all. Problem `station/too-many`; `invalid` when late comes before the warning. */
export function addStation(deps: StationsDeps, storeId: StoreId, who: Doer | null, body: BodyOf<typeof AddStation>): Promise<Station> {
  const { name, names = {}, warnMs = DEFAULT_LIMITS.warnMs, lateMs = DEFAULT_LIMITS.lateMs, language = null } = body;
  refuseLimits({ warnMs, lateMs });
  return deps.db.inStore(storeId, async (trx) => {
    const position = (await readStations(trx, storeId)).length;
    if (position >= MAX_STATIONS) throw problem('station/too-many', { most: MAX_STATIONS });
    const stationId = newId<StationId>();
    const at = deps.clock.now();
    const facts = { name, names: JSON.stringify(names), warnMs, lateMs, language };
    await trx.run(insertStation, { storeId, stationId, ...facts, position, takesRestAt: null, at });
    return stationIn(await told(trx, deps, storeId, who, { act: 'station.add', subjectId: stationId, subject: name }), stationId);
  });
}

/** Changes what is named. Problem `invalid` when late comes before the warning. */
export function changeStation(
  deps: StationsDeps,
  storeId: StoreId,
  who: Doer,
  stationId: StationId,
  { takesRest, ...change }: BodyOf<typeof ChangeStation>,
): Promise<Station> {
  return deps.db.inStore(storeId, async (trx) => {
    const { station } = await needStation(trx, storeId, stationId);
    const { name, warnMs, lateMs, language } = { ...station, ...change };
    const names = change.names ?? (name === station.name ? station.names : withoutText(station.names, station.name));
    refuseLimits({ warnMs, lateMs });
    await trx.run(updateStation, { storeId, stationId, name, names: JSON.stringify(names), warnMs, lateMs, language });
    if (takesRest && !station.takesRest) await passRest(trx, deps, storeId, stationId);
    const details = {
      fields: Object.keys({ ...change, ...(takesRest ? { takesRest } : {}) }).join(' '),
      nameBefore: name === station.name ? undefined : station.name,
    };
    return stationIn(
      await told(trx, deps, storeId, who, { act: 'station.change', subjectId: stationId, subject: name, details }),
      stationId,
    );
  });
}

async function passRest(trx: Trx, { clock }: Pick<StationsDeps, 'clock'>, storeId: StoreId, stationId: StationId): Promise<void> {
  await trx.run(clearRest, { storeId });
  await trx.run(giveRest, { storeId, stationId, at: clock.now() });
}

/**
 * Removes a station; what it makes goes to another one: its items, and what of open orders it has not finished, since every reader of
 * an order's stations follows `moved_to`. Problems `station/last`, `not-found`.
 */
export function removeStation(
  deps: StationsDeps,
  storeId: StoreId,
  who: Doer,
  stationId: StationId,
  toStationId: StationId,
): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const { station, all } = await needStation(trx, storeId, stationId);
    if (all.length === 1) throw problem('station/last', {});
    const heir = all.find(({ id }) => id === toStationId);
    if (!heir) throw problem('not-found', {});
    if (heir.id === stationId) throw invalidField('/toStationId', 'another-station');
    const items = await trx.all(findItemsOfStation, { storeId, stationId });
    for (const { item_id } of items) await trx.run(insertItemStation, { storeId, menuId: item_id, stationId: toStationId });
    await trx.run(deleteItemsOfStation, { storeId, stationId });
    await trx.run(markStationRemoved, { storeId, stationId, toStationId, at: deps.clock.now() });
    if (station.takesRest) await passRest(trx, deps, storeId, toStationId);
    const act: Act = {
      act: 'station.remove',
      subjectId: stationId,
      subject: station.name,
      details: { to: heir.name, items: items.length },
    };
    await told(trx, deps, storeId, who, act);
    await deps.itemsMoved(
      trx,
      storeId,
      items.map(({ item_id }) => item_id),
    );
  });
}

/** Puts the stations in order. Problem `station/order-incomplete` unless each is named once. */
export function orderStations(deps: StationsDeps, storeId: StoreId, who: Doer, ids: readonly StationId[]): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const all = await readStations(trx, storeId);
    const known = new Set(ids);
    if (known.size !== all.length || !all.every(({ id }) => known.has(id))) throw problem('station/order-incomplete', {});
    for (const [position, stationId] of ids.entries()) await trx.run(setStationPosition, { storeId, stationId, position });
    const subject = ids.map((stationId) => stationIn(all, stationId).name).join(' · ');
    await told(trx, deps, storeId, who, { act: 'station.order', subjectId: null, subject });
  });
}
