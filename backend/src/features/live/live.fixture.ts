import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { events as declare } from '@tableorder/contract/event';
import type { StoreId } from '@tableorder/contract/ids';
import { object } from '@tableorder/contract/schema';
import type { App, Ports } from '../../app.ts';
import type { Audience } from '../../infra/events/events.ts';

/** What a stream said: frames in their order. */
export interface Frame {
  readonly id: string | null;
  readonly event: string;
  readonly data: { readonly type: string; readonly seq?: number; readonly [more: string]: unknown };
}

export interface Listening {
  readonly status: number;
  readonly frames: Frame[];
  readonly response: IncomingMessage;
  heartbeats: number;
  ended: boolean;
  /** Called at each frame. */
  onFrame: (frame: Frame) => void;
  close(): void;
}

export const STAFF = '/api/admin/events';
export const TABLE = '/api/events';

/** Starts to answer on a port of its own. */
export async function atPort(app: App): Promise<number> {
  await app.server.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.server.address() as AddressInfo).port;
}

function readFrame(text: string): Frame {
  const fields = new Map(text.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
  return { id: fields.get('id') ?? null, event: fields.get('event') ?? '', data: JSON.parse(fields.get('data') ?? 'null') };
}

/** A client of the stream over a socket of its own; only whole frames count, as in a browser. */
export function listen(port: number, path: string, headers: Record<string, string> = {}): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const request = get({ port, host: '127.0.0.1', path, headers, agent: false }, (response) => {
      const listening: Listening = {
        status: response.statusCode ?? 0,
        frames: [],
        response,
        heartbeats: 0,
        ended: false,
        onFrame: () => {},
        close: () => request.destroy(),
      };
      let rest = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        const parts = (rest + chunk).split('\n\n');
        rest = parts.pop() ?? '';
        for (const part of parts) {
          if (part === ': heartbeat') listening.heartbeats++;
          if (part.startsWith(':') || part.startsWith('retry:')) continue;
          const frame = readFrame(part);
          listening.frames.push(frame);
          listening.onFrame(frame);
        }
      });
      response.on('error', () => {});
      response.on('close', () => {
        listening.ended = true;
      });
      resolve(listening);
    });
    request.on('error', reject);
  });
}

export const as = (token: string, lastEventId?: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
});

const shapes = declare({ thing_happened: object({}) });

/** Appends so many events of one kind in one transaction, each with this much text. */
export const happen = (
  ports: Pick<Ports, 'db' | 'events'>,
  storeId: StoreId,
  count = 1,
  bytes = 10,
  audience: Audience = { kind: 'staff' },
) =>
  ports.db.inStore(storeId, async (trx) => {
    let seq = 0;
    for (let at = 0; at < count; at++)
      seq = await ports.events.append(trx, storeId, shapes, 'thing_happened', audience, { what: 'x'.repeat(bytes) } as object);
    return seq;
  });

export const seqsOf = (listening: Listening): (number | undefined)[] => listening.frames.map(({ data }) => data.seq);
export const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
