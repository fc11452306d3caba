import type { StaffMember } from '@tableorder/contract/access';
import type { Role } from '@tableorder/contract/endpoint';
import type { StaffId, StoreId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import type { Store } from '@tableorder/contract/stores';
import type { StaffPerson } from '../../http/principal.ts';
import type { Cache } from '../../infra/cache/cache.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import { newId } from '../../infra/clock/new-id.ts';
import type { Passwords } from '../../infra/crypto/passwords.ts';
import type { Seals } from '../../infra/crypto/seals.ts';
import type { Db, Trx } from '../../infra/db/db.ts';
import { recordAct } from '../audit/audit.commands.ts';
import { findStore } from '../stores/stores.sql.ts';
import { endSignInsOf } from './access.endings.ts';
import { nameKey, newPasswordFaults } from './access.rules.ts';
import type { SignIns } from './access.sign-ins.ts';
import { countOwners, findStaff, findStaffByName, insertStaff, markStaffRemoved, updatePin, updateStaff } from './access.sql.ts';
import { accountLimits, type LoginLimits, throttled } from './access.throttle.ts';

export interface AccessDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly cache: Cache;
  readonly passwords: Passwords;
  readonly seals: Seals;
  readonly signIns: SignIns;
  /** How long a staff sign-in lasts, in ms (JWT_ADMIN_EXPIRY). */
  readonly adminMs: number;
  readonly loginLimits: LoginLimits;
}

export interface SignedIn {
  readonly token: string;
  readonly expiresAt: number;
  readonly store: Store;
  readonly staff: StaffMember;
  /** Of a shared screen that is new. */
  readonly screenKey?: string;
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
  me: StaffPerson,
  person: { username: string; password: string; role: Role },
): Promise<StaffMember> {
  const { storeId } = me;
  const store = await deps.db.first(findStore, { storeId });
  refuseWeakPassword(person.password, contextOf(person.username, store));
  const passwordHash = await deps.passwords.hash(person.password);
  return deps.db.inStore(storeId, async (trx) => {
    const added = await addPerson(trx, storeId, { ...person, passwordHash }, deps.clock.now());
    const details = { role: person.role };
    await recordAct(trx, deps, storeId, me, { act: 'staff.add', subjectId: added.id, subject: added.username, details });
    return added;
  });
}

async function keepAnOwner(trx: Trx, storeId: StoreId): Promise<void> {
  const row = await trx.first(countOwners, { storeId });
  if (!row || row.owners === 0) throw problem('access/last-owner', {});
}

/** Changes a person's role or password and ends that person's sign-ins: rights act at once. */
export async function changeStaffMember(
  deps: AccessDeps,
  me: StaffPerson,
  staffId: StaffId,
  change: { role?: Role; password?: string },
): Promise<StaffMember> {
  const { storeId } = me;
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
    // Whoever gives a new password does so because the old one may be known: then the PIN may be too.
    if (hash !== null) await trx.run(updatePin, { storeId, staffId, pinHash: null });
    await keepAnOwner(trx, storeId);
    await endSignInsOf(trx, deps, storeId, staffId);
    await recordAct(trx, deps, storeId, me, {
      act: 'staff.change',
      subjectId: staffId,
      subject: person.username,
      details: {
        role: role === person.role ? undefined : `${person.role} → ${role}`,
        password: hash === null ? undefined : 'new',
      },
    });
    return { id: staffId, username: person.username, role };
  });
}

export function removeStaffMember(deps: AccessDeps, me: StaffPerson, staffId: StaffId): Promise<void> {
  const { storeId } = me;
  return deps.db.inStore(storeId, async (trx) => {
    const person = await trx.first(findStaff, { storeId, staffId });
    if (!person) throw problem('not-found', {});
    await trx.run(markStaffRemoved, { storeId, staffId, at: deps.clock.now() });
    await keepAnOwner(trx, storeId);
    await endSignInsOf(trx, deps, storeId, staffId);
    const details = { role: person.role };
    await recordAct(trx, deps, storeId, me, { act: 'staff.remove', subjectId: staffId, subject: person.username, details });
  });
}

/** Asks for the own password once more before what only its person may do; a wrong one counts like a failed sign-in, and so does what `more` refuses. */
export async function provePassword(
  deps: AccessDeps,
  { storeId, staffId, username }: StaffPerson,
  password: string,
  ip: string,
  more: () => Promise<void> = async () => {},
): Promise<void> {
  const store = await deps.db.first(findStore, { storeId });
  const person = await deps.db.first(findStaff, { storeId, staffId });
  if (!store || !person) throw problem('unauthorized', {});
  await throttled(deps.cache, accountLimits(deps.loginLimits, store.code, username, ip), async () => {
    if ((await deps.passwords.verify(password, person.password_hash)) === 'wrong') throw problem('access/wrong-password', {});
    await more();
  });
}

/** Changes the own password. The person's other sign-ins end. */
export async function changeOwnPassword(
  deps: AccessDeps,
  me: StaffPerson,
  change: { current: string; next: string },
  ip: string,
): Promise<void> {
  const { storeId, staffId } = me;
  const before = await deps.db.first(findStaff, { storeId, staffId });
  await provePassword(deps, me, change.current, ip);
  refuseWeakPassword(change.next, contextOf(me.username, await deps.db.first(findStore, { storeId })));
  const passwordHash = await deps.passwords.hash(change.next);
  await deps.db.inStore(storeId, async (trx) => {
    // Hashing takes its time: what the owner has changed of this person meanwhile stands.
    const present = await trx.first(findStaff, { storeId, staffId });
    if (!present || present.password_hash !== before?.password_hash) throw problem('unauthorized', {});
    await trx.run(updateStaff, { storeId, staffId, role: present.role, passwordHash });
    await endSignInsOf(trx, deps, storeId, staffId, me.signInId);
    await recordAct(trx, deps, storeId, me, { act: 'staff.password', subjectId: staffId, subject: me.username });
  });
}
