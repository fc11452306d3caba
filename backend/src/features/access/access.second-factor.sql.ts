import type { StaffId, StoreId } from '@tableorder/contract/ids';
import { statement } from '../../infra/db/statement.ts';

interface Of {
  readonly storeId: StoreId;
  readonly staffId: StaffId;
}

export const findSecondFactor = statement((db, { storeId, staffId }: Of) =>
  db
    .selectFrom('second_factors')
    .select(['secret', 'confirmed_at', 'last_step'])
    .where('store_id', '=', storeId)
    .where('staff_id', '=', staffId),
);

export const insertSecondFactor = statement((db, { storeId, staffId, secret, at }: Of & { secret: string; at: number }) =>
  db.insertInto('second_factors').values({ store_id: storeId, staff_id: staffId, secret, made_at: at, confirmed_at: null, last_step: 0 }),
);

export const confirmFactor = statement((db, { storeId, staffId, at }: Of & { at: number }) =>
  db.updateTable('second_factors').set({ confirmed_at: at }).where('store_id', '=', storeId).where('staff_id', '=', staffId),
);

/** Uses a step up, and with it all before; touches no row when that was done already. */
export const useStep = statement((db, { storeId, staffId, step, sealed }: Of & { step: number; sealed: string }) =>
  db
    .updateTable('second_factors')
    .set({ last_step: step, secret: sealed })
    .where('store_id', '=', storeId)
    .where('staff_id', '=', staffId)
    .where('last_step', '<', step),
);

export const deleteSecondFactor = statement((db, { storeId, staffId }: Of) =>
  db.deleteFrom('second_factors').where('store_id', '=', storeId).where('staff_id', '=', staffId),
);

export const insertRecoveryCode = statement((db, { storeId, staffId, hash }: Of & { hash: string }) =>
  db.insertInto('recovery_codes').values({ store_id: storeId, staff_id: staffId, code_hash: hash, used_at: null }),
);

export const useRecoveryCode = statement((db, { storeId, staffId, hash, at }: Of & { hash: string; at: number }) =>
  db
    .updateTable('recovery_codes')
    .set({ used_at: at })
    .where('store_id', '=', storeId)
    .where('staff_id', '=', staffId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null),
);

export const countRecoveryCodes = statement((db, { storeId, staffId }: Of) =>
  db
    .selectFrom('recovery_codes')
    .select((e) => e.fn.countAll<number>().as('unused'))
    .where('store_id', '=', storeId)
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null),
);

export const deleteRecoveryCodes = statement((db, { storeId, staffId }: Of) =>
  db.deleteFrom('recovery_codes').where('store_id', '=', storeId).where('staff_id', '=', staffId),
);
