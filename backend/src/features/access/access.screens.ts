import type { ScreenId, SignInId, StaffId, StoreId } from '@tableorder/contract/ids';
import { MOST_PIN_TRIES, type SeatedPerson } from '@tableorder/contract/people';
import { problem } from '@tableorder/contract/problem';
import { toInstant } from '@tableorder/contract/time';
import type { StaffPerson } from '../../http/principal.ts';
import { newId } from '../../infra/clock/new-id.ts';
import { newSecret, sha256Hex } from '../../infra/crypto/secrets.ts';
import type { Db, Trx } from '../../infra/db/db.ts';
import { recordAct } from '../audit/audit.commands.ts';
import { findStore, toStore } from '../stores/stores.sql.ts';
import type { AccessDeps, SignedIn } from './access.commands.ts';
import { endAll } from './access.endings.ts';
import {
  countTries,
  deleteEmptyScreens,
  deleteOldSeats,
  findLiveSignInsOfScreen,
  findScreenByKey,
  findSeats,
  insertScreen,
  leaveSeat,
  takeSeat,
} from './access.screens.sql.ts';
import { deleteOldSignIns, findSignIn, updatePin } from './access.sql.ts';

const DAY_MS = 24 * 3_600_000;

/** The screen of a key, or a new one; its key is given once. Whoever was signed in at it makes room. */
export async function useScreen(
  trx: Trx,
  deps: Pick<AccessDeps, 'clock' | 'signIns'>,
  storeId: StoreId,
  key: string | undefined,
): Promise<{ id: ScreenId; newKey: string | null }> {
  const known = key === undefined ? undefined : await trx.first(findScreenByKey, { hash: sha256Hex(key) });
  if (known?.store_id === storeId) {
    await endSignInsAt(trx, deps, storeId, known.id);
    return { id: known.id, newKey: null };
  }
  const id = newId<ScreenId>();
  const newKey = newSecret();
  await trx.run(insertScreen, { id, storeId, hash: sha256Hex(newKey), at: deps.clock.now() });
  return { id, newKey };
}

/** One person works at a screen at a time. */
async function endSignInsAt(trx: Trx, deps: Pick<AccessDeps, 'clock' | 'signIns'>, storeId: StoreId, screenId: ScreenId): Promise<void> {
  const live = await trx.all(findLiveSignInsOfScreen, { storeId, screenId, at: deps.clock.now() });
  await endAll(
    trx,
    deps,
    storeId,
    live.map(({ id }) => id),
  );
}

/** Who may come back at this screen, and how. Problem `unauthorized` for a key that no screen has. */
export async function peopleAt({ db, clock }: Pick<AccessDeps, 'db' | 'clock'>, screenKey: string): Promise<SeatedPerson[]> {
  const screen = await db.first(findScreenByKey, { hash: sha256Hex(screenKey) });
  if (!screen) throw problem('unauthorized', {});
  const seats = await db.all(findSeats, { storeId: screen.store_id, screenId: screen.id, at: clock.now() });
  return seats.map(({ id, username, role, pin_hash, tries, expires_at }) => ({
    id,
    username,
    role,
    byPin: pin_hash !== null && tries < MOST_PIN_TRIES,
    until: toInstant(expires_at),
  }));
}

async function needSeat(db: Pick<Db, 'all'>, deps: Pick<AccessDeps, 'clock'>, storeId: StoreId, screenId: ScreenId, staffId: StaffId) {
  const seats = await db.all(findSeats, { storeId, screenId, at: deps.clock.now() });
  const seat = seats.find(({ id }) => id === staffId);
  if (!seat || seat.pin_hash === null) throw problem('access/password-needed', {});
  return { ...seat, pinHash: seat.pin_hash };
}

/**
 * Changes who works at a shared screen. The try is counted before the PIN is looked at, so that many at once can't pass the limit together;
 * after five wrong ones in a row this person needs the password here. The sign-in ends when the one by password would have.
 */
