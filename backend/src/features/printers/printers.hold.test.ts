import { afterEach, beforeEach, expect, it } from 'vitest';
import { line, order } from '../../../test/builders.ts';
import { randomFates, seeded } from '../../../test/chaos.ts';
import { eachDb } from '../../../test/each-db.ts';
import type { Mood } from '../../../test/printer-emulator.ts';
import { openPrintingShop, type PrintingShop, paperHash } from './printers.fixture.ts';

const TICKETS = 500;
const FAULTS: readonly Mood[] = ['refuse', 'garbage', 'cut-before', 'cut-middle', 'cut-after', 'mute', 'jam', 'silent'];
const SEED = 20_261_126;
/** Where the cover was opened somebody closes it, soon after. */
const CLOSED_AFTER_MS = 120;

eachDb('five hundred tickets, a tenth of the connections at fault', (open) => {
  let place: PrintingShop;
  beforeEach(async () => {
    place = await openPrintingShop(open);
  });
  afterEach(() => place.close());

  it('are each on paper: once plain at most, and stamped whenever again', async () => {
    const { backend, phone, stew, beer } = place;
    const { paper } = await place.printer('패스');
    const next = seeded(SEED);
    const faulty = randomFates(SEED, TICKETS * 4, 0.1, [{ kind: 'throw' }]);
    let jams = 0;
    paper.mood = (connection) => {
      if (faulty[connection]?.kind !== 'throw') return 'ok';
      const mood = FAULTS[Math.floor(next() * FAULTS.length)] ?? 'refuse';
      if (mood === 'jam') {
        jams += 1;
        setTimeout(() => {
          paper.health = 'well';
        }, CLOSED_AFTER_MS);
      }
      return mood;
    };
    let works = place.start();
    for (let at = 0; at < TICKETS; at += 1) {
      await order(backend, phone, [line(at % 2 === 0 ? stew.id : beer.id, { quantity: 1 + (at % 3) })]);
      // A process that stops and starts among them.
      if (at % 125 === 124) {
        await works.stop();
        works = place.start();
      }
    }
    const left = async () => (await place.jobs()).filter(({ state }) => state !== 'printed').length;
    await expect.poll(left, { timeout: 100_000, interval: 100 }).toBe(0);
    const jobs = await place.jobs();
    expect(jobs).toHaveLength(TICKETS);
    const seen = Map.groupBy(
      paper.papers.filter(({ whole }) => whole),
      ({ hash }) => hash,
    );
    let stamped = 0;
    for (const { content } of jobs) {
      const [plain, again] = [await paperHash(backend, content), await paperHash(backend, content, true)];
      const [once, repeats] = [seen.get(plain)?.length ?? 0, seen.get(again)?.length ?? 0];
      expect(once, `order ${content.ticket.order} plain, seed ${SEED}`).toBeLessThanOrEqual(1);
      expect(once + repeats, `order ${content.ticket.order} on paper, seed ${SEED}`).toBeGreaterThanOrEqual(1);
      stamped += repeats;
      seen.delete(plain);
      seen.delete(again);
    }
    expect([...seen.keys()], 'paper that is nobody’s ticket').toEqual([]);
    // The faults were there: some tickets were sent again.
    expect(stamped).toBeGreaterThan(10);
    expect(jams).toBeGreaterThan(0);
  }, 180_000);
});

eachDb('a dead printer', (open) => {
  let place: PrintingShop;
  beforeEach(async () => {
    place = await openPrintingShop(open);
  });
  afterEach(() => place.close());

  it('delays no order', async () => {
    const { backend, phone, stew } = place;
    const rounds = 5;
    const each = 30;
    const measure = async (into: number[]) => {
      for (let at = 0; at < each; at += 1) {
        const begun = performance.now();
        await order(backend, phone, [line(stew.id)]);
        into.push(performance.now() - begun);
        // Long enough in all that a printer which hangs would be met by some of them.
        await new Promise((resolve) => setTimeout(resolve, 8));
      }
    };
    const printers = await Promise.all(['가', '나', '다', '라'].map((name) => place.printer(name)));
    place.start();
    const times = { well: [] as number[], dead: [] as number[] };
    await measure([]);
    // By turns, so that a busy machine is busy for both: four that print, then two that hang and two that are not there.
    for (let round = 0; round < rounds; round += 1) {
      for (const { paper } of printers) paper.mood = () => 'ok';
      await measure(times.well);
      for (const [at, { paper }] of printers.entries()) paper.mood = () => (at % 2 === 0 ? 'silent' : 'refuse');
      await measure(times.dead);
    }
    const mean = (list: number[]) => list.reduce((sum, ms) => sum + ms, 0) / list.length;
    const middle = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
    for (const figure of [mean, middle]) {
      const said = `${figure.name} ${figure(times.well).toFixed(2)} ms beside good printers, ${figure(times.dead).toFixed(2)} ms beside dead ones`;
      expect(figure(times.dead) / figure(times.well), said).toBeLessThan(2);
    }
  }, 60_000);
});
