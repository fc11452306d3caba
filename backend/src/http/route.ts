import type { BodyOf, Endpoint, ParamsOf, QueryOf } from '@tableorder/contract/endpoint';
import { invalidField, problem } from '@tableorder/contract/problem';
import type { Static, TSchema } from '@tableorder/contract/schema';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify';
import { hasCurrent } from './etag.ts';
import { admit, type Identify, type Principal, type PrincipalOf } from './principal.ts';

/** What a handler is given: the request as the contract declares it. */
export interface Call<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: QueryOf<E>;
  readonly body: BodyOf<E>;
  readonly principal: PrincipalOf<E>;
  /** 1–255 printable characters; empty only where the endpoint makes it optional. */
  readonly idempotencyKey: string;
  readonly ip: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

type BodyFor<S> = S extends TSchema ? Static<S> : null;
type Typed<E extends Endpoint> = {
  [Status in keyof E['reply'] & number]: { readonly status: Status; readonly body: BodyFor<E['reply'][Status]> };
}[keyof E['reply'] & number];

/** Bytes that were made before: JSON built once a version, a picture. With an `etag` the route answers 304 to who has it. */
export interface Prebuilt<Status extends number = number> {
  readonly status: Status;
  readonly bytes: string | Uint8Array;
  readonly type?: string;
  readonly etag?: string;
}

/** The handler has taken the connection over (a stream). */
export const TAKEN_OVER = Symbol('taken over');

export type Answer<E extends Endpoint> = Typed<E> | Prebuilt<keyof E['reply'] & number> | typeof TAKEN_OVER;
/** An answer by the contract. A function, because the compiler widens `200` to `number` in a handler's object literal. */
export const answer = <const Status extends number, const Body>(
  status: Status,
  body: Body,
): { readonly status: Status; readonly body: Body } => ({
  status,
  body,
});

export const prebuilt = <const Status extends number>(
  status: Status,
  bytes: string | Uint8Array,
  as: { type?: string; etag?: string } = {},
): Prebuilt<Status> => ({
  status,
  bytes,
  ...as,
});

export type Handler<E extends Endpoint> = (call: Call<E>) => Promise<Answer<E>>;

export interface Routes {
  /** Puts an endpoint of the contract into service. */
  implement<E extends Endpoint>(endpoint: E, handler: Handler<E>): void;
}

/** How the caller is known: where a request carries its token, and who stands behind it. Handed in, because access is a feature. */
export interface Admission {
  readonly tokenOf: (request: FastifyRequest) => Promise<string | null>;
  readonly identify: Identify;
}

const KEY = /^[\x20-\x7e]{1,255}$/;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const JSON_TYPE = 'application/json; charset=utf-8';

function readKey(endpoint: Endpoint, request: FastifyRequest): string {
  const header = request.headers['idempotency-key'];
  if (header === undefined && endpoint.idempotencyKey !== 'required') return '';
  if (typeof header !== 'string' || !KEY.test(header))
    throw invalidField('/headers/idempotency-key', header === undefined ? 'required' : 'pattern');
  return header;
}

async function readPrincipal(endpoint: Endpoint, request: FastifyRequest, { identify, tokenOf }: Admission): Promise<Principal | null> {
  if (endpoint.callers.includes('anyone')) return null;
  const token = await tokenOf(request);
  if (!token) throw problem('unauthorized', {});
  // The menu is read far more often than anything else, and the question who sits where was a sixth of its time.
  const principal = await identify(token, endpoint.cacheable ? 'shop' : 'seat');
  admit(endpoint.callers, principal);
  return principal;
}

function send(answer: Answer<Endpoint>, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (answer === TAKEN_OVER) return reply;
  if ('bytes' in answer) {
    if (answer.etag !== undefined) {
      reply.header('etag', answer.etag).header('cache-control', 'private, no-cache');
      if (hasCurrent(request.headers['if-none-match'], answer.etag)) return reply.code(304).send();
    }
    return reply
      .code(answer.status)
      .type(answer.type ?? JSON_TYPE)
      .send(answer.bytes);
  }
  reply.code(answer.status);
  return answer.body === null ? reply.send() : reply.type(JSON_TYPE).send(JSON.stringify(answer.body));
}

/**
 * Makes routes of endpoints. Order of refusals: token, role, ids that can't be, shape, then the handler's.
 * A caller without the right learns nothing about the shape or about what is there.
 */
export function routesOn(
  app: FastifyInstance,
  admission: Admission,
  check: ((endpoint: Endpoint, status: number, body: unknown) => void) | null,
): Routes {
  return {
    implement<E extends Endpoint>(endpoint: E, handler: Handler<E>): void {
      const schema: FastifySchema = {
        ...(endpoint.query === undefined ? {} : { querystring: endpoint.query }),
        ...(endpoint.body === undefined ? {} : { body: endpoint.body }),
      };
      const principals = new WeakMap<FastifyRequest, Principal>();
      app.route({
        method: endpoint.method,
        url: endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'),
        schema,
        // A stream answered to HEAD would never end.
        exposeHeadRoute: endpoint.media !== 'event-stream',
        onRequest: async (request) => {
          const principal = await readPrincipal(endpoint, request, admission);
          if (principal) principals.set(request, principal);
          for (const value of Object.values(request.params as Record<string, string>)) if (!ID.test(value)) throw problem('not-found', {});
        },
        preValidation: async (request) => {
          // A form's parser leaves no body behind: without this it would pass for one that was left out.
          if (endpoint.media !== 'multipart' && request.isMultipart?.()) throw problem('unsupported-media', {});
          // A body that may be left out is an empty one.
          if (endpoint.body !== undefined && (request.body === undefined || request.body === null)) request.body = {};
        },
        handler: async (request, reply) => {
          const answer = await handler({
            params: request.params as ParamsOf<E>,
            query: request.query as QueryOf<E>,
            body: request.body as BodyOf<E>,
            principal: (principals.get(request) ?? null) as PrincipalOf<E>,
            idempotencyKey: endpoint.idempotencyKey === undefined ? '' : readKey(endpoint, request),
            get ip() {
              return request.ip;
            },
            request,
            reply,
          });
          if (check && answer !== TAKEN_OVER) check(endpoint, answer.status, 'bytes' in answer ? readBack(answer) : answer.body);
          return send(answer as Answer<Endpoint>, request, reply);
        },
      });
    },
  };
}

function readBack(answer: Prebuilt): unknown {
  return answer.type === undefined
    ? JSON.parse(typeof answer.bytes === 'string' ? answer.bytes : Buffer.from(answer.bytes).toString())
    : null;
}
