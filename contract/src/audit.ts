import { endpoint, MANAGERS } from './endpoint.ts';
import { type AuditId, id, type StaffId } from './ids.ts';
import { anyText, count, line, listOf, mapOf, nullable, object, oneOf, optional, page, type Static } from './schema.ts';
import { aLocalDay, anInstant } from './time.ts';

/** What staff can do that is written down, by subject and verb. */
export const AUDIT_ACTS = [
  'order.place',
  'order.change',
  'order.step',
  'order.cancel',
  'order.delete',
  'session.open',
  'session.refuse',
  'session.close',
  'session.move',
  'session.merge',
  'session.reopen',
  'call.done',
  'printer.add',
  'printer.change',
  'printer.remove',
  'printer.test',
  'ticket.again',
  'ticket.dismiss',
  'category.add',
  'category.change',
  'category.remove',
  'menu.order',
  'menu.import',
  'menu.prices',
  'item.add',
  'item.change',
  'item.remove',
  'item.availability',
  'item.image',
  'options.add',
  'options.change',
  'options.remove',
  'station.add',
  'station.change',
  'station.remove',
  'station.order',
  'table.add',
  'table.change',
  'table.remove',
  'table.layout',
  'table.pair',
  'table.unpair',
  'table.qr',
  'staff.add',
  'staff.change',
  'staff.remove',
  'staff.password',
  'staff.pin',
  'staff.second-factor',
  'staff.sign-in',
  'staff.sign-out-everywhere',
  'busy.on',
  'busy.off',
  'settings.change',
  'day.close',
  'data.export',
] as const;
export type AuditAct = (typeof AUDIT_ACTS)[number];

/** Where in the shop something is done: what a reader of the book looks through. */
export const AUDIT_AREAS = ['orders', 'tables', 'menu', 'people', 'shop'] as const;
export type AuditArea = (typeof AUDIT_AREAS)[number];

const AREA_OF_SUBJECT: Readonly<Record<string, AuditArea>> = {
  order: 'orders',
  call: 'orders',
  ticket: 'orders',
  busy: 'orders',
  session: 'tables',
  table: 'tables',
  device: 'tables',
  category: 'menu',
  menu: 'menu',
  item: 'menu',
  options: 'menu',
  staff: 'people',
};
export const areaOf = (act: AuditAct): AuditArea => AREA_OF_SUBJECT[act.split('.')[0] ?? ''] ?? 'shop';

/** One line of the book: who (name and role as they were then) did what to which thing, called what at the time. */
export const AuditEntry = object({
  id: id<AuditId>(),
  at: anInstant(),
  staffId: nullable(id<StaffId>()),
  staffName: anyText(),
  role: nullable(oneOf('owner', 'manager', 'staff', 'kitchen')),
  act: oneOf(...AUDIT_ACTS),
  subjectId: nullable(anyText()),
  /** What people call the subject: an order's number, a dish's name, a table's number. */
  subject: anyText(),
  /** Values before and after, reasons, amounts: by name, as text. */
  details: mapOf('^[a-zA-Z]{1,40}$', nullable(anyText())),
});
export type AuditEntry = Static<typeof AuditEntry>;

const filters = {
  staffId: optional(id<StaffId>()),
  area: optional(oneOf(...AUDIT_AREAS)),
  /** Inclusive days of the store's calendar. */
  from: optional(aLocalDay()),
  to: optional(aLocalDay()),
  /** Part of what the subject is called: an order's number, a dish, a person. */
  text: optional(line({ max: 100 })),
};

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/admin/audit',
  summary: 'Who did what, newest first. A page may be short, or empty, although older ones follow: `nextCursor` says',
  callers: MANAGERS,
  query: object({ ...page, ...filters }),
  reply: { 200: listOf(AuditEntry) },
  problems: [],
});

/** Lines that one file may have. */
export const MOST_EXPORTED = 50_000;
export const auditProblems = {
  'audit/too-many-lines': {
    status: 409,
    title: 'The file would be too long: choose fewer days',
    params: object({ most: count({ min: 1, max: 1_000_000 }) }),
  },
} as const;

export const exportAudit = endpoint({
  method: 'GET',
  path: '/api/admin/audit/export',
  summary: 'Who did what, as CSV; that it was taken is written down',
  callers: MANAGERS,
  query: object(filters),
  reply: { 200: anyText() },
  problems: ['audit/too-many-lines'],
  media: 'csv',
});
