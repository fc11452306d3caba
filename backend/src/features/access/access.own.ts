import { isWeakPin } from '@tableorder/contract/access.rules';
import type { SignInId, StaffId } from '@tableorder/contract/ids';
import type { StaffSignIn } from '@tableorder/contract/people';
import { problem } from '@tableorder/contract/problem';
import { toInstant } from '@tableorder/contract/time';
import type { StaffPerson } from '../../http/principal.ts';
import { recordAct } from '../audit/audit.commands.ts';
import { type AccessDeps, provePassword } from './access.commands.ts';
import { endSignInsOf } from './access.endings.ts';
import { leave } from './access.screens.ts';
import { countRecoveryCodes, findSecondFactor } from './access.second-factor.sql.ts';
import { findLiveSignInsOfStaff, findStaff, updatePin } from './access.sql.ts';

export async function readOwnAccount({ db }: Pick<AccessDeps, 'db'>, me: StaffPerson) {
  const of = { storeId: me.storeId, staffId: me.staffId };
  return db.read(async (reading) => {
    const factor = await reading.first(findSecondFactor, of);
    const since = factor?.confirmed_at ?? null;
    return {
      staff: { id: me.staffId, username: me.username, role: me.role },
      hasPin: Boolean((await reading.first(findStaff, of))?.pin_hash),
      secondFactorSince: since === null ? null : toInstant(since),
      recoveryCodesLeft: (await reading.first(countRecoveryCodes, of))?.unused ?? 0,
    };
  });
}

/** Sets the own PIN; the password is asked for, and a wrong one counts like a failed sign-in. */
export async function setPin(
  deps: AccessDeps,
  me: StaffPerson,
  { password, pin }: { password: string; pin: string },
  ip: string,
): Promise<void> {
  await provePassword(deps, me, password, ip);
  if (isWeakPin(pin)) throw problem('access/weak-pin', {});
  await keepPin(deps, me, await deps.passwords.hash(pin));
}

export const dropPin = (deps: AccessDeps, me: StaffPerson): Promise<void> => keepPin(deps, me, null);

const keepPin = (deps: AccessDeps, me: StaffPerson, pinHash: string | null): Promise<void> =>
  deps.db.inStore(me.storeId, async (trx) => {
    await trx.run(updatePin, { storeId: me.storeId, staffId: me.staffId, pinHash });
    await recordAct(trx, deps, me.storeId, me, {
      act: 'staff.pin',
      subjectId: me.staffId,
      subject: me.username,
      details: { change: pinHash === null ? 'off' : 'on' },
    });
  });

export async function ownSignIns({ db, clock }: Pick<AccessDeps, 'db' | 'clock'>, me: StaffPerson): Promise<StaffSignIn[]> {
  const live = await db.all(findLiveSignInsOfStaff, { storeId: me.storeId, staffId: me.staffId, at: clock.now() });
  return live.map((row) => ({
    id: row.id,
    way: row.way ?? 'password',
    agent: row.agent,
    startedAt: toInstant(row.created_at),
    seenAt: toInstant(row.seen_at ?? row.created_at),
    expiresAt: toInstant(row.expires_at),
    isThis: row.id === me.signInId,
  }));
}

/** Ends one of the own sign-ins; another person's is not there. */
export function endOwnSignIn(deps: AccessDeps, me: StaffPerson, signInId: SignInId): Promise<void> {
  const { storeId, staffId } = me;
  return deps.db.inStore(storeId, async (trx) => {
    const live = await trx.all(findLiveSignInsOfStaff, { storeId, staffId, at: deps.clock.now() });
    if (!live.some(({ id }) => id === signInId)) throw problem('not-found', {});
    await leave(trx, deps, storeId, signInId);
  });
}

/** Ends all sign-ins of a person, seats at shared screens too; `but` is the one that stays. */
export function signOutEverywhere(deps: AccessDeps, me: StaffPerson, staffId: StaffId, but?: SignInId): Promise<void> {
  const { storeId } = me;
  return deps.db.inStore(storeId, async (trx) => {
    const person = await trx.first(findStaff, { storeId, staffId });
    if (!person) throw problem('not-found', {});
    await endSignInsOf(trx, deps, storeId, staffId, but);
    await recordAct(trx, deps, storeId, me, { act: 'staff.sign-out-everywhere', subjectId: staffId, subject: person.username });
  });
}
