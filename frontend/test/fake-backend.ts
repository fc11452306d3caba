import type { Endpoint, ParamsOf, QueryOf } from '@tableorder/contract/endpoint';
import { AUTH_EXPIRED, RESET } from '@tableorder/contract/live.rules';
import { catalogue, Problem, type ProblemDocument, problemType } from '@tableorder/contract/problem';
import type { Static, TSchema } from '@tableorder/contract/schema';
import { Check, Errors } from 'typebox/value';
import { createFakeStreams } from './fake-streams.ts';
import { fakeUpload } from './fake-upload.ts';

export interface FakeRequest<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: E extends { readonly body: infer S extends TSchema }
    ? Static<S>
    : E extends { readonly media: 'multipart' }
      ? FormData
      : undefined;
  readonly token: string | null;
  readonly headers: Headers;
}
type Reply<E extends Endpoint> = {
  [S in keyof E['reply']]: E['reply'][S] extends TSchema ? Static<E['reply'][S]> : null;
}[keyof E['reply']];
/** Gives the body of the first declared success, or `answer(status, body, headers)`; throws `problem(…)` to refuse. */
type Handler<E extends Endpoint> = (request: FakeRequest<E>) => Reply<E> | Answered | Promise<Reply<E> | Answered>;

class Answered {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>>) {
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}
export const answer = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  new Answered(status, body, headers);

export interface FakeCall {
  readonly endpoint: Endpoint;
  readonly path: string;
  readonly body: unknown;
  readonly headers: Headers;
}
interface Route {
  readonly endpoint: Endpoint;
  readonly pattern: RegExp;
  readonly handler: (request: FakeRequest<Endpoint>) => unknown;
}

const patternOf = (path: string) => new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);

