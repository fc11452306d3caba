import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;
const BACKEND = process.env.BACKEND_URL ?? 'http://localhost:8000';
const PROXIED = ['/api', '/uploads', '/health', '/openapi.json', '/docs', '/problems'];

/** `APP=guest vite build`, then `APP=staff vite build`: two bundles that share nothing but fonts. Without it (dev) one server has both. */
const app = process.env.APP;
if (app !== undefined && app !== 'guest' && app !== 'staff') throw new Error(`APP=${app}: it is guest or staff`);
const bundleName = app ?? 'all';

/** Guests load preact in React's place: same code, a tenth of the weight. */
const preact = [
  { find: /^react$/, replacement: 'preact/compat' },
  { find: /^react-dom$/, replacement: 'preact/compat' },
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react\/jsx-runtime$/, replacement: 'preact/compat/jsx-runtime' },
  { find: /^react\/jsx-dev-runtime$/, replacement: 'preact/compat/jsx-dev-runtime' },
];

/** In development: the addresses that `serve.ts` answers with a page, and a reload when a file in `public` changes. */
const pages: Plugin = {
  name: 'pages',
  apply: 'serve',
  configureServer(server) {
    // Vite tells nobody of a changed file in `public`.
    server.watcher.on('all', (_event, path) => {
      if (path.startsWith(join(root, 'public'))) server.ws.send({ type: 'full-reload' });
    });
    server.middlewares.use((request, _response, next) => {
      const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
      const asksForPage = request.headers.accept?.includes('text/html') && !path.includes('.') && !path.startsWith('/@');
      if (asksForPage && !PROXIED.some((prefix) => path.startsWith(prefix)))
        request.url = /^\/staff(\/|$)/.test(path) ? '/staff.html' : '/guest.html';
      next();
    });
  },
};

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest)$/;
/** Below this a header costs more than is saved. */
const WORTH_BYTES = 1024;

/** Beside each file its .br and .gz, made once and as small as they get. What an earlier build left goes last, so a failed one breaks nothing. */
const precompress: Plugin = {
  name: 'precompress',
  apply: 'build',
  async writeBundle({ dir = '' }, bundle) {
    const written = new Set(Object.keys(bundle));
    const published = await readdir(join(root, 'public'));
    for (const name of [...written, ...published].filter((file) => COMPRESSIBLE.test(file))) {
      const plain = await readFile(join(dir, name));
      if (plain.length < WORTH_BYTES) continue;
      const [br, gz] = await Promise.all([
        brotli(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
        zip(plain, { level: 9 }),
      ]);
      await Promise.all([writeFile(join(dir, `${name}.br`), br), writeFile(join(dir, `${name}.gz`), gz)]);
    }
    const own = `assets/${bundleName}`;
    for (const name of await readdir(join(dir, own)))
      if (!written.has(`${own}/${name.replace(/\.(br|gz)$/, '')}`)) await rm(join(dir, own, name), { recursive: true });
  },
};

export default defineConfig({
  root,
  plugins: [...(app === 'guest' ? [] : [react()]), pages, precompress],
  resolve: { alias: app === 'guest' ? preact : [] },
  server: {
    port: Number(process.env.FRONTEND_PORT ?? 3000),
    host: process.env.HOST ?? '0.0.0.0',
    proxy: Object.fromEntries(PROXIED.map((path) => [path, { target: BACKEND, changeOrigin: false }])),
  },
  build: {
    outDir: join(root, 'dist'),
    emptyOutDir: false,
    manifest: `manifest-${bundleName}.json`,
    sourcemap: false,
    // Everything is a file of its own: the page's policy admits no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssTarget: ['chrome111', 'safari16.4', 'firefox114'],
    rolldownOptions: {
      input:
        app === undefined ? { guest: join(root, 'guest.html'), staff: join(root, 'staff.html') } : { [app]: join(root, `${app}.html`) },
      output: {
        entryFileNames: `assets/${bundleName}/[name]-[hash].js`,
        chunkFileNames: `assets/${bundleName}/[name]-[hash].js`,
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith('.woff2'))
            ? 'assets/fonts/[name]-[hash][extname]'
            : `assets/${bundleName}/[name]-[hash][extname]`,
      },
    },
  },
});
