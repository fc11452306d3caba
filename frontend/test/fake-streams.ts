import { formatCursor } from '@tableorder/contract/event';
import { toInstant } from '@tableorder/contract/time';

const EPOCH = 'fake';
const BEGINNING = Date.parse('2026-11-23T09:00:00Z');

/** The server's side of the stream: open ones, and the events kept for those who come back. */
export function createFakeStreams() {
  const open = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const kept: { readonly seq: number; readonly frame: Uint8Array }[] = [];
  const encoder = new TextEncoder();
  let seq = 0;

  const frameOf = (id: number, event: string, data: string) =>
    encoder.encode(`id: ${formatCursor(EPOCH, id)}\nevent: ${event}\ndata: ${data}\n\n`);
  const drop = () => {
    for (const controller of open) controller.error(new TypeError('network error'));
    open.clear();
  };

  return {
    count: () => open.size,
    drop,
    /** Opens a stream; what came after the last id follows at once. */
    open: (lastEventId: string | null, signal: AbortSignal | null): Response => {
      const after = lastEventId?.startsWith(`${EPOCH}-`) ? Number(lastEventId.slice(EPOCH.length + 1)) : seq;
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          open.add(controller);
          controller.enqueue(encoder.encode('retry: 1000\n\n'));
          for (const { seq: id, frame } of kept) if (id > after) controller.enqueue(frame);
          signal?.addEventListener('abort', () => {
            if (open.delete(controller)) controller.error(signal.reason);
          });
        },
      });
      return new Response(body, { status: 200, headers: { 'content-type': 'text/event-stream' } });
    },
    emit: (event: { readonly type: string } & Readonly<Record<string, unknown>>): string => {
      seq += 1;
      const frame = frameOf(seq, event.type, JSON.stringify({ ...event, seq, at: toInstant(BEGINNING + seq) }));
      kept.push({ seq, frame });
      for (const controller of open) controller.enqueue(frame);
      return formatCursor(EPOCH, seq);
    },
    raw: (event: string, data: string) => {
      for (const controller of open) controller.enqueue(frameOf(seq, event, data));
    },
  };
}
