import { readBoard } from '@tableorder/contract/board';
import type { Call } from '@tableorder/contract/calls';
import type { Order } from '@tableorder/contract/orders';
import type { Api } from '../lib/api.ts';
import { type LiveStore, openLive } from '../lib/live-store.ts';
import type { StreamState } from '../lib/stream.ts';
import { applyCallDone, applyEvent, applyOrder, type Board, type StaffEvent } from './board-state.ts';

export interface BoardView {
  readonly board: Board | null;
  readonly line: StreamState;
  /** Why the last reading failed, while there is nothing better. */
  readonly failure: unknown;
}

export interface BoardStore extends Pick<LiveStore<Board, StaffEvent>, 'subscribe' | 'onEvent' | 'read' | 'close'> {
  readonly view: () => BoardView;
  readonly takeOrder: (order: Order) => void;
  readonly takeCallDone: (call: Call) => void;
}

/** The board, kept true by the stream, whatever screen is open. */
export function openBoard(api: Api, onSignedOut: () => void): BoardStore {
  const live = openLive<Board, StaffEvent>({
    api,
    read: async () => (await api.call(readBoard)).body,
    apply: applyEvent,
    onSignedOut,
  });
  // One object for as long as nothing changed: screens compare it.
  let given: { of: ReturnType<typeof live.view>; view: BoardView } | null = null;
  return {
    ...live,
    view: () => {
      const of = live.view();
      if (given?.of !== of) given = { of, view: { board: of.state, line: of.line, failure: of.failure } };
      return given.view;
    },
    takeOrder: (order) => live.change((board) => applyOrder(board, order)),
    takeCallDone: (call) => live.change((board) => applyCallDone(board, call)),
  };
}
