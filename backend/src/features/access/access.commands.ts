import type { StaffMember } from '@tableorder/contract/access';
import type { Role } from '@tableorder/contract/endpoint';
import type { SignInId, StaffId, StoreId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import type { Store } from '@tableorder/contract/stores';
import type { StaffPerson } from '../../http/principal.ts';
import type { Cache } from '../../infra/cache/cache.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import { newId } from '../../infra/clock/new-id.ts';
import type { Passwords } from '../../infra/crypto/passwords.ts';
import type { Db, Trx } from '../../infra/db/db.ts';
import { findStore, findStoreByCode, toStore } from '../stores/stores.sql.ts';
import { nameKey, newPasswordFaults } from './access.rules.ts';
import type { SignIns } from './access.sign-ins.ts';
import {
  countOwners,
  endSignIn,
  findLiveSignInsOfStaff,
  findStaff,
  findStaffByName,
  insertStaff,
  markStaffRemoved,
  updateStaff,
} from './access.sql.ts';
import { accountLimits, type LoginLimits, throttled } from './access.throttle.ts';

export interface AccessDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly cache: Cache;
  readonly passwords: Passwords;
  readonly signIns: SignIns;
  /** How long a staff sign-in lasts, in ms (JWT_ADMIN_EXPIRY). */
  readonly adminMs: number;
  readonly loginLimits: LoginLimits;
}

/** Sign-ins one person may have at a time; the oldest makes room. */
const MOST_SIGN_INS = 10;

export interface SignedIn {
  readonly token: string;
  readonly expiresAt: number;
  readonly store: Store;
  readonly staff: StaffMember;
}

/** Signs a staff member in. Problem `access/wrong-credentials` says only that the pair is wrong, after the same time for every reason. */
export async function signInStaff(
  deps: AccessDeps,
  wanted: { store: string; username: string; password: string; ip: string },
): Promise<SignedIn> {
  const { db, clock, cache, passwords, signIns } = deps;
  return throttled(cache, accountLimits(deps.loginLimits, wanted.store, wanted.username, wanted.ip), async () => {
    const store = await db.first(findStoreByCode, { code: wanted.store });
    const person = store ? await db.first(findStaffByName, { storeId: store.id, key: nameKey(wanted.username) }) : undefined;
    const right = await passwords.verify(wanted.password, person?.password_hash ?? null);
    if (!store || !person || !right) throw problem('access/wrong-credentials', {});
    const expiresAt = clock.now() + deps.adminMs;
    const { id, role } = await db.inStore(store.id, async (trx) => {
      // Checking takes its time: a password that was taken away meanwhile opens nothing any more.
      const present = await trx.first(findStaff, { storeId: store.id, staffId: person.id });
      if (present?.password_hash !== person.password_hash) throw problem('access/wrong-credentials', {});
      const live = await trx.all(findLiveSignInsOfStaff, { storeId: store.id, staffId: person.id, at: clock.now() });
      await endAll(
        trx,
        deps,
        store.id,
        live.slice(MOST_SIGN_INS - 1).map((signIn) => signIn.id),
      );
      return { id: await signIns.begin(trx, { storeId: store.id, kind: 'staff', staffId: person.id, expiresAt }), role: present.role };
    });
    const token = await signIns.tokenOf(id, 'staff', store.id, expiresAt);
    return { ...token, store: toStore(store), staff: { id: person.id, username: person.username, role } };
  });
}

/** Ends sign-ins here and everywhere; those already ended are passed over. */
export async function endAll(
  trx: Trx,
  { signIns, clock }: Pick<AccessDeps, 'signIns' | 'clock'>,
  storeId: StoreId,
  ids: readonly SignInId[],
): Promise<void> {
  for (const id of ids) await trx.run(endSignIn, { storeId, id, at: clock.now() });
  signIns.changed(trx, ids);
}

export function signOut(deps: Pick<AccessDeps, 'db' | 'signIns' | 'clock'>, storeId: StoreId, signInId: SignInId): Promise<void> {
  return deps.db.inStore(storeId, (trx) => endAll(trx, deps, storeId, [signInId]));
}

export function refuseWeakPassword(password: string, context: readonly string[]): void {
  const faults = newPasswordFaults(password, context);
  if (faults.length > 0) throw problem('access/weak-password', { faults });
}

/** Words that anyone at the shop would try first. */
const contextOf = (username: string, store: { name: string; code: string } | undefined): string[] =>
  store ? [username, store.name, store.code] : [username];

