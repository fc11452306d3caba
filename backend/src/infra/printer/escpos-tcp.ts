import { connect, type Socket } from 'node:net';
import type { Bitmap } from '../raster/raster.ts';
import { type Answer, AnswerReader, paperOf, QUESTION_IN_TURN, REAL_TIME_QUESTIONS, stateOf, ticketBytes } from './escpos.ts';
import { addressIn, type PrinterReach } from './lan.ts';
import { type Printed, type Printer, type PrinterAddress, type PrinterState, takesTickets } from './printer.ts';

export interface EscposSettings {
  readonly reach: PrinterReach;
  /** Until the connection stands. */
  readonly connectMs: number;
  /** Until a printer has said how it is. */
  readonly answerMs: number;
  /** Without any progress, from the first byte of a ticket to the answer after its last. */
  readonly printMs: number;
  /** For all of it, however slowly it goes on. */
  readonly longestMs: number;
}

/** What a kitchen can wait for: a printer across a bad cable answers within these, and one that hangs holds up its own tickets only. */
export const ESCPOS_TIMES = { connectMs: 3000, answerMs: 2000, printMs: 15_000, longestMs: 45_000 };

const NOW_ANSWERS = 3;
/** Bytes handed on at a time: a slow printer that goes on taking is told from one that hangs. */
const CHUNK = 8192;

/** One connection to a printer: what it said, and waiting for it to say enough. */
class Line {
  readonly socket: Socket;
  readonly #reader = new AnswerReader();
  #answers: Answer[] = [];
  #connected = false;
  #over = false;
  #wake: () => void = () => {};

  constructor(socket: Socket) {
    this.socket = socket;
    socket.once('connect', () => {
      this.#connected = true;
      this.#wake();
    });
    socket.on('data', (bytes) => {
      this.#answers.push(...this.#reader.read(bytes));
      this.#wake();
    });
    // What went wrong is seen in the answers that are missing.
    socket.on('error', () => this.#end());
    socket.on('close', () => this.#end());
  }

  #end(): void {
    this.#over = true;
    this.#wake();
  }

  get isConnected(): boolean {
    return this.#connected;
  }

  get isOver(): boolean {
    return this.#over;
  }

  count(kind: Answer['kind']): number {
    return this.#answers.filter((answer) => answer.kind === kind).length;
  }

  bytes(kind: Answer['kind']): number[] {
    return this.#answers.filter((answer) => answer.kind === kind).map(({ byte }) => byte);
  }

  forget(): void {
    this.#answers = [];
  }

  /** Waits until `enough` holds, the line is over or the time is; says whether it holds. */
  async until(enough: () => boolean, ms: number): Promise<boolean> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#wake();
    }, ms);
    try {
      while (!enough() && !this.#over && !late) await new Promise<void>((resolve) => (this.#wake = resolve));
      return enough();
    } finally {
      clearTimeout(timer);
      this.#wake = () => {};
    }
  }

  /** Sends all of it; false when the line ended or nothing moved for the time. */
  async send(bytes: Uint8Array, idleMs: number): Promise<boolean> {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      let taken = false;
      this.socket.write(bytes.subarray(at, at + CHUNK), () => {
        taken = true;
        this.#wake();
      });
      if (!(await this.until(() => taken, idleMs)) || this.#over) return false;
    }
    return true;
  }
}

class EscposPrinter implements Printer {
  readonly #settings: EscposSettings;
  readonly #running = new Set<Promise<unknown>>();

  constructor(settings: EscposSettings) {
    this.#settings = settings;
  }

