import { readBoard } from '@tableorder/contract/board';
import { streamForStaff } from '@tableorder/contract/live';
import { RESET } from '@tableorder/contract/live.rules';
import { createParser } from 'eventsource-parser';
import { applyEvent, type Board, type StaffEvent } from '../../frontend/src/staff/board-state.ts';
import { call } from '../shop.ts';

export interface BoardClient {
  readonly board: () => Board;
  readonly events: () => number;
  readonly breaks: () => number;
  readonly resets: () => number;
  /** Breaks the line in the middle of whatever is on it; it is opened again after so long, from the last id that came whole. */
  readonly breakLine: (forMs: number) => void;
  readonly close: () => Promise<void>;
}

/** The board as a screen has it: read once, then made of events by the very code of the screen, over a line that keeps breaking. */
export async function followBoard(url: string, token: string): Promise<BoardClient> {
  let board = await call(url, readBoard, { token });
  let lastId = board.cursor;
  let events = 0;
  let breaks = -1;
  let resets = 0;
  let closed = false;
  let pauseMs = 0;
  let line = new AbortController();

  const readOnce = async () => {
    line = new AbortController();
    breaks += 1;
    const answer = await fetch(`${url}${streamForStaff.path}`, {
      headers: { authorization: `Bearer ${token}`, 'last-event-id': lastId },
      signal: line.signal,
    });
    if (!answer.ok || !answer.body) throw new Error(`the stream is answered ${answer.status}`);
    let again = false;
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        if (event === RESET) again = true;
        if (id === undefined) return;
        lastId = id;
        if (event === RESET) return;
        events += 1;
        board = applyEvent(board, JSON.parse(data) as StaffEvent, id);
      },
    });
    const decoder = new TextDecoder();
    for await (const bytes of answer.body) {
      parser.feed(decoder.decode(bytes, { stream: true }));
      if (!again) continue;
      again = false;
      resets += 1;
      board = await call(url, readBoard, { token });
    }
  };
  const over = (async () => {
    while (!closed) {
      // A broken line is what this is for; what is missing in the end is found by comparing.
      await readOnce().catch((error: unknown) => {
        if (error instanceof SyntaxError) throw error;
      });
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  })();
  return {
    board: () => board,
    events: () => events,
    breaks: () => Math.max(0, breaks),
    resets: () => resets,
    breakLine: (forMs) => {
      pauseMs = forMs;
      line.abort();
    },
    close: async () => {
      closed = true;
      line.abort();
      await over;
    },
  };
}
