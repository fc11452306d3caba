/** Work that was begun, and how to end it: resolves when nothing of it is under way any more. */
export interface Work {
  stop(): void | Promise<void>;
}

/**
 * What one of all instances does: the daily jobs, the printers, looking after what nobody saw. For moments two may do it at once (one that
 * is cut off has not noticed yet), so the work itself must bear that; nobody does it for seconds at most.
 */
export interface Duty {
  /** Begins the work whenever it falls to this instance, and ends it when it no longer does. Once. */
  take(begin: () => Work): void;
  readonly isMine: boolean;
  /** Ends the work and lets another instance take over. Again: nothing. */
  close(): Promise<void>;
}
