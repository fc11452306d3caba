import type { EventShapes } from '@tableorder/contract/event';
import { formatCursor, parseCursor } from '@tableorder/contract/event';
import type { SessionId, StoreId, TableId } from '@tableorder/contract/ids';
import type { Static } from '@tableorder/contract/schema';
import { toInstant } from '@tableorder/contract/time';
import type { Bus } from '../bus/bus.ts';
import type { Clock } from '../clock/clock.ts';
import type { Db, Reading, Trx } from '../db/db.ts';
import {
  deleteOldEvents,
  findCounter,
  findEpoch,
  findEventsSince,
  findOldestSeq,
  insertEpoch,
  insertEvent,
  raiseSeq,
} from './events.sql.ts';

/** The bus topic of the nudges; the payload is the store's id. */
export const NEWS = 'news';

/** Who an event concerns: staff of the store, also the guests of one table session (and the table it sits at), or every reader of the store. */
export type Audience =
  | { readonly kind: 'staff' }
  | { readonly kind: 'session'; readonly tableId: TableId; readonly sessionId: SessionId | null }
  /** A session's guests among themselves: what staff need not hear. */
  | { readonly kind: 'guests'; readonly tableId: TableId; readonly sessionId: SessionId }
  | { readonly kind: 'everyone' };

/** An event as it is stored: `data` is the JSON text that goes over the wire, made once. */
export interface StoredEvent {
  readonly seq: number;
  readonly type: string;
  readonly audience: Audience['kind'];
  readonly table_id: TableId | null;
  readonly session_id: SessionId | null;
  readonly data: string;
}

export type Since = { readonly kind: 'events'; readonly events: readonly StoredEvent[] } | { readonly kind: 'reset'; readonly seq: number };

/** Replay reaches back at least this far (reliability paper, section 2.1): 24 hours or 10,000 events, whichever is more. */
const KEPT_MS = 24 * 3_600_000;
const KEPT_EVENTS = 10_000;
const STORES_AT_ONCE = 500;

/**
 * The store's log of events. Appending is part of the transaction that changes the data; reading is by cursor, live and replay alike.
 * `seq` is the store's own counter: a database sequence hands out numbers before the commit, and a reader would pass one by.
 */
export class Events {
  readonly #db: Db;
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #onStored: (type: string) => void;
  readonly epoch: string;

  constructor(db: Db, bus: Bus, clock: Clock, epoch: string, onStored: (type: string) => void = () => {}) {
    this.#onStored = onStored;
    this.#db = db;
    this.#bus = bus;
    this.#clock = clock;
    this.epoch = epoch;
  }

  /** Writes one event and nudges the instances after the commit. Gives the event's seq. */
  async append<E extends EventShapes, T extends keyof E & string>(
    trx: Trx,
    storeId: StoreId,
    shapes: E,
    type: T,
    audience: Audience,
    carried: Static<E[T]>,
  ): Promise<number> {
    if (!(type in shapes)) throw new Error(`undeclared event: ${type}`);
    const row = await trx.first(raiseSeq, { storeId });
    if (!row) throw new Error(`no counters for store ${storeId}`);
    const seq = row.event_seq;
    const at = this.#clock.now();
    const rest = JSON.stringify(carried).slice(1);
    const data = `{"type":"${type}","seq":${seq},"at":"${toInstant(at)}"${rest === '}' ? rest : `,${rest}`}`;
    const { tableId, sessionId } = 'tableId' in audience ? audience : { tableId: null, sessionId: null };
    trx.send(insertEvent, { storeId, seq, type, audience: audience.kind, tableId, sessionId, data, at });
    trx.afterCommit(() => {
      this.#onStored(type);
      return this.#bus.publish(NEWS, storeId);
    });
    return seq;
  }

  /** Where the store stands now, seen by `reading`. */
  async seq(reading: Reading, storeId: StoreId): Promise<number> {
    return (await reading.first(findCounter, { storeId }))?.event_seq ?? 0;
  }

  /** Where the store stands now. */
  seqNow(storeId: StoreId): Promise<number> {
    return this.seq(this.#db, storeId);
  }

  /** Where each of these stores stands now, in one reading for some hundred of them; a store that is not there is left out. */
  async seqsNow(storeIds: readonly StoreId[]): Promise<ReadonlyMap<StoreId, number>> {
    const seqs = new Map<StoreId, number>();
    for (let from = 0; from < storeIds.length; from += STORES_AT_ONCE) {
      const some = storeIds.slice(from, from + STORES_AT_ONCE);
      const rows = await this.#db.find((db) =>
        db.selectFrom('store_counters').select(['store_id', 'event_seq']).where('store_id', 'in', some),
      );
      for (const row of rows) seqs.set(row.store_id, row.event_seq);
    }
    return seqs;
  }

  cursor(seq: number): string {
    return formatCursor(this.epoch, seq);
  }

  /** The seq that a cursor of a client stands for, null for garbage and for another epoch. */
  read(cursor: string): number | null {
    const parsed = parseCursor(cursor);
    return parsed && parsed.epoch === this.epoch ? parsed.seq : null;
  }

  /**
   * What happened after `seq`, oldest first, at most `limit`. `reset` when that can't be told completely: a cursor ahead of the
   * counter (a restored backup, garbage) or older than what is kept. An empty list means there is nothing newer.
   */
  async since(storeId: StoreId, seq: number, limit: number): Promise<Since> {
    // Numbers are given and committed one after the other: whoever finds the next one has them all, and need not ask where the store stands.
    const events = await this.#db.all(findEventsSince, { storeId, seq, limit });
    return events[0]?.seq === seq + 1 ? { kind: 'events', events } : this.#sinceInOneView(storeId, seq, limit);
  }

  async #sinceInOneView(storeId: StoreId, seq: number, limit: number): Promise<Since> {
    return this.#db.read(async (reading) => {
      const now = await this.seq(reading, storeId);
      if (seq === now) return { kind: 'events', events: [] };
      if (seq > now) return { kind: 'reset', seq: now };
      const oldest = (await reading.first(findOldestSeq, { storeId }))?.seq;
      if (oldest === undefined || seq < oldest - 1) return { kind: 'reset', seq: now };
      return { kind: 'events', events: await reading.all(findEventsSince, { storeId, seq, limit }) };
    });
  }

  /** Drops what is beyond the kept hours and the kept count. Gives the number of events dropped. */
  async forgetOld(storeId: StoreId): Promise<number> {
    return this.#db.inStore(storeId, async (trx) => {
      const now = await this.seq(trx, storeId);
      return trx.run(deleteOldEvents, { storeId, before: this.#clock.now() - KEPT_MS, belowSeq: now - KEPT_EVENTS });
    });
  }
}

/** The events of this database, `onStored` hearing the type of each that was committed; its epoch is made at the first start and changes when a backup is restored. */
export async function openEvents(
  db: Db,
  bus: Bus,
  clock: Clock,
  makeEpoch: () => string,
  onStored: (type: string) => void = () => {},
): Promise<Events> {
  const epoch = await db.inServer(async (trx) => {
    const known = await trx.first(findEpoch, {});
    if (known) return known.value;
    const value = makeEpoch();
    await trx.run(insertEpoch, { value });
    return value;
  });
  return new Events(db, bus, clock, epoch, onStored);
}
