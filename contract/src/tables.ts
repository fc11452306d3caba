import { endpoint, FLOOR, MANAGERS, STAFF } from './endpoint.ts';
import { events } from './event.ts';
import { id, type JoinRequestId, type SessionId, type TableId } from './ids.ts';
import { amount } from './money.ts';
import { anyText, count, form, line, list, listOf, nullable, object, oneOf, optional, type Static } from './schema.ts';
import { anInstant } from './time.ts';

export const tableNumber = () => count({ min: 1, max: 9999 });
const label = () => line({ max: 40 });

export const Table = object({
  id: id<TableId>(),
  number: tableNumber(),
  label: nullable(label()),
  zone: nullable(label()),
  status: oneOf('AVAILABLE', 'IN_USE'),
});
export type Table = Static<typeof Table>;

/** A party at a table, from the first guest to 이용 완료. `totalAmount` counts what is neither cancelled nor deleted. */
export const TableSession = object({ id: id<SessionId>(), startedAt: anInstant() });
export type TableSession = Static<typeof TableSession>;

/** Squares across a floor's plan; it is as long as it needs to be. */
export const PLAN_COLUMNS = 24;
export const PLAN_ROWS = 240;
export const TABLE_SHAPES = ['square', 'round'] as const;
/** Where a table stands on the plan of its zone, in squares from the top left corner. */
export const TablePlace = object({
  tableId: id<TableId>(),
  x: count({ min: 0, max: PLAN_COLUMNS - 2 }),
  y: count({ min: 0, max: PLAN_ROWS }),
  width: count({ min: 2, max: 12 }),
  height: count({ min: 2, max: 12 }),
  shape: oneOf(...TABLE_SHAPES),
});
export type TablePlace = Static<typeof TablePlace>;
/** `revision` names this very layout. A table without a place stands where there is room. */
export const TableLayout = object({ places: list(TablePlace, { max: 2000 }), revision: anyText() });
export type TableLayout = Static<typeof TableLayout>;

export const tablesProblems = {
  'table/layout-changed': { status: 409, title: 'Somebody else arranged the tables meanwhile', params: object({ layout: TableLayout }) },
  'table/number-taken': { status: 409, title: 'Another table has this number', params: object({ number: tableNumber() }) },
  'table/in-use': { status: 409, title: 'Guests are at this table', params: object({ tableId: id<TableId>(), number: tableNumber() }) },
  /** A phone asks by this answer: it asks again with `requestId` and `secret` until staff have decided or `expiresAt` is over. */
  'table/ask-staff': {
    status: 409,
    title: 'Staff are asked to open this table',
    params: object({ requestId: id<JoinRequestId>(), secret: form('^[A-Za-z0-9_-]+$', 100), expiresAt: anInstant() }),
  },
  'table/join-over': { status: 409, title: 'Nobody waits to be let in any more', params: object({}) },
  'table/not-in-use': { status: 409, title: 'Nobody is at this table', params: object({ tableId: id<TableId>(), number: tableNumber() }) },
} as const;

/** A phone at a free table asks to be let in. It waits until staff decide, somebody else opens the table, or `expiresAt`. */
export const JoinRequest = object({
  id: id<JoinRequestId>(),
  tableId: id<TableId>(),
  tableNumber: tableNumber(),
  askedAt: anInstant(),
  expiresAt: anInstant(),
});
export type JoinRequest = Static<typeof JoinRequest>;

/** A table was made, changed, removed (`table` null), taken or freed. */
export const tablesEvents = events({
  table_updated: object({ tableId: id<TableId>(), table: nullable(Table), session: nullable(TableSession), totalAmount: amount() }),
  session_closed: object({ sessionId: id<SessionId>(), tableId: id<TableId>(), reason: oneOf('completed', 'moved', 'merged') }),
  join_requested: object({ request: JoinRequest }),
  /** Nobody waits there any more: staff refused, or the link is dead. A yes is told by the table that is taken. */
  join_ended: object({ tableId: id<TableId>() }),
});
/** Only staff arrange tables, and only they look at the plan. */
export const layoutEvents = events({ layout_updated: object({ layout: TableLayout }) });

