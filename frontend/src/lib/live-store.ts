import { streamForStaff } from '@tableorder/contract/live';
import type { Api } from './api.ts';
import { ApiProblem } from './api-problem.ts';
import { createListeners, onReturn, throwApart } from './listeners.ts';
import { onceAFrame } from './once-a-frame.ts';
import { openStream, type Stream, type StreamState, type WireEvent } from './stream.ts';

const RETRY_MS = 4_000;

/** What a screen shows, and the event it is true at. */
export interface AtCursor {
  readonly cursor: string;
}

export interface LiveView<State extends AtCursor> {
  readonly state: State | null;
  readonly line: StreamState;
  /** Why the last reading failed, while there is nothing better. */
  readonly failure: unknown;
}

export interface LiveStore<State extends AtCursor, Event> {
  readonly view: () => LiveView<State>;
  readonly subscribe: (listener: () => void) => () => void;
  /** Each event of the store once, after the state has it. */
  readonly onEvent: (listener: (event: Event) => void) => () => void;
  /** A change of ours that the server has answered, before its event comes; nothing while there is no state. */
  readonly change: (change: (state: State) => State) => void;
  /** Reads everything again; for changes made while the line is down. */
  readonly read: () => Promise<void>;
  readonly close: () => void;
}

interface LiveSettings<State extends AtCursor, Event> {
  readonly api: Api;
  /** Everything as it is now; `before` is what was shown until then. */
  readonly read: (before: State | null) => Promise<State>;
  /** The state after the event with this id, its cursor moved on; called for events that it holds already too. */
  readonly apply: (state: State, event: Event, id: string) => State;
  readonly onSignedOut: () => void;
  /** How long events that follow one another are gathered before they are drawn; a frame by default. What a hand did is drawn at once. */
  readonly gatherMs?: number;
}

/** What the staff's screens show, read once and kept true by the stream from its cursor. Lives as long as the sign-in. */
export function openLive<State extends AtCursor, Event extends WireEvent>({
  api,
  read: readState,
  apply,
  onSignedOut,
  gatherMs = 0,
}: LiveSettings<State, Event>): LiveStore<State, Event> {
  const listeners = createListeners();
  const tell = onceAFrame(listeners.tell, gatherMs);
  const eventListeners = new Set<(event: Event) => void>();
  let view: LiveView<State> = { state: null, line: 'connecting', failure: null };
  let stream: Stream | null = null;
  let closed = false;
  let reading = 0;
  /** Events that came while the state was being read; what it already holds is skipped by its cursor. */
  let meanwhile: { event: Event; id: string }[] = [];
  let retry: ReturnType<typeof setTimeout> | undefined;

  const show = (change: Partial<LiveView<State>>) => {
    if (closed) return;
    view = { ...view, ...change };
    tell();
  };
  const take = (event: Event, id: string) => {
    if (reading > 0) meanwhile.push({ event, id });
    if (view.state) show({ state: apply(view.state, event, id) });
    for (const listener of [...eventListeners]) listener(event);
  };
  const follow = (cursor: string) => {
    stream = openStream<Event>({
      url: api.url(streamForStaff.path),
      token: api.token,
      renew: api.renew,
      lastEventId: cursor,
      onEvent: take,
      onReset: () => void read(),
      onSignedOut,
    });
    stream.subscribe(() => show({ line: stream?.state() ?? 'offline' }));
  };

  let wanted = 0;
  const read = async (): Promise<void> => {
    wanted += 1;
    const mine = wanted;
    reading += 1;
    clearTimeout(retry);
    try {
      const fresh = await readState(view.state);
      if (closed || mine !== wanted) return;
      show({ state: meanwhile.reduce((state, { event, id }) => apply(state, event, id), fresh), failure: null });
      if (!stream) follow(fresh.cursor);
    } catch (failure) {
      if (closed || mine !== wanted) return;
      if (failure instanceof ApiProblem && failure.status === 401) return onSignedOut();
      show({ failure, ...(stream ? {} : { line: 'offline' as const }) });
      retry = setTimeout(() => void read(), RETRY_MS);
    } finally {
      reading -= 1;
      if (reading === 0) meanwhile = [];
    }
  };
  const stopReturns = onReturn(() => {
    if (view.failure !== null) void read();
  });
  read().catch(throwApart);

  return {
    view: () => view,
    subscribe: listeners.subscribe,
    onEvent: (listener) => {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    change: (change) => {
      if (closed || view.state === null) return;
      view = { ...view, state: change(view.state) };
      listeners.tell();
    },
    read,
    close: () => {
      closed = true;
      clearTimeout(retry);
      stopReturns();
      stream?.close();
    },
  };
}
