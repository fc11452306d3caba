import { createHash } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import type { Bitmap } from '../src/infra/raster/raster.ts';

/**
 * What the printer does with one connection. `cut-before`: hangs up when the first byte of a ticket comes; `cut-middle`: after half a
 * band; `cut-after`: when the ticket is on paper, before it says so; `mute`: the same, but stays silent on the line; `refuse`: hangs up at
 * once; `garbage`: answers as no printer does; `silent`: takes everything and answers nothing; `jam`: its cover opens within the ticket.
 */
export type Mood = 'ok' | 'refuse' | 'silent' | 'garbage' | 'cut-before' | 'cut-middle' | 'cut-after' | 'mute' | 'jam';

export type Health = 'well' | 'paper-low' | 'paper-out' | 'cover-open' | 'error';

/** A piece of paper that came out: whole and cut, or torn off where the printer stopped. */
export interface Paper {
  readonly whole: boolean;
  readonly bitmap: Bitmap;
  /** The identity of the picture on it. */
  readonly hash: string;
}

export interface PrinterEmulator {
  readonly host: string;
  readonly port: number;
  /** Everything that came out, oldest first. */
  readonly papers: readonly Paper[];
  readonly connections: number;
  health: Health;
  /** The mood of each connection that carries a ticket or asks; `ok` when it is not given. */
  mood: (connection: number) => Mood;
  /** Milliseconds that a ticket takes to print. */
  slowMs: number;
  /** Nobody listens any more; `plugIn` is the same printer again, at the same port. */
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  close(): Promise<void>;
}

export const hashOf = ({ width, height, bits }: Bitmap): string =>
  createHash('sha256').update(`${width}x${height}:`).update(bits).digest('hex');

const NOW_BYTES: Readonly<Record<Health, readonly [number, number, number]>> = {
  well: [0x12, 0x12, 0x12],
  'paper-low': [0x12, 0x12, 0x1e],
  'paper-out': [0x1a, 0x32, 0x7e],
  'cover-open': [0x1a, 0x16, 0x12],
  error: [0x1a, 0x52, 0x12],
};

/** The command at the start of the bytes: its length, or null while more has to come. */
function commandLength(bytes: Buffer): number | null {
  const [first, second] = bytes;
  if (first === 0x10 && second === 0x04) return bytes.length >= 3 ? 3 : null;
  if (first === 0x1b && second === 0x40) return 2;
  if (first === 0x1d && second === 0x72) return bytes.length >= 3 ? 3 : null;
  if (first === 0x1d && second === 0x56) return bytes.length >= 4 ? 4 : null;
  if (first === 0x1d && second === 0x76) {
    if (bytes.length < 8) return null;
    const length = 8 + bytes.readUInt16LE(4) * bytes.readUInt16LE(6);
    return bytes.length >= length ? length : null;
  }
  if (bytes.length < 2) return null;
  throw new Error(`the printer was sent what it does not know: ${bytes.subarray(0, 8).toString('hex')}`);
}

class Emulator implements PrinterEmulator {
  readonly host = '127.0.0.1';
  readonly papers: Paper[] = [];
  health: Health = 'well';
  mood: (connection: number) => Mood = () => 'ok';
  slowMs = 0;
  port = 0;
  connections = 0;
  #server: Server | null = null;
  readonly #sockets = new Set<Socket>();

  async plugIn(): Promise<void> {
    const server = createServer({ noDelay: true }, (socket) => this.#serve(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(this.port, this.host, resolve));
    const bound = server.address();
    if (typeof bound === 'object' && bound) this.port = bound.port;
  }

  async unplug(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  close(): Promise<void> {
    return this.unplug();
  }

  #serve(socket: Socket): void {
    const mood = this.mood(this.connections);
    this.connections += 1;
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => this.#sockets.delete(socket));
    if (mood === 'refuse') return void socket.resetAndDestroy();
    const job = new Job(this, socket, mood);
    socket.on('data', (bytes) => job.take(bytes));
    socket.on('close', () => job.tear());
  }
}

/** What comes over one connection. */
class Job {
  readonly #printer: Emulator;
  readonly #socket: Socket;
  #mood: Mood;
  #rest: Buffer = Buffer.alloc(0);
  #rows: Buffer[] = [];
  #width = 0;
  #busy = false;

