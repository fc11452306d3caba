import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adminLogin } from '@tableorder/contract/access';
import { changeSettings } from '@tableorder/contract/settings';
import { addTable, type Table } from '@tableorder/contract/tables';
import { ROOT } from '../../scripts/run.ts';
import { startBackend } from '../product.ts';
import { call, joinTable, OWNER, openShop } from '../shop.ts';
import { Making, type Schema } from './fuzz-values.ts';
import { type Roll, rolling } from './random.ts';

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: 'path' | 'query' | 'header';
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

export interface Fuzz {
  readonly seed: number;
  readonly requests: number;
  readonly atOnce: number;
  readonly say: (line: string) => void;
}

export interface Fuzzed {
  readonly seed: number;
  readonly requests: number;
  readonly operations: number;
  readonly statuses: Readonly<Record<string, number>>;
  /** Answered 5xx that is no refusal for want of a service, not answered in time, or cut. */
  readonly faults: readonly string[];
  readonly slowestMs: number;
  /** Resident memory after a fifth of the requests and in the end. */
  readonly residentMb: readonly [early: number, last: number];
}

const PATIENCE_MS = 5000;
/** What would write to the shop's network. */
const LEFT_OUT = /^\/api\/admin\/printers/;

const residentMb = async (pid: number): Promise<number> => {
  const [, kb] = /VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Math.round(Number(kb) / 1024);
};

function routesOf({ paths }: Document): Route[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      // A stream is open until it is closed.
      .filter(([method, { responses }]) => !responses[200]?.content?.['text/event-stream'] && (method === 'get' || !LEFT_OUT.test(path)))
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

function requestOf({ method, path, operation }: Route, making: Making, roll: Roll, token: string | null) {
  const of = (place: string) => (operation.parameters ?? []).filter((one) => one.in === place);
  const filled = of('path').reduce((url, { name, schema }) => url.replace(`{${name}}`, encodeURIComponent(making.text(schema))), path);
  const query = new URLSearchParams(
    of('query')
      .filter(({ required }) => required || roll(3) === 0)
      .map(({ name, schema }): [string, string] => [name, making.text(schema)]),
  );
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  // A header holds bytes; what is beyond them no client can send.
  for (const { name, schema } of of('header')) headers[name] = making.text(schema).replaceAll(/[^\x20-\x7e]/g, '') || 'k';
  const schema = operation.requestBody?.content['application/json']?.schema;
  let body: string | undefined;
  if (schema) {
    body = JSON.stringify(making.value(schema));
    if (roll(40) === 0) body = body.slice(0, roll(body.length));
    headers['content-type'] = roll(60) === 0 ? 'text/plain' : 'application/json';
  }
  return { url: `${filled}${query.size > 0 ? `?${query}` : ''}`, init: { method, headers, ...(body === undefined ? {} : { body }) } };
}

/**
 * Requests made from the interface's own description: most of the right shape with ids that exist, some with one thing wrong, some broken.
 * None may be answered "our fault", hang, or make the server grow.
 */
export async function fuzz({ seed, requests, atOnce, say }: Fuzz): Promise<Fuzzed> {
  const roll = rolling(seed);
  const document = JSON.parse(await readFile(join(ROOT, 'docs/openapi.json'), 'utf8')) as Document;
  const routes = routesOf(document);
  const folder = await mkdtemp(join(tmpdir(), 'tableorder-fuzz-'));
  const backend = await startBackend(folder, {
    PRINTER_REACH: 'lan',
    LOGIN_LIMIT_PER_ACCOUNT: '100000',
    LOGIN_LIMIT_PER_ACCOUNT_AND_ADDRESS: '100000',
  });
  const statuses: Record<string, number> = {};
  const faults: string[] = [];
  let [done, slowestMs, early] = [0, 0, 0];
  try {
    const shop = await openShop(backend.url, 4);
    const making = new Making(document.components.schemas, roll);
    const tokens: { owner: string; guest: string | null } = { owner: shop.token, guest: null };
    // Tables, sign-ins and the way to join are changed by the requests too: whoever was put out comes in anew.
    let tables = shop.tables.length;
    let [table] = shop.tables;
    const comeBack = async (): Promise<void> => {
      const { token } = await call(backend.url, adminLogin, { body: OWNER });
      tokens.owner = token;
      await call(backend.url, changeSettings, { token, body: { joining: 'open' } });
      const join = (at: Table) => joinTable(backend.url, { ...shop, token }, at);
      const joined = table && (await join(table).catch(() => null));
      if (joined) tokens.guest = joined;
      else {
        tables += 1;
        table = await call(backend.url, addTable, { token, body: { number: 5000 + tables } });
        tokens.guest = await join(table);
      }
    };
    let coming: Promise<void> | null = null;
    /** Once for all who were put out together; another request may be in its way, then the next one tries again. */
    const back = (): Promise<void> => {
      coming ??= comeBack()
        .catch(() => {})
        .finally(() => {
          coming = null;
        });
      return coming;
    };
    await back();
    const one = async (): Promise<void> => {
      const route = routes[roll(routes.length)];
      if (!route) return;
      const who = roll(10);
      // Mostly somebody whom the route is for, sometimes somebody else, sometimes nobody.
      const [meant, other] = route.path.startsWith('/api/admin') ? [tokens.owner, tokens.guest] : [tokens.guest, tokens.owner];
      const token = who === 0 ? null : who < 7 ? meant : other;
      const { url, init } = requestOf(route, making, roll, token);
      const began = performance.now();
      const name = `${route.method} ${url.slice(0, 200)} ${init.body?.slice(0, 400) ?? ''}`;
      try {
        const answer = await fetch(`${backend.url}${url}`, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
        const text = await answer.text();
        statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
        making.learn(text);
        if (answer.status >= 500 && !(answer.status === 503 && answer.headers.has('retry-after')))
          faults.push(`${answer.status} ${name}: ${text.slice(0, 200)}`);
        if (answer.status === 401 && token !== null) await back();
      } catch (error) {
        faults.push(`${error instanceof Error ? error.message : error}: ${name}`);
      }
      slowestMs = Math.max(slowestMs, performance.now() - began);
      done += 1;
      if (done === Math.floor(requests / 5)) early = await residentMb(backend.process.pid ?? 0);
      if (done % 5000 === 0) say(`${done} requests, ${faults.length} faults`);
    };
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (done < requests) await one();
      }),
    );
    return {
      seed,
      requests: done,
      operations: routes.length,
      statuses,
      faults,
      slowestMs: Math.round(slowestMs),
      residentMb: [early, await residentMb(backend.process.pid ?? 0)],
    };
  } finally {
    await backend.kill();
    await rm(folder, { recursive: true, force: true });
  }
}
