import type { SessionId, SignInId, StoreId } from '@tableorder/contract/ids';
import { AUTH_EXPIRED, RESET } from '@tableorder/contract/live';
import { frame, type StreamConnection, type StreamSettings } from '../../http/stream.ts';
import type { Bus } from '../../infra/bus/bus.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import { type Events, NEWS, type StoredEvent } from '../../infra/events/events.ts';
import type { Log } from '../../infra/log/log.ts';
import { SIGN_INS_CHANGED, type SignIns } from '../access/access.sign-ins.ts';
import { type Listener, mayHear } from './live.rules.ts';

/** A lost nudge costs at most this (design 2.7). */
const POLL_MS = 5000;
/** Rows read at a time: bounds memory while a reader catches up. */
const SLICE = 100;
/** Writes between two turns of the event loop, so that other requests keep their answer times above a thousand readers. */
const WRITES_PER_TURN = 500;

export interface Reader {
  readonly signInId: SignInId;
  readonly listener: Listener;
  readonly connection: StreamConnection;
  /** The store's session at the table when it connected, for what it missed. */
  readonly present: SessionId | null;
  expiresAt: number;
  /** The seq it has been told of. */
  seq: number;
}

interface StoreFeed {
  /** The seq that live readers have been told of. */
  seq: number;
  readonly readers: Set<Reader>;
  pumping: boolean;
  nudged: boolean;
}

export interface HubDeps {
  readonly events: Events;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly signIns: SignIns;
  readonly stream: StreamSettings;
}

/**
 * One reader of each store's events in this process, fanned out to its streams. Live and replay are the same read (`events.since`):
 * a nudge only says that there is something, so a lost one, or a bus that is down, costs the polling interval and no event.
 */
export class LiveHub {
  readonly #deps: HubDeps;
  readonly #feeds = new Map<StoreId, StoreFeed>();
  readonly #timers: NodeJS.Timeout[];
  readonly #stops: (() => void)[];
  #closed = false;

