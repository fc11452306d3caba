import { request as httpRequest } from 'node:http';
import { endpoint } from '@tableorder/contract/endpoint';
import type { SignInId, StaffId, StoreId } from '@tableorder/contract/ids';
import { count, object, optional } from '@tableorder/contract/schema';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bareServer } from './bare-server.fixture.ts';
import type { StaffPerson } from './principal.ts';
import { answer, prebuilt, TAKEN_OVER } from './route.ts';
import { beginStream } from './stream.ts';
import { registerUploads } from './upload.ts';

const ID = '0199aaaa-0000-7000-8000-000000000001';
const cook: StaffPerson = {
  kind: 'staff',
  signInId: ID as SignInId,
  storeId: ID as StoreId,
  staffId: ID as StaffId,
  username: 'cook',
  role: 'kitchen',
  expiresAt: 0,
};

const base = { summary: 'x', problems: [] } as const;
const change = endpoint({
  ...base,
  method: 'POST',
  path: '/x/{xId}/change',
  callers: ['owner', 'kitchen'],
  idempotencyKey: 'required',
  body: object({ count: count({ min: 1, max: 9 }) }),
  reply: { 200: object({ count: count({ min: 1, max: 9 }) }) },
});
const cancel = endpoint({
  ...base,
  method: 'POST',
  path: '/cancel',
  callers: ['anyone'],
  body: object({ count: optional(count({ min: 1, max: 9 })) }),
  reply: { 204: null },
});
const owners = endpoint({ ...base, method: 'GET', path: '/owners', callers: ['owner'], reply: { 200: object({}) } });
const menu = endpoint({ ...base, method: 'GET', path: '/menu', callers: ['anyone'], reply: { 200: object({}) }, cacheable: true });
const stream = endpoint({ ...base, method: 'GET', path: '/stream', callers: ['anyone'], reply: { 200: null }, media: 'event-stream' });

let server: Awaited<ReturnType<typeof bareServer>>;
const cancelled = vi.fn();
const streams = vi.fn();

beforeEach(async () => {
  vi.clearAllMocks();
  server = await bareServer({ tokenOf: async (request) => request.headers.authorization ?? null, identify: async () => cook });
  await registerUploads(server.app, 1000);
  server.routes.implement(change, async ({ body }) => answer(200, body));
  server.routes.implement(cancel, async () => {
    cancelled();
    return answer(204, null);
  });
  server.routes.implement(owners, async () => answer(200, {}));
  server.routes.implement(menu, async () => prebuilt(200, '{}', { etag: '"1"' }));
  server.routes.implement(stream, async ({ reply }) => {
    streams();
    beginStream(reply, 0, () => {});
    return TAKEN_OVER;
  });
});
afterEach(async () => {
  server.app.server.closeAllConnections();
  await server.app.close();
});

const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  server.app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json', ...headers }, payload: JSON.stringify(payload) });

it('refuses in order: token, role, id, shape, key', async () => {
  const signedIn = { authorization: 'x' };
  const key = { ...signedIn, 'idempotency-key': 'k' };
  const answers = [
    await post('/x/no-id/change', { no: 1 }),
    await server.app.inject({ url: '/owners', headers: signedIn }),
    await post('/x/no-id/change', { no: 1 }, signedIn),
    await post(`/x/${ID}/change`, { count: 10, no: 1 }, signedIn),
    await post(`/x/${ID}/change`, { count: 1 }, signedIn),
    await post(`/x/${ID}/change`, { count: 1 }, { ...signedIn, 'idempotency-key': 'é' }),
    await post(`/x/${ID}/change`, { count: 1 }, key),
  ];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 403, 404, 400, 400, 400, 200]);
  expect(answers[3]?.json().errors).toEqual([
    { pointer: '/no', rule: 'additionalProperties' },
    { pointer: '/count', rule: 'maximum' },
  ]);
  expect(answers[4]?.json().errors).toEqual([{ pointer: '/headers/idempotency-key', rule: 'required' }]);
});

it.each(['"1"', 'W/"1"', '"0", W/"1"', '*'])('answers 304 to who has it, also when a proxy made the tag weak: %s', async (tag) => {
  const found = await server.app.inject({ url: '/menu', headers: { 'if-none-match': tag } });
  expect([found.statusCode, found.body, found.headers.etag]).toEqual([304, '', '"1"']);
});

it.each(['"2"', '1', 'W/"11"'])('sends it to who has another: %s', async (tag) => {
  expect((await server.app.inject({ url: '/menu', headers: { 'if-none-match': tag } })).statusCode).toBe(200);
});

it('takes a body that was left out as empty, but not a form in its place', async () => {
  expect((await server.app.inject({ method: 'POST', url: '/cancel' })).statusCode).toBe(204);
  const form = { 'content-type': 'multipart/form-data; boundary=X' };
  const found = await server.app.inject({ method: 'POST', url: '/cancel', headers: form, payload: '--X--\r\n' });
  expect(found.statusCode).toBe(415);
  expect(cancelled).toHaveBeenCalledTimes(1);
});

it('opens no stream for a HEAD request, which would never end', async () => {
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.app.server.address() as { port: number };
  const status = await new Promise<number | undefined>((resolve, reject) => {
    httpRequest({ port, host: '127.0.0.1', path: '/stream', method: 'HEAD' }, (response) => resolve(response.statusCode))
      .on('error', reject)
      .end();
  });
  expect(status).toBe(404);
  expect(streams).not.toHaveBeenCalled();
});
