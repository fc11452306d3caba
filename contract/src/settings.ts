import { endpoint, MANAGERS, STAFF } from './endpoint.ts';
import { events } from './event.ts';
import { LOCALES } from './locale.ts';
import { ServingHours } from './menu.ts';
import { count, flag, line, list, nullable, object, oneOf, optional, type Static } from './schema.ts';
import { Store } from './stores.ts';
import { aTimeOfDay } from './time.ts';

/** How a new order or a call sounds on the screens of the staff. */
export const SOUNDS = ['bell', 'chime', 'knock', 'off'] as const;

const settings = {
  /** When the shop is open, on its own clock; null for always. */
  openingHours: nullable(ServingHours),
  /** Figures and order numbers of a day run from this time to the same time of the next day. */
  businessDayStartsAt: aTimeOfDay(),
  /** The languages guests may choose. */
  guestLanguages: list(oneOf(...LOCALES), { min: 1, max: 4, unique: true }),
  /** A phone that scans the code of a free table opens a session by itself, or asks staff to. */
  joining: oneOf('open', 'ask'),
  /** `daily` begins at 001 with each business day, `continuous` after 999. A number that an open order holds is passed over by both. */
  orderNumbers: oneOf('continuous', 'daily'),
  orderSound: oneOf(...SOUNDS),
  callSound: oneOf(...SOUNDS),
  /** Minutes without a touch after which a shared staff screen locks itself; null for never. */
  lockAfterMinutes: nullable(count({ min: 1, max: 240 })),
  /** Minutes after which a kitchen ticket that could not be printed is reported instead: nobody wants last night's on the paper. */
  ticketMinutes: count({ min: 1, max: 240 }),
  /** Seconds after which an order that no screen has drawn rings at the next one, and after as many again at every one. */
  unseenSeconds: count({ min: 10, max: 600 }),
  /** Whether guests are told, before they order, how long the kitchen takes. */
  guestWaiting: flag(),
  /** Minutes that guests are told more while staff say that the kitchen is busy. */
  busyMinutes: count({ min: 5, max: 120 }),
  /** Days that orders and sessions are kept before the purge takes them; the product's rule is a year. */
  historyDays: count({ min: 30, max: 3650 }),
};

/** What a shop's owner decides of how it runs. */
export const StoreSettings = object(settings);
export type StoreSettings = Static<typeof StoreSettings>;

/** What of it the guests' screens go by. */
export const GuestSettings = object({ openingHours: settings.openingHours, guestLanguages: settings.guestLanguages });
export type GuestSettings = Static<typeof GuestSettings>;

/** A shop that has decided nothing. */
export const DEFAULT_SETTINGS: StoreSettings = {
  openingHours: null,
  businessDayStartsAt: '00:00',
  guestLanguages: [...LOCALES],
  joining: 'open',
  orderNumbers: 'continuous',
  orderSound: 'bell',
  callSound: 'chime',
  lockAfterMinutes: null,
  ticketMinutes: 15,
  unseenSeconds: 20,
  guestWaiting: true,
  busyMinutes: 15,
  historyDays: 365,
};

export const guestSettings = ({ openingHours, guestLanguages }: StoreSettings): GuestSettings => ({ openingHours, guestLanguages });

export const settingsEvents = events({ settings_updated: object({ store: Store, settings: GuestSettings }) });

const Answer = object({ store: Store, settings: StoreSettings });

export const readSettings = endpoint({
  method: 'GET',
  path: '/api/admin/settings',
  summary: 'The shop’s settings',
  callers: STAFF,
  reply: { 200: Answer },
  problems: [],
});
export const changeSettings = endpoint({
  method: 'PATCH',
  path: '/api/admin/settings',
  summary: 'Change some of the shop’s settings; the others stay',
  callers: MANAGERS,
  body: object({
    name: optional(line({ min: 1, max: 100 })),
    timeZone: optional(line({ min: 1, max: 64 })),
    locale: optional(oneOf(...LOCALES)),
    openingHours: optional(settings.openingHours),
    businessDayStartsAt: optional(settings.businessDayStartsAt),
    guestLanguages: optional(settings.guestLanguages),
    joining: optional(settings.joining),
    orderNumbers: optional(settings.orderNumbers),
    orderSound: optional(settings.orderSound),
    callSound: optional(settings.callSound),
    lockAfterMinutes: optional(settings.lockAfterMinutes),
    ticketMinutes: optional(settings.ticketMinutes),
    unseenSeconds: optional(settings.unseenSeconds),
    guestWaiting: optional(settings.guestWaiting),
    busyMinutes: optional(settings.busyMinutes),
    historyDays: optional(settings.historyDays),
  }),
  reply: { 200: Answer },
  problems: [],
});
export const readGuestSettings = endpoint({
  method: 'GET',
  path: '/api/settings',
  summary: 'What of the shop’s settings its guests’ screens go by',
  callers: ['table'],
  reply: { 200: GuestSettings },
  problems: [],
});
