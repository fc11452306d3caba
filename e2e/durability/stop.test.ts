import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBoard } from '@tableorder/contract/board';
import { streamForStaff } from '@tableorder/contract/live';
import { listOrders, placeStaffOrder } from '@tableorder/contract/orders';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { slowness } from '../../frontend/test/reference-machine.ts';
import { type Running, startBackend } from '../product.ts';
import { call, openShop, type Shop } from '../shop.ts';

const ORDERS = 12;
/** Reliability goal G4: the next start is ready in less. */
const READY_MS = 3_000;

let folder: string;
let backend: Running;
let shop: Shop;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tableorder-stop-'));
  backend = await startBackend(folder);
  shop = await openShop(backend.url, ORDERS);
});
afterEach(async () => {
  await backend.stop();
  await rm(folder, { recursive: true, force: true });
});

/** An order of which the server has the head and half of the body: it has said that it goes on. */
async function halfSent(at: number): Promise<{ readonly socket: Socket; readonly rest: string; readonly answer: Promise<string> }> {
  const [table, dish] = [shop.tables[at], shop.menu[0]];
  if (!table || !dish) throw new Error('the shop is empty');
  const body = JSON.stringify({ tableId: table.id, items: [{ menuId: dish.id, quantity: 1, optionIds: [] }] });
  const socket = connect(backend.port, '127.0.0.1');
  let said = '';
  socket.on('data', (bytes) => {
    said += bytes;
  });
  const answer = once(socket, 'close').then(() => said);
  socket.write(
    [
      `POST ${placeStaffOrder.path} HTTP/1.1`,
      'host: 127.0.0.1',
      `authorization: Bearer ${shop.token}`,
      'content-type: application/json',
      `idempotency-key: half-${at}-0123456789abcdef`,
      `content-length: ${Buffer.byteLength(body)}`,
      'expect: 100-continue',
      '',
      '',
    ].join('\r\n'),
  );
  await vi.waitFor(() => expect(said).toContain('100 Continue'), { timeout: 10_000 });
  socket.write(body.slice(0, 20));
  return { socket, rest: body.slice(20), answer };
}

const isDeaf = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });

it(`a server told to stop answers the ${ORDERS} orders it has begun to read, ends its streams, takes no more, and is back at once`, async () => {
  const { cursor } = await call(backend.url, readBoard, { token: shop.token, query: {} });
  const stream = await fetch(`${backend.url}${streamForStaff.path}`, {
    headers: { authorization: `Bearer ${shop.token}`, 'last-event-id': cursor },
  });
  const heard = stream.text();
  const begun = await Promise.all(Array.from({ length: ORDERS }, (_, at) => halfSent(at)));

  const exit = once(backend.process, 'exit');
  backend.process.kill('SIGTERM');
  await vi.waitFor(async () => expect(await isDeaf(backend.port)).toBe(true), { timeout: 10_000, interval: 20 });
  // Ended as it should be: a broken one would be thrown here.
  expect(await heard).toContain('\n');
  for (const { socket, rest } of begun) socket.write(rest);
  const answers = await Promise.all(begun.map(({ answer }) => answer));
  for (const answer of answers) expect(answer.split('\r\n\r\n').slice(1).join('\n')).toMatch(/^HTTP\/1\.1 201 /);
  expect(await exit).toEqual([0, null]);

  const from = performance.now();
  backend = await startBackend(folder);
  expect(performance.now() - from).toBeLessThan(READY_MS * slowness());
  const { items } = await call(backend.url, listOrders, { token: shop.token, query: { state: 'current', limit: '200' } });
  expect(items).toHaveLength(ORDERS);
  // What the stream missed comes where it was broken off.
  const again = await fetch(`${backend.url}${streamForStaff.path}`, {
    headers: { authorization: `Bearer ${shop.token}`, 'last-event-id': cursor },
  });
  let replayed = '';
  const reader = again.body?.getReader();
  while (replayed.split('event: order_created').length - 1 < ORDERS) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) break;
    replayed += new TextDecoder().decode(value);
  }
  await reader?.cancel();
  expect(replayed.split('event: order_created').length - 1).toBe(ORDERS);
});

it('an order that is never sent to its end does not keep a server from stopping', async () => {
  const { socket, answer } = await halfSent(0);
  const exit = once(backend.process, 'exit');
  const from = performance.now();
  backend.process.kill('SIGTERM');
  await exit;
  expect(performance.now() - from).toBeLessThan(10_000);
  await answer;
  socket.destroy();
  backend = await startBackend(folder);
  expect((await call(backend.url, listOrders, { token: shop.token, query: { state: 'current' } })).items).toEqual([]);
});
