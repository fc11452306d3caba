import type { BodyOf } from '@tableorder/contract/endpoint';
import type { PrinterId, StationId, StoreId } from '@tableorder/contract/ids';
import {
  type addPrinter as AddPrinter,
  type changePrinter as ChangePrinter,
  MAX_PRINTERS,
  PAPER_WIDTHS,
  PRINTER_PORT,
  type Printer as PrinterNow,
} from '@tableorder/contract/printers';
import { invalidField, problem } from '@tableorder/contract/problem';
import type { Bus } from '../../infra/bus/bus.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import { newId } from '../../infra/clock/new-id.ts';
import type { Db, Trx } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import type { Printer } from '../../infra/printer/printer.ts';
import { type Act, type Doer, recordAct } from '../audit/audit.commands.ts';
import { readStations } from '../stations/stations.commands.ts';
import { doubtLapsed, failJobs, passJobsOn } from './printers.jobs.sql.ts';
import { printersUpdated, readPrinters } from './printers.reads.ts';
import {
  clearFallback,
  findPrinter,
  findPrinters,
  insertPrinter,
  keepPrintCursor,
  markPrinterRemoved,
  type PrinterRow,
  stationsOf,
  updatePrinter,
} from './printers.sql.ts';
import { PRINTERS_CHANGED } from './printers.works.ts';

export interface PrintersDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
  readonly bus: Bus;
  readonly printer: Pick<Printer, 'refusal'>;
}

type Facts = Required<BodyOf<typeof AddPrinter>>;

/** Writes the act down, tells the screens, and nudges who prints once it is committed. */
export async function printersChanged(trx: Trx, deps: PrintersDeps, storeId: StoreId, who: Doer, act: Act): Promise<void> {
  await recordAct(trx, deps, storeId, who, act);
  await printersUpdated(trx, deps.events, storeId);
  trx.afterCommit(() => deps.bus.publish(PRINTERS_CHANGED, storeId));
}

/** Problem `not-found` for a printer that is not there (now). */
export async function needPrinter(trx: Trx, storeId: StoreId, printerId: PrinterId): Promise<PrinterRow> {
  const row = await trx.first(findPrinter, { storeId, printerId });
  if (!row) throw problem('not-found', {});
  return row;
}

/** Where the server must not connect to is refused at the field: an address beyond the shop's network would make it somebody's tool. */
async function refuseAddress({ printer }: PrintersDeps, host: string, port: number): Promise<void> {
  const refusal = await printer.refusal(host, port);
  if (refusal === 'port') throw invalidField('/port', 'printer-port');
  if (refusal === 'address') throw invalidField('/host', 'private-address');
  if (refusal === 'unknown-host') throw invalidField('/host', 'known-host');
}

async function refuseFaults(trx: Trx, storeId: StoreId, facts: Facts, self: PrinterId | null): Promise<void> {
  if (!PAPER_WIDTHS.some((width) => width === facts.widthDots)) throw invalidField('/widthDots', 'paper-width');
  const stations = new Set<StationId>((await readStations(trx, storeId)).map(({ id }) => id));
  const unknown = facts.stationIds.findIndex((id) => !stations.has(id));
  if (unknown >= 0) throw invalidField(`/stationIds/${unknown}`, 'station');
  const others = (await trx.all(findPrinters, { storeId })).filter(({ id }) => id !== self);
  if (facts.fallbackId !== null && !others.some(({ id }) => id === facts.fallbackId)) throw invalidField('/fallbackId', 'printer');
  const taken = others.find(({ host, port }) => host.toLowerCase() === facts.host.toLowerCase() && port === facts.port);
  if (taken) throw problem('printer/address-taken', { printerId: taken.id, name: taken.name });
}

async function needNow(trx: Trx, storeId: StoreId, printerId: PrinterId): Promise<PrinterNow> {
  const now = (await readPrinters(trx, storeId)).printers.find(({ id }) => id === printerId);
  if (!now) throw new Error(`printer ${printerId} is gone`);
  return now;
}

const columnsOf = (storeId: StoreId, printerId: PrinterId, facts: Facts, servesSince: number) => ({
  ...facts,
  storeId,
  printerId,
  stationIds: JSON.stringify(facts.stationIds),
  servesSince,
});

