import { endpoint, FLOOR, MANAGERS } from './endpoint.ts';
import { type DeviceId, id, type TableId } from './ids.ts';
import { anyText, count, flag, form, line, list, nullable, object, oneOf, optional, type Static } from './schema.ts';
import { tableNumber } from './tables.ts';
import { anInstant } from './time.ts';

/** Of four to eight digits: typed on the glass by staff, between two guests. */
const aPin = () => form('^[0-9]{4,8}$', 8);
const deviceKey = () => form('^[A-Za-z0-9_-]+$', 100);

const report = {
  /** The build of its screens, as `/version.json` names it. */
  version: line({ min: 1, max: 40 }),
  /** Null where the browser does not say. */
  battery: nullable(count({ min: 0, max: 100 })),
  charging: nullable(flag()),
  /** The screen shows the app: neither dark nor behind another one. */
  awake: flag(),
  /** Reached by HTTPS: without it there is no wake lock and no offline start. */
  secure: flag(),
};

/** What a tablet says of itself. */
export const DeviceReport = object(report);
export type DeviceReport = Static<typeof DeviceReport>;

/** A paired tablet as the server knows it; `report` is null until it has said something of itself. */
export const Device = object({
  id: id<DeviceId>(),
  tableId: id<TableId>(),
  tableNumber: tableNumber(),
  label: nullable(line({ max: 40 })),
  zone: nullable(line({ max: 40 })),
  pairedAt: anInstant(),
  /** Its stream is open now. */
  connected: flag(),
  report: nullable(object({ at: anInstant(), ...report })),
});
export type Device = Static<typeof Device>;

/** How a pairing ended: by staff, by another tablet taking the table, by the PIN on the tablet itself, with the table. */
export const UNPAIRED_BY = ['staff', 'tablet', 'pin', 'table'] as const;
export type UnpairedBy = (typeof UNPAIRED_BY)[number];

export const devicesProblems = {
  'device/wrong-pin': { status: 403, title: 'The PIN is wrong', params: object({}) },
  'device/no-pin': { status: 409, title: 'The shop has set no PIN for its tablets', params: object({}) },
} as const;

export const reportDevice = endpoint({
  method: 'POST',
  path: '/api/devices/report',
  summary: 'A tablet says how it is; every minute',
  callers: ['table'],
  body: DeviceReport,
  reply: { 204: null },
  problems: [],
});
export const exitTablet = endpoint({
  method: 'POST',
  path: '/api/table/exit',
  summary: 'Staff take this tablet off its table by the shop’s PIN; its sign-in ends',
  callers: ['table'],
  body: object({ pin: aPin() }),
  reply: { 204: null },
  problems: ['device/wrong-pin', 'device/no-pin'],
});
export const readUnpairing = endpoint({
  method: 'POST',
  path: '/api/devices/unpairing',
  summary: 'Why a tablet’s key no longer renews; only for who has the key',
  callers: ['anyone'],
  body: object({ deviceKey: deviceKey() }),
  reply: { 200: object({ by: oneOf(...UNPAIRED_BY), at: anInstant() }) },
  problems: ['not-found'],
});

export const listDevices = endpoint({
  method: 'GET',
  path: '/api/admin/devices',
  summary: 'Every paired tablet and how it is, by table number',
  callers: FLOOR,
  reply: { 200: object({ items: list(Device), nextCursor: nullable(anyText()), pinSetAt: nullable(anInstant()) }) },
  problems: [],
});
/** How an address is known: the operator set it, the asking screen was loaded from it, or it is the computer's own. */
export const ADDRESS_BY = ['setting', 'screen', 'network'] as const;

/** Where tablets reach the screens. */
export const Address = object({
  /** An origin: `http://192.168.0.12:3000`. */
  url: anyText(),
  by: oneOf(...ADDRESS_BY),
  /** Reached by HTTPS: without it there is no wake lock and no offline start. */
  secure: flag(),
  /** A picture of the QR code that opens the pairing page there. */
  qrSvg: anyText(),
});
export type Address = Static<typeof Address>;

export const readAddresses = endpoint({
  method: 'GET',
  path: '/api/admin/devices/addresses',
  summary: 'Where tablets on the shop’s network reach the screens, the surest first; `at`: where the asking screen was loaded from',
  callers: FLOOR,
  query: object({ at: optional(form('^https?://[A-Za-z0-9.:\\[\\]-]+$', 200)) }),
  reply: { 200: object({ items: list(Address), nextCursor: nullable(anyText()) }) },
  problems: [],
});
export const setTabletPin = endpoint({
  method: 'PUT',
  path: '/api/admin/devices/pin',
  summary: 'Set the PIN that takes a tablet off its table, or drop it',
  callers: MANAGERS,
  body: object({ pin: nullable(aPin()) }),
  reply: { 200: object({ pinSetAt: nullable(anInstant()) }) },
  problems: [],
});
