import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { problem } from '@tableorder/contract/problem';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { allEndpoints, allEvents, allShapes } from './endpoints.ts';
import { hasCurrent } from './etag.ts';
import { openApi } from './openapi.ts';
import { isProblemKey, PROBLEM_PAGE_CSP, problemPage, problemsPage } from './problem-page.ts';

const DOCS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>tableorder: the interface</title>
<link rel="icon" href="data:,">
</head>
<body>
<div id="app"></div>
<noscript>This page needs its script; the same is in <a href="/openapi.json">openapi.json</a>.</noscript>
<script src="/docs/scalar.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

/** Nothing that would call somebody else's server: no fonts from afar, no proxy, no telemetry, no assistant. */
const START = `Scalar.createApiReference('#app', ${JSON.stringify({
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
  defaultOpenAllTags: false,
})});
`;

const DOCS_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  // The reference sets styles at run time.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

interface Kept {
  readonly bytes: Buffer;
  readonly zipped: Buffer;
  readonly etag: string;
}

async function keep(text: string): Promise<Kept> {
  const bytes = Buffer.from(text);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes, zipped: await promisify(gzip)(bytes, { level: 9 }), etag };
}

/** The reference's own script out of its package: the plugin is asked for it, once, when somebody first reads the page. */
async function referenceScript(): Promise<Kept> {
  const { default: reference } = await import('@scalar/fastify-api-reference');
  const shelf = Fastify();
  try {
    await shelf.register(reference, { routePrefix: '/shelf', configuration: { url: '/openapi.json' } });
    const script = await shelf.inject('/shelf/js/scalar.js');
    if (script.statusCode !== 200) throw new Error(`the reference's script is not where it was: ${script.statusCode}`);
    return await keep(script.body);
  } finally {
    await shelf.close();
  }
}

/** A promise made at first need and made anew after it failed. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}

function sendKept({ bytes, zipped, etag }: Kept, type: string, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.header('etag', etag).header('cache-control', 'no-cache').header('vary', 'accept-encoding');
  if (hasCurrent(request.headers['if-none-match'], etag)) return reply.code(304).send();
  reply.type(type);
  if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(bytes);
  return reply.header('content-encoding', 'gzip').send(zipped);
}

/** The interface for programs (`/openapi.json`) and for people (`/docs`), and a page for each problem's type. Nothing is loaded from outside. */
export function serveDocuments(app: FastifyInstance, version: string): void {
  const document = once(() => keep(JSON.stringify(openApi(allEndpoints, allEvents, version, allShapes))));
  const script = once(referenceScript);
  const start = once(() => keep(START));
  app.get('/openapi.json', async (request, reply) => sendKept(await document(), 'application/json; charset=utf-8', request, reply));
  app.get('/docs', async (_, reply) =>
    reply.header('content-security-policy', DOCS_CSP).header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(DOCS_PAGE),
  );
  app.get('/docs/scalar.js', async (request, reply) => sendKept(await script(), 'text/javascript; charset=utf-8', request, reply));
  app.get('/docs/start.js', async (request, reply) => sendKept(await start(), 'text/javascript; charset=utf-8', request, reply));

  const endpoints = Object.values(allEndpoints);
  const sendPage = (reply: FastifyReply, page: string) =>
    reply
      .header('content-security-policy', PROBLEM_PAGE_CSP)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(page);
  app.get('/problems', async (_, reply) => sendPage(reply, problemsPage()));
  app.get<{ Params: { '*': string } }>('/problems/*', async (request, reply) => {
    const key = request.params['*'];
    if (!isProblemKey(key)) throw problem('not-found', {});
    return sendPage(reply, problemPage(key, endpoints));
  });
}
