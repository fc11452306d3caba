import { now } from './clock.ts';
import { throwApart } from './listeners.ts';
import { randomKey } from './random-key.ts';
import type { Storage } from './storage.ts';

export interface Lease {
  readonly owner: string;
  readonly until: number;
}
export interface LockShelves {
  lease: Lease;
}

/** One holder among all tabs of this browser. */
export interface Lock {
  /** Runs the work when nobody holds the lock; false, at once, when somebody does. */
  readonly tryRun: (work: () => Promise<void>) => Promise<boolean>;
  /** Waits for its turn. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>;
}

const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
const POLL_MS = 250;

function webLock(name: string, locks: LockManager): Lock {
  return {
    tryRun: async (work) =>
      (await locks.request(name, { ifAvailable: true }, async (held) => {
        if (held) await work();
        return held !== null;
      })) === true,
    run: async (work) => await locks.request(name, () => work()),
  };
}

/** Names this tab across reloads. A private window may refuse to remember it: then a reload waits for its old lease to end. */
function tabName(): string {
  const key = 'tableorder.tab';
  try {
    const name = sessionStorage.getItem(key) ?? randomKey();
    sessionStorage.setItem(key, name);
    return name;
  } catch {
    return randomKey();
  }
}

/** For plain HTTP, where Web Locks are missing: a lease in storage that a tab that died loses after ten seconds. */
export function leaseLock(name: string, storage: Storage<LockShelves>, tab = tabName()): Lock {
  const makeOwner = () => `${tab}:${randomKey()}`;
  // What the page before the reload held, nobody holds any more.
  const cleared = storage.change('lease', name, (old) => (old?.owner.startsWith(`${tab}:`) ? undefined : old)).catch(throwApart);
  const acquire = async (owner: string): Promise<boolean> => {
    const held = await storage.change('lease', name, (old) =>
      old && old.owner !== owner && old.until > now() && old.until <= now() + LEASE_MS ? old : { owner, until: now() + LEASE_MS },
    );
    return held?.owner === owner;
  };
  const hold = async <T>(owner: string, work: () => Promise<T>): Promise<T> => {
    // A failed renewal ends in another tab sending the same key, which the server answers with the same order.
    const renewal = setInterval(() => void acquire(owner).catch(() => false), RENEW_MS);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      await storage.change('lease', name, (old) => (old?.owner === owner ? undefined : old));
    }
  };
  return {
    tryRun: async (work) => {
      await cleared;
      const owner = makeOwner();
      if (!(await acquire(owner))) return false;
      await hold(owner, work);
      return true;
    },
    run: async (work) => {
      await cleared;
      const owner = makeOwner();
      while (!(await acquire(owner))) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      return hold(owner, work);
    },
  };
}

export function createLock(name: string, storage: Storage<LockShelves>): Lock {
  // Missing outside secure contexts, whatever the types say.
  const { locks }: Partial<Navigator> = navigator;
  return locks ? webLock(name, locks) : leaseLock(name, storage);
}