  state(at: PrinterAddress): Promise<PrinterState> {
    return this.#kept(
      this.#on(
        at,
        (line) => this.#ask(line, at.confirms),
        (state) => state,
      ),
    );
  }

  print(at: PrinterAddress, ticket: Bitmap): Promise<Printed> {
    const unsent = (state: PrinterState): Printed => ({ outcome: 'unsent', state });
    return this.#kept(
      this.#on(
        at,
        async (line) => {
          const state = await this.#ask(line, at.confirms);
          return takesTickets(state) ? this.#send(line, at.confirms, ticket) : unsent(state);
        },
        unsent,
      ),
    );
  }

  async refusal(host: string, port: number) {
    const found = await addressIn(this.#settings.reach, host, port);
    return 'refusal' in found ? found.refusal : null;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  #kept<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    return work.finally(() => this.#running.delete(work));
  }

  /** Does `work` on a connection, and hangs up; `without` answers when there is none. */
  async #on<T>(at: PrinterAddress, work: (line: Line) => Promise<T>, without: (state: PrinterState) => T): Promise<T> {
    const found = await addressIn(this.#settings.reach, at.host, at.port);
    if ('refusal' in found) return without(found.refusal === 'unknown-host' ? 'offline' : 'barred');
    const socket = connect({ host: found.address, port: at.port, noDelay: true });
    const line = new Line(socket);
    const limit = setTimeout(() => socket.destroy(), this.#settings.longestMs);
    try {
      return (await line.until(() => line.isConnected, this.#settings.connectMs)) ? await work(line) : without('offline');
    } finally {
      clearTimeout(limit);
      socket.destroy();
    }
  }

  /** How the printer is. One that is well must also answer in turn, or nothing would tell afterwards that a ticket is on paper. */
  async #ask(line: Line, confirms: PrinterAddress['confirms']): Promise<PrinterState> {
    const { answerMs } = this.#settings;
    line.socket.write(REAL_TIME_QUESTIONS);
    const answered = await line.until(() => line.count('now') >= NOW_ANSWERS, answerMs);
    const misspoke = () => line.count('garbage') > 0 || line.count('now') > NOW_ANSWERS;
    if (confirms === 'sent' && !answered) return line.isOver ? 'offline' : 'ready';
    if (!answered || misspoke()) return line.isOver ? 'offline' : 'silent';
    const state = stateOf(line.bytes('now'));
    if (confirms === 'sent' || !takesTickets(state)) return state;
    line.socket.write(QUESTION_IN_TURN);
    const turned = await line.until(() => line.count('turn') > 0, answerMs);
    if (line.isOver) return 'offline';
    return turned && !misspoke() && line.count('turn') === 1 ? state : 'silent';
  }

  async #send(line: Line, confirms: PrinterAddress['confirms'], ticket: Bitmap): Promise<Printed> {
    const { printMs } = this.#settings;
    line.forget();
    const sent = await line.send(ticketBytes(ticket), printMs);
    if (confirms === 'sent') return sent ? this.#hangUp(line) : { outcome: 'unsure', state: 'offline' };
    if (sent) {
      line.socket.write(QUESTION_IN_TURN);
      await line.until(() => line.count('turn') > 0, printMs);
    }
    const [byte] = line.bytes('turn');
    const state = byte === undefined ? await this.#whyNot(line) : paperOf(byte);
    return { outcome: byte !== undefined && takesTickets(state) ? 'printed' : 'unsure', state };
  }

  /** A printer that stopped within a ticket says why, if it can still be heard. */
  async #whyNot(line: Line): Promise<PrinterState> {
    if (line.isOver) return 'offline';
    line.forget();
    line.socket.write(REAL_TIME_QUESTIONS);
    if (!(await line.until(() => line.count('now') >= NOW_ANSWERS, this.#settings.answerMs))) return 'silent';
    const state = stateOf(line.bytes('now'));
    return takesTickets(state) ? 'error' : state;
  }

  /** Without an answer, the other side closing its end in peace is all that can be known. */
  async #hangUp(line: Line): Promise<Printed> {
    let failed = false;
    line.socket.once('error', () => {
      failed = true;
    });
    line.socket.end();
    await line.until(() => false, this.#settings.answerMs);
    return failed ? { outcome: 'unsure', state: 'offline' } : { outcome: 'printed', state: 'ready' };
  }
}

/** Receipt printers that speak ESC/POS on a TCP port (9100 by custom). */
export const escposPrinter = (settings: EscposSettings): Printer => new EscposPrinter(settings);
