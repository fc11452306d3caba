import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { type BuildOptions, defineConfig, type Plugin } from 'vite';
import { bareContract } from './bare-contract.ts';
import { devMenuPage } from './dev-menu-page.ts';
import { guestWorker, WORKER_FILE } from './guest-worker-build.ts';

const root = import.meta.dirname;
const BACKEND = process.env.BACKEND_URL ?? 'http://localhost:8000';
const PROXIED = ['/api', '/uploads', '/health', '/openapi.json', '/docs', '/problems'];

/**
 * `APP=guest vite build`, then `staff`, then `kitchen`: bundles that share nothing but fonts. `APP=server`: the guest's screens for
 * the server that writes their first page. Without it (dev) one server has all.
 */
const app = process.env.APP;
if (app !== undefined && app !== 'guest' && app !== 'staff' && app !== 'kitchen' && app !== 'server')
  throw new Error(`APP=${app}: guest, staff, kitchen or server`);
const bundleName = app ?? 'all';
/** On devices that nobody chose for their speed: guests' phones, and whatever hangs in the kitchen. */
const isLight = app !== undefined && app !== 'staff';

/** Guests and kitchens load preact in React's place: same code, a tenth of the weight. */
export const preact = [
  { find: /^react$/, replacement: 'preact/compat' },
  { find: /^react-dom$/, replacement: 'preact/compat' },
  { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
  { find: /^react-dom\/server$/, replacement: 'preact-render-to-string' },
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
        request.url = /^\/staff(\/|$)/.test(path) ? '/staff.html' : path === '/kitchen' ? '/kitchen.html' : '/guest.html';
      next();
    });
  },
};

/** Which build this is: of the sources, so that both apps of one build have the same. */
const buildVersion = process.env.BUILD_VERSION ?? 'dev';
/** What is served now, for whoever wants to know whether a screen is of an older build. */
const versionFile: Plugin = {
  name: 'version-file',
  apply: 'build',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'version.json', source: JSON.stringify({ version: buildVersion }) });
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

const INPUT = {
  guest: {
    guest: join(root, 'guest.html'),
    'start-later': join(root, 'src/guest/start-later.ts'),
    'guest-worker': join(root, 'src/guest/guest-worker.ts'),
  },
  staff: { staff: join(root, 'staff.html') },
  kitchen: { kitchen: join(root, 'kitchen.html') },
  all: { guest: join(root, 'guest.html'), staff: join(root, 'staff.html'), kitchen: join(root, 'kitchen.html') },
};

const forBrowser: BuildOptions = {
  outDir: join(root, 'dist'),
  emptyOutDir: false,
  manifest: `manifest-${bundleName}.json`,
  sourcemap: false,
  // Everything is a file of its own: the page's policy admits no data: addresses.
  assetsInlineLimit: 0,
  modulePreload: { polyfill: false },
  cssTarget: ['chrome111', 'safari16.4', 'firefox114'],
  rolldownOptions: {
    input: INPUT[app === 'guest' || app === 'staff' || app === 'kitchen' ? app : 'all'],
    output: {
      // A worker's address is the same in every version, and what it may answer for lies below it.
      entryFileNames: ({ name }) => (name === 'guest-worker' ? WORKER_FILE : `assets/${bundleName}/[name]-[hash].js`),
      chunkFileNames: `assets/${bundleName}/[name]-[hash].js`,
      assetFileNames: ({ names }) =>
        names.some((name) => name.endsWith('.woff2'))
          ? 'assets/fonts/[name]-[hash][extname]'
          : `assets/${bundleName}/[name]-[hash][extname]`,
    },
  },
};

const forServer: BuildOptions = {
  ssr: join(root, 'src/guest/server.tsx'),
  outDir: join(root, 'dist/server'),
  emptyOutDir: true,
  copyPublicDir: false,
  target: 'node24',
  rolldownOptions: { output: { entryFileNames: 'guest.js', chunkFileNames: '[name]-[hash].js' } },
};

export default defineConfig({
  root,
  plugins: [
    ...(isLight ? [] : [react()]),
    devMenuPage(BACKEND),
    pages,
    ...(app === 'guest' ? [bareContract, guestWorker] : []),
    ...(app === 'server' ? [] : [versionFile, precompress]),
  ],
  define: { __BUILD__: JSON.stringify(buildVersion) },
  resolve: { alias: isLight ? preact : [] },
  server: {
    port: Number(process.env.FRONTEND_PORT ?? 3000),
    host: process.env.HOST ?? '0.0.0.0',
    proxy: Object.fromEntries(PROXIED.map((path) => [path, { target: BACKEND, changeOrigin: false }])),
  },
  // One file that needs no package: the image of the screens has none of these.
  ssr: { noExternal: app === 'server' ? true : [] },
  build: app === 'server' ? forServer : forBrowser,
});
