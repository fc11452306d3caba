import { openBrowserStore } from './storage-browser.ts';
import { type Backing, openIndexedDb } from './storage-indexeddb.ts';

/** Shelves by name and what lies on each: `openStorage<{ cart: Cart; outbox: OutboxEntry }>()`. */
export type Shelves = object;
type ShelfName<S extends Shelves> = keyof S & string;

/** A small durable key-value store. A write is on the disk when its promise resolves. */
export interface Storage<S extends Shelves> {
  /** `memory` forgets at reload: tell the guest to stay on the page while something waits. */
  readonly kind: Backing['kind'];
  get<N extends ShelfName<S>>(shelf: N, key: string): Promise<S[N] | undefined>;
  set<N extends ShelfName<S>>(shelf: N, key: string, value: S[N]): Promise<void>;
  delete<N extends ShelfName<S>>(shelf: N, key: string): Promise<void>;
  all<N extends ShelfName<S>>(shelf: N): Promise<S[N][]>;
  /** Reads and writes in one step that other tabs cannot come between; `change` gives undefined to delete. Gives what is there then. */
  change<N extends ShelfName<S>>(shelf: N, key: string, change: (old: S[N] | undefined) => S[N] | undefined): Promise<S[N] | undefined>;
  /** Asks the browser not to evict what is stored. False where it will not promise (always on plain HTTP). */
  persist(): Promise<boolean>;
  close(): void;
}

const address = (shelf: string, key: string) => `${shelf}/${key}`;

async function persist(): Promise<boolean> {
  // Missing outside secure contexts, whatever the types say.
  const manager: Partial<StorageManager> | undefined = navigator.storage;
  return (await manager?.persist?.()) ?? false;
}

/** Opens IndexedDB, else localStorage, else memory (private windows refuse the first, sometimes both). */
export async function openStorage<S extends Shelves>(name = 'tableorder'): Promise<Storage<S>> {
  const backing = (await openIndexedDb(name)) ?? openBrowserStore(name);
  return {
    kind: backing.kind,
    get: (shelf, key) => backing.get(address(shelf, key)) as Promise<S[typeof shelf] | undefined>,
    set: async (shelf, key, value) => {
      await backing.change(address(shelf, key), () => value);
    },
    delete: async (shelf, key) => {
      await backing.change(address(shelf, key), () => undefined);
    },
    all: (shelf) => backing.all(address(shelf, '')) as Promise<S[typeof shelf][]>,
    change: (shelf, key, change) =>
      backing.change(address(shelf, key), (old) => change(old as S[typeof shelf] | undefined)) as Promise<S[typeof shelf] | undefined>,
    persist,
    close: backing.close,
  };
}
