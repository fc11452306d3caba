import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { plainPath } from './serve-answers.ts';

const PAGES = {
  'guest.html': ['/', '/t/*', '/pair', '/join', '/menu', '/menu/*', '/cart', '/review', '/orders', '/orders/*', '/split'],
  'staff.html': ['/staff', '/staff/*'],
  'kitchen.html': ['/kitchen'],
};

export async function servePages(app: FastifyInstance, distDir: string): Promise<void> {
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
    if (path.endsWith('/') || /\.(?:html|br|gz|map)$|^server\/|(?:^|\/)package(?:-lock)?\.json$/.test(path)) return reply.callNotFound();
    const lasting = path.startsWith('assets/');
    return reply.header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache').sendFile(path);
  });
}
