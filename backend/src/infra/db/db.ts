import type { StoreId } from '@tableorder/contract/ids';
import type { Compilable } from 'kysely';
import type { Builder, Statement } from './statement.ts';

/** Reads on one connection. Every statement on a store's data has `store_id` in it. */
export interface Reading {
  /** All rows, an empty list for none. */
  all<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row[]>;
  /** The first row, `undefined` for none. */
  first<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): Promise<Row | undefined>;
  /** All rows of a query whose text depends on its arguments (filters, lists); built anew at each call. */
  find<Row>(build: (db: Builder) => Compilable<Row>): Promise<Row[]>;
}

/** A running transaction. Whoever is given one never touches `Db`; using it after its end throws. */
export interface Trx extends Reading {
  /** Runs a write and says how many rows it touched. */
  run<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): Promise<number>;
  /**
   * Runs a write whose count nobody asks for. Over a line to the database the next statement is sent without waiting for its answer, and sees
   * what it wrote. When it fails the transaction fails: at once, or at its end.
   */
  send<Args extends object, Row>(statement: Statement<Args, Row>, args: Args): void;
  /** Runs a write whose text depends on its arguments. */
  write<Row>(build: (db: Builder) => Compilable<Row>): Promise<number>;
  /** Something outside the database, done once the commit is durable; not on rollback. Its failure is logged, not thrown. */
  afterCommit(work: () => void | Promise<void>): void;
}

/**
 * The database. Reads outside a transaction see what is committed; `read` gives one snapshot for several reads.
 * Throws Problem `unavailable` when no connection is free within the acquire timeout or the writer's queue is full,
 * and Problem `storage-full` when the disk is.
 */
export interface Db extends Reading {
  read<T>(work: (reading: Reading) => Promise<T>): Promise<T>;
  /**
   * One transaction under the store's lock: commands of one store run one after the other, so that order numbers and event
   * numbers are gapless and commands never deadlock. Resolves only when the commit is on disk. `work` does nothing slow.
   */
  inStore<T>(storeId: StoreId, work: (trx: Trx) => Promise<T>): Promise<T>;
  /** As `inStore`, under the server's lock: for what is not a store's, such as making one. */
  inServer<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** Rejects when the database does not answer. With `write`, also when it would not take a write. */
  ping(write?: 'write'): Promise<void>;
  /** How busy it is at this moment. */
  load(): DbLoad;
  /** Lets running work finish and lets go. Again: nothing. */
  close(): Promise<void>;
}

export interface DbLoad {
  /** Commands that wait for the one writer; 0 where each has a connection of its own. */
  readonly queued: number;
  /** Connections by what they do, and requests that wait for one. */
  readonly busy: number;
  readonly idle: number;
  readonly waiting: number;
}

/** Hears of every commit that is on disk: how long it took in ms, and how many commands it made durable. */
export type OnCommit = (ms: number, commands: number) => void;

/** A unique index refused the row. Both databases' codes are known in their drivers; commands see this one. */
export class NotUnique extends Error {
  override name = 'NotUnique';
}

/** Why the database can't be opened, in one line for the person who starts the program. */
export class CannotOpenDatabase extends Error {
  override name = 'CannotOpenDatabase';
}
