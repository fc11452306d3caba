/** How often something happened since the window began, and how long that window still lasts. */
export interface Count {
  readonly count: number;
  readonly endsInMs: number;
}

/**
 * Text that may be gone at any moment, and counters for throttles. Every method rejects when the cache cannot be
 * reached: a reader then goes to the database, a throttle refuses.
 */
export interface Cache {
  /** The value, or null when it was never there, has expired, was deleted or had to make room. */
  get(key: string): Promise<string | null>;
  /** Keeps the value for `ttlMs` (the configured time when left out). A second one replaces value and time. Too large a value is not kept and not an error. */
  set(key: string, value: string, ttlMs?: number): Promise<void>;
  /** Forgets values and counters of these keys. A key that is not there is no error. */
  delete(...keys: readonly string[]): Promise<void>;
  /**
   * Counts one more, in the window that the first count opened and that later ones never lengthen. `by: -1` gives
   * one back (never below 0), `by: 0` only looks and opens no window. Two at once get different counts.
   */
  increment(key: string, windowMs: number, by?: number): Promise<Count>;
  /** Resolves when the cache answers. */
  ping(): Promise<void>;
  /** Forgets everything held here and lets go. Again: nothing. */
  close(): Promise<void>;
}