/**
 * Adds a printer. It prints the orders that come from now on. Problems `printer/too-many`, `printer/address-taken`, and `invalid` for an
 * address that the server must not reach.
 */
export async function addPrinter(deps: PrintersDeps, storeId: StoreId, who: Doer, body: BodyOf<typeof AddPrinter>): Promise<PrinterNow> {
  const facts: Facts = {
    port: PRINTER_PORT,
    widthDots: PAPER_WIDTHS[0],
    confirms: 'answer',
    stationIds: [],
    fallbackId: null,
    ...body,
  };
  await refuseAddress(deps, facts.host, facts.port);
  return deps.db.inStore(storeId, async (trx) => {
    const present = (await trx.all(findPrinters, { storeId })).length;
    if (present >= MAX_PRINTERS) throw problem('printer/too-many', { most: MAX_PRINTERS });
    await refuseFaults(trx, storeId, facts, null);
    const at = deps.clock.now();
    const printerId = newId<PrinterId>();
    await trx.run(insertPrinter, { ...columnsOf(storeId, printerId, facts, at), at });
    // While there was none, nobody followed the orders: what came before is not printed.
    if (present === 0) await trx.run(keepPrintCursor, { storeId, epoch: deps.events.epoch, seq: await deps.events.seq(trx, storeId) });
    const details = { host: facts.host, port: facts.port };
    await printersChanged(trx, deps, storeId, who, { act: 'printer.add', subjectId: printerId, subject: facts.name, details });
    return needNow(trx, storeId, printerId);
  });
}

const factsOf = (row: PrinterRow): Facts => ({
  name: row.name,
  host: row.host,
  port: row.port,
  widthDots: row.width_dots,
  confirms: row.confirms,
  stationIds: stationsOf(row),
  fallbackId: row.fallback_id,
});

/** Changes what is named. With other stations it prints the orders that come from now on. Problems as in `addPrinter`, and `not-found`. */
export async function changePrinter(
  deps: PrintersDeps,
  storeId: StoreId,
  who: Doer,
  printerId: PrinterId,
  change: BodyOf<typeof ChangePrinter>,
): Promise<PrinterNow> {
  const present = await deps.db.first(findPrinter, { storeId, printerId });
  if (!present) throw problem('not-found', {});
  const [host, port] = [change.host ?? present.host, change.port ?? present.port];
  if (host !== present.host || port !== present.port) await refuseAddress(deps, host, port);
  return deps.db.inStore(storeId, async (trx) => {
    const row = await needPrinter(trx, storeId, printerId);
    const [before, facts]: [Facts, Facts] = [factsOf(row), { ...factsOf(row), ...change }];
    await refuseFaults(trx, storeId, facts, printerId);
    const moved = facts.stationIds.toSorted().join() !== before.stationIds.toSorted().join();
    await trx.run(updatePrinter, columnsOf(storeId, printerId, facts, moved ? deps.clock.now() : row.serves_since));
    const details = Object.fromEntries(
      (['name', 'host', 'port', 'widthDots', 'confirms'] as const).flatMap((name) =>
        facts[name] === before[name] ? [] : [[name, `${before[name]} → ${facts[name]}`]],
      ),
    );
    await printersChanged(trx, deps, storeId, who, { act: 'printer.change', subjectId: printerId, subject: facts.name, details });
    return needNow(trx, storeId, printerId);
  });
}

/** Removes a printer. What waits for it goes to its fallback; without one it counts as failed, so that people see it. */
export async function removePrinter(deps: PrintersDeps, storeId: StoreId, who: Doer, printerId: PrinterId): Promise<void> {
  await deps.db.inStore(storeId, async (trx) => {
    const row = await needPrinter(trx, storeId, printerId);
    // What is on its way at this moment may come out.
    await trx.run(doubtLapsed, { storeId, printerId, at: Number.MAX_SAFE_INTEGER });
    if (row.fallback_id === null) await trx.run(failJobs, { storeId, printerId });
    else await trx.run(passJobsOn, { storeId, printerId, toPrinterId: row.fallback_id });
    await trx.run(clearFallback, { storeId, printerId });
    await trx.run(markPrinterRemoved, { storeId, printerId, at: deps.clock.now() });
    await printersChanged(trx, deps, storeId, who, { act: 'printer.remove', subjectId: printerId, subject: row.name });
  });
}
