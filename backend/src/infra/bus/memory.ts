import type { Log } from '../log/log.ts';
import type { Bus, Listener } from './bus.ts';

/** The bus of one process: as many as are made, each on its own. */
export function memoryBus({ log }: { readonly log: Log }): Bus {
  const topics = new Map<string, Set<{ readonly hear: Listener }>>();
  let closed = false;

  const deliver = async (topic: string, payload: string, one: { readonly hear: Listener }) => {
    if (!topics.get(topic)?.has(one)) return;
    try {
      await one.hear(payload);
    } catch (error) {
      log.error('bus', 'a listener failed', { topic }, error);
    }
  };

  return {
    async publish(topic, payload) {
      if (closed) throw new Error('the bus is closed');
      for (const one of topics.get(topic) ?? []) setImmediate(deliver, topic, payload, one);
    },
    subscribe(topic, listener) {
      if (closed) throw new Error('the bus is closed');
      const one = { hear: listener };
      const listeners = topics.get(topic) ?? new Set();
      topics.set(topic, listeners.add(one));
      return () => {
        listeners.delete(one);
        if (listeners.size === 0 && topics.get(topic) === listeners) topics.delete(topic);
      };
    },
    async ping() {
      if (closed) throw new Error('the bus is closed');
    },
    async close() {
      closed = true;
      topics.clear();
    },
  };
}
