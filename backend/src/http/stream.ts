import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';

/** What one reader may leave untaken before it is cut: some 200 orders. The others are not slowed by it. */
const MAX_UNREAD_BYTES = 512 * 1024;

/** How long a reader may take for the last word of its stream. */
const LAST_WORD_MS = 2000;

export interface StreamSettings {
  readonly heartbeatMs: number;
  /** A reader that has taken nothing for this long is cut. */
  readonly timeoutMs: number;
}

const HEARTBEAT = Buffer.from(': heartbeat\n\n');

/** One frame of the stream. Line breaks in a name or an id would let text write fields into the stream: they are refused. */
export function frame(event: string, id: string | null, data: string): Buffer {
  if (/[\r\n\0]/.test(event) || /[\r\n\0]/.test(data) || (id !== null && /[\r\n\0]/.test(id)))
    throw new Error('line break in a stream frame');
  return Buffer.from(`${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${data}\n\n`);
}

/** One open stream: bounded, ended at the token's expiry, closed once. */
export class StreamConnection {
  readonly #response: ServerResponse;
  readonly #onClose: () => void;
  #takenAt: number;
  #open = true;

  constructor(response: ServerResponse, now: number, onClose: () => void) {
    this.#response = response;
    this.#takenAt = now;
    this.#onClose = onClose;
    response.once('close', () => this.#closed());
    response.once('error', () => this.#closed());
  }

  get isOpen(): boolean {
    return this.#open;
  }

  #closed(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#onClose();
  }

  /** Writes a frame; a reader with too much untaken is cut and told nothing. */
  write(bytes: Buffer): void {
    if (!this.#open) return;
    if (this.#response.writableLength + bytes.length > MAX_UNREAD_BYTES) this.cut();
    else this.#response.write(bytes);
  }

  /** Resolves when the reader has taken what was written, or is gone: replay waits for it, so that a long one is not taken for a slow reader. */
  drained(): Promise<void> {
    if (!this.#open || !this.#response.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#response.off('drain', done).off('close', done);
        resolve();
      };
      this.#response.on('drain', done).on('close', done);
    });
  }

  /** A heartbeat, unless the reader has shown no life for too long. */
  beat(now: number, timeoutMs: number): void {
    if (!this.#open) return;
    if (this.#response.writableLength === 0) this.#takenAt = now;
    if (now - this.#takenAt >= timeoutMs) this.cut();
    else this.write(HEARTBEAT);
  }

  /** Ends the stream after the bytes. */
  end(last?: Buffer): void {
    if (!this.#open) return;
    if (last) this.#response.write(last);
    this.#response.end();
    // One who takes nothing would keep the socket, its bytes and the server's end waiting for ever.
    const late = setTimeout(() => this.#response.destroy(), LAST_WORD_MS).unref();
    this.#response.once('close', () => clearTimeout(late));
    this.#closed();
  }

  cut(): void {
    this.#response.destroy();
    this.#closed();
  }
}

/** Takes the connection over from the framework and begins a stream; `retry` is spread so that not all come back in one second. */
export function beginStream(reply: FastifyReply, now: number, onClose: () => void): StreamConnection {
  reply.hijack();
  const response = reply.raw;
  response.writeHead(200, {
    ...Object.fromEntries(Object.entries(reply.getHeaders()).filter((header): header is [string, string] => typeof header[1] === 'string')),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    connection: 'keep-alive',
  });
  response.socket?.setNoDelay(true);
  response.socket?.setTimeout(0);
  const connection = new StreamConnection(response, now, onClose);
  const retryMs = 2000 + Math.floor(Math.random() * 2000);
  connection.write(Buffer.from(`retry: ${retryMs}\n\n`));
  return connection;
}
