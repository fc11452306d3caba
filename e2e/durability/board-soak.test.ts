import { expect, it } from 'vitest';
import { soakBoard } from '../soak/board.ts';

it('a board made of events over a line that keeps breaking is the board that REST gives, after each round of random work', async () => {
  const { comparisons, breaks, events } = await soakBoard({ seed: 20_261_125, forMs: 20_000, tables: 20 });
  expect(comparisons).toBeGreaterThanOrEqual(4);
  expect(breaks).toBeGreaterThan(3);
  expect(events).toBeGreaterThan(100);
});
