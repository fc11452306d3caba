import { endpoint, STAFF } from './endpoint.ts';
import { form, object, optional } from './schema.ts';

/** A token, sealed: longer than one, and no token. */
const aTicket = () => form('^[A-Za-z0-9._-]{1,1000}$', 1000);
const stream = { method: 'GET', reply: { 200: null }, media: 'event-stream', problems: ['unavailable'] } as const;
const where = object({ ticket: optional(aTicket()), lastEventId: optional(form('^[\\x20-\\x7e]{0,200}$', 200)) });

export const streamForTable = endpoint({
  ...stream,
  path: '/api/events',
  summary: 'What concerns this table’s session, and menu changes',
  callers: ['table'],
  query: where,
});
export const streamForStaff = endpoint({
  ...stream,
  path: '/api/admin/events',
  summary: 'Everything of the store',
  callers: STAFF,
  query: where,
});

/** For clients that cannot send a header: good once, for 30 s, for the stream that the token could open. */
export const makeTicket = endpoint({
  method: 'POST',
  path: '/api/events/ticket',
  summary: 'A one-time ticket for the stream',
  callers: ['table', ...STAFF],
  reply: { 200: object({ ticket: aTicket() }) },
  problems: [],
});
