import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BodyOf, Endpoint, ParamsOf, QueryOf, ReplyOf } from '@tableorder/contract/endpoint';
import type { ProblemDocument } from '@tableorder/contract/problem';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import type { InjectOptions } from 'fastify';
import { type App, makeApp } from '../src/app.ts';
import { loadConfig } from '../src/config.ts';
import type { Clock } from '../src/infra/clock/clock.ts';
import { type TestLog, testLog } from '../src/infra/log/test-log.ts';
import type { Run } from '../src/maintenance/backup-desk.ts';
import { type Wired, wire } from '../src/wire.ts';
import { type OpenTestDb, sqliteInTemp } from './each-db.ts';

export interface Answered {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
}

export interface Backend {
  readonly app: App;
  readonly ports: Wired;
  readonly log: TestLog;
  /** A request through the whole server. `token` goes into the header, `body` becomes JSON. */
  ask(method: string, url: string, more?: Asking): Promise<Answered>;
  /** A request by the contract that must succeed; gives the answer's body. */
  call<E extends Endpoint>(endpoint: E, more?: Calling<E>): Promise<NonNullable<ReplyOf<E>>>;
  /** A request by the contract that must be refused; gives the problem document. */
  refused<E extends Endpoint>(endpoint: E, more?: Calling<E>): Promise<ProblemDocument>;
  close(): Promise<void>;
}

export interface Asking {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Record<string, string>;
  readonly payload?: InjectOptions['payload'];
}

export interface Calling<E extends Endpoint> {
  readonly token?: string | undefined;
  readonly key?: string;
  readonly params?: ParamsOf<E>;
  readonly query?: QueryOf<E>;
  readonly body?: BodyOf<E>;
  readonly headers?: Record<string, string>;
}

const addressOf = ({ path }: Endpoint, params: Readonly<Record<string, string>>, query: Readonly<Record<string, unknown>>): string => {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])).toString();
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? `{${name}}`) + (search && `?${search}`);
};

const ajv = formats.default(new Ajv({ strict: false, allErrors: true }));

/** Fails the request when an answer has a field that the contract does not declare, or lacks one. */
export function mustFitContract(endpoint: Endpoint, status: number, body: unknown): void {
  const schema = endpoint.reply[status];
  if (schema === undefined) throw new Error(`${endpoint.method} ${endpoint.path} does not declare ${status}`);
  if (schema === null || endpoint.media !== undefined) return;
  if (!ajv.validate(schema, body)) throw new Error(`${endpoint.method} ${endpoint.path} ${status}: ${ajv.errorsText()}`);
}

/** The folder of a test has no file that a process of its own could copy. */
const noBackup = (): Run => ({ failed: Promise.resolve(null), stop: () => {} });

/** The real app on a database of its own, asked by injection: nothing of ours is replaced. */
export async function startBackend(
  options: { open?: OpenTestDb; clock?: Clock; env?: Record<string, string>; runBackup?: () => Run } = {},
): Promise<Backend> {
  const folder = await mkdtemp(join(tmpdir(), 'tableorder-files-'));
  const log = testLog();
  const test = await (options.open ?? sqliteInTemp)(options.clock);
  const config = loadConfig({
    JWT_SECRET_KEY: 'kQ3v9zT1xR7mW5pL8nB2cY6hJ4gF0dSa',
    BCRYPT_COST_FACTOR: '4',
    UPLOAD_DIR: join(folder, 'uploads'),
    BACKUP_DIR: join(folder, 'backups'),
    ORDER_LIMIT_PER_MINUTE: '100000',
    ...options.env,
  });
  const ports = await wire(config, {
    log,
    openDb: async () => test.db,
    runBackup: options.runBackup ?? noBackup,
    ...(options.clock ? { clock: options.clock } : {}),
  });
  const app = await makeApp(ports, mustFitContract);
  await app.server.ready();
  const ask: Backend['ask'] = async (method, url, { token, body, key, headers, payload } = {}) => {
    const answered = await app.server.inject({
      method: method as 'GET',
      url,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload === undefined ? (body === undefined ? {} : { payload: JSON.stringify(body) }) : { payload }),
    });
    const json = String(answered.headers['content-type'] ?? '').includes('json') && answered.payload !== '';
    return {
      status: answered.statusCode,
      headers: answered.headers,
      text: answered.payload,
      body: json ? JSON.parse(answered.payload) : null,
    };
  };
  const byContract = <E extends Endpoint>(endpoint: E, { params, query, ...more }: Calling<E> = {}) =>
    ask(endpoint.method, addressOf(endpoint, params ?? {}, query ?? {}), more as Asking);
  return {
    app,
    ports,
    log,
    ask,
    async call<E extends Endpoint>(endpoint: E, more?: Calling<E>) {
      const answered = await byContract(endpoint, more);
      if (!(answered.status in endpoint.reply)) throw new Error(`${endpoint.method} ${endpoint.path}: ${answered.status} ${answered.text}`);
      return answered.body as NonNullable<ReplyOf<E>>;
    },
    async refused<E extends Endpoint>(endpoint: E, more?: Calling<E>) {
      const answered = await byContract(endpoint, more);
      if (answered.status < 400)
        throw new Error(`${endpoint.method} ${endpoint.path} was not refused: ${answered.status} ${answered.text}`);
      return answered.body as ProblemDocument;
    },
    async close() {
      await app.server.close();
      await ports.close();
      await test.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
