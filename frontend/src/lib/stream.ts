import { fromInstant, type Instant } from '@tableorder/contract/time';
import { NoAnswer } from './api-problem.ts';
import { now, serverClock } from './clock.ts';
import { createListeners, onReturn, throwApart } from './listeners.ts';
import type { Renew } from './renewal.ts';
import { judgeId, reconnectDelay, silenceOf } from './stream.rules.ts';
import { type Ended, readStream } from './stream-connection.ts';

const RENEWED_APART_MS = 5_000;

/** `connecting`: first try, or the line just broke. `offline`: tries fail. Only `live` means what is shown is current. */
export type StreamState = 'connecting' | 'live' | 'offline';
export interface WireEvent {
  readonly type: string;
  readonly seq: number;
  readonly at: Instant;
}

export interface StreamSettings<E extends WireEvent> {
  readonly url: string;
  readonly token: () => string | null;
  readonly renew: Renew;
  /** The cursor of what the screen has read; without one the first connection asks for a reading by `onReset`. */
  readonly lastEventId?: string | null;
  readonly onEvent: (event: E, id: string) => void;
  /** Read everything again: events may be missing before this point, those after it follow. */
  readonly onReset: (cursor: string | null) => void;
  /** The sign-in is over; the stream stays closed. */
  readonly onSignedOut?: () => void;
  readonly connectMs?: number;
  readonly random?: () => number;
}

export interface Stream {
  readonly state: () => StreamState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly lastEventId: () => string | null;
  /** Try now instead of at the end of the wait; also replaces a line that has been silent too long. */
  readonly wake: () => void;
  readonly close: () => void;
}

/** Follows a stream of the contract until closed: resumes, reconnects, notices silence. A hidden tab keeps listening. */
export function openStream<E extends WireEvent>(settings: StreamSettings<E>): Stream {
  const { connectMs = 15_000, random = Math.random } = settings;
  const listeners = createListeners();
  let state: StreamState = 'connecting';
  let last = settings.lastEventId ?? null;
  let retryMs = 2_000;
  let failures = 0;
  let heardAt = now();
  let silenceMs = silenceOf(null);
  let renewedAt = Number.NEGATIVE_INFINITY;
  let closed = false;
  let connection: AbortController | null = null;
  let endWait: (() => void) | null = null;

  const become = (next: StreamState) => {
    if (state === next || closed) return;
    state = next;
    listeners.tell();
  };
  const guarded = (tell: () => void): boolean => {
    try {
      tell();
      return true;
    } catch (error) {
      throwApart(error);
      return false;
    }
  };
  const reset = (cursor: string | null) => {
    if (cursor !== null) last = cursor;
    guarded(() => settings.onReset(cursor));
  };
  const take = (id: string | null, data: string) => {
    const verdict = id === null ? 'other-past' : judgeId(last, id);
    if (verdict === 'seen') return;
    if (verdict === 'other-past') return reset(id);
    last = id;
    // A screen that cannot take an event must not silently miss it: it reads everything again.
    const tell = () => {
      const event = JSON.parse(data) as E;
      serverClock.hearEvent(fromInstant(event.at));
      settings.onEvent(event, last ?? '');
    };
    if (!guarded(tell)) reset(last);
  };
  const wait = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    }).finally(() => {
      endWait = null;
    });

  const connect = (token: string): Promise<Ended> => {
    connection = new AbortController();
    return readStream({
      url: settings.url,
      token,
      lastEventId: last,
      signal: connection.signal,
      connectMs,
      onOpen: (untilDeadMs) => {
        silenceMs = untilDeadMs;
        failures = 0;
        if (last === null) reset(null);
        become('live');
      },
      onBytes: () => {
        heardAt = now();
      },
      onRetry: (ms) => {
        retryMs = ms;
      },
      onReset: reset,
      onEvent: take,
    });
  };

  const renewed = async (dead: string | null): Promise<'fresh' | 'over' | 'unasked'> => {
    try {
      return (await settings.renew(dead)) === null ? 'over' : 'fresh';
    } catch (error) {
      if (!(error instanceof NoAnswer)) throwApart(error);
      return 'unasked';
    }
  };

  const run = async () => {
    while (!closed) {
      const token = settings.token();
      const ended: Ended = token === null ? { why: 'unauthorized' } : await connect(token);
      if (closed) return;
      const renewal = ended.why === 'unauthorized' ? await renewed(token) : null;
      if (closed) return;
      if (renewal === 'over') return signedOut();
      // A fresh token connects at once, but a server that refuses each fresh one is not hammered.
      if (renewal === 'fresh' && now() - renewedAt > RENEWED_APART_MS) {
        renewedAt = now();
        continue;
      }
      become(state === 'live' ? 'connecting' : 'offline');
      await wait(Math.max(reconnectDelay(failures, retryMs, random()), (ended.retryAfterS ?? 0) * 1_000));
      failures += 1;
    }
  };
  const signedOut = () => {
    become('offline');
    close();
    settings.onSignedOut?.();
  };
  const wake = () => {
    endWait?.();
    if (now() - heardAt > silenceMs) connection?.abort();
  };
  const dropped = () => connection?.abort();
  const stopListening = onReturn(wake);
  if (typeof window !== 'undefined') window.addEventListener('offline', dropped);
  const close = () => {
    closed = true;
    stopListening();
    if (typeof window !== 'undefined') window.removeEventListener('offline', dropped);
    connection?.abort();
    endWait?.();
  };

  void run().catch(throwApart);
  return { state: () => state, subscribe: listeners.subscribe, lastEventId: () => last, wake, close };
}
