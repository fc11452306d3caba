import type { PrinterId, StoreId } from '@tableorder/contract/ids';
import { printFonts } from '../../http/print-fonts.ts';
import type { Bus } from '../../infra/bus/bus.ts';
import { Repeating } from '../../infra/clock/repeating.ts';
import { NEWS } from '../../infra/events/events.ts';
import { type FollowDeps, followOrders } from './printers.jobs.ts';
import { type LineDeps, type LineTimes, PrinterLine } from './printers.line.ts';
import { Letters } from './printers.sheet.ts';
import { findPrinters, findPrintingStores } from './printers.sql.ts';

/** The bus topic that says a store's printers, or what waits for them, are others than they were. */
export const PRINTERS_CHANGED = 'printers';

/** A lost nudge costs at most this. */
const POLL_MS = 5000;
const TIMES: LineTimes = { firstMs: 1000, mostMs: 30_000, askMs: 30_000 };

export type WorksDeps = FollowDeps &
  Pick<LineDeps, 'printer' | 'raster'> & { readonly bus: Bus; readonly times?: LineTimes; readonly chance?: () => number };

interface StoreWork {
  readonly lines: Map<PrinterId, PrinterLine>;
  following: boolean;
  nudged: boolean;
}

let letters: Promise<Letters> | null = null;

/** The letters that tickets are drawn with; a failed reading is tried again. */
export function ticketLetters(): Promise<Letters> {
  letters ??= printFonts()
    .then(({ names, rest }) => Letters.of([names, rest]))
    .catch((error: unknown) => {
      letters = null;
      throw error;
    });
  return letters;
}

/** All printing of a process: follows the orders of the stores that have printers, and runs a line for each printer. */
export class PrintWorks {
  readonly #deps: WorksDeps;
  readonly #stores = new Map<StoreId, StoreWork>();
  readonly #looking: Repeating;
  readonly #stops: (() => void)[];
  #stopped = false;

  constructor(deps: WorksDeps) {
    this.#deps = deps;
    this.#stops = [
      deps.bus.subscribe(NEWS, (storeId) => this.#nudge(storeId as StoreId)),
      deps.bus.subscribe(PRINTERS_CHANGED, (storeId) => this.#look(storeId as StoreId)),
    ];
    this.#looking = new Repeating(
      () => this.#lookAtAll(),
      POLL_MS,
      (error) => deps.log.error('printers', 'the printers cannot be looked at; tried again', {}, error),
    );
    this.#looking.run();
  }

  async #lookAtAll(): Promise<void> {
    const printing = (await this.#deps.db.all(findPrintingStores, {})).map((row) => row.store_id);
    for (const storeId of new Set([...printing, ...this.#stores.keys()])) await this.#look(storeId);
  }

  /** Runs a line for each printer that there is now, and lets those of removed ones end. */
  async #look(storeId: StoreId): Promise<void> {
    const printers = await this.#deps.db.all(findPrinters, { storeId });
    if (this.#stopped || (printers.length === 0 && !this.#stores.has(storeId))) return;
    const work = this.#stores.get(storeId) ?? { lines: new Map<PrinterId, PrinterLine>(), following: false, nudged: false };
    this.#stores.set(storeId, work);
    const present = new Set(printers.map(({ id }) => id));
    for (const [id, line] of work.lines) {
      if (present.has(id)) continue;
      work.lines.delete(id);
      void line.stop();
    }
    for (const { id } of printers) if (!work.lines.has(id)) work.lines.set(id, this.#open(storeId, work, id));
    for (const line of work.lines.values()) line.kick();
    if (printers.length === 0) this.#stores.delete(storeId);
    else this.#nudge(storeId);
  }

  #open(storeId: StoreId, { lines }: StoreWork, id: PrinterId): PrinterLine {
    const deps: LineDeps = {
      ...this.#deps,
      letters: ticketLetters,
      times: this.#deps.times ?? TIMES,
      chance: this.#deps.chance ?? Math.random,
      isDown: (other) => lines.get(other)?.isDown ?? false,
      turned: (printer) => {
        if (printer.fallback_id) lines.get(printer.fallback_id)?.kick();
      },
    };
    return new PrinterLine(deps, storeId, id);
  }

  #nudge(storeId: StoreId): void {
    const work = this.#stores.get(storeId);
    if (!work || this.#stopped) return;
    work.nudged = true;
    if (!work.following) this.#follow(storeId, work);
  }

  #follow(storeId: StoreId, work: StoreWork): void {
    work.following = true;
    this.#followed(storeId, work).catch((error: unknown) =>
      this.#deps.log.error('printers', 'orders cannot be followed; tried again', { storeId }, error),
    );
  }

  async #followed(storeId: StoreId, work: StoreWork): Promise<void> {
    try {
      while (work.nudged && !this.#stopped) {
        work.nudged = false;
        if ((await followOrders(this.#deps, storeId)) > 0) for (const line of work.lines.values()) line.kick();
      }
    } finally {
      // In the turn in which the loop has ended: a nudge finds either it or this.
      work.following = false;
    }
  }

  /** Takes no more tickets, and resolves when those in hand are done with. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const stop of this.#stops) stop();
    await this.#looking.stop();
    await Promise.all([...this.#stores.values()].flatMap(({ lines }) => [...lines.values()].map((line) => line.stop())));
  }
}
