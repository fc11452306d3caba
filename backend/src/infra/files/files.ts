import type { EpochMs } from '@tableorder/contract/time';

export interface StoredFile {
  readonly name: string;
  readonly bytes: number;
  readonly changedAt: EpochMs;
}

/**
 * Files under names we made. A name is lower-case letters, digits and hyphens, a dot, and letters or digits, at most 100
 * characters; any other name is refused with an error before anything is touched.
 */
export interface Files {
  /** Durable once resolved, and whole or not at all. A second put of a name replaces it. No room: Problem `storage-full`. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** The bytes, or null when there is no such file (a bad name is one that is not there). Rejects when the storage fails. */
  read(name: string): Promise<Uint8Array | null>;
  /** Gone once resolved. Not there: nothing. */
  remove(name: string): Promise<void>;
  /** Every whole file, in no order. One that comes or goes meanwhile may be in it or not. */
  list(): AsyncIterable<StoredFile>;
  /** Resolves when a file could be written now. */
  ping(): Promise<void>;
  /** Lets go; files stay. Again: nothing. */
  close(): Promise<void>;
}

const NAME = /^[a-z0-9-]{1,95}\.[a-z0-9]{1,8}$/;

/** True for what may stand as a file's name in any storage. */
export const isFileName = (name: string): boolean => name.length <= 100 && NAME.test(name);
