import type { PrinterId, PrintJobId, StoreId } from '@tableorder/contract/ids';
import type { PrintJob } from '@tableorder/contract/printers';
import { problem } from '@tableorder/contract/problem';
import { newId } from '../../infra/clock/new-id.ts';
import type { Db, Trx } from '../../infra/db/db.ts';
import type { Raster } from '../../infra/raster/raster.ts';
import type { Doer } from '../audit/audit.commands.ts';
import { readStoreSettings } from '../stores/stores.settings.ts';
import { needPrinter, type PrintersDeps, printersChanged } from './printers.commands.ts';
import { drawTicket } from './printers.draw.ts';
import { deleteOldJobs, dismissJob, findJob, insertJob, type JobRow } from './printers.jobs.sql.ts';
import { clockOf, type JobContent } from './printers.jobs.ts';
import { needsStamp } from './printers.queue.ts';
import { toJobs } from './printers.reads.ts';
import { findPrinter, findPrinters } from './printers.sql.ts';
import type { Ticket } from './printers.ticket.ts';
import { ticketLetters } from './printers.works.ts';

/** A test that nobody waits for any more is not printed. */
const TEST_MS = 2 * 60_000;
const MINUTE_MS = 60_000;
/** Tickets are kept for disputes about what the kitchen was told. */
const KEPT_MS = 14 * 24 * 60 * MINUTE_MS;
const SLICE = 500;

/** Problem `not-found` for a job that is not the store's. */
async function needJob(trx: Pick<Trx, 'first'>, storeId: StoreId, jobId: PrintJobId): Promise<JobRow> {
  const row = await trx.first(findJob, { storeId, jobId });
  if (!row) throw problem('not-found', {});
  return row;
}

async function jobNow(trx: Trx, storeId: StoreId, jobId: PrintJobId): Promise<PrintJob> {
  const [job] = await toJobs(trx, storeId, [await needJob(trx, storeId, jobId)]);
  if (!job) throw new Error(`print job ${jobId} is gone`);
  return job;
}

/** Every kind of letter and mark that a ticket may have, with a dish that is nobody's order. */
const testTicket = (locale: Ticket['locale'], station: string, time: string): Ticket => ({
  kind: 'test',
  locale,
  station,
  table: 0,
  movedFrom: null,
  order: '',
  time,
  lines: [
    {
      mark: 'plain',
      quantity: 2,
      was: null,
      name: '김치찌개 Kimchi キムチ 泡菜',
      options: ['맵게 · spicy · 辛口 · 加辣'],
      note: '0123456789 !?',
      allergens: ['pork', 'soy'],
    },
  ],
  note: null,
});

/** Prints a test ticket on one printer. */
export function printTest(deps: PrintersDeps, storeId: StoreId, who: Doer, printerId: PrinterId): Promise<PrintJob> {
  return deps.db.inStore(storeId, async (trx) => {
    const printer = await needPrinter(trx, storeId, printerId);
    const { store } = await readStoreSettings(trx, storeId);
    const at = deps.clock.now();
    const ticket = testTicket(store.locale, printer.name, clockOf(at, store.timeZone));
    const jobId = newId<PrintJobId>();
    await trx.run(insertJob, {
      storeId,
      jobId,
      key: jobId,
      orderId: null,
      stationId: null,
      printerId,
      kind: 'test',
      expiresAt: at + TEST_MS,
      at,
      content: JSON.stringify({ ticket, part: null } satisfies JobContent),
    });
    await printersChanged(trx, deps, storeId, who, { act: 'printer.test', subjectId: printerId, subject: printer.name });
    return jobNow(trx, storeId, jobId);
  });
}

const isUnderWay = ({ state }: JobRow): boolean => state === 'waiting' || state === 'printing' || state === 'unsure';

const subjectOf = (row: JobRow): { subjectId: string; subject: string } => {
  const { ticket } = JSON.parse(row.content) as JobContent;
  return { subjectId: row.order_id ?? row.id, subject: ticket.order || (ticket.station ?? '') };
};

/** Prints a ticket once more, stamped. Problem `printer/on-its-way` for one that is printed anyway. */
export function printAgain(deps: PrintersDeps, storeId: StoreId, who: Doer, jobId: PrintJobId): Promise<PrintJob> {
  return deps.db.inStore(storeId, async (trx) => {
    const row = await needJob(trx, storeId, jobId);
    if (isUnderWay(row)) throw problem('printer/on-its-way', { job: await jobNow(trx, storeId, jobId) });
    const printers = await trx.all(findPrinters, { storeId });
    const printerId = (printers.find(({ id }) => id === row.printer_id) ?? printers[0])?.id;
    if (!printerId) throw problem('not-found', {});
    const { settings } = await readStoreSettings(trx, storeId);
    const at = deps.clock.now();
    const againId = newId<PrintJobId>();
    await trx.run(insertJob, {
      storeId,
      jobId: againId,
      key: againId,
      orderId: row.order_id,
      stationId: row.station_id,
      printerId,
      kind: 'reprint',
      expiresAt: at + settings.ticketMinutes * MINUTE_MS,
      at,
      content: row.content,
    });
    await trx.run(dismissJob, { storeId, jobId, at });
    await printersChanged(trx, deps, storeId, who, { act: 'ticket.again', ...subjectOf(row) });
    return jobNow(trx, storeId, againId);
  });
}

/** A ticket that is on no paper needs none any more. Again: nothing. Problem `printer/on-its-way` for one that is printed anyway. */
export async function dismissTicket(deps: PrintersDeps, storeId: StoreId, who: Doer, jobId: PrintJobId): Promise<void> {
  await deps.db.inStore(storeId, async (trx) => {
    const row = await needJob(trx, storeId, jobId);
    if (isUnderWay(row)) throw problem('printer/on-its-way', { job: await jobNow(trx, storeId, jobId) });
    if ((await trx.run(dismissJob, { storeId, jobId, at: deps.clock.now() })) === 0) return;
    await printersChanged(trx, deps, storeId, who, { act: 'ticket.dismiss', ...subjectOf(row) });
  });
}

/** A ticket as it is printed, as a PNG. Problem `not-found`. */
export async function drawJob(db: Db, raster: Raster, storeId: StoreId, jobId: PrintJobId): Promise<Uint8Array> {
  const row = await needJob(db, storeId, jobId);
  const printer = await db.first(findPrinter, { storeId, printerId: row.printer_id });
  const { ticket } = JSON.parse(row.content) as JobContent;
  const printing = { width: printer?.width_dots ?? 576, reprint: needsStamp(row), insteadOf: null };
  return raster.png(await drawTicket(raster, await ticketLetters(), ticket, printing));
}

/** Drops tickets that are over and old, a few at a time. Gives how many. */
export async function purgeTickets({ db, clock }: Pick<PrintersDeps, 'db' | 'clock'>, storeId: StoreId): Promise<number> {
  for (let purged = 0; ; ) {
    const dropped = await db.inStore(storeId, (trx) => trx.run(deleteOldJobs, { storeId, before: clock.now() - KEPT_MS, limit: SLICE }));
    purged += dropped;
    if (dropped < SLICE) return purged;
  }
}
