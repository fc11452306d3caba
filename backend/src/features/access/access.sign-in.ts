import type { SignInId, StaffId, StoreId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import { recordAct } from '../audit/audit.commands.ts';
import { findStoreByCode, toStore } from '../stores/stores.sql.ts';
import type { AccessDeps, SignedIn } from './access.commands.ts';
import { endAll } from './access.endings.ts';
import { nameKey } from './access.rules.ts';
import { leave, sitDown, useScreen } from './access.screens.ts';
import { passSecondFactor } from './access.second-factor.ts';
import { findLiveSignInsOfStaff, findStaff, findStaffByName, updateStaff } from './access.sql.ts';
import { accountLimits, throttled } from './access.throttle.ts';

/** Sign-ins one person may have at a time; the oldest makes room. */
const MOST_SIGN_INS = 10;

export interface Wanted {
  readonly store: string;
  readonly username: string;
  readonly password: string;
  readonly code?: string | undefined;
  /** The screen is shared: its key, or none for a new one. */
  readonly screen?: { readonly key?: string | undefined } | undefined;
  readonly agent: string | null;
  readonly ip: string;
}

/**
 * Signs a staff member in. Problem `access/wrong-credentials` says only that the pair is wrong, after the same time for every reason;
 * `access/second-factor-required` comes only after the right password.
 */
export async function signInStaff(deps: AccessDeps, wanted: Wanted): Promise<SignedIn> {
  const { db, clock, cache, passwords, signIns } = deps;
  return throttled(cache, accountLimits(deps.loginLimits, wanted.store, wanted.username, wanted.ip), async () => {
    const store = await db.first(findStoreByCode, { code: wanted.store });
    const person = store ? await db.first(findStaffByName, { storeId: store.id, key: nameKey(wanted.username) }) : undefined;
    const verdict = await passwords.verify(wanted.password, person?.password_hash ?? null);
    if (!store || !person || verdict === 'wrong') throw problem('access/wrong-credentials', {});
    const passwordHash = verdict === 'outdated' ? await passwords.hash(wanted.password) : person.password_hash;
    const expiresAt = clock.now() + deps.adminMs;
    const { id, role, screenKey } = await db.inStore(store.id, async (trx) => {
      // Checking takes its time: a password that was taken away meanwhile opens nothing any more.
      const present = await trx.first(findStaff, { storeId: store.id, staffId: person.id });
      if (present?.password_hash !== person.password_hash) throw problem('access/wrong-credentials', {});
      const second = await passSecondFactor(trx, deps, store.id, person.id, wanted.code);
      if (second === 'missing' || second === 'wrong') throw problem('access/second-factor-required', { wrong: second === 'wrong' });
      if (passwordHash !== present.password_hash)
        await trx.run(updateStaff, { storeId: store.id, staffId: person.id, role: present.role, passwordHash });
      const live = await trx.all(findLiveSignInsOfStaff, { storeId: store.id, staffId: person.id, at: clock.now() });
      await endAll(
        trx,
        deps,
        store.id,
        live.slice(MOST_SIGN_INS - 1).map((signIn) => signIn.id),
      );
      const begun = await beginAt(trx, deps, store.id, person.id, wanted, expiresAt);
      await recordAct(
        trx,
        deps,
        store.id,
        { staffId: person.id, username: present.username, role: present.role },
        {
          act: 'staff.sign-in',
          subjectId: person.id,
          subject: present.username,
          details: { way: second === 'recovery' ? 'recovery' : 'password', agent: wanted.agent },
        },
      );
      return { ...begun, role: present.role };
    });
    const token = await signIns.tokenOf(id, 'staff', store.id, expiresAt);
    return {
      ...token,
      store: toStore(store),
      staff: { id: person.id, username: person.username, role },
      ...(screenKey ? { screenKey } : {}),
    };
  });
}

async function beginAt(
  trx: Parameters<typeof useScreen>[0],
  deps: AccessDeps,
  storeId: StoreId,
  staffId: StaffId,
  { screen, agent }: Wanted,
  expiresAt: number,
): Promise<{ id: SignInId; screenKey: string | null }> {
  const { signIns } = deps;
  if (!screen)
    return { id: await signIns.begin(trx, { storeId, kind: 'staff', staffId, expiresAt, way: 'password', agent }), screenKey: null };
  const { id: screenId, newKey } = await useScreen(trx, deps, storeId, screen.key);
  await sitDown(trx, storeId, screenId, staffId, expiresAt);
  return {
    id: await signIns.begin(trx, { storeId, kind: 'staff', staffId, expiresAt, screenId, way: 'password', agent }),
    screenKey: newKey,
  };
}

export function signOut(deps: Pick<AccessDeps, 'db' | 'signIns' | 'clock'>, storeId: StoreId, signInId: SignInId): Promise<void> {
  return deps.db.inStore(storeId, (trx) => leave(trx, deps, storeId, signInId));
}
