import type { PrinterId, StoreId } from '@tableorder/contract/ids';
import type { Log } from '../../infra/log/log.ts';
import { type Printed, type Printer, takesTickets } from '../../infra/printer/printer.ts';
import type { Raster } from '../../infra/raster/raster.ts';
import { drawTicket } from './printers.draw.ts';
import type { JobRow } from './printers.jobs.sql.ts';
import type { JobContent } from './printers.jobs.ts';
import { giveUp, keepState, needsStamp, type QueueDeps, RENEW_MS, renewLease, settle, takeJob } from './printers.queue.ts';
import { backoffMs } from './printers.rules.ts';
import type { Letters } from './printers.sheet.ts';
import { findPrinter, findPrinters, type PrinterRow } from './printers.sql.ts';

/** After so many failures in a row a printer counts as down, and its fallback takes over. */
const DOWN_AFTER = 3;

export interface LineTimes {
  /** Between the first failure and the next attempt, and at most. */
  readonly firstMs: number;
  readonly mostMs: number;
  /** How often an idle printer is asked how it is: paper that has run out is known before the next order. */
  readonly askMs: number;
}

export interface LineDeps extends QueueDeps {
  readonly log: Log;
  readonly printer: Printer;
  readonly raster: Raster;
  readonly letters: () => Promise<Letters>;
  readonly times: LineTimes;
  /** A number in [0, 1). */
  readonly chance: () => number;
  /** Whether another printer of the shop is down. */
  readonly isDown: (printerId: PrinterId) => boolean;
  /** This printer is down now, or no longer: who stands in for it should look. */
  readonly turned: (printer: PrinterRow) => void;
}

/** What one turn has come to: something was printed, nothing is to be done, or the printer could not. */
type Turn = 'printed' | 'idle' | 'failed' | 'gone';

/** One printer: prints its tickets one after the other, and those of the printers it stands in for. Nothing else waits for it. */
export class PrinterLine {
  readonly #deps: LineDeps;
  readonly #storeId: StoreId;
  readonly #id: PrinterId;
  #failures = 0;
  #askedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;
  #kicked = false;
  #wake: () => void = () => {};
  readonly #ended: Promise<void>;

  constructor(deps: LineDeps, storeId: StoreId, id: PrinterId) {
    this.#deps = deps;
    this.#storeId = storeId;
    this.#id = id;
    this.#ended = this.#run();
  }

  get isDown(): boolean {
    return this.#failures >= DOWN_AFTER;
  }

  /** There may be something to print. A printer that failed is left its pause. */
  kick(): void {
    this.#kicked = true;
    if (this.#failures === 0) this.#wake();
  }

  /** Resolves when the ticket in hand is done with. */
  stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    return this.#ended;
  }

  async #run(): Promise<void> {
    const { times, chance, log, letters } = this.#deps;
    // What drawing needs is read before the first order; a reading that fails is tried again with the ticket.
    await letters().catch((error: unknown) => log.warning('printers', 'the letters of tickets cannot be read yet', {}, error));
    while (!this.#stopped) {
      this.#kicked = false;
      const turn = await this.#turn().catch((error: unknown): Turn => {
        log.error('printers', 'a printer’s turn failed', { printerId: this.#id }, error);
        return 'failed';
      });
      if (turn === 'gone') return;
      if (turn === 'printed' || (turn === 'idle' && this.#kicked)) continue;
      await this.#pause(turn === 'idle' ? times.askMs : backoffMs(Math.max(1, this.#failures), chance(), times));
    }
  }

  #pause(ms: number): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #turn(): Promise<Turn> {
    const { db } = this.#deps;
    const [storeId, printerId] = [this.#storeId, this.#id];
    const own = await db.first(findPrinter, { storeId, printerId });
    if (!own) return 'gone';
    // After a failure it is asked before a ticket is taken: that one may go to the fallback meanwhile.
    if (this.#failures > 0 && !(await this.#ask(own))) return 'failed';
    const others = (await db.all(findPrinters, { storeId })).filter(
      ({ id, fallback_id }) => fallback_id === printerId && this.#deps.isDown(id),
    );
    const job = await takeJob(this.#deps, storeId, [printerId, ...others.map(({ id }) => id)]);
    if (!job) return this.#isFresh || (await this.#ask(own)) ? 'idle' : 'failed';
    const printed = await this.#print(own, job, others.find(({ id }) => id === job.printer_id)?.name ?? null);
    if (printed === null) return 'printed';
    await settle(this.#deps, storeId, job, printerId, printed);
    await this.#learned(own, printed.state, printed.outcome === 'printed');
    return printed.outcome === 'printed' ? 'printed' : 'failed';
  }

  get #isFresh(): boolean {
    return this.#deps.clock.monotonic() - this.#askedAt < this.#deps.times.askMs / 2;
  }

  /** Null for a ticket that cannot be drawn. */
  async #print(own: PrinterRow, job: JobRow, insteadOf: string | null): Promise<Printed | null> {
    const { printer, raster, letters, log } = this.#deps;
    const renewing = setInterval(() => {
      renewLease(this.#deps, this.#storeId, job).catch((error: unknown) => log.warning('printers', 'a lease cannot be renewed', {}, error));
    }, RENEW_MS);
    try {
      const { ticket } = JSON.parse(job.content) as JobContent;
      const drawn = await drawTicket(raster, await letters(), ticket, { width: own.width_dots, reprint: needsStamp(job), insteadOf });
      return await printer.print(own, drawn);
    } catch (error) {
      log.error('printers', 'a ticket cannot be drawn', { jobId: job.id }, error);
      await giveUp(this.#deps, this.#storeId, job);
      return null;
    } finally {
      clearInterval(renewing);
    }
  }

  async #ask(own: PrinterRow): Promise<boolean> {
    const state = await this.#deps.printer.state(own);
    return this.#learned(own, state, takesTickets(state));
  }

  /** Counts failures and keeps how the printer is. A line that was cut once is no news to people; a fault that the printer names is. */
  async #learned(own: PrinterRow, state: Printed['state'], worked: boolean): Promise<boolean> {
    const wasDown = this.isDown;
    this.#askedAt = this.#deps.clock.monotonic();
    this.#failures = worked ? 0 : this.#failures + 1;
    const named = state === 'paper-out' || state === 'cover-open' || state === 'error' || state === 'barred';
    if (worked || named || this.isDown)
      await keepState(this.#deps, this.#storeId, this.#id, state, worked || (named && state !== 'barred'));
    if (this.isDown !== wasDown) this.#deps.turned(own);
    return worked;
  }
}
