import type { Log } from '../log/log.ts';
import type { Listener } from './bus.ts';

/** Who listens in this process, by topic. */
export class Listeners {
  readonly #topics = new Map<string, Set<{ readonly hear: Listener }>>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Nudges each listener of the topic in a turn of its own, in the order of the calls. */
  nudge(topic: string, payload: string): void {
    for (const one of this.#topics.get(topic) ?? []) setImmediate(() => void this.#deliver(topic, payload, one));
  }

  async #deliver(topic: string, payload: string, one: { readonly hear: Listener }): Promise<void> {
    if (!this.#topics.get(topic)?.has(one)) return;
    try {
      await one.hear(payload);
    } catch (error) {
      this.#log.error('bus', 'a listener failed', { topic }, error);
    }
  }

  add(topic: string, listener: Listener): () => void {
    const one = { hear: listener };
    const listeners = this.#topics.get(topic) ?? new Set();
    this.#topics.set(topic, listeners.add(one));
    return () => {
      listeners.delete(one);
      if (listeners.size === 0 && this.#topics.get(topic) === listeners) this.#topics.delete(topic);
    };
  }

  clear(): void {
    this.#topics.clear();
  }
}