/** Adds a person, inside the store's transaction; the hash is made before it opens, because hashing is slow on purpose. */
export async function addPerson(
  trx: Trx,
  storeId: StoreId,
  person: { username: string; passwordHash: string; role: Role },
  at: number,
): Promise<StaffMember> {
  const { username, passwordHash, role } = person;
  const key = nameKey(username);
  if (await trx.first(findStaffByName, { storeId, key })) throw problem('access/username-taken', { username });
  const id = newId<StaffId>();
  await trx.run(insertStaff, { id, storeId, username, key, passwordHash, role, at });
  return { id, username, role };
}

export async function addStaffMember(
  deps: Pick<AccessDeps, 'db' | 'clock' | 'passwords'>,
  storeId: StoreId,
  person: { username: string; password: string; role: Role },
): Promise<StaffMember> {
  const store = await deps.db.first(findStore, { storeId });
  refuseWeakPassword(person.password, contextOf(person.username, store));
  const passwordHash = await deps.passwords.hash(person.password);
  return deps.db.inStore(storeId, (trx) => addPerson(trx, storeId, { ...person, passwordHash }, deps.clock.now()));
}

async function keepAnOwner(trx: Trx, storeId: StoreId): Promise<void> {
  const row = await trx.first(countOwners, { storeId });
  if (!row || row.owners === 0) throw problem('access/last-owner', {});
}

async function endSignInsOf(
  trx: Trx,
  deps: Pick<AccessDeps, 'signIns' | 'clock'>,
  storeId: StoreId,
  staffId: StaffId,
  but?: SignInId,
): Promise<void> {
  const live = await trx.all(findLiveSignInsOfStaff, { storeId, staffId, at: deps.clock.now() });
  await endAll(
    trx,
    deps,
    storeId,
    live.map((signIn) => signIn.id).filter((id) => id !== but),
  );
}

/** Changes a person's role or password and ends that person's sign-ins: rights act at once. */
export async function changeStaffMember(
  deps: AccessDeps,
  storeId: StoreId,
  staffId: StaffId,
  change: { role?: Role; password?: string },
): Promise<StaffMember> {
  const known = await deps.db.first(findStaff, { storeId, staffId });
  if (!known) throw problem('not-found', {});
  if (change.password !== undefined)
    refuseWeakPassword(change.password, contextOf(known.username, await deps.db.first(findStore, { storeId })));
  const hash = change.password === undefined ? null : await deps.passwords.hash(change.password);
  return deps.db.inStore(storeId, async (trx) => {
    const person = await trx.first(findStaff, { storeId, staffId });
    if (!person) throw problem('not-found', {});
    const role = change.role ?? person.role;
    await trx.run(updateStaff, { storeId, staffId, role, passwordHash: hash ?? person.password_hash });
    await keepAnOwner(trx, storeId);
    await endSignInsOf(trx, deps, storeId, staffId);
    return { id: staffId, username: person.username, role };
  });
}

export function removeStaffMember(deps: AccessDeps, storeId: StoreId, staffId: StaffId): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    if ((await trx.run(markStaffRemoved, { storeId, staffId, at: deps.clock.now() })) === 0) throw problem('not-found', {});
    await keepAnOwner(trx, storeId);
    await endSignInsOf(trx, deps, storeId, staffId);
  });
}

/** Changes the own password; a wrong present one counts like a failed sign-in. The person's other sign-ins end. */
export async function changeOwnPassword(
  deps: AccessDeps,
  me: StaffPerson,
  change: { current: string; next: string },
  ip: string,
): Promise<void> {
  const { storeId, staffId } = me;
  const store = await deps.db.first(findStore, { storeId });
  const person = await deps.db.first(findStaff, { storeId, staffId });
  if (!store || !person) throw problem('unauthorized', {});
  await throttled(deps.cache, accountLimits(deps.loginLimits, store.code, me.username, ip), async () => {
    if (!(await deps.passwords.verify(change.current, person.password_hash))) throw problem('access/wrong-password', {});
  });
  refuseWeakPassword(change.next, contextOf(me.username, store));
  const passwordHash = await deps.passwords.hash(change.next);
  await deps.db.inStore(storeId, async (trx) => {
    // Hashing takes its time: what the owner has changed of this person meanwhile stands.
    const present = await trx.first(findStaff, { storeId, staffId });
    if (present?.password_hash !== person.password_hash) throw problem('unauthorized', {});
    await trx.run(updateStaff, { storeId, staffId, role: present.role, passwordHash });
    await endSignInsOf(trx, deps, storeId, staffId, me.signInId);
  });
}
