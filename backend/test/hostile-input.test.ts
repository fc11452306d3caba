import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEndpoints } from '../src/http/endpoints.ts';
import { openWorld, SAMPLES, setupTokenFor, type World } from './access-matrix.ts';
import { spoiltBodies } from './hostile-bodies.ts';
import { type Backend, startBackend } from './start-backend.ts';
import { dump } from './table-dump.ts';

const withBody = Object.entries(allEndpoints).filter(([, endpoint]) => endpoint.body !== undefined && endpoint.media === undefined);

describe('one field of a body spoilt', () => {
  let backend: Backend;
  let world: World;
  let setupToken: string;
  beforeAll(async () => {
    backend = await startBackend();
    world = await openWorld(backend);
    setupToken = await setupTokenFor(backend);
  });
  afterAll(() => backend.close());

  it.each(withBody)('%s: refused at that field, and nothing is written', async (name, endpoint) => {
    const sample = SAMPLES[name]?.(world.ids, setupToken);
    if (!sample?.body) throw new Error(`${name} has no sample with a body`);
    const caller = endpoint.callers[0] ?? 'anyone';
    const token = caller === 'anyone' ? undefined : caller === 'table' ? world.phone : world.staff[caller];
    const url = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, param: string) => sample.params?.[param] ?? '');
    const before = await dump(backend.ports.db);
    let tried = 0;
    for (const { pointer, how, body } of spoiltBodies(endpoint, sample.body)) {
      const found = await backend.ask(endpoint.method, url, { token, body, headers: { ...sample.headers } });
      const { type, errors } = found.body as { type?: string; errors?: { pointer: string }[] };
      const at = errors?.some((error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`));
      expect([pointer, how, found.status, type, at]).toEqual([pointer, how, 400, '/problems/invalid', true]);
      tried += 1;
    }
    expect(tried).toBeGreaterThan(8);
    expect(await dump(backend.ports.db)).toEqual(before);
  });
});

describe('a request that is no request', () => {
  let backend: Backend;
  let world: World;
  let before: readonly string[];
  beforeAll(async () => {
    backend = await startBackend();
    world = await openWorld(backend);
    before = await dump(backend.ports.db);
  });
  afterAll(async () => {
    expect(await dump(backend.ports.db)).toEqual(before);
    await backend.close();
  });

  const send = (payload: string | Buffer, type: string | null = 'application/json', url = '/api/orders', token = world.phone) =>
    backend.ask('POST', url, { token, payload, headers: { 'idempotency-key': 'k', ...(type === null ? {} : { 'content-type': type }) } });
  const refusal = async (...args: Parameters<typeof send>) => {
    const from = performance.now();
    const { status, headers, body } = await send(...args);
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect((body as { status: number }).status).toBe(status);
    expect(performance.now() - from).toBeLessThan(1000);
    return status;
  };

  it.each([
    '',
    '{',
    '{"items":[}',
    '[]',
    'null',
    '1',
    '"x"',
    '{"items":[],}',
    "{'items':[]}",
    '\ufeff{"items":[]}',
    '{"items":[]}{"items":[]}',
    '\u0000',
  ])('body %j is 400', async (payload) => {
    expect(await refusal(payload)).toBe(400);
  });

  it('with bytes that are no UTF-8 is 400', async () => {
    const broken = Buffer.concat([Buffer.from('{"items":[{"menuId":"'), Buffer.from([0xff, 0xfe, 0xc0, 0xaf]), Buffer.from('"}]}')]);
    expect(await refusal(broken)).toBe(400);
  });

  it('that would reach for the prototype is 400, and every object stays as it was', async () => {
    const payloads = [
      '{"__proto__":{"polluted":1},"items":[]}',
      '{"items":[{"__proto__":{"polluted":1}}]}',
      '{"constructor":{"prototype":{"polluted":1}}}',
      '{"items":[{"menuId":"x","quantity":1,"optionIds":[],"constructor":{"prototype":{"polluted":1}}}]}',
      '{"\\u005f\\u005fproto__":{"polluted":1}}',
    ];
    for (const payload of payloads) expect([payload, await refusal(payload)]).toEqual([payload, 400]);
    const translations = `{"name":"x","translations":{"constructor":{"prototype":{"polluted":1}}}}`;
    expect(await refusal(translations, 'application/json', '/api/admin/categories', world.staff.owner)).toBe(400);
    expect((await backend.ask('GET', '/api/orders?__proto__[polluted]=1', { token: world.phone })).status).toBe(400);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it('of 10 MB is 413, of 300 kB too, at sign-in as well', async () => {
    const long = (bytes: number) => `{"items":"${'x'.repeat(bytes)}"}`;
    expect(await refusal(long(10_000_000))).toBe(413);
    expect(await refusal(long(300_000))).toBe(413);
    expect(await refusal(long(10_000_000), 'application/json', '/api/auth/admin/login')).toBe(413);
  });

  it('nested 100,000 deep, or wide with errors, is 400 within a second', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const objects = `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`;
    expect(await refusal(deep)).toBe(400);
    expect(await refusal(`{"items":${deep}}`)).toBe(400);
    expect(await refusal(objects)).toBe(400);
    // Lists of which each is compared with each.
    const twins = '['.repeat(30_000) + ']'.repeat(30_000);
    const payload = `{"ids":[${twins},${twins}]}`;
    const headers = { 'content-type': 'application/json' };
    expect((await backend.ask('PUT', '/api/admin/categories/order', { token: world.staff.owner, payload, headers })).status).toBe(400);
    expect(await refusal(`{"items":[${Array.from({ length: 80_000 }, () => '{}').join()}]}`)).toBe(400);
    expect(await refusal(`{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":1`).join()}}`)).toBe(400);
  });

  it.each([
    'text/plain',
    'text/xml',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    'application/vnd.api+json',
    'image/svg+xml',
    'application/jsonx',
    '*/*',
    'nonsense',
  ])('as %s is 415', async (type) => {
    expect(await refusal('{"items":[]}', type)).toBe(415);
  });

  it('takes 50 kB of any text apart in no time', async () => {
    const pumps = [
      `${'a'.repeat(50_000)}!`,
      ' '.repeat(50_000),
      'a '.repeat(25_000),
      '-'.repeat(50_000),
      '가'.repeat(16_000),
      '\\u0000'.repeat(8000),
    ];
    for (const pump of pumps) {
      const from = performance.now();
      await send(`{"items":[{"menuId":"${pump}","quantity":1,"optionIds":["${pump}"],"note":"${pump}"}],"note":"${pump}"}`);
      await send(`{"store":"${pump}","username":"${pump}","password":"x"}`, 'application/json', '/api/auth/admin/login');
      expect(performance.now() - from).toBeLessThan(400);
    }
  });

  it.each(['0', '-1', '1.5', '1e3', 'abc', '', '1000', ' 1', '+5', '0x10', '%00', '١'])('?limit=%s is 400', async (limit) => {
    const found = await backend.ask('GET', `/api/orders?limit=${encodeURIComponent(limit).replace('%2500', '%00')}`, {
      token: world.phone,
    });
    expect([found.status, found.body]).toMatchObject([400, { errors: [{ pointer: '/limit' }] }]);
  });

  it.each([
    'limit=1&limit=2',
    'limit[]=1',
    'cursor=a&cursor=b',
    'nosuch=1',
    'cursor=%00',
    `cursor=${'x'.repeat(201)}`,
    'cursor=%27%20or%201=1',
  ])('?%s is 400', async (query) => {
    expect((await backend.ask('GET', `/api/orders?${query}`, { token: world.phone })).status).toBe(400);
  });

  it.each([
    'status=pending',
    'status=PENDING&status=READY',
    'state=every',
    'tableId=1',
    'number=0',
    'number=1234567',
    'from=2026-02-30',
    'to=2026-13-01',
    'to=9999-12-31',
    'from=0001-01-01',
    'from=2026-11-24&to=2026-11-23',
    'from=yesterday',
  ])('staff asking for ?%s is 400', async (query) => {
    expect((await backend.ask('GET', `/api/admin/orders?${query}`, { token: world.staff.owner })).status).toBe(400);
  });

  it('limits of 1 to 999 are taken, 200 at most given', async () => {
    for (const limit of [1, 50, 200, 999])
      expect((await backend.ask('GET', `/api/orders?limit=${limit}`, { token: world.phone })).status).toBe(200);
  });

  it.each([
    '1',
    'null',
    'undefined',
    '..',
    '%2e%2e%2fetc',
    "'--",
    '%00',
    'NOBODY',
    'x'.repeat(300),
    '00000000-0000-7000-8000-00000000000G',
  ])('an id of %s is 404', async (id) => {
    for (const [path, token] of [
      ['/api/orders/', world.phone],
      ['/api/menus/', world.phone],
      ['/api/admin/orders/', world.staff.owner],
    ] as const)
      expect((await backend.ask('GET', path + id, { token })).status).toBe(404);
  });

  it.each([
    '/api/nowhere',
    '/.env',
    '/.git/HEAD',
    '/package.json',
    '/data/app.db',
    '/uploads/',
    '/uploads/menu-images/',
    '/uploads/menu-images/..%2f..%2fapp.db',
  ])('%s is a 404 problem', async (path) => {
    const { status, headers } = await backend.ask('GET', path);
    expect([status, headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it('of a method that is not there is refused without an effect', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'OPTIONS', 'PROPFIND'])
      expect([400, 404, 405]).toContain((await backend.ask(method, '/api/orders', { token: world.phone })).status);
    const sneaky = { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' };
    const { orderId } = world.ids;
    expect((await backend.ask('POST', `/api/admin/orders/${orderId}`, { token: world.staff.owner, headers: sneaky })).status).toBe(404);
  });
});
