import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build as bundle, type Plugin } from 'esbuild';

export type { Plugin } from 'esbuild';

import { binOf, ROOT, runNode } from './run.ts';
import { hashOf, isFresh, oneAtATime, stampAs } from './stamp.ts';

/** One folder below `dist`, as deep as the modules of `src`: addresses relative to a module stay true in the bundle. */
export const BACKEND_BUNDLE = 'backend/dist/server/main.js';

const SCREENS = ['guest', 'staff', 'kitchen', 'server'] as const;
type Screens = (typeof SCREENS)[number];

const SHARED = ['contract/src', 'package-lock.json', 'scripts/build.ts'];
const SOURCES = {
  backend: ['backend/src', 'backend/demo', 'backend/package.json', ...SHARED],
  guest: ['frontend', ...SHARED],
  staff: ['frontend', ...SHARED],
  kitchen: ['frontend', ...SHARED],
  server: ['frontend', ...SHARED],
};

async function buildScreens(app: Screens): Promise<void> {
  const { code, output } = await runNode([binOf('vite', 'vite'), 'build', '--logLevel', 'warn'], {
    cwd: join(ROOT, 'frontend'),
    env: { ...process.env, APP: app, NODE_ENV: 'production', BUILD_VERSION: hashOf(SOURCES[app]).slice(0, 8) },
  });
  if (code !== 0) throw new Error(`The ${app} screens do not build:\n${output}`);
}

/** Of many small files each, read at every start: inside the bundle they are one. None reads files of its own. */
const INSIDE = new Set([
  '@fastify/cors',
  '@fastify/multipart',
  'fastify',
  'jose',
  'kysely',
  'lru-cache',
  'prom-client',
  'qrcode',
  'typebox',
  'uuidv7',
]);

async function buildBackend(): Promise<void> {
  const dist = join(ROOT, 'backend/dist');
  await rm(dist, { recursive: true, force: true });
  await bundleBackend(join(dist, 'server'));
}

/**
 * Other packages stay packages (some are native, some read files of their own); what is ours becomes one file and a chunk for each driver,
 * in a folder two below `backend`. `plugins` change it for a test of the tests.
 */
export async function bundleBackend(outdir: string, plugins: Plugin[] = []): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'backend/package.json'), 'utf8')) as { dependencies: Record<string, string> };
  const packages = Object.keys(manifest.dependencies).filter((name) => !name.startsWith('@tableorder/') && !INSIDE.has(name));
  await bundle({
    entryPoints: [join(ROOT, 'backend/src/main.ts')],
    outdir,
    plugins,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    sourcemap: true,
    sourcesContent: false,
    chunkNames: '[name]-[hash]',
    external: packages.flatMap((name) => [name, `${name}/*`]),
    // What is bundled of CommonJS asks for the runtime's modules by `require`.
    banner: { js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);" },
    logLevel: 'warning',
  });
}

const WORK = [
  { name: 'backend', made: BACKEND_BUNDLE, make: buildBackend },
  ...SCREENS.map((app) => ({
    name: app,
    made: app === 'server' ? 'frontend/dist/server/guest.js' : `frontend/dist/${app}.html`,
    make: () => buildScreens(app),
  })),
] as const;

/** Builds what its sources have changed since; everything when `all`. Gives the names of what was built. */
export async function build({ all = false, say = () => {} }: { all?: boolean; say?: (name: string) => void } = {}): Promise<string[]> {
  return oneAtATime(async () => {
    const built: string[] = [];
    for (const { name, made, make } of WORK) {
      const hash = hashOf(SOURCES[name as keyof typeof SOURCES]);
      if (!all && isFresh(name, hash, made)) continue;
      say(name);
      await make();
      stampAs(name, hash);
      built.push(name);
    }
    return built;
  });
}

if (import.meta.main) {
  const began = performance.now();
  build({ all: true, say: (name) => console.log(`building ${name} …`) }).then(
    () => console.log(`built in ${((performance.now() - began) / 1000).toFixed(1)} s`),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exitCode = 1;
    },
  );
}
