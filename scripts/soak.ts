import { playEvening } from '../e2e/durability/fleet/evening.ts';
import { FLEET_FAULT_NAMES } from '../e2e/durability/fleet/faults.ts';
import { soakBoard } from '../e2e/soak/board.ts';
import { measureBoardFrames } from '../e2e/soak/board-frames.ts';
import { fuzz } from '../e2e/soak/fuzz.ts';
import { measureKitchenFrames } from '../e2e/soak/kitchen-frames.ts';
import { measureNewcomer } from '../e2e/soak/newcomer.ts';
import { soakReceipt } from '../e2e/soak/receipt.ts';
import { build } from './build.ts';

/** `npm run soak -- NAME`: what takes minutes and so is no part of `npm test`. Each says its figures in its last line. */
const SOAKS: Readonly<Record<string, () => Promise<object>>> = {
  /** Ten minutes of random work; `SOAK_MINUTES` and `SOAK_SEED` for another run. */
  board: () =>
    soakBoard({
      seed: Number(process.env.SOAK_SEED ?? 1),
      forMs: Number(process.env.SOAK_MINUTES ?? 10) * 60_000,
      tables: 100,
      say: console.log,
    }),
  /** A hundred tables, two thousand open orders and twenty more a second in a real browser. */
  'board-frames': () => measureBoardFrames({ tables: 100, openOrders: 2_000, ordersPerSecond: 20, forMs: 20_000, say: console.log }),
  /** Thirty tickets on the glass of an old tablet, five orders and as many bumps a second. */
  'kitchen-frames': () => measureKitchenFrames({ tickets: 30, ordersPerSecond: 5, forMs: 30_000, slower: 6, say: console.log }),
  /** Five minutes of 60 tablets and 10 boards at three backends on PostgreSQL and Redis, 20 orders a second, while all of them fail; fails on a broken promise. */
  fleet: async () => {
    const { violations, figures } = await playEvening({
      seed: Number(process.env.SOAK_SEED ?? 1),
      backends: 3,
      stores: 2,
      tablets: 30,
      screens: 5,
      restMs: 6000,
      forMs: Number(process.env.SOAK_MINUTES ?? 5) * 60_000,
      faults: FLEET_FAULT_NAMES,
      say: console.log,
    });
    if (violations.length > 0) throw new Error(JSON.stringify({ violations, figures }, null, 1).slice(0, 10_000));
    return figures;
  },
  /** Fifty thousand requests made from the interface's description; `SOAK_SEED` for others. Fails on a 5xx, a hang, or growth. */
  fuzz: async () => {
    const found = await fuzz({ seed: Number(process.env.SOAK_SEED ?? 1), requests: 50_000, atOnce: 16, say: console.log });
    const [early, last] = found.residentMb;
    if (found.faults.length > 0 || last - early > 64) throw new Error(JSON.stringify(found, null, 1).slice(0, 10_000));
    return found;
  },
  /** From a clone and the README's first line to a guest's first confirmed order: three minutes at most. */
  newcomer: () => measureNewcomer({ limitS: 180, say: console.log }),
  /** Ten minutes of orders for two stations' displays while server, lines and browsers die; `SOAK_MINUTES` and `SOAK_SEED` for another run. */
  receipt: () =>
    soakReceipt({
      seed: Number(process.env.SOAK_SEED ?? 1),
      forMs: Number(process.env.SOAK_MINUTES ?? 10) * 60_000,
      unseenSeconds: 20,
      longestCutMs: 8_000,
      say: console.log,
    }),
};

const name = process.argv[2] ?? '';
const soak = SOAKS[name];
if (!soak) {
  console.error(`npm run soak -- ${Object.keys(SOAKS).join(' | ')}`);
  process.exit(2);
}
await build({ say: (part) => console.log(`building ${part} …`) });
console.log(JSON.stringify({ soak: name, ...(await soak()) }));
process.exit();