  constructor(printer: Emulator, socket: Socket, mood: Mood) {
    this.#printer = printer;
    this.#socket = socket;
    this.#mood = mood;
  }

  take(bytes: Buffer): void {
    if (this.#mood === 'garbage') return void this.#socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    this.#rest = Buffer.concat([this.#rest, bytes]);
    this.#work();
  }

  #work(): void {
    while (!this.#busy && this.#rest.length > 0 && !this.#socket.destroyed) {
      if (this.#rest[0] === 0x1d && this.#rest[1] === 0x76 && this.#breaksOff()) return;
      const length = commandLength(this.#rest);
      if (length === null) return;
      const command = this.#rest.subarray(0, length);
      // A printer with a fault leaves everything but the real-time questions in its buffer.
      if (command[0] !== 0x10 && this.#stopped) {
        this.#askedWhileStopped();
        return;
      }
      this.#rest = this.#rest.subarray(length);
      this.#do(command);
    }
  }

  get #stopped(): boolean {
    return ['paper-out', 'cover-open', 'error'].includes(this.#printer.health);
  }

  /** Real-time questions are heard wherever they stand behind what waits. */
  #askedWhileStopped(): void {
    for (let at = this.#rest.indexOf(Buffer.from([0x10, 0x04])); at >= 0; at = this.#rest.indexOf(Buffer.from([0x10, 0x04]))) {
      this.#answer(this.#rest[at + 2] ?? 0);
      this.#rest = Buffer.concat([this.#rest.subarray(0, at), this.#rest.subarray(at + 3)]);
    }
  }

  #breaksOff(): boolean {
    if (this.#mood === 'cut-before') this.#socket.resetAndDestroy();
    if (this.#mood === 'cut-middle' && this.#rest.length > 500) {
      this.#width = this.#rest.readUInt16LE(4) * 8;
      const rowBytes = this.#width / 8;
      this.#rows.push(Buffer.from(this.#rest.subarray(8, 8 + rowBytes * Math.floor((this.#rest.length - 8) / rowBytes))));
      this.#socket.resetAndDestroy();
    }
    if (this.#mood === 'jam') {
      this.#printer.health = 'cover-open';
      this.#mood = 'ok';
    }
    return this.#socket.destroyed;
  }

  #do(command: Buffer): void {
    if (command[0] === 0x10) this.#answer(command[2] ?? 0);
    else if (command[1] === 0x72) this.#answerInTurn();
    else if (command[1] === 0x76) {
      this.#width = command.readUInt16LE(4) * 8;
      this.#rows.push(Buffer.from(command.subarray(8)));
    } else if (command[1] === 0x56) this.#cut();
  }

  #answer(question: number): void {
    const [printer, offline, paper] = NOW_BYTES[this.#printer.health];
    if (this.#mood !== 'silent') this.#socket.write(Buffer.from([question === 1 ? printer : question === 2 ? offline : paper]));
  }

  #answerInTurn(): void {
    if (this.#mood === 'silent' || (this.#mood === 'mute' && this.#printed)) return;
    this.#socket.write(Buffer.from([this.#printer.health === 'paper-low' ? 0x03 : 0x00]));
  }

  #printed = false;

  #cut(): void {
    this.#paper(true);
    this.#printed = true;
    if (this.#mood === 'cut-after') this.#socket.resetAndDestroy();
    if (this.#printer.slowMs > 0) {
      this.#busy = true;
      setTimeout(() => {
        this.#busy = false;
        this.#work();
      }, this.#printer.slowMs);
    }
  }

  #paper(whole: boolean): void {
    const bits = Buffer.concat(this.#rows.splice(0));
    const bitmap = { width: this.#width, height: (bits.length * 8) / this.#width, bits };
    this.#printer.papers.push({ whole, bitmap, hash: hashOf(bitmap) });
  }

  tear(): void {
    if (this.#rows.length > 0) this.#paper(false);
  }
}

/** A receipt printer on this machine that speaks ESC/POS as the driver's counterpart, written from the command reference and not from the driver. */
export async function startPrinterEmulator(): Promise<PrinterEmulator> {
  const emulator = new Emulator();
  await emulator.plugIn();
  return emulator;
}
