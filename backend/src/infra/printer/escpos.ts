import type { Bitmap } from '../raster/raster.ts';
import type { PrinterState } from './printer.ts';

/* The bytes of ESC/POS, after Epson's command reference. */

const RESET = [0x1b, 0x40];
const FEED_AND_CUT = [0x1d, 0x56, 66, 0];
/** Rows in one command: small enough for the buffer of any printer. */
const BAND_ROWS = 128;

/** The ticket as raster bands (`GS v 0`), fed and cut. No text goes to the printer, so no code page can spoil it. */
export function ticketBytes({ width, height, bits }: Bitmap): Buffer {
  const rowBytes = width / 8;
  const parts = [Buffer.from(RESET)];
  for (let top = 0; top < height; top += BAND_ROWS) {
    const rows = Math.min(BAND_ROWS, height - top);
    parts.push(Buffer.from([0x1d, 0x76, 0x30, 0, rowBytes & 0xff, rowBytes >> 8, rows & 0xff, rows >> 8]));
    parts.push(Buffer.from(bits.subarray(top * rowBytes, (top + rows) * rowBytes)));
  }
  parts.push(Buffer.from(FEED_AND_CUT));
  return Buffer.concat(parts);
}

/** `DLE EOT n` for the printer, the cause of being offline, and the paper: answered at once, also while offline. */
export const REAL_TIME_QUESTIONS = Buffer.from([1, 2, 4].flatMap((n) => [0x10, 0x04, n]));
/** `GS r 1`: answered in its turn, after everything that was sent before it is on paper. */
export const QUESTION_IN_TURN = Buffer.from([0x1d, 0x72, 1]);

export interface Answer {
  /** `now` to `DLE EOT`, `turn` to `GS r`, `garbage` is what no printer says. */
  readonly kind: 'now' | 'turn' | 'garbage';
  readonly byte: number;
}

/** Tells a printer's answers apart by their fixed bits; drops what it says unasked (flow control, four bytes of automatic status). */
export class AnswerReader {
  #automatic = 0;

  read(bytes: Uint8Array): Answer[] {
    const answers: Answer[] = [];
    for (const byte of bytes) {
      const kind = this.#kindOf(byte);
      if (kind !== null) answers.push({ kind, byte });
    }
    return answers;
  }

  #kindOf(byte: number): Answer['kind'] | null {
    if (this.#automatic > 0 && (byte & 0x90) === 0) {
      this.#automatic -= 1;
      return null;
    }
    this.#automatic = 0;
    if (byte === 0x11 || byte === 0x13) return null;
    if ((byte & 0x93) === 0x12) return 'now';
    if ((byte & 0x93) === 0x10) {
      this.#automatic = 3;
      return null;
    }
    // Both bits of a sensor say the same.
    if ((byte & 0x90) === 0 && [0x00, 0x03, 0x0c, 0x0f].includes(byte & 0x0f)) return 'turn';
    return 'garbage';
  }
}

/** How the printer is by its answers to the three real-time questions, in their order. */
export function stateOf([printer = 0, offline = 0, paper = 0]: readonly number[]): PrinterState {
  if (offline & 0x04) return 'cover-open';
  if (offline & 0x20 || paper & 0x60) return 'paper-out';
  if (offline & 0x40) return 'error';
  // Offline for no cause that it names: its feed button, or still starting.
  if (printer & 0x08) return 'error';
  return paper & 0x0c ? 'paper-low' : 'ready';
}

/** How the paper is by the answer to the question in turn. */
export const paperOf = (byte: number): PrinterState => (byte & 0x0c ? 'paper-out' : byte & 0x03 ? 'paper-low' : 'ready');
