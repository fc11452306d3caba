import type { Role } from '@tableorder/contract/endpoint';
import type { DeviceId, ScreenId, SessionId, SignInId, StaffId, StoreId, TableId } from '@tableorder/contract/ids';
import { statement } from '../../infra/db/statement.ts';

const STAFF = ['id', 'store_id', 'username', 'password_hash', 'role', 'pin_hash'] as const;

export const findStaffByName = statement((db, { storeId, key }: { storeId: StoreId; key: string }) =>
  db.selectFrom('staff').select(STAFF).where('store_id', '=', storeId).where('username_key', '=', key).where('removed_at', 'is', null),
);

export const findStaff = statement((db, { storeId, staffId }: { storeId: StoreId; staffId: StaffId }) =>
  db.selectFrom('staff').select(STAFF).where('store_id', '=', storeId).where('id', '=', staffId).where('removed_at', 'is', null),
);

export const findAllStaff = statement((db, { storeId }: { storeId: StoreId }) =>
  db
    .selectFrom('staff')
    .select(['id', 'username', 'role'])
    .where('store_id', '=', storeId)
    .where('removed_at', 'is', null)
    .orderBy('username_key'),
);

interface NewStaff {
  readonly id: StaffId;
  readonly storeId: StoreId;
  readonly username: string;
  readonly key: string;
  readonly passwordHash: string;
  readonly role: Role;
  readonly at: number;
}

export const insertStaff = statement((db, staff: NewStaff) =>
  db.insertInto('staff').values({
    id: staff.id,
    store_id: staff.storeId,
    username: staff.username,
    username_key: staff.key,
    password_hash: staff.passwordHash,
    role: staff.role,
    created_at: staff.at,
    removed_at: null,
    pin_hash: null,
  }),
);

export const updateStaff = statement(
  (db, { storeId, staffId, role, passwordHash }: { storeId: StoreId; staffId: StaffId; role: Role; passwordHash: string }) =>
    db.updateTable('staff').set({ role, password_hash: passwordHash }).where('store_id', '=', storeId).where('id', '=', staffId),
);

export const updatePin = statement((db, { storeId, staffId, pinHash }: { storeId: StoreId; staffId: StaffId; pinHash: string | null }) =>
  db.updateTable('staff').set({ pin_hash: pinHash }).where('store_id', '=', storeId).where('id', '=', staffId),
);

export const markStaffRemoved = statement((db, { storeId, staffId, at }: { storeId: StoreId; staffId: StaffId; at: number }) =>
  db.updateTable('staff').set({ removed_at: at }).where('store_id', '=', storeId).where('id', '=', staffId).where('removed_at', 'is', null),
);

export const countOwners = statement((db, { storeId }: { storeId: StoreId }) =>
  db
    .selectFrom('staff')
    .select((e) => e.fn.countAll<number>().as('owners'))
    .where('store_id', '=', storeId)
    .where('role', '=', 'owner')
    .where('removed_at', 'is', null),
);

interface NewSignIn {
  readonly id: SignInId;
  readonly storeId: StoreId;
  readonly kind: 'staff' | 'tablet' | 'phone';
  readonly staffId: StaffId | null;
  readonly tableId: TableId | null;
  readonly deviceId: DeviceId | null;
  readonly sessionId: SessionId | null;
  readonly at: number;
  readonly expiresAt: number;
  readonly screenId: ScreenId | null;
  readonly way: 'password' | 'pin' | null;
  readonly agent: string | null;
}

export const insertSignIn = statement((db, signIn: NewSignIn) =>
  db.insertInto('sign_ins').values({
    id: signIn.id,
    store_id: signIn.storeId,
    kind: signIn.kind,
    staff_id: signIn.staffId,
    table_id: signIn.tableId,
    device_id: signIn.deviceId,
    session_id: signIn.sessionId,
    created_at: signIn.at,
    expires_at: signIn.expiresAt,
    ended_at: null,
    screen_id: signIn.screenId,
    way: signIn.way,
    agent: signIn.agent,
    seen_at: signIn.at,
  }),
);

