import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HEARTBEAT_HEADER } from '@tableorder/contract/live.rules';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NoAnswer } from './api-problem.ts';
import { judgeId, reconnectDelay, silenceOf } from './stream.rules.ts';
import { openStream, type Stream, type StreamSettings, type WireEvent } from './stream.ts';

let server: Server;
let url: string;
let stream: Stream | null;
let accept: (request: IncomingMessage, response: ServerResponse, attempt: number) => void;
let requests: IncomingMessage[];
let heard: string[];
let states: string[];

const frame = (seq: number, event = 'order_created', epoch = 'a') =>
  `id: ${epoch}-${seq}\nevent: ${event}\ndata: ${JSON.stringify({ type: event, seq, at: 'now' })}\n\n`;
const begin = (response: ServerResponse, text = '', heartbeatMs = 30_000) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', [HEARTBEAT_HEADER]: String(heartbeatMs) });
  response.write(`retry: 1000\n\n${text}`);
};

function follow(more: Partial<StreamSettings<WireEvent>> = {}): Stream {
  stream = openStream({
    url,
    token: () => 'token',
    renew: async () => null,
    onEvent: ({ seq }, id) => heard.push(`${seq}:${id}`),
    onReset: (cursor) => heard.push(`reset:${cursor}`),
    random: () => 0,
    ...more,
  });
  stream.subscribe(() => states.push(stream?.state() ?? 'gone'));
  return stream;
}
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 10 });

