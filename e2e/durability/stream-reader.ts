import { streamForStaff } from '@tableorder/contract/live';
import { createParser } from 'eventsource-parser';

export interface Seen {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly seq: number; readonly order?: { readonly id: string; readonly number: string } };
}

export interface Reader {
  /** Everything that came, repeats included. */
  readonly seen: readonly Seen[];
  /** How often the stream was opened anew after the first time. */
  readonly resumed: () => number;
  readonly close: () => Promise<void>;
}

const AGAIN_AFTER_MS = 20;

/** A staff screen's stream: broken off, it is opened again with the last id it had. */
export function readStream(url: () => string, token: string, from: string): Reader {
  const seen: Seen[] = [];
  const ended = new AbortController();
  let lastId = from;
  let opened = 0;

  const readOnce = async (): Promise<void> => {
    const answer = await fetch(`${url()}${streamForStaff.path}`, {
      headers: { authorization: `Bearer ${token}`, 'last-event-id': lastId },
      signal: ended.signal,
    });
    if (!answer.ok || !answer.body) throw new Error(`the stream is answered ${answer.status}`);
    opened += 1;
    const parser = createParser({
      onEvent: ({ id, event, data }) => {
        if (id === undefined) return;
        lastId = id;
        seen.push({ id, type: event ?? 'message', data: JSON.parse(data) });
      },
    });
    const decoder = new TextDecoder();
    for await (const bytes of answer.body) parser.feed(decoder.decode(bytes, { stream: true }));
  };

  const over = (async () => {
    while (!ended.signal.aborted) {
      // A dead server is what this is for; what is missing in the end is found by the test.
      await readOnce().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
    }
  })();

  return {
    seen,
    resumed: () => opened - 1,
    close: async () => {
      ended.abort();
      await over;
    },
  };
}
