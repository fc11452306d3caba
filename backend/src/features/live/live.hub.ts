import type { SessionId, SignInId, StoreId, TableId } from '@tableorder/contract/ids';
import { AUTH_EXPIRED, RESET } from '@tableorder/contract/live.rules';
import { frame, type StreamConnection, type StreamSettings } from '../../http/stream.ts';
import type { Bus } from '../../infra/bus/bus.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import { type Events, NEWS, type StoredEvent } from '../../infra/events/events.ts';
import type { Log } from '../../infra/log/log.ts';
import type { Metrics } from '../../infra/metrics/metrics.ts';
import { SIGN_INS_CHANGED, type SignIns } from '../access/access.sign-ins.ts';
import { type Listener, mayHear } from './live.rules.ts';

/** A lost nudge costs at most this: a screen is never more than a second late, whatever becomes of the bus. */
const POLL_MS = 800;
/** How often open streams are asked whether their sign-in still holds. */
const SWEEP_MS = 1000;
/** Rows read at a time: bounds memory while a reader catches up. */
const SLICE = 100;
/** Bytes to one reader between two turns: what is written in one turn waits in this process, and would make a good reader look slow. */
const BYTES_PER_TURN = 64 * 1024;
/** Writes between two turns of the event loop, so that other requests keep their answer times above a thousand readers. */
const WRITES_PER_TURN = 500;

export interface Reader {
  readonly storeId: StoreId;
  readonly signInId: SignInId;
  readonly listener: Listener;
  readonly connection: StreamConnection;
  /** The session that runs at its table now, null for none; asked anew with each slice of what it missed. */
  readonly present: () => Promise<SessionId | null>;
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
  /** When the first nudge came that nobody has read after; null when none waits. */
  nudgedAt: number | null;
}

export interface HubDeps {
  readonly events: Events;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly log: Log;
  readonly signIns: SignIns;
  readonly stream: StreamSettings;
  readonly metrics: Pick<Metrics, 'took'>;
}

/**
 * One reader of each store's events in this process, fanned out to its streams. Live and replay are the same read (`events.since`):
 * a nudge only says that there is something, so a lost one, or a bus that is down, costs the polling interval and no event.
 */
export class LiveHub {
  readonly #deps: HubDeps;
  /** Every open stream, also those that are still catching up; a feed has the live ones. */
  readonly #open = new Set<Reader>();
  readonly #feeds = new Map<StoreId, StoreFeed>();
  readonly #timers: NodeJS.Timeout[];
  readonly #stops: (() => void)[];
  #polling: Promise<void> | null = null;
  /** The last look failed, and was told. */
  #blind = false;
  #sweeping = false;
  #closed = false;

  /** How often a stream says that it lives: its reader is told, so as to know a dead one. */
  get heartbeatMs(): number {
    return this.#deps.stream.heartbeatMs;
  }

