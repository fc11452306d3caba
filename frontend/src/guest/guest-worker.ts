/**
 * The guest's pages without a line: the app's files of one version, the pictures seen, and nothing else. What the interface
 * answers is never kept here: the app keeps the last menu and the cart itself, and says what is not sent.
 */

/** Put in by the build: its version, and the files that the app's first screen needs. */
declare const __WORKER__: { readonly version: string; readonly files: readonly string[] };

interface ExtendableEvent extends Event {
  readonly waitUntil: (work: Promise<unknown>) => void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
}
interface WorkerScope {
  readonly location: Location;
  readonly clients: { readonly claim: () => Promise<void> };
  readonly skipWaiting: () => Promise<void>;
  addEventListener(type: 'install' | 'activate', listen: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listen: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', listen: (event: ExtendableEvent & { readonly data: unknown }) => void): void;
}
const worker = self as unknown as WorkerScope;

const { version, files } = __WORKER__;
const SHELL = '/';
const APP = `guest-${version}`;
/** Files of a name that is never given again: they outlive a version. */
const LASTING = 'lasting';
const MOST_LASTING = 500;
/** A table's page comes from the server while it answers in this time. */
const PATIENCE_MS = 4_000;
const PAGES = /^\/($|t\/|pair$|join$|menu$|menu\/|cart$|review$|orders)/;
const LASTING_FILES = /^\/(uploads\/menu-images|assets\/fonts)\//;

async function install(): Promise<void> {
  const cache = await caches.open(APP);
  await cache.addAll(files.map((file) => (file === SHELL ? new Request(file, { cache: 'reload' }) : file)));
}

async function removeOld(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('guest-') && name !== APP) await caches.delete(name);
  await worker.clients.claim();
}

async function keepLasting(request: Request | string): Promise<Response> {
  const cache = await caches.open(LASTING);
  const kept = await cache.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.status === 200) {
    await cache.put(request, response.clone());
    const all = await cache.keys();
    // In the order in which they came.
    for (const old of all.slice(0, Math.max(0, all.length - MOST_LASTING))) await cache.delete(old);
  }
  return response;
}

const shell = async (): Promise<Response> => (await (await caches.open(APP)).match(SHELL)) ?? fetch(SHELL);
const own = async (request: Request): Promise<Response> => (await (await caches.open(APP)).match(request)) ?? fetch(request);

/** The table's own page when the server gives one in time; a link opened without a line still leads into the app. */
async function tablePage(request: Request): Promise<Response> {
  const tooLate = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  const page = await Promise.race([fetch(request).catch(() => null), tooLate]);
  return page?.ok ? page : shell();
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(removeOld()));
worker.addEventListener('message', (event) => {
  const { data } = event;
  if (data === 'take-over') event.waitUntil(worker.skipWaiting());
  // What the first page fetched before there was a worker.
  if (Array.isArray(data))
    event.waitUntil(Promise.allSettled(data.filter((url) => typeof url === 'string' && isLasting(url)).map(keepLasting)));
});
const isLasting = (url: string): boolean => {
  const { origin, pathname } = new URL(url, worker.location.href);
  return origin === worker.location.origin && LASTING_FILES.test(pathname);
};
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || request.headers.has('range')) return;
  if (request.mode === 'navigate') {
    if (PAGES.test(pathname)) event.respondWith(pathname.startsWith('/t/') ? tablePage(request) : shell());
  } else if (isLasting(request.url)) event.respondWith(keepLasting(request));
  else if (files.includes(pathname)) event.respondWith(own(request));
});
