import { logout } from '@tableorder/contract/access';
import { completeTable } from '@tableorder/contract/checkout';
import type { Caller, Endpoint, Role } from '@tableorder/contract/endpoint';
import { STAFF } from '@tableorder/contract/endpoint';
import type { OrderId } from '@tableorder/contract/ids';
import { listMyOrders } from '@tableorder/contract/orders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allEndpoints } from '../src/http/endpoints.ts';
import { type TestClock, testClock } from '../src/infra/clock/test-clock.ts';
import { type Ids, NOBODYS, openWorld, SAMPLES, type Sample, secretsOfPeople, setupTokenFor, type World } from './access-matrix.ts';
import { eachDb } from './each-db.ts';
import { type Answered, type Backend, startBackend } from './start-backend.ts';
import { dump } from './table-dump.ts';

const names = Object.keys(allEndpoints);
const isOpen = (endpoint: Endpoint) => endpoint.callers.includes('anyone');
const guarded = names.filter((name) => !isOpen(endpointOf(name)));

function endpointOf(name: string): Endpoint {
  const endpoint = allEndpoints[name];
  if (!endpoint) throw new Error(`no endpoint ${name}`);
  return endpoint;
}

function sampleOf(name: string, ids: Ids, setupToken = ''): Sample {
  const sample = SAMPLES[name];
  if (!sample) throw new Error(`${name} has no sample: add it to access-matrix.ts`);
  return sample(ids, setupToken);
}

/** What of a sample depends on ids. */
const askedOf = ({ params, query, body }: Sample) => JSON.stringify([params, query, body]);

const addressOf = (endpoint: Endpoint, { params = {}, query }: Sample) =>
  endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? `{${name}}`) + (query ? `?${query}` : '');

it('every endpoint has a sample, and every sample an endpoint', () => {
  expect(Object.keys(SAMPLES).sort()).toEqual([...names].sort());
});

it('every placeholder of a path is in its sample', () => {
  for (const name of names) expect(addressOf(endpointOf(name), sampleOf(name, { storeCode: 'x', ...NOBODYS })), name).not.toContain('{');
});

