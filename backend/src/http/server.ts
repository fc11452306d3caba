import cors from '@fastify/cors';
import type { Endpoint } from '@tableorder/contract/endpoint';
import { HEARTBEAT_HEADER } from '@tableorder/contract/live.rules';
import { problem } from '@tableorder/contract/problem';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { newId } from '../infra/clock/new-id.ts';
import type { Log } from '../infra/log/log.ts';
import type { Metrics } from '../infra/metrics/metrics.ts';
import { answerBrokenRequest } from './broken-request.ts';
import { answerProblem } from './problem.ts';
import { type Admission, type Routes, routesOn } from './route.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** The largest JSON body; a full order of 100 lines has some 60 kB. */
const MAX_BODY_BYTES = 256 * 1024;

export interface ServerSettings {
  readonly corsOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  /** Checks every answer against the contract and fails the request when it differs: on in tests. */
  readonly checkReplies: ((endpoint: Endpoint, status: number, body: unknown) => void) | null;
}

export interface Server {
  readonly app: FastifyInstance;
  readonly routes: Routes;
}

const isStream = (reply: FastifyReply): boolean => String(reply.getHeader('content-type')).startsWith('text/event-stream');

/** The HTTP server without a route: parsing, refusals, headers, request ids, the access log. */
export async function makeServer(
  settings: ServerSettings,
  { log, metrics }: { readonly log: Log; readonly metrics: Pick<Metrics, 'count' | 'took'> },
  admission: Admission,
): Promise<Server> {
  const app = Fastify({
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    trustProxy: [...settings.trustedProxies],
    genReqId: () => newId(),
    requestTimeout: 30_000,
    connectionTimeout: 0,
    keepAliveTimeout: 72_000,
    // Looked after often enough that ten seconds for the headers are not forty.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 5000 },
    forceCloseConnections: 'idle',
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: true, strict: false } },
    schemaErrorFormatter: (errors) => Object.assign(new Error('invalid'), { validation: errors }),
    clientErrorHandler: answerBrokenRequest(log),
    frameworkErrors: (error, request, reply) => {
      answerProblem(error, request, reply, log);
    },
  });
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id).header('cache-control', 'no-store');
    done();
  });
  await app.register(cors, {
    origin: [...settings.corsOrigins],
    methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match', 'last-event-id'],
    exposedHeaders: ['etag', 'retry-after', HEARTBEAT_HEADER, 'x-request-id'],
    maxAge: 600,
  });
  app.setErrorHandler((error, request, reply) => answerProblem(error, request, reply, log));
  app.setNotFoundHandler((request, reply) => answerProblem(problem('not-found', {}), request, reply, log));
  app.addHook('onResponse', (request, reply, done) => {
    const method = request.method;
    // What has no route has any address: one label for all of it.
    const route = request.routeOptions.url ?? 'unknown';
    metrics.count('tableorder_http_requests_total', { method, route, status: String(reply.statusCode) });
    if (!isStream(reply)) metrics.took('tableorder_http_request_duration_seconds', reply.elapsedTime, { method, route });
    const write = method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
    const facts = {
      requestId: request.id,
      method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      // Asked for only when the line is written: behind proxies it is reckoned anew each time.
      get ip() {
        return request.ip;
      },
    };
    if (write) log.info('http', 'request', facts);
    else log.debug('http', 'request', facts);
    done();
  });
  return { app, routes: routesOn(app, admission, settings.checkReplies) };
}
