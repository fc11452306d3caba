import { type IDBPDatabase, openDB } from 'idb';

/** What a storage driver does; keys begin with their shelf's name and a slash. */
export interface Backing {
  readonly kind: 'indexeddb' | 'localstorage' | 'memory';
  readonly get: (key: string) => Promise<unknown>;
  readonly all: (prefix: string) => Promise<unknown[]>;
  readonly change: (key: string, change: (old: unknown) => unknown) => Promise<unknown>;
  readonly close: () => void;
}

const ROWS = 'rows';
/** Safari has been seen never answering the request to open. */
const OPEN_MS = 5_000;

async function connect(name: string): Promise<IDBPDatabase> {
  const opening = openDB(name, 1, { upgrade: (db) => void db.createObjectStore(ROWS) });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('IndexedDB does not answer')), OPEN_MS);
  });
  try {
    return await Promise.race([opening, late]);
  } catch (error) {
    opening.then((db) => db.close()).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The browser may cut the connection (storage pressure, a sleeping phone): the next use then opens it again. */
function reconnecting(
  name: string,
  first: IDBPDatabase,
): { use: <T>(work: (db: IDBPDatabase) => Promise<T>) => Promise<T>; close: () => void } {
  let connection = Promise.resolve(first);
  const use = async <T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> => {
    try {
      return await work(await connection);
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== 'InvalidStateError') throw error;
      connection = connect(name);
      return work(await connection);
    }
  };
  return { use, close: () => void connection.then((db) => db.close()) };
}

/** IndexedDB, each write synced to the disk before it counts. Null when the browser refuses it. */
export async function openIndexedDb(name: string): Promise<Backing | null> {
  if (typeof indexedDB === 'undefined') return null;
  const first = await connect(name).catch(() => null);
  if (!first) return null;
  const { use, close } = reconnecting(name, first);
  return {
    kind: 'indexeddb',
    get: (key) => use((db) => db.get(ROWS, key)),
    all: (prefix) => use((db) => db.getAll(ROWS, IDBKeyRange.bound(prefix, `${prefix}\uffff`))),
    change: (key, change) =>
      use(async (db) => {
        const tx = db.transaction(ROWS, 'readwrite', { durability: 'strict' });
        const next: unknown = change(await tx.store.get(key));
        await Promise.all([next === undefined ? tx.store.delete(key) : tx.store.put(next, key), tx.done]);
        return next;
      }),
    close,
  };
}