/** A sign-in that has not ended, with the staff member's present name and role. */
export const findSignIn = statement((db, { id }: { id: SignInId }) =>
  db
    .selectFrom('sign_ins')
    .leftJoin('staff', (join) => join.onRef('staff.id', '=', 'sign_ins.staff_id').onRef('staff.store_id', '=', 'sign_ins.store_id'))
    .select([
      'sign_ins.id',
      'sign_ins.store_id',
      'sign_ins.kind',
      'sign_ins.staff_id',
      'sign_ins.table_id',
      'sign_ins.device_id',
      'sign_ins.session_id',
      'sign_ins.created_at',
      'sign_ins.expires_at',
      'sign_ins.screen_id',
      'sign_ins.seen_at',
      'staff.username',
      'staff.role',
      'staff.removed_at',
    ])
    .where('sign_ins.id', '=', id)
    .where('sign_ins.ended_at', 'is', null),
);

export const extendSignIn = statement((db, { storeId, id, expiresAt }: { storeId: StoreId; id: SignInId; expiresAt: number }) =>
  db
    .updateTable('sign_ins')
    .set({ expires_at: expiresAt })
    .where('store_id', '=', storeId)
    .where('id', '=', id)
    .where('ended_at', 'is', null),
);

export const findLiveSignInsOfStaff = statement((db, { storeId, staffId, at }: { storeId: StoreId; staffId: StaffId; at: number }) =>
  db
    .selectFrom('sign_ins')
    .select(['id', 'way', 'agent', 'created_at', 'seen_at', 'expires_at', 'screen_id'])
    .where('store_id', '=', storeId)
    .where('staff_id', '=', staffId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('id', 'desc'),
);

export const endSignIn = statement((db, { storeId, id, at }: { storeId: StoreId; id: SignInId; at: number }) =>
  db.updateTable('sign_ins').set({ ended_at: at }).where('store_id', '=', storeId).where('id', '=', id).where('ended_at', 'is', null),
);

export const touchSignIn = statement((db, { storeId, id, at }: { storeId: StoreId; id: SignInId; at: number }) =>
  db.updateTable('sign_ins').set({ seen_at: at }).where('store_id', '=', storeId).where('id', '=', id).where('ended_at', 'is', null),
);

export const endSignInsOfDevice = statement((db, { storeId, deviceId, at }: { storeId: StoreId; deviceId: DeviceId; at: number }) =>
  db
    .updateTable('sign_ins')
    .set({ ended_at: at })
    .where('store_id', '=', storeId)
    .where('device_id', '=', deviceId)
    .where('ended_at', 'is', null)
    .returning('id'),
);

export const endSignInsOfSession = statement((db, { storeId, sessionId, at }: { storeId: StoreId; sessionId: SessionId; at: number }) =>
  db
    .updateTable('sign_ins')
    .set({ ended_at: at })
    .where('store_id', '=', storeId)
    .where('session_id', '=', sessionId)
    .where('ended_at', 'is', null)
    .returning('id'),
);

/** Phones of a party that moved to another table, or joined another party. */
export const moveSignIns = statement(
  (
    db,
    { storeId, sessionId, toSessionId, toTableId }: { storeId: StoreId; sessionId: SessionId; toSessionId: SessionId; toTableId: TableId },
  ) =>
    db
      .updateTable('sign_ins')
      .set({ session_id: toSessionId, table_id: toTableId })
      .where('store_id', '=', storeId)
      .where('session_id', '=', sessionId)
      .where('ended_at', 'is', null)
      .returning('id'),
);

/** Sign-ins that ended or expired before the instant; nothing refers to them. */
export const deleteOldSignIns = statement((db, { before }: { before: number }) =>
  db.deleteFrom('sign_ins').where('expires_at', '<', before),
);

export const insertSetupToken = statement((db, { hash, at }: { hash: string; at: number }) =>
  db.insertInto('setup_tokens').values({ token_hash: hash, made_at: at, used_at: null }),
);

export const deleteUnusedSetupTokens = statement((db, _: object) => db.deleteFrom('setup_tokens').where('used_at', 'is', null));

export const findSetupToken = statement((db, { hash, madeAfter }: { hash: string; madeAfter: number }) =>
  db
    .selectFrom('setup_tokens')
    .select('made_at')
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('made_at', '>', madeAfter),
);

export const spendSetupToken = statement((db, { hash, at, madeAfter }: { hash: string; at: number; madeAfter: number }) =>
  db
    .updateTable('setup_tokens')
    .set({ used_at: at })
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('made_at', '>', madeAfter),
);
