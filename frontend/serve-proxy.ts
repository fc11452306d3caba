import type { OutgoingHttpHeaders } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { answerUnavailable } from './serve-answers.ts';

const PROXIED = ['/api/*', '/uploads/*', '/health', '/health/*', '/openapi.json', '/docs', '/docs/*', '/problems/*'];
/** Who asks is what this server sees; what a client claims about itself is not passed on. */
const CLAIMS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'x-real-ip'];
const NO_ANSWER_MS = 60_000;

/** Headers at once, each frame as it comes; whichever side ends, the other is ended. */
function passStream(stream: Readable, reply: FastifyReply, streams: Set<Readable>): void {
  reply.hijack();
  reply.raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders);
  reply.raw.flushHeaders();
  streams.add(stream);
  pipeline(stream, reply.raw, () => streams.delete(stream));
}

export function proxyTo(app: FastifyInstance, backendUrl: string, streams: Set<Readable>): void {
  app.register(httpProxy, {
    upstream: backendUrl,
    prefix: '',
    routes: PROXIED,
    disableCache: true,
    // The default of 128 connections would be used up by 128 open streams.
    undici: { connections: 10_000, pipelining: 1, headersTimeout: NO_ANSWER_MS, bodyTimeout: 0, connectTimeout: 5_000 },
    destroyAgent: true,
    disableRequestLogging: true,
    replyOptions: {
      // By default a 503 is asked again ten times, `Retry-After` taken for milliseconds.
      retryDelay: () => null,
      rewriteRequestHeaders: (request, headers) => {
        const { host } = request.headers;
        const own = Object.fromEntries(Object.entries(headers).filter(([name]) => !CLAIMS.includes(name)));
        return {
          ...own,
          'x-forwarded-for': request.socket.remoteAddress ?? '',
          'x-forwarded-proto': 'http',
          ...(typeof host === 'string' ? { 'x-forwarded-host': host } : {}),
        };
      },
      onResponse: (_, given, response) => {
        // The declared types are older than what arrives: the status and the body as a stream.
        const { statusCode, stream } = response as unknown as { readonly statusCode: number; readonly stream: Readable };
        const reply = given as FastifyReply;
        if (statusCode === 502 || statusCode === 504) {
          stream.destroy();
          for (const header of ['content-length', 'content-encoding', 'etag']) reply.removeHeader(header);
          answerUnavailable(reply);
        } else if (String(reply.getHeader('content-type')).startsWith('text/event-stream')) passStream(stream, reply, streams);
        else reply.send(stream);
      },
      onError: (reply) => answerUnavailable(reply as FastifyReply),
    },
  });
}
