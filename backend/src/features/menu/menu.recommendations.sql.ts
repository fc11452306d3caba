import type { MenuId, StoreId } from '@tableorder/contract/ids';
import { statement } from '../../infra/db/statement.ts';

type OfStore = { readonly storeId: StoreId };
type OfItem = OfStore & { readonly menuId: MenuId };

/** What the owner has put together, of the whole menu. */
export const findRecommendations = statement((db, { storeId }: OfStore) =>
  db
    .selectFrom('menu_recommendations')
    .select(['item_id', 'recommended_id'])
    .where('store_id', '=', storeId)
    .orderBy('item_id')
    .orderBy('position'),
);

export const findRecommendationsOf = statement((db, { storeId, menuId }: OfItem) =>
  db
    .selectFrom('menu_recommendations')
    .innerJoin('menu_items', 'menu_items.id', 'menu_recommendations.recommended_id')
    .select(['menu_recommendations.recommended_id', 'menu_items.hidden_at'])
    .where('menu_recommendations.store_id', '=', storeId)
    .where('menu_items.store_id', '=', storeId)
    .where('menu_recommendations.item_id', '=', menuId)
    .orderBy('menu_recommendations.position'),
);

export const deleteRecommendationsOf = statement((db, { storeId, menuId }: OfItem) =>
  db.deleteFrom('menu_recommendations').where('store_id', '=', storeId).where('item_id', '=', menuId),
);

/** Of an item that leaves the menu: nothing goes with it, and it goes with nothing. */
export const deleteRecommendationsWith = statement((db, { storeId, menuId }: OfItem) =>
  db
    .deleteFrom('menu_recommendations')
    .where('store_id', '=', storeId)
    .where((either) => either.or([either('item_id', '=', menuId), either('recommended_id', '=', menuId)])),
);

export const insertRecommendation = statement((db, row: OfItem & { recommendedId: MenuId; position: number }) =>
  db
    .insertInto('menu_recommendations')
    .values({ store_id: row.storeId, item_id: row.menuId, recommended_id: row.recommendedId, position: row.position }),
);
