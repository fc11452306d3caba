import type { PrinterId, StoreId } from '@tableorder/contract/ids';
import { type Printer, type PrintJob, printersEvents } from '@tableorder/contract/printers';
import { toInstant } from '@tableorder/contract/time';
import type { Reading, Trx } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import { countOpenJobs, countTroubledJobs, type JobRow } from './printers.jobs.sql.ts';
import type { JobContent } from './printers.jobs.ts';
import { findPrinterNames, findPrinters, type PrinterRow, stationsOf } from './printers.sql.ts';

const toPrinter = (row: PrinterRow, waiting: number): Printer => ({
  id: row.id,
  name: row.name,
  host: row.host,
  port: row.port,
  widthDots: row.width_dots,
  confirms: row.confirms,
  stationIds: stationsOf(row),
  fallbackId: row.fallback_id,
  state: row.state,
  stateAt: toInstant(row.state_at),
  seenAt: row.seen_at === null ? null : toInstant(row.seen_at),
  waiting,
});

/** The shop's printers as they are now, and how many tickets are on no paper. */
export async function readPrinters(reading: Reading, storeId: StoreId): Promise<{ printers: Printer[]; troubled: number }> {
  const open = new Map((await reading.all(countOpenJobs, { storeId })).map((row) => [row.printer_id, Number(row.waiting)]));
  const printers = (await reading.all(findPrinters, { storeId })).map((row) => toPrinter(row, open.get(row.id) ?? 0));
  const troubled = Number((await reading.first(countTroubledJobs, { storeId }))?.troubled ?? 0);
  return { printers, troubled };
}

/** Tells the staff's screens how the printers are now; inside the transaction that changed something. */
export async function printersUpdated(trx: Trx, events: Events, storeId: StoreId): Promise<void> {
  await events.append(trx, storeId, printersEvents, 'printers_updated', { kind: 'staff' }, await readPrinters(trx, storeId));
}

/** Jobs for people: with the names of the printers, and what their tickets say. */
export async function toJobs(reading: Reading, storeId: StoreId, rows: readonly JobRow[]): Promise<PrintJob[]> {
  const names = new Map<PrinterId, string>((await reading.all(findPrinterNames, { storeId })).map(({ id, name }) => [id, name]));
  return rows.map((row): PrintJob => {
    const { ticket } = JSON.parse(row.content) as JobContent;
    return {
      id: row.id,
      kind: row.kind,
      state: row.state,
      orderId: row.order_id,
      orderNumber: row.order_id && ticket.order,
      tableNumber: row.order_id && ticket.table,
      stationId: row.station_id,
      stationName: ticket.station,
      printerId: row.printer_id,
      printerName: names.get(row.printer_id) ?? '',
      printedBy: row.printed_by && (names.get(row.printed_by) ?? ''),
      attempts: row.attempts,
      trouble: row.trouble,
      createdAt: toInstant(row.created_at),
      expiresAt: toInstant(row.expires_at),
      printedAt: row.printed_at === null ? null : toInstant(row.printed_at),
    };
  });
}
