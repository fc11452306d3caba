import { endpoint, FLOOR, MANAGERS, STAFF } from './endpoint.ts';
import { events } from './event.ts';
import { id, type SessionId, type TableId } from './ids.ts';
import { amount } from './money.ts';
import { anyText, count, form, line, listOf, nullable, object, oneOf, optional, type Static } from './schema.ts';
import { anInstant } from './time.ts';

const tableNumber = () => count({ min: 1, max: 9999 });
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

export const tablesProblems = {
  'table/number-taken': { status: 409, title: 'Another table has this number', params: object({ number: tableNumber() }) },
  'table/in-use': { status: 409, title: 'Guests are at this table', params: object({ tableId: id<TableId>(), number: tableNumber() }) },
  'table/not-in-use': { status: 409, title: 'Nobody is at this table', params: object({ tableId: id<TableId>(), number: tableNumber() }) },
} as const;

/** A table was made, changed, removed (`table` null), taken or freed. */
export const tablesEvents = events({
  table_updated: object({ tableId: id<TableId>(), table: nullable(Table), session: nullable(TableSession), totalAmount: amount() }),
  session_closed: object({ sessionId: id<SessionId>(), tableId: id<TableId>(), reason: oneOf('completed', 'moved', 'merged') }),
});

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