  constructor(deps: HubDeps) {
    this.#deps = deps;
    this.#timers = [
      setInterval(() => this.#beat(), deps.stream.heartbeatMs),
      setInterval(() => this.#poll(), POLL_MS),
      setInterval(() => this.#checkExpiry(), 1000),
    ];
    for (const timer of this.#timers) timer.unref();
    this.#stops = [
      deps.bus.subscribe(NEWS, (storeId) => this.#nudge(storeId as StoreId)),
      deps.bus.subscribe(SIGN_INS_CHANGED, (ids) => this.#recheck(new Set(JSON.parse(ids) as SignInId[]))),
    ];
  }

  get readers(): number {
    let count = 0;
    for (const feed of this.#feeds.values()) count += feed.readers.size;
    return count;
  }

  /** Streams open for one sign-in. */
  readersOf(signInId: SignInId): number {
    let count = 0;
    for (const feed of this.#feeds.values()) for (const reader of feed.readers) if (reader.signInId === signInId) count++;
    return count;
  }

  /**
   * Adds a stream: tells it what it missed since `seq` (null for a cursor that can't be resumed: one `reset`), then keeps it live.
   * It joins the live readers in the same turn in which it has caught up, so nothing falls between.
   */
  async join(storeId: StoreId, reader: Reader, seq: number | null): Promise<void> {
    if (seq === null) this.#reset(reader, await this.#deps.events.seqNow(storeId));
    else reader.seq = seq;
    for (;;) {
      const since = await this.#deps.events.since(storeId, reader.seq, SLICE);
      if (!reader.connection.isOpen || this.#closed) return;
      if (since.kind === 'reset') {
        this.#reset(reader, since.seq);
        continue;
      }
      for (const event of since.events) this.#tell(reader, event, this.#frameOf(event), reader.present);
      if (since.events.length === SLICE) await reader.connection.drained();
      const feed = this.#feedOf(storeId, reader.seq);
      if (since.events.length === SLICE || reader.seq < feed.seq) continue;
      feed.readers.add(reader);
      break;
    }
    // Revoked while it caught up: it was not among those who are told.
    this.#recheck(new Set([reader.signInId]));
  }

  leave(storeId: StoreId, reader: Reader): void {
    const feed = this.#feeds.get(storeId);
    feed?.readers.delete(reader);
    if (feed && feed.readers.size === 0 && !feed.pumping) this.#feeds.delete(storeId);
  }

  #feedOf(storeId: StoreId, seq: number): StoreFeed {
    let feed = this.#feeds.get(storeId);
    if (!feed) {
      feed = { seq, readers: new Set(), pumping: false, nudged: false };
      this.#feeds.set(storeId, feed);
    }
    return feed;
  }

  #reset(reader: Reader, seq: number): void {
    reader.seq = seq;
    const cursor = this.#deps.events.cursor(seq);
    reader.connection.write(frame(RESET, cursor, JSON.stringify({ type: RESET, cursor })));
  }

  #frameOf(event: StoredEvent): Buffer {
    return frame(event.type, this.#deps.events.cursor(event.seq), event.data);
  }

  #tell(reader: Reader, event: StoredEvent, bytes: Buffer, present?: SessionId | null): void {
    if (event.seq <= reader.seq) return;
    reader.seq = event.seq;
    if (mayHear(reader.listener, event, present)) reader.connection.write(bytes);
  }

  #nudge(storeId: StoreId): void {
    const feed = this.#feeds.get(storeId);
    if (!feed) return;
    feed.nudged = true;
    if (feed.pumping) return;
    feed.pumping = true;
    this.#pump(storeId, feed)
      .catch((error: unknown) => this.#deps.log.error('live', 'reading events failed; tried again by polling', { storeId }, error))
      .finally(() => {
        feed.pumping = false;
        if (feed.readers.size === 0) this.#feeds.delete(storeId);
      });
  }

  async #pump(storeId: StoreId, feed: StoreFeed): Promise<void> {
    while (feed.nudged && !this.#closed) {
      feed.nudged = false;
      const since = await this.#deps.events.since(storeId, feed.seq, SLICE);
      if (since.kind === 'reset') {
        feed.seq = since.seq;
        for (const reader of feed.readers) this.#reset(reader, since.seq);
        continue;
      }
      if (since.events.length === SLICE) feed.nudged = true;
      await this.#fanOut(feed, since.events);
    }
  }

  async #fanOut(feed: StoreFeed, events: readonly StoredEvent[]): Promise<void> {
    let writes = 0;
    for (const event of events) {
      const bytes = this.#frameOf(event);
      feed.seq = event.seq;
      for (const reader of [...feed.readers]) {
        this.#tell(reader, event, bytes);
        if (++writes % WRITES_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  #poll(): void {
    for (const storeId of this.#feeds.keys()) this.#nudge(storeId);
  }

  #beat(): void {
    const now = this.#deps.clock.monotonic();
    for (const feed of this.#feeds.values()) for (const reader of feed.readers) reader.connection.beat(now, this.#deps.stream.timeoutMs);
  }

  #expire(reader: Reader): void {
    reader.connection.end(frame(AUTH_EXPIRED, null, JSON.stringify({ type: AUTH_EXPIRED })));
  }

  #checkExpiry(): void {
    const now = this.#deps.clock.now();
    for (const feed of this.#feeds.values()) for (const reader of feed.readers) if (reader.expiresAt <= now) this.#expire(reader);
  }

  /** Streams whose sign-in changed: those of an ended one are told so and end; a phone that moved or an extended one comes back anew. */
  #recheck(ids: ReadonlySet<SignInId>): void {
    for (const feed of this.#feeds.values()) {
      for (const reader of feed.readers) {
        if (!ids.has(reader.signInId)) continue;
        this.#deps.signIns
          .byId(reader.signInId)
          .then((signIn) => {
            if (!signIn) this.#expire(reader);
            else if (reader.listener.kind === 'phone' && signIn.session_id !== reader.listener.sessionId) reader.connection.end();
            else reader.expiresAt = signIn.expires_at;
          })
          .catch((error: unknown) => {
            // Not known whether it still holds: closed rather than kept; a good reader comes back.
            this.#deps.log.error('live', 'checking a stream’s sign-in failed', {}, error);
            reader.connection.end();
          });
      }
    }
  }

  /** Ends every stream; clients come back by themselves. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const stop of this.#stops) stop();
    for (const feed of this.#feeds.values()) for (const reader of feed.readers) reader.connection.end();
    this.#feeds.clear();
  }
}
