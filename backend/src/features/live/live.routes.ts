import { makeTicket, streamForStaff, streamForTable } from '@tableorder/contract/live';
import { HEARTBEAT_HEADER } from '@tableorder/contract/live.rules';
import { problem } from '@tableorder/contract/problem';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bearer, type Principal } from '../../http/principal.ts';
import { answer, type Routes, TAKEN_OVER } from '../../http/route.ts';
import { beginStream } from '../../http/stream.ts';
import type { Db } from '../../infra/db/db.ts';
import { findOpenSession } from '../tables/tables.sql.ts';
import type { HubDeps, LiveHub, Reader } from './live.hub.ts';
import { listenerOf } from './live.rules.ts';
import type { Tickets } from './live.tickets.ts';

/** Streams one sign-in may hold at one instance: a board on several tabs, not a flood. */
const MOST_STREAMS = 20;

export interface LiveRoutesDeps extends Pick<HubDeps, 'events' | 'clock' | 'log'> {
  readonly hub: LiveHub;
  readonly db: Db;
  readonly tickets: Tickets;
}

interface Where {
  readonly lastEventId?: string | undefined;
}

/** Opens a stream: resumed after the given event, or from now. */
async function open(
  deps: LiveRoutesDeps,
  principal: Principal,
  where: Where,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<typeof TAKEN_OVER> {
  const { hub, db, events, clock, log } = deps;
  const { storeId, signInId, expiresAt } = principal;
  const header = request.headers['last-event-id'];
  const last = typeof header === 'string' ? header : where.lastEventId;
  const seq = last === undefined || last === '' ? 'now' : events.read(last);
  const from = seq === 'now' ? await events.seqNow(storeId) : seq;
  // Nothing is awaited from here until the hub counts the stream: many at once can't pass together.
  if (hub.readersOf(signInId) >= MOST_STREAMS) throw problem('too-many-requests', {}, { retryAfterS: 10 });
  reply.header(HEARTBEAT_HEADER, String(hub.heartbeatMs));
  const connection = beginStream(reply, clock.monotonic(), () => hub.leave(storeId, reader));
  const reader: Reader = {
    storeId,
    signInId,
    expiresAt,
    connection,
    listener: listenerOf(principal),
    async present() {
      if (principal.kind !== 'guest') return null;
      return (await db.first(findOpenSession, { storeId, tableId: principal.tableId }))?.id ?? null;
    },
    seq: -1,
  };
  hub.join(storeId, reader, from).catch((error: unknown) => {
    log.error('live', 'a stream could not be begun', { storeId }, error);
    connection.cut();
  });
  return TAKEN_OVER;
}

export function liveRoutes(routes: Routes, deps: LiveRoutesDeps): void {
  routes.implement(makeTicket, async ({ request }) =>
    answer(200, { ticket: deps.tickets.make(bearer(request.headers.authorization) ?? '') }),
  );
  routes.implement(streamForTable, ({ principal, query, request, reply }) => open(deps, principal, query, request, reply));
  routes.implement(streamForStaff, ({ principal, query, request, reply }) => open(deps, principal, query, request, reply));
}

/** Reads the token of a request: its header, or on a stream the one-time ticket in the address. */
export const tokenReader =
  (tickets: Tickets) =>
  async (request: FastifyRequest): Promise<string | null> => {
    const fromHeader = bearer(request.headers.authorization);
    if (fromHeader !== null) return fromHeader;
    const { ticket } = request.query as { ticket?: unknown };
    const isStream = request.routeOptions.url === streamForTable.path || request.routeOptions.url === streamForStaff.path;
    return isStream && typeof ticket === 'string' ? tickets.spend(ticket) : null;
  };
