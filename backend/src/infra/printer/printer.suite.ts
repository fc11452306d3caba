import { afterEach, beforeEach, expect, it } from 'vitest';
import { hashOf, type PrinterEmulator, startPrinterEmulator } from '../../../test/printer-emulator.ts';
import type { Bitmap } from '../raster/raster.ts';
import type { Printer, PrinterAddress } from './printer.ts';

/** Dots that no other ticket has. */
export function dots(seed: number, height = 300): Bitmap {
  const bits = new Uint8Array(72 * height);
  for (let at = 0; at < bits.length; at += 1) bits[at] = (at * 31 + seed * 17) & 0xff;
  return { width: 576, height, bits };
}

/** What every driver must do, with its times set to fractions of a second. */
export function printerSuite(open: () => Printer): void {
  let printer: Printer;
  let paper: PrinterEmulator;
  beforeEach(async () => {
    printer = open();
    paper = await startPrinterEmulator();
  });
  afterEach(async () => {
    await printer.close();
    await paper.close();
  });
  const at = (confirms: PrinterAddress['confirms'] = 'answer'): PrinterAddress => ({ host: paper.host, port: paper.port, confirms });
  const print = (ticket = dots(1), confirms?: PrinterAddress['confirms']) => printer.print(at(confirms), ticket);

  it('prints every dot, cuts, and says so when the printer has answered', async () => {
    expect(await print(dots(7, 1000))).toEqual({ outcome: 'printed', state: 'ready' });
    expect(paper.papers.map(({ whole, hash }) => [whole, hash])).toEqual([[true, hashOf(dots(7, 1000))]]);
  });

  it('waits for a printer that takes its time', async () => {
    paper.slowMs = 150;
    expect(await print()).toEqual({ outcome: 'printed', state: 'ready' });
  });

  it('prints while the paper runs low, and says it', async () => {
    paper.health = 'paper-low';
    expect(await print()).toEqual({ outcome: 'printed', state: 'paper-low' });
    expect(await printer.state(at())).toBe('paper-low');
  });

  it.each(['paper-out', 'cover-open', 'error'] as const)('sends nothing to a printer with %s', async (health) => {
    paper.health = health;
    expect(await print()).toEqual({ outcome: 'unsent', state: health });
    expect(await printer.state(at())).toBe(health);
    expect(paper.papers).toEqual([]);
  });

  it.each([
    ['refuse', 'offline'],
    ['silent', 'silent'],
    ['garbage', 'silent'],
  ] as const)('sends nothing to what answers like %s', async (mood, state) => {
    paper.mood = () => mood;
    expect(await print()).toEqual({ outcome: 'unsent', state });
    expect(paper.papers).toEqual([]);
  });

  it('sends nothing where nobody listens', async () => {
    await paper.unplug();
    expect(await print()).toEqual({ outcome: 'unsent', state: 'offline' });
    expect(await printer.state(at())).toBe('offline');
  });

  it.each([
    ['cut-before', 'offline', []],
    ['cut-middle', 'offline', [false]],
    ['cut-after', 'offline', [true]],
    ['mute', 'error', [true]],
    ['jam', 'cover-open', []],
  ] as const)('is unsure of a ticket after %s', async (mood, state, whole) => {
    paper.mood = () => mood;
    expect(await print()).toEqual({ outcome: 'unsure', state });
    await expect.poll(() => paper.papers.map((piece) => piece.whole)).toEqual(whole);
  });

  it('takes the word of a printer that never answers, when it is told to', async () => {
    paper.mood = () => 'silent';
    expect(await print(dots(3), 'sent')).toEqual({ outcome: 'printed', state: 'ready' });
    expect(paper.papers.map(({ hash }) => hash)).toEqual([hashOf(dots(3))]);
    await paper.unplug();
    expect((await print(dots(4), 'sent')).outcome).toBe('unsent');
  });
}
