import type { Page } from '@playwright/test';

/**
 * What a page of the machine that the limits were set on needs for the work below, in ms, at its quickest.
 * An old tablet or phone is said to be so many times slower than that machine, not than the one that tests today.
 */
const REFERENCE_MS = 9.5;

/** Script work of a fixed size, as a screen has it: objects made, sorted, looked up and written as text. The quickest of some, in ms. */
const WORK = `(() => {
  const work = () => {
    const from = performance.now();
    const rows = Array.from({ length: 6_000 }, (_, at) => ({ id: 'row-' + ((at * 7919) % 6_000), price: (at * 31) % 997 }));
    rows.sort((a, b) => a.price - b.price || (a.id < b.id ? -1 : 1));
    const byId = new Map(rows.map((row) => [row.id, row]));
    let sum = 0;
    for (let at = 0; at < 6_000; at += 1) sum += byId.get('row-' + at).price;
    JSON.parse(JSON.stringify(rows)).forEach((row) => { sum += row.id.length; });
    globalThis.__worked = sum;
    return performance.now() - from;
  };
  return Math.min(...Array.from({ length: 40 }, work));
})()`;

/** From now on the page has a device's processor, this many times slower than the reference; a machine that is already slower is slowed by less. */
export async function slowDown(page: Page, times: number): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const rate = Math.max(1, (times * REFERENCE_MS) / (await page.evaluate<number>(WORK)));
  await client.send('Emulation.setCPUThrottlingRate', { rate });
}
