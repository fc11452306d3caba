import type { PrinterId, PrintJobId } from '@tableorder/contract/ids';
import * as printers from '@tableorder/contract/printers';
import { BEYOND_IDS, pageLimit } from '../../http/paging.ts';
import { answer, prebuilt, type Routes } from '../../http/route.ts';
import type { Raster } from '../../infra/raster/raster.ts';
import { readPage } from '../orders/orders.reads.ts';
import { addPrinter, changePrinter, type PrintersDeps, removePrinter } from './printers.commands.ts';
import { filedJobs } from './printers.jobs.sql.ts';
import { readPrinters, toJobs } from './printers.reads.ts';
import { dismissTicket, drawJob, printAgain, printTest } from './printers.tickets.ts';

export function printersRoutes(routes: Routes, deps: PrintersDeps & { readonly raster: Raster }): void {
  const { db, raster } = deps;
  routes.implement(printers.listPrinters, async ({ principal: { storeId } }) => {
    const { printers: items, troubled } = await db.read((reading) => readPrinters(reading, storeId));
    return answer(200, { items, nextCursor: null, troubled });
  });
  routes.implement(printers.addPrinter, async ({ principal, body }) =>
    answer(201, await addPrinter(deps, principal.storeId, principal, body)),
  );
  routes.implement(printers.changePrinter, async ({ principal, params, body }) =>
    answer(200, await changePrinter(deps, principal.storeId, principal, params.printerId as PrinterId, body)),
  );
  routes.implement(printers.removePrinter, async ({ principal, params }) => {
    await removePrinter(deps, principal.storeId, principal, params.printerId as PrinterId);
    return answer(204, null);
  });
  routes.implement(printers.printTest, async ({ principal, params }) =>
    answer(201, await printTest(deps, principal.storeId, principal, params.printerId as PrinterId)),
  );
  routes.implement(printers.listPrintJobs, async ({ principal: { storeId }, query }) => {
    const filter = { state: query.state, orderId: query.orderId, before: (query.cursor ?? BEYOND_IDS) as PrintJobId };
    return answer(
      200,
      await db.read((reading) =>
        readPage(
          pageLimit(query.limit),
          (rows) => reading.find(filedJobs(storeId, { ...filter, limit: rows })),
          (rows) => toJobs(reading, storeId, rows),
        ),
      ),
    );
  });
  routes.implement(printers.printAgain, async ({ principal, params }) =>
    answer(201, await printAgain(deps, principal.storeId, principal, params.jobId as PrintJobId)),
  );
  routes.implement(printers.dismissPrintJob, async ({ principal, params }) => {
    await dismissTicket(deps, principal.storeId, principal, params.jobId as PrintJobId);
    return answer(204, null);
  });
  routes.implement(printers.readPrintJobPicture, async ({ principal, params }) =>
    prebuilt(200, await drawJob(db, raster, principal.storeId, params.jobId as PrintJobId), { type: 'image/png' }),
  );
}
