import { readFile } from 'node:fs/promises';
import type { OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline, type Readable } from 'node:stream';
import httpProxy from '@fastify/http-proxy';
import serveStatic from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

export interface FrontendSettings {
  readonly port: number;
  readonly host: string;
  readonly backendUrl: string;
  readonly distDir: string;
}
export interface Frontend {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const PROXIED = ['/api/*', '/uploads/*', '/health', '/health/*', '/openapi.json', '/docs', '/docs/*', '/problems/*'];
const PAGES = {
  'guest.html': ['/', '/t/*', '/pair', '/join', '/menu', '/menu/*', '/cart', '/review', '/orders', '/orders/*'],
  'staff.html': ['/staff', '/staff/*'],
};
/** Sent on every answer, unless the backend set its own (pictures and API pages have narrower or other needs). */
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'cross-origin-opener-policy': 'same-origin',
};
/** Who asks is what this server sees; what a client claims about itself is not passed on. */
const CLAIMS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'x-forwarded-proto', 'x-real-ip'];
const NO_ANSWER_MS = 60_000;
const CLOSE_WITHIN_MS = 5_000;
const RETRY_AFTER_S = 2;

/** The path as any decoder may see it; null when it climbs, hides, or cannot be decoded. */
function plainPath(url: string): string | null {
  const raw = url.split(/[?#]/, 1)[0] ?? '';
  try {
    const path = decodeURIComponent(raw).replaceAll('\\', '/');
    return path.startsWith('/') && !/\/\.|%2e|%2f|%5c|\0/i.test(path) ? path : null;
  } catch {
    return null;
  }
}

function notFoundPage(): string {
  return `<!doctype html>
<html lang="ko"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>404</title>
<h1>페이지를 찾을 수 없어요 · Page not found</h1>
<p>주소를 확인하거나 <a href="/">처음으로</a> 돌아가 주세요.</p>
<p lang="en">Check the address, or go <a href="/">back to the start</a>.</p>
</html>
`;
}

function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // A path that cannot be decoded comes here past every hook.
  reply.code(404).headers(SECURITY_HEADERS).header('cache-control', 'no-store');
  if (!(request.headers.accept ?? '').includes('text/html')) return reply.type('text/plain; charset=utf-8').send('Not found\n');
  return reply.type('text/html; charset=utf-8').send(notFoundPage());
}

/** The backend is away: the same document it would give, so that screens know one kind of refusal. */
function answerUnavailable(reply: FastifyReply): void {
  const body = {
    type: '/problems/unavailable',
    title: 'Not possible at this moment',
    status: 503,
    instance: `/requests/${reply.request.id}`,
  };
  reply.code(503).header('retry-after', String(RETRY_AFTER_S)).header('cache-control', 'no-store');
  reply.type('application/problem+json').send(JSON.stringify(body));
}

/** Headers at once, each frame as it comes; whichever side ends, the other is ended. */
function passStream(stream: Readable, reply: FastifyReply, streams: Set<Readable>): void {
  reply.hijack();
  reply.raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders);
  reply.raw.flushHeaders();
  streams.add(stream);
  pipeline(stream, reply.raw, () => streams.delete(stream));
}

function proxyTo(app: FastifyInstance, backendUrl: string, streams: Set<Readable>): void {
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

async function servePages(app: FastifyInstance, distDir: string): Promise<void> {
  await Promise.all(
    Object.keys(PAGES).map((page) =>
      readFile(join(distDir, page)).catch((cause: unknown) => {
        throw new Error(`${join(distDir, page)} cannot be read: build the screens first (npm run build)`, { cause });
      }),
    ),
  );
  await app.register(serveStatic, {
    root: distDir,
    serve: false,
    preCompressed: true,
    dotfiles: 'ignore',
    index: false,
    list: false,
    cacheControl: false,
  });
  for (const [page, paths] of Object.entries(PAGES))
    for (const path of paths) app.get(path, (_, reply) => reply.header('cache-control', 'no-cache').sendFile(page));
  app.get('/*', (request, reply) => {
    const path = plainPath(request.url)?.slice(1) ?? '';
    // The same page must not have a second address, and what only tools read is nobody's.
    if (path.endsWith('/') || /\.(?:html|br|gz|map)$|(?:^|\/)package(?:-lock)?\.json$/.test(path)) return reply.callNotFound();
    const lasting = path.startsWith('assets/');
    return reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache').sendFile(path);
  });
}

/** Streams never end by themselves: at closing they are cut, and the readers come back to the next process. */
function cutStreamsAtClose(app: FastifyInstance, streams: ReadonlySet<Readable>): void {
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.destroy();
    setTimeout(() => app.server.closeAllConnections(), CLOSE_WITHIN_MS).unref();
  });
}

