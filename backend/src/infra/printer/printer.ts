import type { PrinterState as Wire } from '@tableorder/contract/printers';
import type { Bitmap } from '../raster/raster.ts';

/** Where a printer listens, and whether it says when it has printed: cheap ones take everything and never answer. */
export interface PrinterAddress {
  readonly host: string;
  readonly port: number;
  readonly confirms: 'answer' | 'sent';
}

/** How a printer is, once it was asked. */
export type PrinterState = Exclude<Wire, 'new'>;

/** True for a printer that takes a ticket now. */
export const takesTickets = (state: Wire): boolean => state === 'ready' || state === 'paper-low';

/**
 * What became of a ticket. `printed`: the printer has answered after the last line (or, where it never answers, has taken every byte).
 * `unsent`: not one byte of it has left. `unsure`: some has left and no answer came: it may be on paper or not.
 */
export interface Printed {
  readonly outcome: 'printed' | 'unsent' | 'unsure';
  readonly state: PrinterState;
}

/** Why an address is refused: the port, the host's address, or a name that nobody knows. */
export type Refusal = 'port' | 'address' | 'unknown-host';

/** Printers in the shop's network. What a printer or the network does is an answer and never rejects. One ticket at a time for each address. */
export interface Printer {
  /** Asks how the printer is; nothing is printed. */
  state(at: PrinterAddress): Promise<PrinterState>;
  /** Prints and cuts. Resolves within the driver's time limits, whatever the printer does. */
  print(at: PrinterAddress, ticket: Bitmap): Promise<Printed>;
  /** Null when this server may reach the address. Looks up a name. */
  refusal(host: string, port: number): Promise<Refusal | null>;
  /** Waits for running tickets and lets go. Again: nothing. */
  close(): Promise<void>;
}