export const listTables = endpoint({
  method: 'GET',
  path: '/api/admin/tables',
  summary: 'Every table by number',
  callers: STAFF,
  reply: { 200: listOf(Table) },
  problems: [],
});
export const addTable = endpoint({
  method: 'POST',
  path: '/api/admin/tables',
  summary: 'Add a table',
  callers: MANAGERS,
  body: object({ number: tableNumber(), label: optional(nullable(label())), zone: optional(nullable(label())) }),
  reply: { 201: Table },
  problems: ['table/number-taken'],
});
export const changeTable = endpoint({
  method: 'PATCH',
  path: '/api/admin/tables/{tableId}',
  summary: 'Change a table',
  callers: MANAGERS,
  body: object({ number: optional(tableNumber()), label: optional(nullable(label())), zone: optional(nullable(label())) }),
  reply: { 200: Table },
  problems: ['table/number-taken'],
});
export const removeTable = endpoint({
  method: 'DELETE',
  path: '/api/admin/tables/{tableId}',
  summary: 'Remove a free table; its history stays',
  callers: MANAGERS,
  reply: { 204: null },
  problems: ['table/in-use'],
});
export const makePairingCode = endpoint({
  method: 'POST',
  path: '/api/admin/tables/{tableId}/pairing-code',
  summary: 'A code that pairs one tablet with this table, once, within ten minutes',
  callers: FLOOR,
  reply: { 200: object({ code: form('^[A-Z2-9]{6}$', 6), expiresAt: anInstant() }) },
  problems: [],
});
export const unpairTablets = endpoint({
  method: 'DELETE',
  path: '/api/admin/tables/{tableId}/devices',
  summary: 'Unpair the table’s tablets; their tokens end',
  callers: FLOOR,
  reply: { 204: null },
  problems: [],
});
export const readQr = endpoint({
  method: 'GET',
  path: '/api/admin/tables/{tableId}/qr',
  summary: 'The link that joins a phone to this table',
  callers: FLOOR,
  reply: { 200: object({ url: anyText(), path: anyText() }) },
  problems: [],
});
export const readQrSvg = endpoint({
  method: 'GET',
  path: '/api/admin/tables/{tableId}/qr.svg',
  summary: 'The join link as an SVG QR code',
  callers: FLOOR,
  media: 'svg',
  reply: { 200: null },
  problems: [],
});
export const readQrPng = endpoint({
  method: 'GET',
  path: '/api/admin/tables/{tableId}/qr.png',
  summary: 'The join link as a PNG QR code',
  callers: FLOOR,
  media: 'png',
  reply: { 200: null },
  problems: [],
});
export const rotateQr = endpoint({
  method: 'POST',
  path: '/api/admin/tables/{tableId}/qr/rotate',
  summary: 'Make a leaked QR link useless: a new secret, the old one is dead',
  callers: MANAGERS,
  reply: { 200: object({ url: anyText(), path: anyText() }) },
  problems: [],
});
export const readQrSheet = endpoint({
  method: 'GET',
  path: '/api/admin/tables/qr.pdf',
  summary: 'The QR codes of all tables, of a zone or of some numbers (`1,2,5`), on A4 ready to print and cut',
  callers: FLOOR,
  query: object({ zone: optional(label()), numbers: optional(form('^[1-9][0-9]{0,3}(,[1-9][0-9]{0,3})*$', 2000)) }),
  media: 'pdf',
  reply: { 200: null },
  problems: ['not-found'],
});

export const acceptJoin = endpoint({
  method: 'POST',
  path: '/api/admin/join-requests/{requestId}/accept',
  summary: 'Open the table for all phones that ask there',
  callers: FLOOR,
  reply: { 204: null },
  problems: ['table/join-over'],
});
export const refuseJoin = endpoint({
  method: 'POST',
  path: '/api/admin/join-requests/{requestId}/refuse',
  summary: 'Refuse all phones that ask at the table',
  callers: FLOOR,
  reply: { 204: null },
  problems: ['table/join-over'],
});
export const readLayout = endpoint({
  method: 'GET',
  path: '/api/admin/tables/layout',
  summary: 'Where the tables stand on the plans of their zones',
  callers: STAFF,
  reply: { 200: TableLayout },
  problems: [],
});
export const arrangeTables = endpoint({
  method: 'PUT',
  path: '/api/admin/tables/layout',
  summary: 'Put the tables in their places, all at once; with `revision` only if nobody arranged them meanwhile',
  callers: MANAGERS,
  body: object({ places: list(TablePlace, { max: 2000 }), revision: optional(line({ max: 64 })) }),
  reply: { 200: TableLayout },
  problems: ['table/layout-changed'],
});