eachDb('a walk over every endpoint', (open) => {
  let backend: Backend;
  let clock: TestClock;
  let here: World;
  let there: World;
  const dead: { -readonly [K in 'expired' | 'revoked staff' | 'revoked tablet' | 'closed']: string } = {
    expired: '',
    'revoked staff': '',
    'revoked tablet': '',
    closed: '',
  };

  const send = async (
    name: string,
    sample: Sample,
    token: string | undefined,
  ): Promise<{ -readonly [K in keyof Answered]: Answered[K] }> => {
    const endpoint = endpointOf(name);
    const { body, headers, payload } = sample;
    return backend.ask(endpoint.method, addressOf(endpoint, sample), {
      token,
      ...(body ? { body } : {}),
      ...(headers ? { headers: { ...headers } } : {}),
      ...(payload ? { payload } : {}),
    });
  };
  /** All that a caller can see of an answer, but for what names this very request. */
  const seen = ({ status, headers, text }: Answered) => {
    const { 'x-request-id': id, date: _, ...rest } = headers;
    return { status, text: text.replace(String(id), '…'), headers: rest };
  };
  const tokenOf = (world: World, caller: Caller) => (caller === 'table' ? world.phone : caller === 'anyone' ? '' : world.staff[caller]);

  beforeAll(async () => {
    clock = testClock();
    backend = await startBackend({ open, clock });
    const shortLived = async (token: string) => {
      const signIn = await backend.app.signIns.read(token);
      return (await backend.app.signIns.tokenOf(signIn.id, signIn.kind, signIn.store_id, clock.now() + 1000)).token;
    };
    here = await openWorld(backend);
    there = await openWorld(backend);
    dead.expired = await shortLived(here.staff.owner);
    clock.advance(2000);
    dead['revoked staff'] = await here.shop.staff('owner');
    await backend.call(logout, { token: dead['revoked staff'] });
    const table = await here.shop.table(4);
    dead['revoked tablet'] = (await here.shop.tablet(table)).token;
    await here.shop.tablet(table);
    dead.closed = await here.shop.phone(table);
    await backend.call(completeTable, { token: here.staff.owner, params: { tableId: table.id }, body: {} });
  }, 30_000);
  afterAll(() => backend.close());

  describe.each(guarded)('%s', (name) => {
    const endpoint = endpointOf(name);

    it('is 401 without a living token', async () => {
      const before = await dump(backend.ports.db);
      const tokens: Record<string, string | undefined> = {
        none: undefined,
        garbage: 'garbage',
        'almost a token': `${here.staff.owner.slice(0, -2)}xx`,
        ...dead,
      };
      for (const [what, token] of Object.entries(tokens)) {
        const found = await send(name, sampleOf(name, here.ids), token);
        expect([what, found.status, (found.body as { type?: string }).type]).toEqual([what, 401, '/problems/unauthorized']);
        expect(found.headers['www-authenticate'], what).toBe('Bearer');
      }
      const url = addressOf(endpoint, sampleOf(name, here.ids));
      for (const query of ['token', 'access_token', 'jwt', 'ticket'])
        expect(
          (await backend.ask(endpoint.method, `${url}${url.includes('?') ? '&' : '?'}${query}=${here.staff.owner}`)).status,
          query,
        ).toBe(401);
      expect(await dump(backend.ports.db)).toEqual(before);
    });

    it('is 403 for every caller it does not name', async () => {
      const before = await dump(backend.ports.db);
      const wrong = (['table', ...STAFF] as Caller[]).filter((caller) => !endpoint.callers.includes(caller));
      for (const caller of wrong) {
        const found = await send(name, sampleOf(name, here.ids), tokenOf(here, caller));
        expect([caller, found.status, (found.body as { type?: string }).type]).toEqual([caller, 403, '/problems/forbidden']);
      }
      if (wrong.includes('table')) expect((await send(name, sampleOf(name, here.ids), here.tablet)).status).toBe(403);
      expect(await dump(backend.ports.db)).toEqual(before);
    });

    if (endpoint.media !== 'event-stream')
      it('shows and does nothing of another store', async () => {
        const kinds = Object.keys(NOBODYS) as (keyof typeof NOBODYS)[];
        const own = askedOf(sampleOf(name, there.ids));
        // One id after the other is the other store's, so that no check hides behind an earlier one; then all of them.
        const named = kinds.filter((kind) => askedOf(sampleOf(name, { ...there.ids, [kind]: NOBODYS[kind] })) !== own);
        const mixes = named.length > 1 ? [...named.map((kind) => [kind]), named] : [named];
        const before = await dump(backend.ports.db);
        for (const caller of endpoint.callers)
          for (const mix of mixes) {
            // Without an id there is nothing of another's to name: what it shows must be one's own.
            if (mix.length === 0 && endpoint.method !== 'GET') continue;
            const from = (ids: Omit<Ids, 'storeCode'>) => ({ ...there.ids, ...Object.fromEntries(mix.map((kind) => [kind, ids[kind]])) });
            const foreign = await send(name, sampleOf(name, from(here.ids)), tokenOf(there, caller));
            const nobodys = await send(name, sampleOf(name, from(NOBODYS)), tokenOf(there, caller));
            for (const kind of mix) foreign.text = foreign.text.replaceAll(here.ids[kind], NOBODYS[kind]);
            expect(seen(foreign)).toEqual(seen(nobodys));
            for (const id of Object.values(here.ids)) expect(foreign.text).not.toContain(id);
            if (endpoint.method !== 'GET' || Object.keys(sampleOf(name, here.ids).params ?? {}).length > 0)
              expect([mix, [400, 404, 409].includes(foreign.status)]).toEqual([mix, true]);
          }
        // That a file was taken is written down, in the own store's book.
        const noted = (row: string) => row.includes('"act":"data.export"') && row.includes(there.shop.store.id);
        expect((await dump(backend.ports.db)).filter((row) => !noted(row))).toEqual(before.filter((row) => !noted(row)));
      });

    if (endpoint.callers.includes('table') && endpoint.media !== 'event-stream')
      it('shows and does nothing of another table', async () => {
        const strange = { ...here.ids, orderId: NOBODYS.orderId, callId: NOBODYS.callId };
        if (sampleOf(name, here.ids).params?.orderId !== undefined) {
          const before = await dump(backend.ports.db);
          const foreign = await send(name, sampleOf(name, here.ids), here.otherPhone);
          expect(foreign.status).toBe(404);
          expect(seen(foreign)).toEqual(seen(await send(name, sampleOf(name, strange), here.otherPhone)));
          expect(await dump(backend.ports.db)).toEqual(before);
        } else if (endpoint.method === 'GET') {
          const { text } = await send(name, sampleOf(name, here.ids), here.otherPhone);
          for (const id of [here.ids.orderId, here.ids.callId, here.ids.tableId]) expect(text).not.toContain(id);
        }
      });
  });

  it('a phone of an earlier party sees nothing of the next one’s, and the next nothing of the earlier one’s', async () => {
    const world = await openWorld(backend);
    const { tableId, orderId } = world.ids;
    const resolutions = [{ orderId: orderId as OrderId, action: 'complete' as const }];
    await backend.call(completeTable, { token: world.staff.owner, params: { tableId }, body: { resolutions } });
    expect((await backend.ask('GET', '/api/orders', { token: world.phone })).status).toBe(401);
    const { path } = (await backend.ask('GET', `/api/admin/tables/${tableId}/qr`, { token: world.staff.owner })).body as { path: string };
    const joined = await backend.ask('POST', '/api/auth/table/login', {
      body: { store: world.ids.storeCode, tableNumber: 1, code: path.split('#')[1] },
    });
    for (const token of [(joined.body as { token: string }).token, world.tablet]) {
      expect(await backend.call(listMyOrders, { token })).toMatchObject({ items: [], sessionTotal: 0 });
      const found = await backend.ask('GET', `/api/orders/${orderId}`, { token });
      const nobodys = await backend.ask('GET', `/api/orders/${NOBODYS.orderId}`, { token });
      expect([found.status, seen(found)]).toEqual([404, seen(nobodys)]);
    }
  });
});

