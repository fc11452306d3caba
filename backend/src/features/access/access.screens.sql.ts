import type { ScreenId, StaffId, StoreId } from '@tableorder/contract/ids';
import { statement } from '../../infra/db/statement.ts';

export const findScreenByKey = statement((db, { hash }: { hash: string }) =>
  db.selectFrom('screens').select(['id', 'store_id']).where('key_hash', '=', hash),
);

export const insertScreen = statement((db, { id, storeId, hash, at }: { id: ScreenId; storeId: StoreId; hash: string; at: number }) =>
  db.insertInto('screens').values({ id, store_id: storeId, key_hash: hash, made_at: at }),
);

interface Seat {
  readonly storeId: StoreId;
  readonly screenId: ScreenId;
  readonly staffId: StaffId;
}

/** People who gave their password at the screen and still work here. */
export const findSeats = statement((db, { storeId, screenId, at }: { storeId: StoreId; screenId: ScreenId; at: number }) =>
  db
    .selectFrom('screen_seats')
    .innerJoin('staff', (join) =>
      join.onRef('staff.id', '=', 'screen_seats.staff_id').onRef('staff.store_id', '=', 'screen_seats.store_id'),
    )
    .select(['staff.id', 'staff.username', 'staff.role', 'staff.pin_hash', 'screen_seats.tries', 'screen_seats.expires_at'])
    .where('screen_seats.store_id', '=', storeId)
    .where('screen_seats.screen_id', '=', screenId)
    .where('screen_seats.expires_at', '>', at)
    .where('staff.removed_at', 'is', null)
    .orderBy('staff.username_key'),
);

/** A seat anew: the password was right, so wrong PINs before it count no more. */
export const takeSeat = statement((db, { storeId, screenId, staffId, expiresAt }: Seat & { expiresAt: number }) =>
  db
    .insertInto('screen_seats')
    .values({ store_id: storeId, screen_id: screenId, staff_id: staffId, tries: 0, expires_at: expiresAt })
    .onConflict((conflict) => conflict.columns(['store_id', 'screen_id', 'staff_id']).doUpdateSet({ tries: 0, expires_at: expiresAt })),
);

export const countTries = statement((db, { storeId, screenId, staffId, tries }: Seat & { tries: number }) =>
  db
    .updateTable('screen_seats')
    .set({ tries })
    .where('store_id', '=', storeId)
    .where('screen_id', '=', screenId)
    .where('staff_id', '=', staffId),
);

export const leaveSeat = statement((db, { storeId, screenId, staffId }: Seat) =>
  db.deleteFrom('screen_seats').where('store_id', '=', storeId).where('screen_id', '=', screenId).where('staff_id', '=', staffId),
);

/** All seats of a person but the one at the screen that is kept; an empty text keeps none. */
export const leaveSeatsOfStaff = statement((db, { storeId, staffId, kept }: { storeId: StoreId; staffId: StaffId; kept: ScreenId | '' }) =>
  db
    .deleteFrom('screen_seats')
    .where('store_id', '=', storeId)
    .where('staff_id', '=', staffId)
    .where('screen_id', '<>', kept as ScreenId),
);

export const findLiveSignInsOfScreen = statement((db, { storeId, screenId, at }: { storeId: StoreId; screenId: ScreenId; at: number }) =>
  db
    .selectFrom('sign_ins')
    .select('id')
    .where('store_id', '=', storeId)
    .where('screen_id', '=', screenId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at),
);

export const deleteOldSeats = statement((db, { before }: { before: number }) =>
  db.deleteFrom('screen_seats').where('expires_at', '<', before),
);

/** Screens at which nobody has a seat any more. */
export const deleteEmptyScreens = statement((db, { before }: { before: number }) =>
  db
    .deleteFrom('screens')
    .where('made_at', '<', before)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('screen_seats')
            .select('screen_seats.staff_id')
            .whereRef('screen_seats.store_id', '=', 'screens.store_id')
            .whereRef('screen_seats.screen_id', '=', 'screens.id'),
        ),
      ),
    ),
);
