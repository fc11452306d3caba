import { randomUUID } from 'node:crypto';
import type { Log } from '../log/log.ts';
import { RedisLine, type RedisSettings } from '../redis/line.ts';
import type { Bus } from './bus.ts';
import { Listeners } from './listeners.ts';

export interface RedisBusOptions extends RedisSettings {
  readonly log: Log;
}

/** The bus of several processes over one Redis. This process's own listeners never depend on it. Throws `RedisRefused`. */
export async function redisBus({ url, prefix, log }: RedisBusOptions): Promise<Bus> {
  const listeners = new Listeners(log);
  const channels = `${prefix}:bus:`;
  /** Names this process: its own nudges, come back from Redis, have long been heard here. */
  const self = randomUUID();
  const speaking = new RedisLine({ url, name: 'bus, speaking', log });
  // Topics come and go with listeners; the subscription is one, and stands before the first of them.
  const hearing = new RedisLine({ url, name: 'bus, hearing', log, greet: (redis) => redis.psubscribe(`${channels}*`) });
  let closed = false;

  hearing.onMessage((channel, message) => {
    if (!message.startsWith(self)) listeners.nudge(channel.slice(channels.length), message.slice(self.length));
  });
  const close = async () => {
    closed = true;
    listeners.clear();
    await Promise.all([speaking.close(), hearing.close()]);
  };
  const open = () => {
    if (closed) throw new Error('the bus is closed');
  };
  try {
    await speaking.open();
    await hearing.open();
  } catch (error) {
    await close();
    throw error;
  }

  return {
    async publish(topic, payload) {
      open();
      listeners.nudge(topic, payload);
      // The line has said in the log that Redis is away; every nudge would say it again.
      await speaking.ask((redis) => redis.publish(channels + topic, self + payload)).catch(() => {});
    },
    subscribe(topic, listener) {
      open();
      return listeners.add(topic, listener);
    },
    async ping() {
      open();
      await speaking.ping();
      await hearing.ping();
    },
    close,
  };
}
