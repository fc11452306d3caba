/** What a look at the shop's database shows, without changing it. */
export interface Examined {
  /** Such as `SQLite 3.53.0`. */
  readonly engine: string;
  /** Why this engine must not be used; null when it may. */
  readonly unfit: string | null;
  /** The migrations it has; null when there is no database yet. */
  readonly version: number | null;
  /** Of the newest event, in ms since 1970: a clock that is behind it was set back. */
  readonly newestAt: number | null;
  /** A server uses it now. */
  readonly inUse: boolean;
  /** What is broken in it; null for nothing found. */
  readonly damage: string | null;
}