/** Serves the built screens, and passes what is the backend's on to it. */
export async function startFrontend(settings: FrontendSettings): Promise<Frontend> {
  const app = fastify({
    requestTimeout: 120_000,
    keepAliveTimeout: 65_000,
    http: { headersTimeout: 15_000 },
    genReqId: () => crypto.randomUUID(),
    requestIdHeader: false,
    return503OnClosing: false,
    frameworkErrors: (_, request, reply) => void answerNotFound(request, reply),
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    if (request.method === 'TRACE' || request.method === 'CONNECT')
      return reply.code(405).header('allow', 'GET, HEAD').send('Method not allowed\n');
    if (plainPath(request.url) === null) return answerNotFound(request, reply);
  });
  app.setNotFoundHandler(answerNotFound);
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 404 || status === 403) return answerNotFound(request, reply);
    if (status >= 500) console.error(`[frontend] ${request.method} ${request.routeOptions.url ?? 'unknown'} ${request.id}`, error);
    return reply
      .code(status)
      .type('text/plain; charset=utf-8')
      .send(status < 500 ? 'Bad request\n' : 'Something went wrong\n');
  });
  const streams = new Set<Readable>();
  cutStreamsAtClose(app, streams);
  proxyTo(app, settings.backendUrl, streams);
  await servePages(app, settings.distDir);
  await app.listen({ port: settings.port, host: settings.host });
  const { port } = app.server.address() as AddressInfo;
  const host = settings.host === '0.0.0.0' || settings.host === '::' ? 'localhost' : settings.host;
  return { url: `http://${host}:${port}`, close: () => app.close() };
}

/** Settings that no further start will cure. */
class NotPossible extends Error {
  override name = 'NotPossible';
}

/** The only place here that reads the environment. */
function readSettings(env: NodeJS.ProcessEnv): FrontendSettings {
  const refuse = (name: string, value: string, allowed: string): never => {
    throw new NotPossible(`${name}=${value} is not possible: ${allowed}`);
  };
  const portText = env.FRONTEND_PORT?.trim() || '3000';
  const port = Number(portText);
  if (!/^\d{1,5}$/.test(portText) || port > 65_535) refuse('FRONTEND_PORT', portText, 'a port from 0 to 65535');
  const backendUrl = env.BACKEND_URL?.trim() || 'http://localhost:8000';
  const parsed = URL.canParse(backendUrl) ? new URL(backendUrl) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.pathname !== '/' || parsed.search || parsed.username)
    refuse('BACKEND_URL', backendUrl, 'http://host:port or https://host, without a path');
  return { port, host: env.HOST?.trim() || '0.0.0.0', backendUrl, distDir: join(import.meta.dirname, 'dist') };
}

async function main(): Promise<void> {
  const frontend = await startFrontend(readSettings(process.env));
  // For the program that started us.
  console.log(JSON.stringify({ event: 'ready', port: Number(new URL(frontend.url).port || 80) }));
  let closing = false;
  const stop = () => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(1), CLOSE_WITHIN_MS + 2_000).unref();
    frontend.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

if (import.meta.main)
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    const isTaken = error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');
    process.exit(isTaken || error instanceof NotPossible ? 78 : 1);
  });
