/** Called once for each nudge that arrives; what it throws is logged and stops nobody else. */
export type Listener = (payload: string) => void | Promise<void>;

/**
 * Nudges between the instances of one installation: "there is news, go and read". Delivered at most once and never the
 * data itself, so a lost nudge costs a polling interval and nothing more.
 */
export interface Bus {
  /**
   * Nudges every listener of the topic: those of this instance always, those of the others when they can be reached. Without
   * listeners: nothing. Others that cannot be reached are no error of the publisher's: they look for themselves. Rejects when closed.
   */
  publish(topic: string, payload: string): Promise<void>;
  /** Hears every later nudge, never inside the publisher's call. Returns how to stop; stopping twice is nothing. The same function twice hears twice. */
  subscribe(topic: string, listener: Listener): () => void;
  /** Resolves when the bus answers. */
  ping(): Promise<void>;
  /** Drops all listeners and lets go. Again: nothing. */
  close(): Promise<void>;
}
