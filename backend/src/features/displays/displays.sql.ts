import type { DisplayKind } from '@tableorder/contract/displays';
import type { DisplayId, StaffId, StationId, StoreId } from '@tableorder/contract/ids';
import { statement } from '../../infra/db/statement.ts';

type OfStore = { readonly storeId: StoreId };
type OfDisplay = OfStore & { readonly displayId: DisplayId };

interface Word extends OfDisplay {
  readonly kind: DisplayKind;
  readonly stationId: StationId | null;
  readonly screen: 'awake' | 'asleep';
  readonly line: 'live' | 'down';
  readonly version: string;
  readonly at: number;
  readonly byId: StaffId;
}

/** The last word of a screen replaces the one before. */
export const keepDisplay = statement((db, word: Word) =>
  db
    .insertInto('displays')
    .values({
      store_id: word.storeId,
      id: word.displayId,
      kind: word.kind,
      station_id: word.stationId,
      screen: word.screen,
      line: word.line,
      version: word.version,
      at: word.at,
      by_id: word.byId,
    })
    .onConflict((conflict) =>
      conflict.columns(['store_id', 'id']).doUpdateSet((e) => ({
        kind: e.ref('excluded.kind'),
        station_id: e.ref('excluded.station_id'),
        screen: e.ref('excluded.screen'),
        line: e.ref('excluded.line'),
        version: e.ref('excluded.version'),
        at: e.ref('excluded.at'),
        by_id: e.ref('excluded.by_id'),
      })),
    ),
);

export const findDisplays = statement((db, { storeId }: OfStore) =>
  db
    .selectFrom('displays')
    .leftJoin('staff', (join) => join.onRef('staff.store_id', '=', 'displays.store_id').onRef('staff.id', '=', 'displays.by_id'))
    .select([
      'displays.id',
      'displays.kind',
      'displays.station_id',
      'displays.screen',
      'displays.line',
      'displays.version',
      'displays.at',
      'staff.username',
    ])
    .where('displays.store_id', '=', storeId)
    .orderBy('displays.kind')
    .orderBy('displays.id'),
);

export const deleteDisplay = statement((db, { storeId, displayId }: OfDisplay) =>
  db.deleteFrom('displays').where('store_id', '=', storeId).where('id', '=', displayId),
);

/** Screens that have said nothing since: thrown away, sold, or opened in a tab that is long closed. */
export const deleteSilentSince = statement((db, { storeId, before }: OfStore & { before: number }) =>
  db.deleteFrom('displays').where('store_id', '=', storeId).where('at', '<', before),
);

/** The stores of which a screen said its last word in the window. */
export const findStoresSilencedIn = statement((db, { after, until }: { after: number; until: number }) =>
  db.selectFrom('displays').select('store_id').distinct().where('at', '>', after).where('at', '<=', until),
);
