import { readBoard } from '@tableorder/contract/board';
import type { Call } from '@tableorder/contract/calls';
import { streamForStaff } from '@tableorder/contract/live';
import type { Order } from '@tableorder/contract/orders';
import type { Api } from '../lib/api.ts';
import { ApiProblem } from '../lib/api-problem.ts';
import { createListeners, onReturn, throwApart } from '../lib/listeners.ts';
import { openStream, type Stream, type StreamState } from '../lib/stream.ts';
import { applyCallDone, applyEvent, applyOrder, type Board, mustReadAgain, type StaffEvent } from './board-state.ts';

const RETRY_MS = 4_000;

export interface BoardView {
  readonly board: Board | null;
  readonly line: StreamState;
  /** Why the last reading failed, while there is nothing better. */
  readonly failure: unknown;
}

export interface BoardStore {
  readonly view: () => BoardView;
  readonly subscribe: (listener: () => void) => () => void;
  /** Each event of the store once, after the board has it. */
  readonly onEvent: (listener: (event: StaffEvent) => void) => () => void;
  readonly takeOrder: (order: Order) => void;
  readonly takeCallDone: (call: Call) => void;
  /** Reads the board again; for changes made while the line is down. */
  readonly read: () => Promise<void>;
  readonly close: () => void;
}

/** The board, read once and kept true by the stream from its cursor. Lives as long as the sign-in, whatever screen is open. */
export function openBoard(api: Api, onSignedOut: () => void): BoardStore {
  const listeners = createListeners();
  const eventListeners = new Set<(event: StaffEvent) => void>();
  let view: BoardView = { board: null, line: 'connecting', failure: null };
  let stream: Stream | null = null;
  let closed = false;
  let reading = 0;
  /** Events that came while the board was being read; what it already holds is skipped by its cursor. */
  let meanwhile: { event: StaffEvent; id: string }[] = [];
  let retry: ReturnType<typeof setTimeout> | undefined;

  const show = (change: Partial<BoardView>) => {
    if (closed) return;
    view = { ...view, ...change };
    listeners.tell();
  };
  const take = (event: StaffEvent, id: string) => {
    if (reading > 0) meanwhile.push({ event, id });
    if (view.board) show({ board: applyEvent(view.board, event, id) });
    for (const listener of [...eventListeners]) listener(event);
    if (mustReadAgain(event)) void read();
  };
  const follow = (cursor: string) => {
    stream = openStream<StaffEvent>({
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
      const { body } = await api.call(readBoard);
      if (closed || mine !== wanted) return;
      show({ board: meanwhile.reduce((board, { event, id }) => applyEvent(board, event, id), body), failure: null });
      if (!stream) follow(body.cursor);
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
    takeOrder: (order) => view.board && show({ board: applyOrder(view.board, order) }),
    takeCallDone: (call) => view.board && show({ board: applyCallDone(view.board, call) }),
    read,
    close: () => {
      closed = true;
      clearTimeout(retry);
      stopReturns();
      stream?.close();
    },
  };
}
