import type { StationId } from '@tableorder/contract/ids';
import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import { addPrinter, type Printer } from '@tableorder/contract/printers';
import { addStation } from '@tableorder/contract/stations';
import type { Table } from '@tableorder/contract/tables';
import { openShop, type Shop } from '../../../test/builders.ts';
import type { OpenTestDb } from '../../../test/each-db.ts';
import { hashOf, type PrinterEmulator, startPrinterEmulator } from '../../../test/printer-emulator.ts';
import { type Backend, startBackend } from '../../../test/start-backend.ts';
import { type TestClock, testClock } from '../../infra/clock/test-clock.ts';
import { escposPrinter } from '../../infra/printer/escpos-tcp.ts';
import { drawTicket } from './printers.draw.ts';
import type { JobContent } from './printers.jobs.ts';
import { PrintWorks, ticketLetters } from './printers.works.ts';

/** Fractions of a second where a shop has seconds. */
export const QUICK = { connectMs: 400, answerMs: 200, printMs: 300, longestMs: 2000 };
const TIMES = { firstMs: 10, mostMs: 80, askMs: 60_000 };

/** A shop with a kitchen and a bar, a dish of each, a table, and printers that are emulated. */
export interface PrintingShop {
  readonly backend: Backend;
  readonly clock: TestClock;
  readonly shop: Shop;
  readonly table: Table;
  readonly phone: string;
  readonly stew: AdminMenuItem;
  readonly beer: AdminMenuItem;
  readonly bar: StationId;
  /** A new printer of the shop. */
  printer(name: string, more?: Partial<Pick<Printer, 'stationIds' | 'fallbackId' | 'confirms' | 'widthDots'>>): Promise<Emulated>;
  /** Begins to print, as a process that starts. */
  start(): PrintWorks;
  jobs(): Promise<readonly JobOnRecord[]>;
  close(): Promise<void>;
}

export interface Emulated extends Printer {
  readonly paper: PrinterEmulator;
}

interface JobOnRecord {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly attempts: number;
  readonly printed_by: string | null;
  readonly content: JobContent;
}

export async function openPrintingShop(open: OpenTestDb): Promise<PrintingShop> {
  const clock = testClock();
  const backend = await startBackend({ open, clock, env: { PRINTER_REACH: 'any', JWT_ADMIN_EXPIRY: '604800' } });
  const shop = await openShop(backend);
  const { id: bar } = await backend.call(addStation, { token: shop.owner, body: { name: '바', names: { en: 'Bar' } } });
  const table = await shop.table(12);
  const phone = await shop.phone(table);
  const closing: { close(): Promise<void> }[] = [];
  return {
    backend,
    clock,
    shop,
    table,
    phone,
    bar,
    stew: await shop.item({ name: '김치찌개', allergens: ['pork', 'soy'] }),
    beer: await shop.item({ name: '생맥주', stationIds: [bar] }),
    async printer(name, more = {}) {
      const paper = await startPrinterEmulator();
      closing.push(paper);
      const body = { name, host: paper.host, port: paper.port, ...more };
      return { ...(await backend.call(addPrinter, { token: shop.owner, body })), paper };
    },
    start() {
      const printer = escposPrinter({ reach: 'any', ...QUICK });
      const works = new PrintWorks({ ...backend.ports, printer, times: TIMES });
      closing.push({ close: () => works.stop() });
      return works;
    },
    async jobs() {
      const rows = await backend.ports.db.find((db) => db.selectFrom('print_jobs').selectAll().orderBy('id'));
      return rows.map(({ content, ...row }) => ({ ...row, content: JSON.parse(content) as JobContent }));
    },
    async close() {
      for (const one of closing.reverse()) await one.close();
      await backend.close();
    },
  };
}

/** The identity of a ticket on paper. */
export async function paperHash(
  { ports }: Backend,
  { ticket }: JobContent,
  reprint = false,
  insteadOf: string | null = null,
): Promise<string> {
  return hashOf(await drawTicket(ports.raster, await ticketLetters(), ticket, { width: 576, reprint, insteadOf }));
}
