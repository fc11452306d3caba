import { expect, it } from 'vitest';
import { soakReceipt } from '../soak/receipt.ts';

it('while server, lines and browsers die, each station acknowledges each order exactly once, or it is called out', async () => {
  const soaked = await soakReceipt({ seed: 3, forMs: 25_000, unseenSeconds: 10, longestCutMs: 16_000 });
  expect(soaked).toMatchObject({ forgotten: 0, doubled: 0 });
  expect(soaked.orders).toBeGreaterThan(15);
  expect(soaked.kills + soaked.cuts + soaked.reloads + soaked.browserDeaths).toBeGreaterThan(3);
  expect(soaked.acknowledged).toBeGreaterThan(soaked.parts / 2);
});
