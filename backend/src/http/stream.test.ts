import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bareServer } from './bare-server.fixture.ts';
import { beginStream, frame, StreamConnection } from './stream.ts';

let server: Awaited<ReturnType<typeof bareServer>>;
let stream: StreamConnection;
let onClose = vi.fn();

beforeEach(async () => {
  onClose = vi.fn();
  server = await bareServer();
  server.app.get('/stream', async (_, reply) => {
    stream = beginStream(reply, 0, onClose);
    return reply;
  });
  await server.app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  server.app.server.closeAllConnections();
  await server.app.close();
});

/** Opens the stream; a reader that does not read leaves everything in the pipe. */
async function open(reads: boolean) {
  const { port } = server.app.server.address() as { port: number };
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  let text = '';
  socket.write('GET /stream HTTP/1.1\r\nhost: x\r\n\r\n');
  await new Promise<void>((resolve) =>
    socket.once('data', (first) => {
      text += first.toString();
      if (reads) socket.on('data', (chunk) => (text += chunk.toString()));
      else socket.pause();
      resolve();
    }),
  );
  return { socket, closed, text: () => text };
}

it('begins with the headers of every answer and a spread retry', async () => {
  const reader = await open(true);
  stream.write(frame('order_created', 'e-1', '{"a":1}'));
  await vi.waitFor(() => expect(reader.text()).toContain('id: e-1\nevent: order_created\ndata: {"a":1}\n\n'));
  expect(reader.text()).toMatch(/^HTTP\/1.1 200 /);
  for (const header of ['content-type: text/event-stream', 'x-accel-buffering: no', 'x-request-id: ', 'x-content-type-options: nosniff'])
    expect(reader.text().toLowerCase()).toContain(header);
  expect(Number(/retry: (\d+)\n\n/.exec(reader.text())?.[1])).toBeGreaterThanOrEqual(2000);
});

it.each([
  ['a\nb', null, '{}'],
  ['a', 'e-1\r', '{}'],
  ['a', 'e-1', '{}\ndata: forged'],
  ['a', 'e\0', '{}'],
])('refuses text that would write fields of its own', (event, id, data) => {
  expect(() => frame(event, id, data)).toThrow('line break');
});

it('cuts a reader who takes nothing before its share of memory is used up', async () => {
  await open(false);
  const bytes = frame('x', null, 'x'.repeat(64 * 1024));
  let frames = 0;
  while (stream.isOpen && frames < 1000) {
    stream.write(bytes);
    frames += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(stream.isOpen).toBe(false);
  expect(frames).toBeLessThan(1000);
  expect(onClose).toHaveBeenCalledTimes(1);
  stream.write(bytes);
  stream.end();
  expect(onClose).toHaveBeenCalledTimes(1);
});

it('beats for a reader who takes', async () => {
  const lively = await open(true);
  stream.beat(10_000, 300);
  await vi.waitFor(() => expect(lively.text()).toContain(': heartbeat\n\n'));
  expect(stream.isOpen).toBe(true);
});

it('drops a reader who has taken nothing for too long, counted from when it last had everything', () => {
  const pipe = Object.assign(new EventEmitter(), { writableLength: 0, write: vi.fn(), destroy: vi.fn() });
  const idle = new StreamConnection(pipe as unknown as ServerResponse, 0, onClose);
  idle.beat(1000, 300);
  expect(idle.isOpen).toBe(true);
  pipe.writableLength = 10;
  idle.beat(1299, 300);
  expect(idle.isOpen).toBe(true);
  idle.beat(1300, 300);
  expect(idle.isOpen).toBe(false);
  expect(pipe.destroy).toHaveBeenCalledTimes(1);
  expect(onClose).toHaveBeenCalledTimes(1);
});

it('ends after its last word, once', async () => {
  const reader = await open(true);
  stream.end(frame('auth_expired', null, '{}'));
  stream.end();
  await vi.waitFor(() => expect(reader.text()).toContain('event: auth_expired\ndata: {}\n\n'));
  expect(stream.isOpen).toBe(false);
  expect(onClose).toHaveBeenCalledTimes(1);
});

it('notices a reader who is gone', async () => {
  const reader = await open(true);
  reader.socket.destroy();
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledTimes(1));
  expect(stream.isOpen).toBe(false);
});
