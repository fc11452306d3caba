import { deepStrictEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBoard } from '@tableorder/contract/board';
import type { Board } from '../../frontend/src/staff/board-state.ts';
import { startBackend } from '../product.ts';
import { call, openShop } from '../shop.ts';
import { actOnce, type Work } from './board-acts.ts';
import { followBoard } from './board-client.ts';
import { rolling } from './random.ts';

export interface BoardSoak {
  readonly seed: number;
  readonly forMs: number;
  readonly tables: number;
  readonly say?: (line: string) => void;
}

export interface BoardSoaked {
  readonly acts: number;
  readonly refused: number;
  readonly events: number;
  readonly breaks: number;
  readonly comparisons: number;
  readonly orders: number;
}

const PEOPLE = 4;
const ROUND_MS = 4_000;
const CATCH_UP_MS = 20_000;

/** Random work against a real server while a screen's line keeps breaking: after each round its board must be the one that REST gives. */
export async function soakBoard({ seed, forMs, tables, say = () => {} }: BoardSoak): Promise<BoardSoaked> {
  const folder = await mkdtemp(join(tmpdir(), 'tableorder-soak-'));
  const backend = await startBackend(folder);
  const { url } = backend;
  try {
    const shop = await openShop(url, tables);
    const roll = rolling(seed);
    const screen = await followBoard(url, shop.token);
    const work: Work = { url, shop, roll, board: screen.board, closed: [] };
    const until = performance.now() + forMs;
    let acts = 0;
    let refused = 0;
    let comparisons = 0;
    let orders = 0;
    while (performance.now() < until) {
      const roundEnds = Math.min(until, performance.now() + ROUND_MS);
      const person = async () => {
        while (performance.now() < roundEnds) {
          acts += 1;
          if ((await actOnce(work)) === null) refused += 1;
          if (roll(60) === 0) screen.breakLine(roll(400));
        }
      };
      await Promise.all(Array.from({ length: PEOPLE }, person));
      orders = await compare(url, shop.token, screen.board);
      comparisons += 1;
      say(`${comparisons}: ${acts} acts, ${screen.events()} events, ${screen.breaks()} breaks, ${orders} orders on the board, equal`);
    }
    const soaked = { acts, refused, events: screen.events(), breaks: screen.breaks(), comparisons, orders };
    await screen.close();
    return soaked;
  } finally {
    await backend.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Nobody works: what REST gives now is the truth. The screen has it once the last event has come through. */
async function compare(url: string, token: string, shown: () => Board): Promise<number> {
  const truth = await call(url, readBoard, { token });
  const tooLate = performance.now() + CATCH_UP_MS;
  while (shown().cursor !== truth.cursor && performance.now() < tooLate) await new Promise((resolve) => setTimeout(resolve, 20));
  deepStrictEqual(shown(), truth);
  return truth.tables.reduce((sum, { orders }) => sum + orders.length, 0);
}
