import type { StaffId, StoreId } from '@tableorder/contract/ids';
import type { Money } from '@tableorder/contract/money';
import type { LocalDay } from '@tableorder/contract/time';
import { statement } from '../../infra/db/statement.ts';

export interface ClosingRow {
  readonly store_id: StoreId;
  readonly day_on: LocalDay;
  readonly from_at: number;
  readonly to_at: number;
  readonly closed_at: number;
  readonly closed_by: StaffId | null;
  readonly closed_by_name: string;
  readonly note: string | null;
  readonly sales: Money;
  readonly orders: number;
  readonly parties: number;
  readonly cancelled_orders: number;
  readonly cancelled_amount: Money;
  readonly deleted_orders: number;
  readonly deleted_amount: Money;
  readonly open_orders: number;
  readonly open_amount: Money;
  readonly open_tables: number;
  readonly first_at: number | null;
  readonly last_at: number | null;
}

export const findClosing = statement((db, { storeId, day }: { storeId: StoreId; day: LocalDay }) =>
  db.selectFrom('day_closings').selectAll().where('store_id', '=', storeId).where('day_on', '=', day),
);

/** Latest day first, before a day. */
export const findClosings = statement((db, { storeId, before, limit }: { storeId: StoreId; before: string; limit: number }) =>
  db
    .selectFrom('day_closings')
    .selectAll()
    .where('store_id', '=', storeId)
    .where('day_on', '<', before as LocalDay)
    .orderBy('day_on', 'desc')
    .limit(limit),
);

export const insertClosing = statement((db, row: ClosingRow) =>
  db.insertInto('day_closings').values({
    store_id: row.store_id,
    day_on: row.day_on,
    from_at: row.from_at,
    to_at: row.to_at,
    closed_at: row.closed_at,
    closed_by: row.closed_by,
    closed_by_name: row.closed_by_name,
    note: row.note,
    sales: row.sales,
    orders: row.orders,
    parties: row.parties,
    cancelled_orders: row.cancelled_orders,
    cancelled_amount: row.cancelled_amount,
    deleted_orders: row.deleted_orders,
    deleted_amount: row.deleted_amount,
    open_orders: row.open_orders,
    open_amount: row.open_amount,
    open_tables: row.open_tables,
    first_at: row.first_at,
    last_at: row.last_at,
  }),
);
