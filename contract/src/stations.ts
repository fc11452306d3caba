import { endpoint, MANAGERS, STAFF } from './endpoint.ts';
import { events } from './event.ts';
import { id, type StationId } from './ids.ts';
import { aLocale, LOCALES } from './locale.ts';
import { count, flag, line, list, listOf, literal, mapOf, nullable, object, optional, type Static } from './schema.ts';

const stationName = () => line({ min: 1, max: 40 });
const minute = 60_000;
/** How long a ticket may wait: from ten seconds to a day. */
const aWait = () => count({ min: 10_000, max: 24 * 60 * minute });

/** Limits of a station that decided nothing: amber after ten minutes, red after twenty. */
export const DEFAULT_LIMITS = { warnMs: 10 * minute, lateMs: 20 * minute } as const;
/** More is a mistake: a display's choice would no longer fit a screen. */
export const MAX_STATIONS = 30;

/**
 * Where a part of an order is made. `names` are its names in the shop's other languages. A ticket that waits `warnMs` is pointed out, one that
 * waits `lateMs` is late. `language` is what its tickets are written in, the shop's own for null. `takesRest` marks the one station that
 * makes whatever is assigned to none, so that no dish is ever without a cook.
 */
export const Station = object({
  id: id<StationId>(),
  name: stationName(),
  names: mapOf(`^(${LOCALES.join('|')})$`, stationName()),
  warnMs: aWait(),
  lateMs: aWait(),
  language: nullable(aLocale()),
  takesRest: flag(),
});
export type Station = Static<typeof Station>;

const facts = {
  names: optional(mapOf(`^(${LOCALES.join('|')})$`, stationName())),
  warnMs: optional(aWait()),
  lateMs: optional(aWait()),
  language: optional(nullable(aLocale())),
};

export const stationsProblems = {
  'station/last': { status: 409, title: 'A shop keeps at least one station', params: object({}) },
  'station/too-many': {
    status: 409,
    title: 'The shop has as many stations as it may have',
    params: object({ most: count({ min: 1, max: 100 }) }),
  },
  'station/order-incomplete': { status: 409, title: 'An order names each station exactly once', params: object({}) },
} as const;

export const stationsEvents = events({ stations_updated: object({ stations: list(Station) }) });

export const listStations = endpoint({
  method: 'GET',
  path: '/api/admin/stations',
  summary: 'The stations in the owner’s order',
  callers: STAFF,
  reply: { 200: listOf(Station) },
  problems: [],
});
export const addStation = endpoint({
  method: 'POST',
  path: '/api/admin/stations',
  summary: 'Add a station, last of all',
  callers: MANAGERS,
  body: object({ name: stationName(), ...facts }),
  reply: { 201: Station },
  problems: ['station/too-many'],
});
export const changeStation = endpoint({
  method: 'PATCH',
  path: '/api/admin/stations/{stationId}',
  summary: 'Change what is named; `takesRest` passes to this station what is assigned to none',
  callers: MANAGERS,
  body: object({ name: optional(stationName()), ...facts, takesRest: optional(literal(true)) }),
  reply: { 200: Station },
  problems: [],
});
export const removeStation = endpoint({
  method: 'DELETE',
  path: '/api/admin/stations/{stationId}',
  summary: 'Remove a station; what it makes goes to another one, open orders too',
  callers: MANAGERS,
  body: object({ toStationId: id<StationId>() }),
  reply: { 204: null },
  problems: ['station/last'],
});
export const orderStations = endpoint({
  method: 'PUT',
  path: '/api/admin/stations/order',
  summary: 'Put the stations in order',
  callers: MANAGERS,
  body: object({ ids: list(id<StationId>(), { max: 100, unique: true }) }),
  reply: { 204: null },
  problems: ['station/order-incomplete'],
});