  constructor(deps: HubDeps) {
    this.#deps = deps;
    this.#timers = [
      setInterval(() => this.#beat(), deps.stream.heartbeatMs),
      setInterval(() => this.#poll(), POLL_MS),
      setInterval(() => void this.#sweep(), SWEEP_MS),
    ];
    for (const timer of this.#timers) timer.unref();
    this.#stops = [
      deps.bus.subscribe(NEWS, (storeId) => this.#nudge(storeId as StoreId)),
      deps.bus.subscribe(SIGN_INS_CHANGED, (ids) => this.#recheck(new Set(JSON.parse(ids) as SignInId[]))),
    ];
  }

  /** Streams that are live. */
  get readers(): number {
    let count = 0;
    for (const feed of this.#feeds.values()) count += feed.readers.size;
    return count;
  }

  /** Every open stream by who listens at it. */
  listeners(): ReadonlyMap<Listener['kind'], number> {
    const count = new Map<Listener['kind'], number>();
    for (const { listener } of this.#open) count.set(listener.kind, (count.get(listener.kind) ?? 0) + 1);
    return count;
  }

  /** The store's tables whose tablet has a stream open here. */
  tablesHeard(storeId: StoreId): ReadonlySet<TableId> {
    const heard = new Set<TableId>();
    for (const { storeId: of, listener } of this.#open) if (of === storeId && listener.kind === 'tablet') heard.add(listener.tableId);
    return heard;
  }

  /** Streams open for one sign-in. */
  readersOf(signInId: SignInId): number {
    let count = 0;
    for (const reader of this.#open) if (reader.signInId === signInId) count++;
    return count;
  }

  /**
   * Adds a stream: tells it what it missed since `seq` (null for a cursor that can't be resumed: one `reset`), then keeps it live.
   * It joins the live readers in the same turn in which it has caught up, so nothing falls between.
   */
  async join(storeId: StoreId, reader: Reader, seq: number | null): Promise<void> {
    if (this.#closed) return reader.connection.end();
    this.#open.add(reader);
    if (seq === null) this.#reset(reader, await this.#deps.events.seqNow(storeId));
    else reader.seq = seq;
    while (!(await this.#catchUp(storeId, reader)));
    // Something may have happened after the last read, while nobody of the store was listening for nudges.
    this.#nudge(storeId);
    // Revoked between being let in and being listed here.
    this.#recheck(new Set([reader.signInId]));
  }

  /** One slice of what the reader missed; true when it is live, or gone. */
  async #catchUp(storeId: StoreId, reader: Reader): Promise<boolean> {
    const { connection, listener } = reader;
    const since = await this.#deps.events.since(storeId, reader.seq, SLICE);
    if (!connection.isOpen) return true;
    if (since.kind === 'reset') {
      this.#reset(reader, since.seq);
      return false;
    }
    // Asked after the slice was read: whoever sits down between the two is the present party.
    const present = listener.kind === 'tablet' && since.events.length > 0 ? await reader.present() : null;
    for (const event of since.events) {
      this.#tell(reader, event, this.#frameOf(event), present);
      await connection.drained();
    }
    if (!connection.isOpen) return true;
    const feed = this.#feedOf(storeId, reader.seq);
    if (since.events.length === SLICE || reader.seq < feed.seq) return false;
    feed.readers.add(reader);
    return true;
  }

  leave(storeId: StoreId, reader: Reader): void {
    this.#open.delete(reader);
    const feed = this.#feeds.get(storeId);
    feed?.readers.delete(reader);
    if (feed && feed.readers.size === 0 && !feed.pumping) this.#feeds.delete(storeId);
  }

  #feedOf(storeId: StoreId, seq: number): StoreFeed {
    let feed = this.#feeds.get(storeId);
    if (!feed) {
      feed = { seq, readers: new Set(), pumping: false, nudged: false, nudgedAt: null };
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
    feed.nudgedAt ??= this.#deps.clock.monotonic();
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
      const { nudgedAt } = feed;
      feed.nudgedAt = null;
      const since = await this.#deps.events.since(storeId, feed.seq, SLICE);
      if (since.kind === 'reset') {
        feed.seq = since.seq;
        for (const reader of feed.readers) this.#reset(reader, since.seq);
        continue;
      }
      if (since.events.length === SLICE) feed.nudged = true;
      await this.#fanOut(feed, since.events);
      if (since.events.length > 0 && nudgedAt !== null)
        this.#deps.metrics.took('tableorder_stream_lag_seconds', this.#deps.clock.monotonic() - nudgedAt, {});
    }
  }

  async #fanOut(feed: StoreFeed, events: readonly StoredEvent[]): Promise<void> {
    let writes = 0;
    let written = 0;
    for (const event of events) {
      const bytes = this.#frameOf(event);
      written += bytes.length;
      if (written > BYTES_PER_TURN) {
        await new Promise((resolve) => setImmediate(resolve));
        written = bytes.length;
      }
      feed.seq = event.seq;
      for (const reader of [...feed.readers]) {
        this.#tell(reader, event, bytes);
        if (++writes % WRITES_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    }
  }

  /** One question for all stores that have readers here; only those with news are read. */
  #poll(): void {
    this.#polling ??= this.#look()
      .then(() => {
        this.#blind = false;
      })
      .catch((error: unknown) => {
        if (!this.#blind) this.#deps.log.error('live', 'news cannot be looked for; tried again', {}, error);
        this.#blind = true;
      })
      .finally(() => {
        this.#polling = null;
      });
  }

  async #look(): Promise<void> {
    if (this.#feeds.size === 0) return;
    for (const [storeId, seq] of await this.#deps.events.seqsNow([...this.#feeds.keys()])) {
      // One ahead of the counter is as far from it: a restored database.
      if (this.#feeds.get(storeId)?.seq !== seq) this.#nudge(storeId);
    }
  }

  #beat(): void {
    const now = this.#deps.clock.monotonic();
    for (const reader of this.#open) reader.connection.beat(now, this.#deps.stream.timeoutMs);
  }

  #expire(reader: Reader): void {
    reader.connection.end(frame(AUTH_EXPIRED, null, JSON.stringify({ type: AUTH_EXPIRED })));
  }

  /** Makes up for a lost nudge about a sign-in; what can't be read now is asked again by the next sweep, and nobody is sent away for it. */
  async #sweep(): Promise<void> {
    if (this.#sweeping) return;
    this.#sweeping = true;
    const now = this.#deps.clock.now();
    const asked: Promise<void>[] = [];
    for (const reader of this.#open) {
      if (reader.expiresAt <= now) this.#expire(reader);
      else asked.push(this.#ask(reader));
    }
    const failed = (await Promise.allSettled(asked)).find((one) => one.status === 'rejected');
    if (failed)
      this.#deps.log.warning('live', 'the sign-ins of open streams could not be checked', { streams: asked.length }, failed.reason);
    this.#sweeping = false;
  }

  /** Ends a stream whose sign-in has ended, with that word; a phone that moved comes back anew. */
  async #ask(reader: Reader): Promise<void> {
    const signIn = await this.#deps.signIns.byId(reader.signInId);
    if (!signIn) {
      if (reader.listener.kind === 'phone') await this.#farewell(reader);
      this.#expire(reader);
    } else if (reader.listener.kind === 'phone' && signIn.session_id !== reader.listener.sessionId) reader.connection.end();
    else reader.expiresAt = signIn.expires_at;
  }

  /** A phone is put out by the close of its session: it hears of that before its stream ends, whichever nudge came first. */
  async #farewell(reader: Reader): Promise<void> {
    const since = await this.#deps.events.since(reader.storeId, reader.seq, SLICE);
    if (since.kind === 'events') for (const event of since.events) this.#tell(reader, event, this.#frameOf(event));
  }

  /** Streams whose sign-in is said to have changed. */
  #recheck(ids: ReadonlySet<SignInId>): void {
    for (const reader of this.#open) {
      if (!ids.has(reader.signInId)) continue;
      this.#ask(reader).catch((error: unknown) => {
        // Something changed and it is not known what: closed rather than kept; a good reader comes back.
        this.#deps.log.error('live', 'checking a stream’s sign-in failed', {}, error);
        reader.connection.end();
      });
    }
  }

  /** Ends every stream; clients come back by themselves. */
  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    for (const stop of this.#stops) stop();
    for (const reader of this.#open) reader.connection.end();
    this.#feeds.clear();
  }
}
