import { endpoint, FLOOR, STAFF } from './endpoint.ts';
import { events } from './event.ts';
import { type DisplayId, id, type StationId } from './ids.ts';
import { anyText, flag, line, list, nullable, object, oneOf, type Static } from './schema.ts';
import { anInstant } from './time.ts';

/** What a screen of the staff is there for; `pass` is the kitchen's view of every order whole. */
export const DISPLAY_KINDS = ['board', 'wall', 'kitchen', 'pass'] as const;
export type DisplayKind = (typeof DISPLAY_KINDS)[number];

/** Made by the screen itself, and kept as long as its tab. */
const displayId = () => id<DisplayId>();

const report = {
  kind: oneOf(...DISPLAY_KINDS),
  /** The station whose tickets it shows; null unless `kind` is `kitchen`. */
  stationId: nullable(id<StationId>()),
  /** The screen shows the app: neither dark nor behind another one. */
  awake: flag(),
  /** Its stream is open: what it shows is how things are now. */
  live: flag(),
  /** The build of its screens, as `/version.json` names it. */
  version: line({ min: 1, max: 40 }),
};

export const DisplayReport = object({ displayId: displayId(), ...report });
export type DisplayReport = Static<typeof DisplayReport>;

/** A screen of the staff as the server knows it. */
export const Display = object({
  displayId: displayId(),
  ...report,
  /** Its last word. */
  at: anInstant(),
  /** Who was signed in at it then. */
  who: nullable(anyText()),
});
export type Display = Static<typeof Display>;

/** Stations that have a screen or a printer of their own, none of which would show an order that came now. */
const unheard = () => list(id<StationId>());

/** Told whole: a screen that missed one is right again with the next. */
export const displaysEvents = events({ displays_updated: object({ unheard: unheard() }) });

export const reportDisplay = endpoint({
  method: 'POST',
  path: '/api/admin/displays/report',
  summary: 'A screen says what it shows and how it is; every half minute, and at once when that changes',
  callers: STAFF,
  body: DisplayReport,
  reply: { 204: null },
  problems: [],
});
export const listDisplays = endpoint({
  method: 'GET',
  path: '/api/admin/displays',
  summary: 'The screens of the staff, and the stations at which nothing would show an order now',
  callers: STAFF,
  reply: { 200: object({ items: list(Display), nextCursor: nullable(anyText()), unheard: unheard() }) },
  problems: [],
});
export const forgetDisplay = endpoint({
  method: 'DELETE',
  path: '/api/admin/displays/{displayId}',
  summary: 'This screen was put away: nobody waits for it any more; twice is once',
  callers: FLOOR,
  reply: { 204: null },
  problems: [],
});
