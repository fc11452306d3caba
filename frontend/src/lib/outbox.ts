import type { PlaceOrder } from '@tableorder/contract/orders';
import { now } from './clock.ts';
import { createListeners, onReturn, throwApart } from './listeners.ts';
import { expired, inOrder, newEntry, nextLook, type OutboxEntry, revived } from './outbox.rules.ts';
import { type Outcome, openOutboxChannel } from './outbox-channel.ts';
import { createSender } from './outbox-sender.ts';
import type { OutboxSettings, OutboxShelves } from './outbox-settings.ts';
import { randomKey } from './random-key.ts';
import type { Storage } from './storage.ts';

export interface OutboxSnapshot {
  /** False until the stored orders are read. */
  readonly ready: boolean;
  /** Oldest first. */
  readonly entries: readonly OutboxEntry[];
}

export interface Outbox {
  readonly snapshot: () => OutboxSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
  /** Resolves with the key once the order is on this device's disk; sending has then begun. Rejects, unsent, when it can't be stored. */
  readonly place: (body: PlaceOrder) => Promise<string>;
  /** What became of it, whichever tab sent it. */
  readonly settled: (key: string) => Promise<Outcome>;
  /** A person wants it sent again, also an expired one. */
  readonly resend: (key: string) => Promise<void>;
  /** Out of the queue and back to the guest; null when it is placed or gone. Warn when `maybePlaced`. Waits for a try under way. */
  readonly takeBack: (key: string) => Promise<PlaceOrder | null>;
  /** The party has left or moved: what waits is only sent when a person says so. */
  readonly holdAll: () => Promise<void>;
  /** Try now: the stream is live again, or somebody signed in. */
  readonly wake: () => void;
  readonly close: () => void;
}

const LEAST_LOOK_MS = 200;
const BUSY_LOOK_MS = 3_000;
const FOREIGN_KEPT_MS = 24 * 3_600_000;

/** Orders between the guest's tap and the server's word. Each is stored before it is sent and leaves only by an answer or a person. */
export function openOutbox(settings: OutboxSettings): Outbox {
  const { storage, lock, scope } = settings;
  const listeners = createListeners();
  let snapshot: OutboxSnapshot = { ready: false, entries: [] };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let running = false;
  let again: 'no' | 'yes' | 'eagerly' = 'no';

  const read = async () => (await storage.all('outbox')).filter((entry) => entry.scope === scope).sort(inOrder);
  const refresh = async () => {
    snapshot = { ready: true, entries: await read() };
    listeners.tell();
  };
  const channel = openOutboxChannel(
    () =>
      void refresh()
        .then(() => schedule())
        .catch(throwApart),
  );
  const changed = async () => {
    channel.tellChanged();
    await refresh();
  };
  const sendAll = createSender({ settings, read, changed, settle: channel.settle, isClosed: () => closed });

  function schedule(leastMs = LEAST_LOOK_MS) {
    clearTimeout(timer);
    const at = nextLook(snapshot.entries);
    if (at !== null && !closed) timer = setTimeout(() => kick(false), Math.max(leastMs, at - now()));
  }
  async function drain() {
    if (running || closed) return;
    running = true;
    let leastMs = LEAST_LOOK_MS;
    try {
      while (again !== 'no' && !closed) {
        const eager = again === 'eagerly';
        again = 'no';
        if (!(await lock.tryRun(() => sendAll(eager)))) leastMs = BUSY_LOOK_MS;
      }
      await refresh();
    } catch (error) {
      leastMs = BUSY_LOOK_MS;
      throwApart(error);
    } finally {
      running = false;
      schedule(leastMs);
    }
  }
  function kick(eager: boolean) {
    again = eager || again === 'eagerly' ? 'eagerly' : 'yes';
    void drain();
  }
  const wake = () => kick(true);

  const forgetForeign = async () => {
    for (const entry of await storage.all('outbox'))
      if (entry.scope !== scope && entry.createdAt < now() - FOREIGN_KEPT_MS) await storage.delete('outbox', entry.key);
  };
  const begin = async () => {
    await forgetForeign();
    await refresh();
    if (snapshot.entries.length > 0) wake();
  };
  const stopListening = onReturn(wake);
  void begin().catch(throwApart);

  return {
    snapshot: () => snapshot,
    subscribe: listeners.subscribe,
    place: async (body) => {
      const entry = newEntry({ key: randomKey(), scope, tableId: settings.tableId, body }, now());
      await storage.set('outbox', entry.key, entry);
      await changed();
      kick(false);
      return entry.key;
    },
    settled: async (key) => channel.settled(key, async () => (await storage.get('outbox', key)) !== undefined),
    resend: async (key) => {
      await storage.change('outbox', key, (entry) => (entry && entry.state !== 'sending' ? revived(entry, now()) : entry));
      await changed();
      kick(false);
    },
    takeBack: (key) =>
      lock.run(async () => {
        const entry = await storage.get('outbox', key);
        if (!entry || entry.scope !== scope) return null;
        await storage.delete('outbox', key);
        channel.settle(key, { kind: 'taken-back' });
        await changed();
        return entry.body;
      }),
    holdAll: () => lock.run(async () => holdEach(storage, await read()).then(changed)),
    wake,
    close: () => {
      closed = true;
      clearTimeout(timer);
      stopListening();
      channel.close();
    },
  };
}

async function holdEach(storage: Storage<OutboxShelves>, entries: readonly OutboxEntry[]): Promise<void> {
  for (const { key } of entries)
    await storage.change('outbox', key, (entry) => (entry && entry.state !== 'refused' ? expired(entry) : entry));
}
