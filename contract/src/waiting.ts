import { endpoint, STAFF } from './endpoint.ts';
import { events } from './event.ts';
import { MAX_LINES } from './orders.ts';
import { count, form, nullable, object, type Static } from './schema.ts';
import { anInstant } from './time.ts';

const UUID_LENGTH = 36;
const minutes = (most: number) => count({ min: 1, max: most });

/** From the order to the last dish, as a guest is told it: never one figure, because nobody knows it. */
export const WaitingRange = object({ fromMinutes: minutes(1440), toMinutes: minutes(1440) });
export type WaitingRange = Static<typeof WaitingRange>;

/** Staff said that the kitchen is busy: until when (null until they say otherwise), and how many minutes guests are told more. */
export const Busy = object({ sinceAt: anInstant(), untilAt: nullable(anInstant()), minutes: minutes(120) });
export type Busy = Static<typeof Busy>;

/** Who reads it drops it at `untilAt` by itself: no event tells of the end of a time that was known. */
export const waitingEvents = events({ busy_updated: object({ busy: nullable(Busy) }) });

export const readWaiting = endpoint({
  method: 'GET',
  path: '/api/waiting',
  summary: 'How long these dishes would take if they were ordered now; null where the last two hours do not tell',
  callers: ['table'],
  query: object({
    items: form('^[0-9a-f-]{36}(,[0-9a-f-]{36})*$', MAX_LINES * (UUID_LENGTH + 1), 'Dishes by id, parted by commas'),
  }),
  reply: { 200: object({ range: nullable(WaitingRange), busy: nullable(Busy) }) },
  problems: [],
});

const Answer = object({ busy: nullable(Busy) });

export const readBusy = endpoint({
  method: 'GET',
  path: '/api/admin/busy',
  summary: 'Whether guests are told that the kitchen is busy',
  callers: STAFF,
  reply: { 200: Answer },
  problems: [],
});
export const setBusy = endpoint({
  method: 'PUT',
  path: '/api/admin/busy',
  summary: 'Tell guests that the kitchen is busy, for so many minutes from now or until it is taken back; they can still order',
  callers: STAFF,
  body: object({ forMinutes: nullable(minutes(480)) }),
  reply: { 200: Answer },
  problems: [],
});
export const endBusy = endpoint({
  method: 'DELETE',
  path: '/api/admin/busy',
  summary: 'The kitchen is busy no longer; twice is once',
  callers: STAFF,
  reply: { 200: Answer },
  problems: [],
});