export async function switchBy(
  deps: AccessDeps,
  wanted: { screenKey: string; staffId: StaffId; pin: string; agent: string | null },
): Promise<SignedIn> {
  const { db, passwords, signIns } = deps;
  const screen = await db.first(findScreenByKey, { hash: sha256Hex(wanted.screenKey) });
  if (!screen) throw problem('unauthorized', {});
  const { id: screenId, store_id: storeId } = screen;
  const of = { storeId, screenId, staffId: wanted.staffId };
  const tried = await db.inStore(storeId, async (trx) => {
    const seat = await needSeat(trx, deps, storeId, screenId, wanted.staffId);
    if (seat.tries >= MOST_PIN_TRIES) throw problem('access/password-needed', {});
    await trx.run(countTries, { ...of, tries: seat.tries + 1 });
    return { ...seat, tries: seat.tries + 1 };
  });
  const verdict = await passwords.verify(wanted.pin, tried.pinHash);
  if (verdict === 'wrong') {
    const left = MOST_PIN_TRIES - tried.tries;
    throw left > 0 ? problem('access/wrong-pin', { left }) : problem('access/password-needed', {});
  }
  const pinHash = verdict === 'outdated' ? await passwords.hash(wanted.pin) : tried.pinHash;
  const { id, store } = await db.inStore(storeId, async (trx) => {
    // Checking takes its time: a seat or PIN that was taken away meanwhile opens nothing any more.
    const seat = await needSeat(trx, deps, storeId, screenId, wanted.staffId);
    const row = await trx.first(findStore, { storeId });
    if (seat.pinHash !== tried.pinHash || !row) throw problem('access/password-needed', {});
    await trx.run(countTries, { ...of, tries: 0 });
    if (pinHash !== seat.pinHash) await trx.run(updatePin, { storeId, staffId: seat.id, pinHash });
    await endSignInsAt(trx, deps, storeId, screenId);
    const { agent } = wanted;
    const begun = await signIns.begin(trx, {
      storeId,
      kind: 'staff',
      staffId: seat.id,
      expiresAt: seat.expires_at,
      screenId,
      way: 'pin',
      agent,
    });
    const who = { staffId: seat.id, username: seat.username, role: seat.role };
    await recordAct(trx, deps, storeId, who, {
      act: 'staff.sign-in',
      subjectId: seat.id,
      subject: seat.username,
      details: { way: 'pin', agent },
    });
    return { id: begun, store: toStore(row) };
  });
  const token = await signIns.tokenOf(id, 'staff', storeId, tried.expires_at);
  return { ...token, store, staff: { id: tried.id, username: tried.username, role: tried.role } };
}

/** A seat for whoever gave the password here. */
export const sitDown = (trx: Trx, storeId: StoreId, screenId: ScreenId, staffId: StaffId, expiresAt: number): Promise<number> =>
  trx.run(takeSeat, { storeId, screenId, staffId, expiresAt });

/** Ends a sign-in and gives its person's seat at the screen up: only the password brings them back. */
export async function leave(trx: Trx, deps: Pick<AccessDeps, 'signIns' | 'clock'>, storeId: StoreId, signInId: SignInId): Promise<void> {
  const signIn = await trx.first(findSignIn, { id: signInId });
  if (signIn?.screen_id && signIn.staff_id) await trx.run(leaveSeat, { storeId, screenId: signIn.screen_id, staffId: signIn.staff_id });
  await endAll(trx, deps, storeId, [signInId]);
}

/** Ends this sign-in and keeps the seat. */
export const lock = (deps: Pick<AccessDeps, 'db' | 'signIns' | 'clock'>, me: StaffPerson): Promise<void> =>
  deps.db.inStore(me.storeId, (trx) => endAll(trx, deps, me.storeId, [me.signInId]));

/** What of sign-ins nothing refers to any more. */
export async function dropOldAccess(trx: Trx, at: number): Promise<void> {
  const before = at - DAY_MS;
  await trx.run(deleteOldSignIns, { before });
  await trx.run(deleteOldSeats, { before });
  await trx.run(deleteEmptyScreens, { before });
}
