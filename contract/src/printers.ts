import { endpoint, MANAGERS, STAFF } from './endpoint.ts';
import { events } from './event.ts';
import { id, type OrderId, type PrinterId, type PrintJobId, type StationId } from './ids.ts';
import { anyText, count, form, line, list, listOf, nullable, object, oneOf, optional, page, type Static } from './schema.ts';
import { anInstant } from './time.ts';

/**
 * How a printer is. `new` was not asked yet, `offline` can't be reached, `silent` takes connections and does not answer as a printer does,
 * `barred` stands at an address that the server must not reach.
 */
export const PRINTER_STATES = ['new', 'ready', 'paper-low', 'paper-out', 'cover-open', 'error', 'silent', 'offline', 'barred'] as const;
export type PrinterState = (typeof PRINTER_STATES)[number];

/** Dots across the paper, at 203 dpi: of 80 mm and of 58 mm. */
export const PAPER_WIDTHS = [576, 384] as const;
/** More in one shop is a mistake. */
export const MAX_PRINTERS = 20;
/** The custom of raw printing. */
export const PRINTER_PORT = 9100;

const facts = {
  name: line({ min: 1, max: 40 }),
  /** An address in the shop's network, or a name that stands for one. */
  host: form('^[A-Za-z0-9.:_-]{1,253}$', 253),
  port: count({ min: 1, max: 65_535 }),
  widthDots: count({ min: 384, max: 576 }),
  /** `answer`: a ticket counts as printed when the printer has said so; `sent`: when it has taken it, for printers that never answer. */
  confirms: oneOf('answer', 'sent'),
  /** Whose part of an order it prints, a ticket for each; none prints every order whole. */
  stationIds: list(id<StationId>(), { max: 30, unique: true }),
  /** Prints in its place while it can't. */
  fallbackId: nullable(id<PrinterId>()),
};

export const Printer = object({
  id: id<PrinterId>(),
  ...facts,
  state: oneOf(...PRINTER_STATES),
  /** Since when it is so. */
  stateAt: anInstant(),
  /** When it last answered. */
  seenAt: nullable(anInstant()),
  /** Tickets that wait for it. */
  waiting: count({ min: 0, max: 1e9 }),
});
export type Printer = Static<typeof Printer>;

/** `unsure` has begun and got no answer: it goes out again, stamped. `failed` was tried too often, `expired` waited too long. */
export const PRINT_JOB_STATES = ['waiting', 'printing', 'printed', 'unsure', 'failed', 'expired'] as const;
/** `hold` keeps dishes for a later course, `fire` sends them. */
export const PRINT_JOB_KINDS = ['ticket', 'change', 'cancel', 'hold', 'fire', 'test', 'reprint'] as const;

/** A ticket on its way to paper. */
export const PrintJob = object({
  id: id<PrintJobId>(),
  kind: oneOf(...PRINT_JOB_KINDS),
  state: oneOf(...PRINT_JOB_STATES),
  orderId: nullable(id<OrderId>()),
  orderNumber: nullable(anyText()),
  tableNumber: nullable(count({ min: 0, max: 9999 })),
  stationId: nullable(id<StationId>()),
  stationName: nullable(anyText()),
  printerId: id<PrinterId>(),
  printerName: anyText(),
  /** The one that printed it: the fallback, when it was not the printer itself. */
  printedBy: nullable(anyText()),
  attempts: count({ min: 0, max: 1e6 }),
  /** What was wrong with the printer at the last attempt that failed. */
  trouble: nullable(oneOf(...PRINTER_STATES)),
  createdAt: anInstant(),
  expiresAt: anInstant(),
  printedAt: nullable(anInstant()),
});
export type PrintJob = Static<typeof PrintJob>;

