import type { Backing } from './storage-indexeddb.ts';

type Items = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** localStorage when a write works, which private windows may refuse; else null. */
function workingLocalStorage(): Items | null {
  try {
    const probe = 'tableorder.probe';
    localStorage.setItem(probe, '1');
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}

function memoryItems(): Items {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    key: (at) => [...items.keys()][at] ?? null,
    get length() {
      return items.size;
    },
  };
}

function keysOf(items: Items, prefix: string): string[] {
  const keys = Array.from({ length: items.length }, (_, at) => items.key(at) ?? '');
  return keys.filter((key) => key.startsWith(prefix)).sort();
}

/** The fallback where IndexedDB is refused. One step of one tab is atomic; between tabs the server's idempotency keys protect. */
export function openBrowserStore(name: string): Backing {
  const lasting = workingLocalStorage();
  const items = lasting ?? memoryItems();
  const read = (key: string): unknown => {
    const stored = items.getItem(key);
    return stored === null ? undefined : JSON.parse(stored);
  };
  return {
    kind: lasting ? 'localstorage' : 'memory',
    get: async (key) => read(`${name}:${key}`),
    all: async (prefix) => keysOf(items, `${name}:${prefix}`).map(read),
    change: async (key, change) => {
      const next = change(read(`${name}:${key}`));
      if (next === undefined) items.removeItem(`${name}:${key}`);
      else items.setItem(`${name}:${key}`, JSON.stringify(next));
      return next;
    },
    close: () => {},
  };
}
