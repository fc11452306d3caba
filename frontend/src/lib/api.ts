import type { BodyOf, Endpoint, ParamsOf, QueryOf } from '@tableorder/contract/endpoint';
import type { Static, TSchema } from '@tableorder/contract/schema';
import { ApiProblem, NoAnswer, readProblem, retryAfterS } from './api-problem.ts';
import { now, serverClock } from './clock.ts';
import { createRenewal, type Renew, type Sign } from './renewal.ts';

const TIMEOUT_MS = 15_000;

type Given<Name extends string, T> = [T] extends [undefined]
  ? { readonly [N in Name]?: never }
  : Record<never, never> extends T
    ? { readonly [N in Name]?: T }
    : { readonly [N in Name]: T };
type BodyGiven<E extends Endpoint> = E extends { readonly media: 'multipart' } ? FormData : BodyOf<E>;
type KeyGiven<E extends Endpoint> = E extends { readonly idempotencyKey: 'required' }
  ? { readonly idempotencyKey: string }
  : { readonly idempotencyKey?: string };

export type SendBy = (url: string, request: RequestInit) => Promise<Response>;
export interface CallOptions {
  readonly signal?: AbortSignal;
  /** The ETag of what the caller has: the answer may then be `{ status: 304, body: null }`. */
  readonly etag?: string | null;
  readonly timeoutMs?: number;
  /** Takes the place of `fetch`, such as one that tells how far an upload is. */
  readonly sendBy?: SendBy;
  /** Overrides the token. Endpoints that anyone may call get no token unless it is given here. */
  readonly token?: string | null;
}
export type Call<E extends Endpoint> = CallOptions &
  Given<'params', ParamsOf<E>> &
  Given<'query', QueryOf<E>> &
  Given<'body', BodyGiven<E>> &
  KeyGiven<E>;

type Media = { readonly media: 'svg' | 'png' | 'pdf' | 'csv' };
type BodyAt<E extends Endpoint, S> = E extends Media ? Blob : S extends TSchema ? Static<S> : null;
/** A success: narrow by `status` where an endpoint has several. */
export type Answer<E extends Endpoint> = {
  [Status in keyof E['reply']]: { readonly status: Status; readonly body: BodyAt<E, E['reply'][Status]>; readonly etag: string | null };
}[keyof E['reply']];
export interface NotModified {
  readonly status: 304;
  readonly body: null;
  readonly etag: string | null;
}

type Arguments<E extends Endpoint> = Record<never, never> extends Call<E> ? [call?: Call<E>] : [call: Call<E>];

export interface Api {
  /** Rejects with `ApiProblem` (refused), `NoAnswer` (outcome unknown), or the signal's reason. */
  call<E extends Endpoint>(endpoint: E, call: Call<E> & { readonly etag: string | null }): Promise<Answer<E> | NotModified>;
  call<E extends Endpoint>(endpoint: E, ...rest: Arguments<E>): Promise<Answer<E>>;
  /** Address of an endpoint or an `imageUrl`, with the base in front. */
  readonly url: (path: string) => string;
  readonly token: () => string | null;
  /** The same single-flight renewal that calls use; for the stream. */
  readonly renew: Renew;
}

interface LooseCall extends CallOptions {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
}
interface LooseAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly etag: string | null;
}

function addressOf(endpoint: Endpoint, call: LooseCall): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = call.params?.[name];
    if (!value) throw new TypeError(`${endpoint.path} needs ${name}`);
    return encodeURIComponent(value);
  });
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) if (value !== undefined) query.set(name, String(value));
  return query.size > 0 ? `${path}?${query}` : path;
}

function requestOf(endpoint: Endpoint, call: LooseCall, token: string | null): RequestInit {
  const headers = new Headers({ accept: 'application/json, application/problem+json, */*;q=0.5' });
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  if (call.idempotencyKey !== undefined) headers.set('idempotency-key', call.idempotencyKey);
  if (call.etag) headers.set('if-none-match', call.etag);
  const request: RequestInit = { method: endpoint.method, headers, credentials: 'omit', cache: 'no-store', redirect: 'error' };
  if (call.body === undefined) return request;
  if (endpoint.media === 'multipart') return { ...request, body: call.body as FormData };
  headers.set('content-type', 'application/json');
  return { ...request, body: JSON.stringify(call.body) };
}

async function readBody(response: Response, endpoint: Endpoint): Promise<unknown> {
  const kind = response.headers.get('content-type') ?? '';
  if (!response.ok) return /\bjson\b/.test(kind) ? response.json() : undefined;
  if (endpoint.media !== undefined && endpoint.media !== 'multipart') return response.blob();
  if (endpoint.reply[response.status] === null) return null;
  if (!/\bjson\b/.test(kind)) throw new NoAnswer('foreign');
  return response.json();
}

async function readAnswer(response: Response, endpoint: Endpoint, call: LooseCall): Promise<LooseAnswer> {
  const etag = response.headers.get('etag');
  if (response.status === 304 && call.etag) return { status: 304, body: null, etag: etag ?? call.etag };
  const body = await readBody(response, endpoint);
  if (response.status in endpoint.reply) return { status: response.status, body, etag };
  const wait = retryAfterS(response.headers.get('retry-after'), now());
  throw readProblem(body, response.status, wait) ?? new NoAnswer('foreign', response.status);
}

/** Fetches with a deadline over headers and body. By hand: `AbortSignal.any` is newer than some tablets. */
async function send(url: string, endpoint: Endpoint, call: LooseCall, token: string | null): Promise<LooseAnswer> {
  const stop = new AbortController();
  const forward = () => stop.abort(call.signal?.reason);
  if (call.signal?.aborted) forward();
  call.signal?.addEventListener('abort', forward, { once: true });
  let late = false;
  const deadline = setTimeout(() => {
    late = true;
    stop.abort();
  }, call.timeoutMs ?? TIMEOUT_MS);
  try {
    const askedAt = now();
    const response = await (call.sendBy ?? fetch)(url, { ...requestOf(endpoint, call, token), signal: stop.signal });
    serverClock.hearDate(response.headers.get('date'), askedAt);
    return await readAnswer(response, endpoint, call);
  } catch (error) {
    if (error instanceof ApiProblem || error instanceof NoAnswer) throw error;
    if (late) throw new NoAnswer('timeout', error);
    if (call.signal?.aborted) throw call.signal.reason;
    throw new NoAnswer(error instanceof SyntaxError ? 'foreign' : 'network', error);
  } finally {
    clearTimeout(deadline);
    call.signal?.removeEventListener('abort', forward);
  }
}

/** Calls endpoints of the contract. A dead token is renewed once a call, in single flight. */
export function createApi(settings: Sign & { readonly baseUrl?: string }): Api {
  const url = (path: string) => `${settings.baseUrl ?? ''}${path}`;
  const renew = createRenewal(settings);
  const loose = async (endpoint: Endpoint, call: LooseCall = {}): Promise<LooseAnswer> => {
    const address = url(addressOf(endpoint, call));
    const open = endpoint.callers.includes('anyone');
    const token = call.token === undefined ? (open ? null : settings.token()) : call.token;
    try {
      return await send(address, endpoint, call, token);
    } catch (error) {
      const mayRenew = !open && call.token === undefined && error instanceof ApiProblem && error.status === 401;
      const fresh = mayRenew ? await renew(token) : null;
      if (fresh === null) throw error;
      return send(address, endpoint, call, fresh);
    }
  };
  return { call: loose as Api['call'], url, token: settings.token, renew };
}
