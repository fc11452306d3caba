import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { LOCALES } from '@tableorder/contract/locale';
import { ALLERGENS } from '@tableorder/contract/menu';
import { beforeAll, describe, expect, it } from 'vitest';
import { hashOf } from '../../../test/printer-emulator.ts';
import { printFonts } from '../../http/print-fonts.ts';
import type { Bitmap } from '../../infra/raster/raster.ts';
import { resvgRaster } from '../../infra/raster/resvg.ts';
import { drawTicket } from './printers.draw.ts';
import { Letters, Sheet } from './printers.sheet.ts';
import type { Printing, Ticket, TicketLine } from './printers.ticket.ts';
import { TICKET_WORDS } from './printers.words.ts';

const raster = resvgRaster();
const PLAIN: Printing = { width: 576, reprint: false, insteadOf: null };
const aLine = (more: Partial<TicketLine> = {}): TicketLine => ({
  mark: 'plain',
  quantity: 1,
  was: null,
  name: '김치찌개',
  options: [],
  note: null,
  allergens: [],
  ...more,
});
const TICKET: Ticket = {
  kind: 'ticket',
  locale: 'ko',
  station: '주방',
  table: 12,
  movedFrom: null,
  order: '017',
  time: '12:03',
  lines: [aLine({ quantity: 2, options: ['아주 맵게'], note: '파 빼고', allergens: ['pork', 'soy'] })],
  note: null,
};

/** The share of black dots in a part of the rows and columns, from 0 to 1. */
function ink({ width, height, bits }: Bitmap, rows: readonly [number, number], columns: readonly [number, number] = [0, 1]): number {
  let [black, all] = [0, 0];
  for (let y = Math.floor(rows[0] * height); y < rows[1] * height; y += 1)
    for (let x = Math.floor(columns[0] * width); x < columns[1] * width; x += 1) {
      all += 1;
      if ((bits[(y * width + x) >> 3] ?? 0) & (0x80 >> (x & 7))) black += 1;
    }
  return black / all;
}

describe('a ticket on paper', () => {
  let letters: Letters;
  const draw = (ticket: Partial<Ticket> = {}, printing: Partial<Printing> = {}) =>
    drawTicket(raster, letters, { ...TICKET, ...ticket }, { ...PLAIN, ...printing });
  beforeAll(async () => {
    const { names, rest } = await printFonts();
    letters = await Letters.of([names, rest]);
  });

  it('is the same dots each time, and others for anything that differs', async () => {
    const hashes = await Promise.all(
      [
        draw(),
        draw(),
        draw({ order: '018' }),
        draw({ table: 13 }),
        draw({ time: '12:04' }),
        draw({ note: '빨리' }),
        draw({}, { reprint: true }),
        draw({}, { insteadOf: '그릴' }),
        draw({ kind: 'cancel' }),
        draw({ movedFrom: 4 }),
        draw({ kind: 'hold', course: 2 }),
        draw({ kind: 'fire', course: 2 }),
        draw({ kind: 'fire', course: 3 }),
        draw({ lines: [aLine({ mark: 'removed' })] }),
        draw({ lines: [aLine({ quantity: 3, was: 2 })] }),
      ].map(async (drawn) => hashOf(await drawn)),
    );
    expect(hashes[0]).toBe(hashes[1]);
    expect(new Set(hashes).size).toBe(hashes.length - 1);
  });

  it('has the table and the number of the order larger than anything else', async () => {
    const drawn = await draw();
    expect(drawn.width).toBe(576);
    // Over a third of the usual paper's height, and both sides of it.
    expect(ink(drawn, [0.06, 0.3], [0, 0.3])).toBeGreaterThan(0.1);
    expect(ink(drawn, [0.1, 0.3], [0.6, 1])).toBeGreaterThan(0.1);
  });

  it('is stamped above all else when it may be on paper already', async () => {
    const [plain, stamped] = [await draw(), await draw({}, { reprint: true })];
    const band = stamped.height - plain.height;
    expect(band).toBeGreaterThan(60);
    expect(ink(stamped, [10 / stamped.height, (band - 10) / stamped.height])).toBeGreaterThan(0.6);
  });

  it('has notes white on black, and goes on below them', async () => {
    const [without, noted] = [await draw({ lines: [aLine()] }), await draw({ lines: [aLine()], note: '한 번에 같이 주세요' })];
    expect(noted.height).toBeGreaterThan(without.height + 30);
    expect(ink(noted, [0.85, 0.92])).toBeGreaterThan(0.5);
  });

  it('wraps what is long, and stays on narrow paper', async () => {
    const name = '우리 동네에서 제일 오래 끓인 사골 손칼국수';
    const sheet = new Sheet(384, letters);
    const lines = sheet.wrapped(`${name} ${'길'.repeat(60)}`, 30, 300);
    for (const line of lines) expect(sheet.measure(line, 30)).toBeLessThanOrEqual(300);
    expect(lines.join('').replaceAll(' ', '')).toBe(`${name}${'길'.repeat(60)}`.replaceAll(' ', ''));
    expect(lines[0]).toBe('우리 동네에서 제일 오래');
    const narrow = await draw({ lines: [aLine({ name })] }, { width: 384 });
    expect([narrow.width, narrow.bits.length]).toEqual([384, 48 * narrow.height]);
    expect(ink(narrow, [0, 1], [380 / 384, 1])).toBeLessThan(0.4);
  });

  it('knows the letters of its own words in every language, and the allergens by the names that guests read', () => {
    for (const locale of LOCALES) {
      const { allergens, ...words } = TICKET_WORDS[locale];
      const text = `${Object.values(words).join('')}${Object.values(allergens).join('')}+−→·0123456789:`;
      expect([...text].filter((letter) => !letters.has(letter))).toEqual([]);
      const read = JSON.parse(readFileSync(`frontend/src/i18n/${locale}/guest-menu.json`, 'utf8')) as Record<string, string>;
      for (const one of ALLERGENS) expect(allergens[one]).toBe(read[`guest.allergen.${one}`]);
    }
  });

  it('of a hundred lines leaves the event loop free', async () => {
    const lines = Array.from({ length: 100 }, (_, at) => aLine({ name: `손칼국수 곱빼기 ${at}`, options: ['아주 맵게'], note: '파 빼고' }));
    await draw();
    const loop = monitorEventLoopDelay({ resolution: 1 });
    loop.enable();
    const drawn = await draw({ lines });
    loop.disable();
    expect(drawn.height).toBeGreaterThan(10_000);
    // 9 ms where nothing else runs (bench/PRINTERS.md); a busy machine counts its own pauses too.
    expect(loop.percentile(90) / 1e6).toBeLessThan(20);
  });
});