beforeEach(async () => {
  requests = [];
  heard = [];
  states = [];
  stream = null;
  server = createServer((request, response) => {
    requests.push(request);
    accept(request, response, requests.length);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/events`;
});
afterEach(async () => {
  stream?.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

test('a stream without a cursor asks for a reading, then tells what follows', async () => {
  accept = (_, response) => begin(response, frame(7));
  follow();
  await eventually(() => expect(heard).toEqual(['reset:null', '7:a-7']));
  expect(stream?.state()).toBe('live');
  expect(requests[0]?.headers).toMatchObject({ authorization: 'Bearer token', accept: 'text/event-stream' });
});

test('a broken line resumes after the last event; what comes twice is told once', async () => {
  accept = (_, response, attempt) => {
    if (attempt > 1) return begin(response, frame(6) + frame(7));
    begin(response, frame(5) + frame(6));
    setTimeout(() => response.destroy(), 30);
  };
  follow({ lastEventId: 'a-4' });
  await eventually(() => expect(heard).toEqual(['5:a-5', '6:a-6', '7:a-7']));
  expect(requests.map(({ headers }) => headers['last-event-id'])).toEqual(['a-4', 'a-6']);
  expect(states).toEqual(['live', 'connecting', 'live']);
});

test('an event cut in the middle of a character is told whole', async () => {
  const bytes = Buffer.from(`id: a-1\nevent: x\ndata: {"type":"x","seq":1,"at":"김치찌개"}\n\n`);
  accept = (_, response) => {
    begin(response);
    response.write(bytes.subarray(0, 47));
    setTimeout(() => response.write(bytes.subarray(47)), 30);
  };
  const told: WireEvent[] = [];
  follow({ lastEventId: 'a-0', onEvent: (event) => told.push(event) });
  await eventually(() => expect(told[0]?.at).toBe('김치찌개'));
});

test('a reset is handed on and its cursor is where the next connection resumes', async () => {
  accept = (_, response, attempt) => {
    begin(response, attempt === 1 ? 'id: b-3\nevent: reset\ndata: {}\n\n' : '');
    if (attempt === 1) setTimeout(() => response.destroy(), 30);
  };
  follow({ lastEventId: 'a-90' });
  await eventually(() => expect(requests).toHaveLength(2));
  expect(heard).toEqual(['reset:b-3']);
  expect(requests[1]?.headers['last-event-id']).toBe('b-3');
});

test('an event of another epoch, or one that the screen cannot take, makes it read everything again', async () => {
  accept = (_, response) => begin(response, `${frame(1, 'x', 'b')}id: b-2\nevent: x\ndata: {broken\n\n${frame(3, 'x', 'b')}`);
  const uncaught = vi.fn();
  process.once('uncaughtException', uncaught);
  const listeners = process.listeners('uncaughtException').filter((listener) => listener !== uncaught);
  for (const listener of listeners) process.off('uncaughtException', listener);
  follow({ lastEventId: 'a-9' });
  await eventually(() => expect(heard).toEqual(['reset:b-1', 'reset:b-2', '3:b-3']));
  await eventually(() => expect(uncaught).toHaveBeenCalled());
  for (const listener of listeners) process.on('uncaughtException', listener);
});

test('silence is not life: the line is given up, shown as not live, and taken up again', async () => {
  accept = (_, response) => begin(response, '', 60);
  follow({ lastEventId: 'a-1' });
  await eventually(() => expect(requests.length).toBeGreaterThan(1));
  expect(states.slice(0, 2)).toEqual(['live', 'connecting']);
});

test('a line is dead after two heartbeats missed, as often as the server says it has one', () => {
  expect([null, '30000', '60000', '', 'x', '0', '-5'].map(silenceOf)).toEqual([70_000, 70_000, 140_000, 70_000, 70_000, 70_000, 70_000]);
});

test('heartbeats keep a quiet line', async () => {
  accept = (_, response) => {
    begin(response, '', 60);
    const beat = setInterval(() => response.write(': heartbeat\n\n'), 50);
    response.on('close', () => clearInterval(beat));
  };
  follow({ lastEventId: 'a-1' });
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(requests).toHaveLength(1);
  expect(stream?.state()).toBe('live');
});

test('auth_expired renews the token and resumes at once; nothing after it is told', async () => {
  let token = 'old';
  accept = (_, response, attempt) => {
    if (attempt > 1) return begin(response, frame(3));
    begin(response, `${frame(2)}event: auth_expired\ndata: {}\n\n${frame(9)}`);
    response.end();
  };
  const renew = vi.fn(async () => {
    token = 'new';
    return token;
  });
  follow({ lastEventId: 'a-1', token: () => token, renew });
  await eventually(() => expect(heard).toEqual(['2:a-2', '3:a-3']));
  expect(renew).toHaveBeenCalledExactlyOnceWith('old');
  expect(requests[1]?.headers).toMatchObject({ authorization: 'Bearer new', 'last-event-id': 'a-2' });
});

test('a sign-in that is over closes the stream and says so', async () => {
  accept = (_, response) => response.writeHead(401).end();
  const onSignedOut = vi.fn();
  follow({ onSignedOut });
  await eventually(() => expect(onSignedOut).toHaveBeenCalledOnce());
  expect(stream?.state()).toBe('offline');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(requests).toHaveLength(1);
});

test('a renewal that cannot be asked keeps trying instead of signing out', async () => {
  accept = (_, response) => response.writeHead(401).end();
  const renew = vi.fn(() => Promise.reject(new NoAnswer('network')));
  const onSignedOut = vi.fn();
  follow({ renew, onSignedOut });
  await eventually(() => expect(stream?.state()).toBe('offline'));
  stream?.wake();
  await eventually(() => expect(renew).toHaveBeenCalledTimes(2));
  expect(onSignedOut).not.toHaveBeenCalled();
});

test('a server that refuses each fresh token is not hammered', async () => {
  accept = (_, response) => response.writeHead(401).end();
  follow({ renew: async () => 'fresh' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(requests).toHaveLength(2);
});

test('a full house is asked again when it said, and a page that is no stream counts as refused', async () => {
  accept = (_, response, attempt) => {
    if (attempt === 1) response.writeHead(503, { 'retry-after': '2' }).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
  };
  const began = performance.now();
  follow();
  await eventually(() => expect(requests).toHaveLength(2));
  expect(performance.now() - began).toBeGreaterThan(1_900);
  expect(stream?.state()).toBe('offline');
});

test('wake ends the wait; close ends everything', async () => {
  accept = (_, response) => response.writeHead(503, { 'retry-after': '60' }).end();
  follow();
  await eventually(() => expect(stream?.state()).toBe('offline'));
  stream?.wake();
  await eventually(() => expect(requests).toHaveLength(2));
  stream?.close();
  stream?.wake();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(requests).toHaveLength(2);
});

test('waits double from the server’s retry to 15 s and spread over half of it', () => {
  expect([0, 1, 2, 3, 4, 9].map((failures) => reconnectDelay(failures, 2_000, 1))).toEqual([2_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  expect(reconnectDelay(0, 2_000, 0)).toBe(1_000);
  expect([reconnectDelay(0, 1, 1), reconnectDelay(0, 1e9, 1)]).toEqual([1_000, 5_000]);
});

test('ids only grow', () => {
  expect([judgeId(null, 'a-1'), judgeId('a-1', 'a-2'), judgeId('a-2', 'a-2'), judgeId('a-2', 'a-1'), judgeId('a-2', 'b-9')]).toEqual([
    'next',
    'next',
    'seen',
    'seen',
    'other-past',
  ]);
});