function violation(schema: TSchema | null | undefined, value: unknown, where: string): string | null {
  if (!schema || Check(schema, value)) return null;
  const faults = Errors(schema, value).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`);
  return `${where}: ${faults.slice(0, 5).join('; ')}`;
}

function refused(problem: Problem): Response {
  const { status, title } = catalogue[problem.key];
  const document: ProblemDocument = {
    type: problemType(problem.key),
    title,
    status,
    instance: 'fake',
    params: { ...problem.params },
    errors: problem.errors,
  };
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (problem.retryAfterS !== undefined) headers.set('retry-after', String(problem.retryAfterS));
  return new Response(JSON.stringify(document), { status, headers });
}

function answered(endpoint: Endpoint, result: unknown): { response: Response; fault: string | null } {
  const first = Number(Object.keys(endpoint.reply)[0]);
  const { status, body, headers } = result instanceof Answered ? result : new Answered(first, result, {});
  if (status === 304) return { response: new Response(null, { status, headers }), fault: null };
  if (!(status in endpoint.reply)) throw new Error(`${endpoint.method} ${endpoint.path} does not answer ${status}`);
  const schema = endpoint.reply[status];
  if (schema === null) return { response: new Response(body instanceof Blob ? body : null, { status, headers }), fault: null };
  const response = new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
  return { response, fault: violation(schema, body, `answer of ${endpoint.method} ${endpoint.path}`) };
}

function requestBody(init: RequestInit | undefined): unknown {
  if (init?.body instanceof FormData) return init.body;
  return typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
}

function requestFault(endpoint: Endpoint, query: Record<string, string>, body: unknown, headers: Headers): string | null {
  const where = `${endpoint.method} ${endpoint.path}`;
  if (endpoint.idempotencyKey === 'required' && !headers.get('idempotency-key')) return `${where}: no Idempotency-Key`;
  if (!endpoint.callers.includes('anyone') && !headers.get('authorization')) return `${where}: no token`;
  if (!endpoint.query && Object.keys(query).length > 0) return `${where}: takes no query`;
  if (!endpoint.body && body !== undefined && endpoint.media !== 'multipart') return `${where}: takes no body`;
  return violation(endpoint.query, query, `query of ${where}`) ?? violation(endpoint.body, body, `body of ${where}`);
}

/** The wire, faked from the contract: a screen that sends what an endpoint does not take fails its test. */
export function createFakeBackend() {
  const routes: Route[] = [];
  const calls: FakeCall[] = [];
  const violations: string[] = [];
  const streams = createFakeStreams();
  let offline = false;
  let uploadStep = () => Promise.resolve();
  let uninstall: (() => void) | null = null;

  const fail = (fault: string): never => {
    violations.push(fault);
    throw new Error(fault);
  };
  const dispatch = async (method: string, url: URL, init: RequestInit | undefined): Promise<Response> => {
    const headers = new Headers(init?.headers);
    const found = routes.findLast(({ endpoint, pattern }) => endpoint.method === method && pattern.test(url.pathname));
    if (!found) return fail(`${method} ${url.pathname} is not faked`);
    const { endpoint, pattern, handler } = found;
    const query = Object.fromEntries(url.searchParams);
    const body = requestBody(init);
    calls.push({ endpoint, path: url.pathname + url.search, body, headers });
    const fault = requestFault(endpoint, query, body, headers);
    if (fault) return fail(fault);
    const token = headers.get('authorization')?.replace(/^Bearer /, '') ?? null;
    const params = { ...pattern.exec(url.pathname)?.groups };
    try {
      const given = await handler({ params, query, body: body as undefined, token, headers });
      if (endpoint.media === 'event-stream') return streams.open(headers.get('last-event-id'), init?.signal ?? null);
      const { response, fault: wrong } = answered(endpoint, given);
      return wrong ? fail(wrong) : response;
    } catch (error) {
      if (error instanceof Problem) return refused(error);
      throw error;
    }
  };
  const fakeFetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    init?.signal?.throwIfAborted();
    if (offline) throw new TypeError('Failed to fetch');
    return dispatch(init?.method ?? 'GET', new URL(String(input), 'http://shop.test'), init);
  };

  return {
    fetch: fakeFetch,
    calls,
    /** Calls made to one endpoint, oldest first. */
    callsOf: (endpoint: Endpoint) => calls.filter((call) => call.endpoint === endpoint),
    /** The latest definition of an endpoint counts. A stream endpoint's handler may refuse; what it gives is ignored. */
    on<E extends Endpoint>(endpoint: E, handler: Handler<E>) {
      routes.push({ endpoint, pattern: patternOf(endpoint.path), handler: handler as unknown as Route['handler'] });
    },
    /** Sends an event to every open stream; gives its id. */
    emit: streams.emit,
    emitReset: () => streams.raw(RESET, '{}'),
    emitAuthExpired: () => streams.raw(AUTH_EXPIRED, '{}'),
    openStreams: streams.count,
    dropStreams: streams.drop,
    goOffline: () => {
      offline = true;
      streams.drop();
    },
    goOnline: () => {
      offline = false;
      globalThis.dispatchEvent?.(new Event('online'));
    },
    /** Takes the place of the global fetch, and of what uploads, until `close`. */
    install: () => {
      const { fetch: real, XMLHttpRequest: realUpload } = globalThis;
      globalThis.fetch = fakeFetch as typeof fetch;
      const Upload: unknown = fakeUpload(fakeFetch, () => uploadStep());
      globalThis.XMLHttpRequest = Upload as typeof XMLHttpRequest;
      uninstall = () => {
        globalThis.fetch = real;
        globalThis.XMLHttpRequest = realUpload;
      };
    },
    /** An upload waits for this before each quarter and before its answer. */
    holdUploads: (step: () => Promise<void>) => {
      uploadStep = step;
    },
    /** Call after each test. */
    close: () => {
      uninstall?.();
      streams.drop();
      if (violations.length > 0) throw new Error(`the wire was not kept:\n${violations.join('\n')}`);
    },
  };
}
export type FakeBackend = ReturnType<typeof createFakeBackend>;
