import { setTimeout as pause } from 'node:timers/promises';
import type { TestRedis } from '../../../backend/test/redis-server.ts';
import type { CuttingProxy } from '../harness/cutting-proxy.ts';
import type { HurtPostgres } from './postgres.ts';

/** One of several backends. */
export interface Member {
  readonly pid: () => number;
  kill(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
}

export interface Fleet {
  readonly members: readonly Member[];
  readonly postgres: HurtPostgres;
  readonly redis: TestRedis;
  /** The line between the devices and nginx. */
  readonly proxy: CuttingProxy;
  /** Empties Redis as an operator's slip does. */
  readonly flush: () => Promise<void>;
}

export const FLEET_FAULTS = {
  /** A backend dies; the others go on. */
  async kill({ members }, random) {
    const member = drawn(members, random);
    await member.kill();
    await pause(random() * 1500);
    await member.start();
  },
  /** Two die together. */
  async 'kill two'({ members }, random) {
    const first = Math.floor(random() * members.length);
    const both = members.filter((_, at) => at !== first);
    await Promise.all(both.map((member) => member.kill()));
    await pause(random() * 800);
    await Promise.all(both.map((member) => member.start()));
  },
  /** A rolling restart, as an upgrade does it. */
  async roll({ members }) {
    for (const member of members) {
      await member.stop();
      await member.start();
    }
  },
  /** A backend hangs: its connections stay open and nobody is answered; whoever was on duty notices late. */
  async freeze({ members }, random) {
    const member = drawn(members, random);
    process.kill(member.pid(), 'SIGSTOP');
    await pause(500 + random() * 2500);
    process.kill(member.pid(), 'SIGCONT');
  },
  async 'redis killed'({ redis }, random) {
    await redis.kill();
    await pause(500 + random() * 1500);
    await redis.start();
  },
  async 'redis hangs'({ redis }, random) {
    redis.freeze();
    await pause(500 + random() * 2500);
    redis.thaw();
  },
  async 'redis emptied'({ flush }) {
    await flush();
  },
  async 'postgres restarted'({ postgres }) {
    await postgres.restart();
  },
  async 'postgres crashed'({ postgres }) {
    await postgres.crash();
  },
  /** Half of all answers are lost for a while, and a fifth of the pieces of streams. */
  async line({ proxy }, random) {
    const before = { ...proxy.cuts };
    Object.assign(proxy.cuts, { answers: 0.5, pieces: 0.2 });
    await pause(500 + random() * 1500);
    Object.assign(proxy.cuts, before);
  },
} as const satisfies Record<string, (fleet: Fleet, random: () => number) => Promise<void>>;

export type FleetFault = keyof typeof FLEET_FAULTS;
export const FLEET_FAULT_NAMES = Object.keys(FLEET_FAULTS) as FleetFault[];

function drawn<T>(all: readonly T[], random: () => number): T {
  const one = all[Math.floor(random() * all.length)];
  if (one === undefined) throw new Error('nobody to draw');
  return one;
}
