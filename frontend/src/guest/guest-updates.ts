import { throwApart } from '../lib/listeners.ts';

/** So long nothing was touched: somebody reads, or nobody is there. */
const QUIET_MS = 15_000;
const LOOK_MS = 3_000;
/** A tablet is never closed: it has to ask by itself. */
const ASK_MS = 30 * 60_000;
const RENEWED = 'tableorder.renewed';
const WORKER = '/guest-worker.js';

/** Whether the screen may change under the guest: only the menu is open, nothing rose over it, and nobody has touched it lately. */
function isQuiet(touchedAt: number): boolean {
  const atMenu = location.pathname === '/' && location.search === '' && document.querySelector('dialog[open]') === null;
  const writing = document.activeElement instanceof HTMLInputElement || document.activeElement instanceof HTMLTextAreaElement;
  return atMenu && !writing && (document.hidden || performance.now() - touchedAt > QUIET_MS);
}

/** Loads the new version at the next quiet moment. Cart, unsent orders and sign-in are on the device's disk and wait for it. */
function takeOverWhenQuiet(waiting: ServiceWorker): void {
  let touchedAt = performance.now();
  const touched = () => {
    touchedAt = performance.now();
  };
  for (const type of ['pointerdown', 'keydown', 'scroll']) addEventListener(type, touched, { capture: true, passive: true });
  const looking = setInterval(() => {
    if (!isQuiet(touchedAt)) return;
    clearInterval(looking);
    waiting.postMessage('take-over');
  }, LOOK_MS);
}

function follow(registration: ServiceWorkerRegistration): void {
  let known: ServiceWorker | null = null;
  const look = () => {
    const { waiting } = registration;
    // The very first one takes over at once, and nothing changes by it.
    if (waiting === null || waiting === known || registration.active === null) return;
    known = waiting;
    takeOverWhenQuiet(waiting);
  };
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  const ask = () => void registration.update().catch(() => undefined);
  setInterval(ask, ASK_MS);
  addEventListener('online', ask);
}

/** What this page fetched before the worker was there is kept too. */
async function tellSeen(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage(performance.getEntriesByType('resource').map(({ name }) => name));
}

/** Keeps the app on the device for when there is no line. Over plain HTTP the browser has no such thing, and all else works. */
export function keepOffline(): void {
  const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  if (workers === undefined) return;
  let controlled = workers.controller !== null;
  workers.addEventListener('controllerchange', () => {
    // The first worker of all found a page without one, and changes nothing of it.
    if (!controlled) {
      controlled = true;
      return;
    }
    note((notes) => notes.setItem(RENEWED, 'yes'));
    location.reload();
  });
  // A private window may refuse; it then is as without one.
  workers.register(WORKER).then(follow, (error: unknown) => console.warn('the app is not kept for offline', error));
  tellSeen().catch(throwApart);
}

/** Storage that a browser forbids only means that nothing is said. */
function note<T>(work: (notes: Storage) => T): T | null {
  try {
    return work(sessionStorage);
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** True once, on the page that a new version brought. */
export const wasRenewed = (): boolean =>
  note((notes) => {
    const renewed = notes.getItem(RENEWED) !== null;
    notes.removeItem(RENEWED);
    return renewed;
  }) ?? false;
