import { endpoint, FLOOR, STAFF } from './endpoint.ts';
import { events } from './event.ts';
import { type CallId, id, type SessionId, type TableId } from './ids.ts';
import { anyText, count, listOf, nullable, object, oneOf, optional, type Static, text } from './schema.ts';
import { anInstant } from './time.ts';

export const CALL_REASONS = ['water', 'cutlery', 'bill', 'help', 'other'] as const;
export type CallReason = (typeof CALL_REASONS)[number];

export const Call = object({
  id: id<CallId>(),
  tableId: id<TableId>(),
  tableNumber: count({ min: 1, max: 9999 }),
  sessionId: nullable(id<SessionId>()),
  reason: oneOf(...CALL_REASONS),
  note: nullable(anyText()),
  createdAt: anInstant(),
  doneAt: nullable(anInstant()),
});
export type Call = Static<typeof Call>;

export const callsProblems = {
  'call/too-many': { status: 409, title: 'This table already calls', params: object({ open: count({ min: 0, max: 100 }) }) },
} as const;

export const callsEvents = events({ call_created: object({ call: Call }), call_done: object({ call: Call }) });

export const callStaff = endpoint({
  method: 'POST',
  path: '/api/calls',
  summary: 'Call staff to the table',
  callers: ['table'],
  body: object({ reason: oneOf(...CALL_REASONS), note: optional(nullable(text({ max: 200 }))) }),
  reply: { 201: Call },
  problems: ['call/too-many'],
});
export const listMyCalls = endpoint({
  method: 'GET',
  path: '/api/calls',
  summary: 'This table’s open calls',
  callers: ['table'],
  reply: { 200: listOf(Call) },
  problems: [],
});
export const listCalls = endpoint({
  method: 'GET',
  path: '/api/admin/calls',
  summary: 'The open calls, oldest first',
  callers: STAFF,
  reply: { 200: listOf(Call) },
  problems: [],
});
export const finishCall = endpoint({
  method: 'POST',
  path: '/api/admin/calls/{callId}/done',
  summary: 'The call was answered',
  callers: FLOOR,
  reply: { 200: Call },
  problems: [],
});
