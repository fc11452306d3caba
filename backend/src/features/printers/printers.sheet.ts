import type { Font } from 'fontkit';
import type { Bitmap, Raster } from '../../infra/raster/raster.ts';

/** Rows drawn as one picture: bounds what a ticket of a hundred lines takes of memory, and of the event loop. */
const SHEET_ROWS = 800;

export interface Ink {
  readonly size: number;
  readonly white?: boolean;
  readonly struck?: boolean;
}

interface Letter {
  /** Its width, of a size of 1. */
  readonly advance: number;
  readonly outline: string;
}

const UNITS = 1000;

/** The letters of some fonts: widths and outlines, read once each. A letter is of the first font that has it. */
export class Letters {
  readonly #fonts: readonly Font[];
  readonly #known = new Map<string, Letter>();

  private constructor(fonts: readonly Font[]) {
    this.#fonts = fonts;
  }

  /**
   * Opens the fonts, and has them read their tables of letters now: a tenth of a second that would else be the first order's. The library
   * is loaded here, so that a start without printers does not wait for it.
   */
  static async of(files: readonly Buffer[]): Promise<Letters> {
    const { create } = await import('fontkit');
    const letters = new Letters(
      files.map((bytes) => {
        const opened = create(bytes);
        if (!('unitsPerEm' in opened) || opened.unitsPerEm !== UNITS) throw new Error('not one of the fonts that are printed with');
        return opened;
      }),
    );
    letters.width('0가→', 1);
    return letters;
  }

  /** Whether the letter is more than the box that stands for unknown ones. */
  has(letter: string): boolean {
    return this.#fonts.some((font) => font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0));
  }

  #letter(letter: string): Letter {
    const known = this.#known.get(letter);
    if (known) return known;
    const code = letter.codePointAt(0) ?? 0;
    const font = this.#fonts.find((one) => one.hasGlyphForCodePoint(code)) ?? this.#fonts[0];
    if (!font) throw new Error('no font to print with');
    const glyph = font.glyphForCodePoint(code);
    const read = { advance: glyph.advanceWidth / UNITS, outline: glyph.path.toSVG() };
    this.#known.set(letter, read);
    return read;
  }

  width(text: string, size: number): number {
    let width = 0;
    for (const letter of text) width += this.#letter(letter).advance;
    return width * size;
  }

  /** One line of text as outlines, standing on the baseline at (x, y). */
  path(text: string, x: number, y: number, { size, white }: Ink): string {
    const scale = size / UNITS;
    let at = 0;
    let parts = '';
    for (const letter of text) {
      const { advance, outline } = this.#letter(letter);
      if (outline) parts += `<path transform="translate(${at} 0)" d="${outline}"/>`;
      at += advance * UNITS;
    }
    return `<g transform="translate(${x} ${y}) scale(${scale} ${-scale})"${white ? ' fill="#fff"' : ''}>${parts}</g>`;
  }
}

/** Joiners and selectors draw nothing; composed letters are the font's. */
const drawable = (text: string): string =>
  text
    .normalize('NFC')
    .replaceAll(/\u200B|\u200C|\u200D|\uFE0E|\uFE0F/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** A strip of paper that grows downwards: what is drawn stands below what was drawn before. */
export class Sheet {
  readonly width: number;
  readonly #letters: Letters;
  readonly #done: { svg: string; height: number }[] = [];
  #parts: string[] = [];
  #y = 0;

  constructor(width: number, letters: Letters) {
    this.width = width;
    this.#letters = letters;
  }

  measure(text: string, size: number): number {
    return this.#letters.width(drawable(text), size);
  }

  /** The largest size from `most` down to `least` at which the text fits one line. */
  fitting(text: string, most: number, least: number, width: number): number {
    const wide = this.measure(text, most);
    return wide <= width ? most : Math.max(least, Math.floor((most * width) / wide));
  }

  /** Breaks between words; a word wider than the line, and text without words, between letters. */
  wrapped(text: string, size: number, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of drawable(text).split(' ')) {
      const longer = line ? `${line} ${word}` : word;
      if (this.measure(longer, size) <= width) {
        line = longer;
        continue;
      }
      if (line) lines.push(line);
      line = '';
      for (const letter of word) {
        if (line && this.#letters.width(line + letter, size) > width) {
          lines.push(line);
          line = '';
        }
        line += letter;
      }
    }
    return [...lines, line];
  }

  gap(rows: number): void {
    this.#y += rows;
  }

  rule(thick: number): void {
    this.box(0, this.width, thick, true);
    this.#y += thick;
  }

  /** A box from here on, filled or as a frame; what is drawn next stands in it. */
  box(x: number, width: number, height: number, filled: boolean): void {
    const [left, top] = [Math.round(x), Math.round(this.#y)];
    this.#parts.push(
      filled
        ? `<rect x="${left}" y="${top}" width="${width}" height="${height}"/>`
        : `<rect x="${left + 1.5}" y="${top + 1.5}" width="${width - 3}" height="${height - 3}" fill="none" stroke="#000" stroke-width="3"/>`,
    );
  }

  /** One line of text whose top is `down` below here. The paper does not grow. */
  text(text: string, x: number, ink: Ink, down = 0): void {
    const clean = drawable(text);
    const base = this.#y + down + ink.size * 0.88;
    this.#parts.push(this.#letters.path(clean, x, base, ink));
    if (ink.struck)
      this.#parts.push(
        `<rect x="${x}" y="${Math.round(base - ink.size * 0.38)}" width="${this.#letters.width(clean, ink.size)}" height="${Math.max(3, Math.round(ink.size / 10))}"/>`,
      );
  }

  /** Between two blocks: a long ticket goes on in the next picture. */
  mayBreak(): void {
    if (this.#y >= SHEET_ROWS) this.#finish();
  }

  #finish(): void {
    const height = Math.ceil(this.#y);
    if (height === 0) return;
    const size = `width="${this.width}" height="${height}"`;
    this.#done.push({ svg: `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${this.#parts.join('')}</svg>`, height });
    this.#parts = [];
    this.#y = 0;
  }

  /** The whole strip in dots. */
  async bitmap(raster: Raster): Promise<Bitmap> {
    this.#finish();
    const drawn: Bitmap[] = [];
    for (const { svg, height } of this.#done) drawn.push(await raster.bitmap(svg, this.width, height));
    const height = drawn.reduce((sum, { height }) => sum + height, 0);
    return { width: this.width, height, bits: Buffer.concat(drawn.map(({ bits }) => bits)) };
  }
}
