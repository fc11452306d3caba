import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import fastify, { type FastifyInstance } from 'fastify';
import { answerNotFound, plainPath, SECURITY_HEADERS } from './serve-answers.ts';
import { serveGuestPages } from './serve-guest.ts';
import { servePages } from './serve-pages.ts';
import { proxyTo } from './serve-proxy.ts';

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

const CLOSE_WITHIN_MS = 5_000;
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
  await serveGuestPages(app, settings);
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
