import type { Bitmap, Raster } from '../../infra/raster/raster.ts';
import { type Letters, Sheet } from './printers.sheet.ts';
import type { Printing, Ticket, TicketLine } from './printers.ticket.ts';
import { TICKET_WORDS, type TicketWords } from './printers.words.ts';

/** The width that the sizes below are meant for: 80 mm at 203 dpi. Narrower paper has all of it smaller. */
const MEANT_FOR = 576;
const NARROWER = 0.8;
const LINES_PER_TURN = 10;

/** Draws a ticket as it goes to paper. The same ticket in the same printing is the same dots. */
export async function drawTicket(raster: Raster, letters: Letters, ticket: Ticket, printing: Printing): Promise<Bitmap> {
  const sheet = new Sheet(printing.width, letters);
  await new TicketDrawing(sheet, ticket).draw(printing);
  return sheet.bitmap(raster);
}

class TicketDrawing {
  readonly #sheet: Sheet;
  readonly #ticket: Ticket;
  readonly #words: TicketWords;

  constructor(sheet: Sheet, ticket: Ticket) {
    this.#sheet = sheet;
    this.#ticket = ticket;
    this.#words = TICKET_WORDS[ticket.locale];
  }

  async draw({ reprint, insteadOf }: Printing): Promise<void> {
    const { kind, movedFrom, lines, note, course } = this.#ticket;
    this.#sheet.gap(8);
    if (reprint) this.#banner(this.#words.reprint, 'REPRINT');
    if (insteadOf !== null) this.#block(this.#words.fallbackFor.replace('{printer}', insteadOf), 0, 24, 'frame');
    if (kind === 'cancel') this.#banner(this.#words.cancelled, 'CANCEL');
    else if (movedFrom !== null) this.#banner(this.#words.moved, `MOVED ${movedFrom} → ${this.#ticket.table}`);
    else if (kind === 'change') this.#banner(this.#words.changed, 'CHANGE');
    else if (kind === 'hold') this.#banner(this.#words.hold.replace('{course}', String(course)), `HOLD ${course}`);
    else if (kind === 'fire') this.#banner(this.#words.fire.replace('{course}', String(course)), `FIRE ${course}`);
    this.#head();
    for (const [at, line] of lines.entries()) {
      // Orders go on while a hundred lines are drawn.
      if (at % LINES_PER_TURN === LINES_PER_TURN - 1) await new Promise((resolve) => setImmediate(resolve));
      this.#line(line);
    }
    if (kind === 'test') this.#block(this.#words.testText, 0, 28, 'plain');
    if (note) {
      this.#sheet.gap(this.#px(6));
      this.#block(note, 0, 30, 'inverse');
    }
    this.#sheet.gap(this.#px(10));
    this.#sheet.rule(3);
    this.#sheet.gap(this.#px(16));
  }

  #px(size: number): number {
    return Math.round(this.#sheet.width === MEANT_FOR ? size : size * NARROWER);
  }

  /** White on black from edge to edge: what must not be missed. Twice, for a cook who reads other letters. */
  #banner(word: string, also: string): void {
    const sheet = this.#sheet;
    const text = this.#ticket.locale === 'en' ? also : `${word} · ${also}`;
    const size = sheet.fitting(text, this.#px(54), this.#px(26), sheet.width - 24);
    const height = Math.round(size * 1.5);
    sheet.box(0, sheet.width, height, true);
    sheet.text(text, Math.round((sheet.width - sheet.measure(text, size)) / 2), { size, white: true }, size * 0.25);
    sheet.gap(height + this.#px(8));
  }

  /** Table and order as large as they fit: read from the pass, at arm's length and beyond. */
  #head(): void {
    const { kind, table, order, station, time } = this.#ticket;
    const [sheet, words] = [this.#sheet, this.#words];
    const [label, large, middle] = [this.#px(24), this.#px(120), this.#px(76)];
    if (kind === 'test') this.#banner(words.test, 'TEST');
    else {
      const right = (text: string, size: number) => sheet.width - sheet.measure(text, size) - 4;
      sheet.text(words.table, 4, { size: label });
      sheet.text(words.order, right(words.order, label), { size: label });
      sheet.text(String(table), 0, { size: large }, label * 0.9);
      sheet.text(order, right(order, middle), { size: middle }, label + (large - middle) * 0.8);
      sheet.gap(label + Math.round(large * 0.98));
    }
    const size = this.#px(30);
    const clock = sheet.measure(time, size);
    for (const [at, text] of sheet.wrapped(station ?? '', size, sheet.width - clock - 40).entries()) {
      sheet.text(text, 4, { size });
      if (at === 0) sheet.text(time, sheet.width - clock - 4, { size });
      sheet.gap(Math.round(size * 1.25));
    }
    sheet.gap(this.#px(4));
    sheet.rule(6);
    sheet.gap(this.#px(8));
  }

  #line(line: TicketLine): void {
    const [sheet, indent, size] = [this.#sheet, this.#px(78), this.#px(38)];
    sheet.mayBreak();
    const struck = line.mark === 'removed' || this.#ticket.kind === 'cancel';
    const amount = line.was === null ? String(line.quantity) : `${line.was}→${line.quantity}`;
    this.#amount(`${line.mark === 'added' ? '+' : struck ? '−' : ''}${amount}`, line.quantity > 1 || line.was !== null, indent, struck);
    for (const text of sheet.wrapped(line.name, size, sheet.width - indent - 4)) {
      sheet.text(text, indent, { size, struck });
      sheet.gap(Math.round(size * 1.22));
    }
    for (const option of line.options) this.#block(`· ${option}`, indent, 29, 'plain', struck);
    if (line.note) this.#block(line.note, indent, 30, 'inverse');
    if (line.allergens.length > 0) this.#block(line.allergens.map((one) => this.#words.allergens[one]).join(' · '), indent, 26, 'frame');
    sheet.gap(this.#px(12));
  }

  /** More than one is white on black: the mistake that a hurried eye makes. */
  #amount(text: string, inverse: boolean, indent: number, struck: boolean): void {
    const sheet = this.#sheet;
    const size = sheet.fitting(text, this.#px(44), this.#px(22), indent - 18);
    if (inverse && !struck) sheet.box(0, indent - 12, this.#px(50), true);
    sheet.text(text, (indent - 12 - sheet.measure(text, size)) / 2, { size, white: inverse && !struck }, (this.#px(46) - size) / 2);
  }

  /** Text that wraps, in a box of black or in a frame or as it is. */
  #block(text: string, x: number, meant: number, look: 'plain' | 'inverse' | 'frame', struck = false): void {
    const [sheet, size, pad] = [this.#sheet, this.#px(meant), look === 'plain' ? 0 : 8];
    const lines = sheet.wrapped(text, size, sheet.width - x - 2 * pad - 4);
    const row = Math.round(size * 1.28);
    if (look !== 'plain') sheet.box(x, sheet.width - x, lines.length * row + 2 * pad, look === 'inverse');
    sheet.gap(pad);
    for (const line of lines) {
      sheet.text(line, x + pad, { size, white: look === 'inverse', struck }, (row - size) / 2);
      sheet.gap(row);
    }
    sheet.gap(pad + this.#px(4));
  }
}
