import type { PrinterId, StationId, StoreId } from '@tableorder/contract/ids';
import type { PrinterState } from '@tableorder/contract/printers';
import { statement } from '../../infra/db/statement.ts';

type OfStore = { readonly storeId: StoreId };
type OfPrinter = OfStore & { readonly printerId: PrinterId };

const PRINTER = [
  'id',
  'name',
  'host',
  'port',
  'width_dots',
  'confirms',
  'station_ids',
  'fallback_id',
  'state',
  'state_at',
  'seen_at',
  'serves_since',
] as const;

/** The printers there are, oldest first. */
export const findPrinters = statement((db, { storeId }: OfStore) =>
  db.selectFrom('printers').select(PRINTER).where('store_id', '=', storeId).where('removed_at', 'is', null).orderBy('id'),
);

/** The stores that print at all: most of a chain's may not. */
export const findPrintingStores = statement((db, _: object) =>
  db.selectFrom('printers').select('store_id').distinct().where('removed_at', 'is', null),
);

export const findPrinter = statement((db, { storeId, printerId }: OfPrinter) =>
  db.selectFrom('printers').select(PRINTER).where('store_id', '=', storeId).where('id', '=', printerId).where('removed_at', 'is', null),
);

/** What every printer is or was called, removed ones too: old tickets name them. */
export const findPrinterNames = statement((db, { storeId }: OfStore) =>
  db.selectFrom('printers').select(['id', 'name']).where('store_id', '=', storeId),
);

interface PrinterFacts extends OfPrinter {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly widthDots: number;
  readonly confirms: 'answer' | 'sent';
  readonly stationIds: string;
  readonly fallbackId: PrinterId | null;
  readonly servesSince: number;
}

export const insertPrinter = statement((db, printer: PrinterFacts & { at: number }) =>
  db.insertInto('printers').values({
    id: printer.printerId,
    store_id: printer.storeId,
    name: printer.name,
    host: printer.host,
    port: printer.port,
    width_dots: printer.widthDots,
    confirms: printer.confirms,
    station_ids: printer.stationIds,
    fallback_id: printer.fallbackId,
    state: 'new',
    state_at: printer.at,
    seen_at: null,
    serves_since: printer.servesSince,
    created_at: printer.at,
    removed_at: null,
  }),
);

export const updatePrinter = statement((db, printer: PrinterFacts) =>
  db
    .updateTable('printers')
    .set({
      name: printer.name,
      host: printer.host,
      port: printer.port,
      width_dots: printer.widthDots,
      confirms: printer.confirms,
      station_ids: printer.stationIds,
      fallback_id: printer.fallbackId,
      serves_since: printer.servesSince,
    })
    .where('store_id', '=', printer.storeId)
    .where('id', '=', printer.printerId),
);

export const markPrinterRemoved = statement((db, { storeId, printerId, at }: OfPrinter & { at: number }) =>
  db.updateTable('printers').set({ removed_at: at }).where('store_id', '=', storeId).where('id', '=', printerId),
);

/** Nobody falls back on a printer that is gone. */
export const clearFallback = statement((db, { storeId, printerId }: OfPrinter) =>
  db.updateTable('printers').set({ fallback_id: null }).where('store_id', '=', storeId).where('fallback_id', '=', printerId),
);

export const updatePrinterState = statement((db, p: OfPrinter & { state: PrinterState; at: number }) =>
  db.updateTable('printers').set({ state: p.state, state_at: p.at }).where('store_id', '=', p.storeId).where('id', '=', p.printerId),
);

export const markPrinterSeen = statement((db, { storeId, printerId, at }: OfPrinter & { at: number }) =>
  db.updateTable('printers').set({ seen_at: at }).where('store_id', '=', storeId).where('id', '=', printerId),
);

export const findPrintCursor = statement((db, { storeId }: OfStore) =>
  db.selectFrom('print_cursors').select(['epoch', 'seq']).where('store_id', '=', storeId),
);

export const keepPrintCursor = statement((db, { storeId, epoch, seq }: OfStore & { epoch: string; seq: number }) =>
  db
    .insertInto('print_cursors')
    .values({ store_id: storeId, epoch, seq })
    .onConflict((conflict) =>
      conflict.column('store_id').doUpdateSet((e) => ({ epoch: e.ref('excluded.epoch'), seq: e.ref('excluded.seq') })),
    ),
);

export interface PrinterRow {
  readonly id: PrinterId;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly width_dots: number;
  readonly confirms: 'answer' | 'sent';
  readonly station_ids: string;
  readonly fallback_id: PrinterId | null;
  readonly state: PrinterState;
  readonly state_at: number;
  readonly seen_at: number | null;
  readonly serves_since: number;
}

export const stationsOf = (printer: Pick<PrinterRow, 'station_ids'>): StationId[] => JSON.parse(printer.station_ids) as StationId[];