export const printersProblems = {
  'printer/too-many': {
    status: 409,
    title: 'The shop has as many printers as it may have',
    params: object({ most: count({ min: 1, max: 100 }) }),
  },
  'printer/address-taken': {
    status: 409,
    title: 'Another printer of the shop stands at this address',
    params: object({ printerId: id<PrinterId>(), name: anyText() }),
  },
  'printer/on-its-way': { status: 409, title: 'The ticket is on its way to the printer already', params: object({ job: PrintJob }) },
} as const;

/** A printer was added, changed or removed, or is otherwise than it was: all of them, as they are now. `troubled` tickets are on no paper. */
export const printersEvents = events({ printers_updated: object({ printers: list(Printer), troubled: count({ min: 0, max: 1e9 }) }) });

export const listPrinters = endpoint({
  method: 'GET',
  path: '/api/admin/printers',
  summary: 'The shop’s printers, how they are, and how many tickets are on no paper',
  callers: STAFF,
  reply: { 200: object({ items: list(Printer), nextCursor: nullable(anyText()), troubled: count({ min: 0, max: 1e9 }) }) },
  problems: [],
});
export const addPrinter = endpoint({
  method: 'POST',
  path: '/api/admin/printers',
  summary: 'Add a printer; it prints the orders that come from now on',
  callers: MANAGERS,
  body: object({
    name: facts.name,
    host: facts.host,
    port: optional(facts.port),
    widthDots: optional(facts.widthDots),
    confirms: optional(facts.confirms),
    stationIds: optional(facts.stationIds),
    fallbackId: optional(facts.fallbackId),
  }),
  reply: { 201: Printer },
  problems: ['printer/too-many', 'printer/address-taken'],
});
export const changePrinter = endpoint({
  method: 'PATCH',
  path: '/api/admin/printers/{printerId}',
  summary: 'Change a printer; what is not named stays',
  callers: MANAGERS,
  body: object({
    name: optional(facts.name),
    host: optional(facts.host),
    port: optional(facts.port),
    widthDots: optional(facts.widthDots),
    confirms: optional(facts.confirms),
    stationIds: optional(facts.stationIds),
    fallbackId: optional(facts.fallbackId),
  }),
  reply: { 200: Printer },
  problems: ['printer/address-taken'],
});
export const removePrinter = endpoint({
  method: 'DELETE',
  path: '/api/admin/printers/{printerId}',
  summary: 'Remove a printer; what waits for it goes to its fallback, or counts as failed',
  callers: MANAGERS,
  reply: { 204: null },
  problems: [],
});
export const printTest = endpoint({
  method: 'POST',
  path: '/api/admin/printers/{printerId}/test',
  summary: 'Print a test ticket',
  callers: MANAGERS,
  reply: { 201: PrintJob },
  problems: [],
});
export const listPrintJobs = endpoint({
  method: 'GET',
  path: '/api/admin/print-jobs',
  summary: 'Tickets, newest first: those that are on no paper and nobody has dismissed, or those of one order',
  callers: STAFF,
  query: object({ ...page, state: optional(oneOf('troubled', 'open', 'all')), orderId: optional(id<OrderId>()) }),
  reply: { 200: listOf(PrintJob) },
  problems: [],
});
export const printAgain = endpoint({
  method: 'POST',
  path: '/api/admin/print-jobs/{jobId}/again',
  summary: 'Print a ticket once more, stamped; its trouble counts as dealt with',
  callers: MANAGERS,
  reply: { 201: PrintJob },
  problems: ['printer/on-its-way'],
});
export const dismissPrintJob = endpoint({
  method: 'POST',
  path: '/api/admin/print-jobs/{jobId}/dismiss',
  summary: 'A ticket that is on no paper needs none any more',
  callers: MANAGERS,
  reply: { 204: null },
  problems: ['printer/on-its-way'],
});
export const readPrintJobPicture = endpoint({
  method: 'GET',
  path: '/api/admin/print-jobs/{jobId}/picture',
  summary: 'The ticket as it is printed',
  callers: MANAGERS,
  reply: { 200: null },
  media: 'png',
  problems: [],
});
