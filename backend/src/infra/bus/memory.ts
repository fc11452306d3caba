import type { Log } from '../log/log.ts';
import type { Bus } from './bus.ts';
import { Listeners } from './listeners.ts';

/** The bus of one process: as many as are made, each on its own. */
export function memoryBus({ log }: { readonly log: Log }): Bus {
  const listeners = new Listeners(log);
  let closed = false;
  const open = () => {
    if (closed) throw new Error('the bus is closed');
  };

  return {
    async publish(topic, payload) {
      open();
      listeners.nudge(topic, payload);
    },
    subscribe(topic, listener) {
      open();
      return listeners.add(topic, listener);
    },
    async ping() {
      open();
    },
    async close() {
      closed = true;
      listeners.clear();
    },
  };
}
