import type { StaffMember } from '@tableorder/contract/access';
import { problem } from '@tableorder/contract/problem';
import type { Store } from '@tableorder/contract/stores';
import type { Clock } from '../../infra/clock/clock.ts';
import type { Passwords } from '../../infra/crypto/passwords.ts';
import { newSecret, sameSecret, sha256Hex } from '../../infra/crypto/secrets.ts';
import type { Db } from '../../infra/db/db.ts';
import { makeFirstStation } from '../stations/stations.commands.ts';
import { makeStore, type NewStore } from '../stores/stores.commands.ts';
import { addPerson, refuseWeakPassword } from './access.commands.ts';
import { deleteUnusedSetupTokens, findSetupToken, insertSetupToken, spendSetupToken } from './access.sql.ts';

/** A set-up token that was printed is good for a day. */
const TOKEN_MS = 24 * 3_600_000;

/** A new one-time set-up token; the ones that were not used become useless. */
export async function makeSetupToken({ db, clock }: { db: Db; clock: Clock }): Promise<string> {
  const token = newSecret(24);
  await db.inServer(async (trx) => {
    await trx.run(deleteUnusedSetupTokens, {});
    await trx.run(insertSetupToken, { hash: sha256Hex(token), at: clock.now() });
  });
  return token;
}

export interface SetupDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly passwords: Passwords;
  /** SETUP_TOKEN: serves any number of stores until it is unset. */
  readonly standingToken: string | null;
}

/** Makes a store and its owner. Problem `setup/closed` without a good token, before anything else is looked at. */
export async function setUpStore(
  deps: SetupDeps,
  wanted: { setupToken: string; store: NewStore; owner: { username: string; password: string } },
): Promise<{ store: Store; staff: StaffMember & { role: 'owner' } }> {
  const standing = deps.standingToken !== null && sameSecret(wanted.setupToken, deps.standingToken);
  const at = deps.clock.now();
  const spend = { hash: sha256Hex(wanted.setupToken), at, madeAfter: at - TOKEN_MS };
  // Looked at first: hashing is slow on purpose and may not be had without a token.
  if (!standing && !(await deps.db.first(findSetupToken, spend))) throw problem('setup/closed', {});
  refuseWeakPassword(wanted.owner.password, [wanted.owner.username, wanted.store.name, wanted.store.code]);
  const passwordHash = await deps.passwords.hash(wanted.owner.password);
  return deps.db.inServer(async (trx) => {
    if (!standing && (await trx.run(spendSetupToken, spend)) !== 1) throw problem('setup/closed', {});
    const store = await makeStore(trx, wanted.store, at);
    await makeFirstStation(trx, store, at);
    const staff = await addPerson(trx, store.id, { username: wanted.owner.username, passwordHash, role: 'owner' }, at);
    return { store, staff: { ...staff, role: 'owner' } };
  });
}