const sampled = names.filter((name) => endpointOf(name).media !== 'event-stream');
/** Each call looks through all rows before and after it: many worlds in one database would be looked through for each other. */
const WORLDS_TOGETHER = 10;
const parts = Array.from({ length: Math.ceil(sampled.length / WORLDS_TOGETHER) }, (_, part) =>
  sampled.slice(part * WORLDS_TOGETHER, (part + 1) * WORLDS_TOGETHER),
);

describe.each(parts.map((part) => ({ part })))('the samples', ({ part }) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startBackend({ clock: testClock() });
  });
  afterAll(() => backend.close());

  it.each(part)('%s is accepted from every caller it names', async (name) => {
    const endpoint = endpointOf(name);
    const other = await openWorld(backend);
    for (const caller of endpoint.callers) {
      const world = await openWorld(backend);
      const othersBefore = rowsOf(await dump(backend.ports.db), other);
      const token = caller === 'anyone' ? undefined : caller === 'table' ? guestOf(world, name) : world.staff[caller as Role];
      const sample = { ...sampleOf(name, world.ids, await setupTokenFor(backend)) };
      for (const { method, url, body } of sample.needs ?? [])
        expect((await backend.ask(method, url, { token: world.staff.owner, body })).status).toBeLessThan(300);
      if (['tableLogin', 'refresh', 'awaitJoin', 'readUnpairing'].includes(name))
        Object.assign(sample, { body: await withSecrets(world, sample.body ?? {}, name) });
      Object.assign(sample, await secretsOfPeople(backend, world, name, token));
      const found = await backend.ask(endpoint.method, addressOf(endpoint, sample), {
        token,
        ...(sample.body ? { body: sample.body } : {}),
        ...(sample.headers ? { headers: { ...sample.headers } } : {}),
        ...(sample.payload ? { payload: sample.payload } : {}),
      });
      expect([caller, found.status < 300 ? 'accepted' : found.text]).toEqual([caller, 'accepted']);
      expect(rowsOf(await dump(backend.ports.db), other)).toEqual(othersBefore);
    }
  });

  const guestOf = (world: World, name: string) => (sampleOf(name, world.ids).by === 'tablet' ? world.tablet : world.phone);
  const rowsOf = (rows: readonly string[], world: World) => rows.filter((row) => row.includes(world.shop.store.id));

  async function withSecrets(world: World, body: Readonly<Record<string, unknown>>, name: string) {
    if (name === 'awaitJoin') return { ...body, secret: world.joinSecret };
    if (name === 'refresh' || name === 'readUnpairing') {
      const table = await world.shop.table(9);
      const { deviceKey } = await world.shop.tablet(table);
      // Another one takes its table.
      if (name === 'readUnpairing') await world.shop.tablet(table);
      return { deviceKey };
    }
    const qr = await backend.ask('GET', `/api/admin/tables/${world.ids.tableId}/qr`, { token: world.staff.owner });
    return { ...body, code: (qr.body as { path: string }).path.split('#')[1] };
  }
});
