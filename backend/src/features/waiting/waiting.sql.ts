import type { StoreId } from '@tableorder/contract/ids';
import { sql } from 'kysely';
import { statement } from '../../infra/db/statement.ts';

type OfStore = { readonly storeId: StoreId };

/** What the kitchen made since then, the last first, from the moment it could begin. What was called back tells of a mishap. */
export const findMadeLines = statement((db, { storeId, since, limit }: OfStore & { since: number; limit: number }) =>
  db
    .selectFrom('kitchen_lines')
    .innerJoin('orders', 'orders.id', 'kitchen_lines.order_id')
    .where('kitchen_lines.store_id', '=', storeId)
    .where('kitchen_lines.bumped_at', 'is not', null)
    .where('kitchen_lines.bumped_at', '>', since)
    .where('kitchen_lines.recalled_at', 'is', null)
    .select(['kitchen_lines.station_id', sql<number>`coalesce(kitchen_lines.fired_at, orders.created_at)`.as('from_at')])
    .select(sql<number>`kitchen_lines.bumped_at`.as('bumped_at'))
    .orderBy('kitchen_lines.bumped_at', 'desc')
    .limit(limit),
);

export const findRush = statement((db, { storeId }: OfStore) =>
  db.selectFrom('kitchen_rushes').select(['since_at', 'until_at']).where('store_id', '=', storeId),
);
export const keepRush = statement((db, rush: OfStore & { sinceAt: number; untilAt: number | null }) =>
  db
    .insertInto('kitchen_rushes')
    .values({ store_id: rush.storeId, since_at: rush.sinceAt, until_at: rush.untilAt })
    .onConflict((conflict) => conflict.columns(['store_id']).doUpdateSet({ since_at: rush.sinceAt, until_at: rush.untilAt })),
);
export const deleteRush = statement((db, { storeId }: OfStore) => db.deleteFrom('kitchen_rushes').where('store_id', '=', storeId));
