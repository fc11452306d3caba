/* How long tickets take: to draw, to come out, and what they cost the orders. `node bench/printers.ts`; the last run is in PRINTERS.md. */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { drawTicket } from '../backend/src/features/printers/printers.draw.ts';
import { openPrintingShop, type PrintingShop } from '../backend/src/features/printers/printers.fixture.ts';
import type { Ticket, TicketLine } from '../backend/src/features/printers/printers.ticket.ts';
import { ticketLetters } from '../backend/src/features/printers/printers.works.ts';
import { ticketBytes } from '../backend/src/infra/printer/escpos.ts';
import { resvgRaster } from '../backend/src/infra/raster/resvg.ts';
import { line, order } from '../backend/test/builders.ts';
import { sqliteInTemp } from '../backend/test/each-db.ts';

const LINE: TicketLine = {
  mark: 'plain',
  quantity: 2,
  was: null,
  name: '사골 손칼국수',
  options: ['아주 맵게', '면 곱빼기'],
  note: '파 빼고',
  allergens: ['wheat', 'beef'],
};
const ticket = (lines: number): Ticket => ({
  kind: 'ticket',
  locale: 'ko',
  station: '주방',
  table: 12,
  movedFrom: null,
  order: '017',
  time: '12:03',
  lines: Array.from({ length: lines }, (_, at) => ({ ...LINE, name: `${LINE.name} ${at}` })),
  note: null,
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const at = (times: readonly number[], share: number): string =>
  (times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
const spread = (times: readonly number[]): string => `${at(times, 0.5)} / ${at(times, 0.95)} / ${at(times, 1)} ms`;

async function drawing(lines: number, rounds: number): Promise<void> {
  const [raster, letters] = [resvgRaster(), await ticketLetters()];
  const draw = () => drawTicket(raster, letters, ticket(lines), { width: 576, reprint: false, insteadOf: null });
  await draw();
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const times: number[] = [];
  loop.enable();
  let drawn = await draw();
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    drawn = await draw();
    times.push(performance.now() - begun);
  }
  loop.disable();
  const held = `${(loop.percentile(99) / 1e6).toFixed(1)} / ${(loop.max / 1e6).toFixed(1)} ms`;
  const memory = Math.round(process.memoryUsage().rss / 1e6);
  say(
    `${lines} lines: ${drawn.height} dots, ${Math.round(ticketBytes(drawn).length / 1000)} kB, ${spread(times)}; loop 99 % / longest ${held}; process ${memory} MB`,
  );
}

const ORDERS = 200;

async function orderTimes({ backend, phone, stew }: PrintingShop): Promise<number[]> {
  const times: number[] = [];
  for (let placed = 0; placed < ORDERS; placed += 1) {
    const begun = performance.now();
    await order(backend, phone, [line(stew.id)]);
    times.push(performance.now() - begun);
    // Some ten orders a second, as a full house has at most.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return times;
}

async function ordersBeside(name: string, printers: number, mood: 'ok' | 'silent' | 'refuse'): Promise<void> {
  const place = await openPrintingShop(sqliteInTemp);
  try {
    const all = await Promise.all(Array.from({ length: printers }, (_, nth) => place.printer(`${nth}`)));
    for (const { paper } of all) paper.mood = () => mood;
    place.start();
    const times = await orderTimes(place);
    say(`${name}: ${spread(times)}`);
  } finally {
    await place.close();
  }
}

async function toPaper(): Promise<void> {
  const place = await openPrintingShop(sqliteInTemp);
  try {
    const { paper } = await place.printer('패스');
    place.start();
    const times: number[] = [];
    for (let placed = 1; placed <= ORDERS; placed += 1) {
      const begun = performance.now();
      await order(place.backend, place.phone, [line(place.stew.id)]);
      while (paper.papers.length < placed) await new Promise((resolve) => setImmediate(resolve));
      times.push(performance.now() - begun);
    }
    say(`from sending the order to its paper: ${spread(times)}`);
  } finally {
    await place.close();
  }
}

say('middle / 95 % / longest');
await drawing(4, 100);
await drawing(100, 10);
await ordersBeside('orders without a printer', 0, 'ok');
await ordersBeside('orders beside four printers that print', 4, 'ok');
await ordersBeside('orders beside four that hang', 4, 'silent');
await ordersBeside('orders beside four that refuse', 4, 'refuse');
await toPaper();
