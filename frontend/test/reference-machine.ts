/** What the machine that the limits were set on needs for `referenceWork`, in ms, at its quickest. */
export const REFERENCE_MS = 5.5;

/**
 * Script work of a fixed size, as a screen has it: objects made, sorted, looked up and written as text. Gives the quickest of some, in ms:
 * what else the machine does is not what is measured. It stands alone, so that it can be sent into a page.
 */
export function referenceWork(): number {
  const work = (): number => {
    const from = performance.now();
    const rows = Array.from({ length: 6_000 }, (_, at) => ({ id: `row-${(at * 7919) % 6_000}`, price: (at * 31) % 997 }));
    rows.sort((a, b) => a.price - b.price || (a.id < b.id ? -1 : 1));
    const byId = new Map(rows.map((row) => [row.id, row]));
    let sum = 0;
    for (let at = 0; at < 6_000; at += 1) sum += byId.get(`row-${at}`)?.price ?? 0;
    for (const { id } of JSON.parse(JSON.stringify(rows)) as typeof rows) sum += id.length;
    // Nobody may leave out work whose result is used.
    if (sum < 0) throw new Error('a sum of lengths and prices is below zero');
    return performance.now() - from;
  };
  return Math.min(...Array.from({ length: 40 }, work));
}

/** How many times slower this machine is than the one the limits were set on; at least 1. */
export const slowness = (): number => Math.max(1, referenceWork() / REFERENCE_MS);
