import { AUTH_EXPIRED, HEARTBEAT_HEADER, RESET } from '@tableorder/contract/live.rules';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { retryAfterS } from './api-problem.ts';
import { now, serverClock } from './clock.ts';
import { silenceOf } from './stream.rules.ts';

/** A board's event is some kilobytes; beyond this the line carries something else. */
const MOST_BUFFERED = 4_000_000;

export interface Ended {
  readonly why: 'dropped' | 'refused' | 'unauthorized';
  readonly retryAfterS?: number | null;
}

export interface Connection {
  readonly url: string;
  readonly token: string;
  readonly lastEventId: string | null;
  readonly signal: AbortSignal;
  readonly connectMs: number;
  /** With the silence after which this line counts as dead. */
  readonly onOpen: (silenceMs: number) => void;
  readonly onBytes: () => void;
  readonly onRetry: (ms: number) => void;
  readonly onReset: (cursor: string | null) => void;
  readonly onEvent: (id: string | null, data: string) => void;
}

const isStream = (response: Response) => response.ok && (response.headers.get('content-type') ?? '').startsWith('text/event-stream');

/** One connection, from request to end. Never rejects: how it ended is the answer. */
export async function readStream(connection: Connection): Promise<Ended> {
  const stop = new AbortController();
  const abort = () => stop.abort();
  connection.signal.addEventListener('abort', abort, { once: true });
  if (connection.signal.aborted) abort();
  let watchdog = setTimeout(abort, connection.connectMs);
  let silenceMs = silenceOf(null);
  const alive = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(abort, silenceMs);
    connection.onBytes();
  };
  try {
    const headers = new Headers({ accept: 'text/event-stream', authorization: `Bearer ${connection.token}` });
    if (connection.lastEventId !== null) headers.set('last-event-id', connection.lastEventId);
    const askedAt = now();
    const response = await fetch(connection.url, {
      headers,
      signal: stop.signal,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });
    serverClock.hearDate(response.headers.get('date'), askedAt);
    if (response.status === 401) return { why: 'unauthorized' };
    if (!isStream(response) || !response.body) {
      return { why: 'refused', retryAfterS: retryAfterS(response.headers.get('retry-after'), now()) };
    }
    silenceMs = silenceOf(response.headers.get(HEARTBEAT_HEADER));
    alive();
    connection.onOpen(silenceMs);
    return await follow(response.body.getReader(), connection, alive);
  } catch {
    // Whatever broke it (network, silence, a proxy's nonsense), the cure is the same: connect again and resume.
    return { why: 'dropped' };
  } finally {
    clearTimeout(watchdog);
    connection.signal.removeEventListener('abort', abort);
    abort();
  }
}

async function follow(reader: ReadableStreamDefaultReader<Uint8Array>, connection: Connection, alive: () => void): Promise<Ended> {
  let expired = false;
  const onEvent = ({ event, id, data }: EventSourceMessage) => {
    if (expired || connection.signal.aborted) return;
    if (event === AUTH_EXPIRED) expired = true;
    else if (event === RESET) connection.onReset(id || null);
    else connection.onEvent(id || null, data);
  };
  const parser = createParser({ onEvent, onRetry: connection.onRetry, maxBufferSize: MOST_BUFFERED });
  const decoder = new TextDecoder();
  while (true) {
    const { done, value } = await reader.read();
    if (done) return { why: expired ? 'unauthorized' : 'dropped' };
    alive();
    parser.feed(decoder.decode(value, { stream: true }));
    if (expired) return { why: 'unauthorized' };
  }
}
