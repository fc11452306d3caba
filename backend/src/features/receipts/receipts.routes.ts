import type { OrderId } from '@tableorder/contract/ids';
import { acknowledgeOrders, listUnseen, readOrderRecord, readOrderRecordCsv } from '@tableorder/contract/receipts';
import { csvFile } from '../../http/csv.ts';
import { answer, type Routes } from '../../http/route.ts';
import { recordExport } from '../audit/audit.commands.ts';
import type { OrdersDeps } from '../orders/orders.commands.ts';
import { acknowledge } from './receipts.commands.ts';
import { readUnseen } from './receipts.reads.ts';
import { readRecord, readRecordLines } from './receipts.record.ts';

export function receiptsRoutes(routes: Routes, deps: OrdersDeps): void {
  const { db, clock } = deps;
  routes.implement(acknowledgeOrders, async ({ principal: { storeId, staffId }, body }) => {
    await acknowledge(deps, storeId, body, staffId);
    return answer(204, null);
  });
  routes.implement(listUnseen, async ({ principal: { storeId } }) =>
    answer(200, { items: await db.read((reading) => readUnseen(reading, storeId, clock.now())), nextCursor: null }),
  );
  routes.implement(readOrderRecord, async ({ principal: { storeId }, params }) =>
    answer(200, await db.read((reading) => readRecord(reading, storeId, params.orderId as OrderId))),
  );
  routes.implement(readOrderRecordCsv, async ({ principal, params, reply }) => {
    const { storeId } = principal;
    const { number, lines } = await db.read((reading) => readRecordLines(reading, storeId, params.orderId as OrderId));
    const name = `order-${number}-record`;
    await recordExport(deps, storeId, principal, name);
    return csvFile(reply, name, lines);
  });
}
