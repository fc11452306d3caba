import type { DeviceId, JoinRequestId, SessionId, StoreId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import type { Guest } from '../../http/principal.ts';
import type { Cache } from '../../infra/cache/cache.ts';
import { newId } from '../../infra/clock/new-id.ts';
import { newSecret, sameSecret, sha256Hex } from '../../infra/crypto/secrets.ts';
import type { Reading, Trx } from '../../infra/db/db.ts';
import type { SignIn } from '../access/access.sign-ins.ts';
import { codeLimits, type LoginLimits, throttled } from '../access/access.throttle.ts';
import { readStoreSettings } from '../stores/stores.settings.ts';
import { findStoreByCode, toStore } from '../stores/stores.sql.ts';
import { needTable, openSession, type TablesDeps, unpair } from './tables.commands.ts';
import { findJoinRequestBySecret } from './tables.joining.sql.ts';
import { askStaff } from './tables.joining.ts';
import {
  countPairingTry,
  findDeviceByKey,
  findOpenSession,
  findPairingCode,
  findSession,
  findTable,
  findTableByNumber,
  insertDevice,
  spendPairingCode,
  type TableRow,
} from './tables.sql.ts';

export interface TableSignInDeps extends TablesDeps {
  readonly cache: Cache;
  /** How long a table's sign-in lasts, in ms (JWT_TABLE_EXPIRY). */
  readonly tableMs: number;
  readonly loginLimits: LoginLimits;
}

/** Wrong tries after which a pairing code is void (reliability paper V6.5.4). */
const MOST_TRIES = 5;

/** What people type: lower case, blanks and hyphens are forgiven. */
const asPairingCode = (typed: string): string | null => {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, '');
  return /^[A-Z2-9]{6}$/.test(code) ? code : null;
};

const toSession = (session: { id: SessionId; started_at: number } | undefined) =>
  session ? { id: session.id, startedAt: session.started_at } : null;

/**
 * Signs a table's guests in: a code of six characters pairs the tablet, the secret of the QR link lets a phone join. Only codes are
 * throttled: nobody guesses a secret of 128 bits, and one guest with an old QR code must not keep out the others on the shop's Wi-Fi.
 */
export async function signInTable(deps: TableSignInDeps, wanted: TableSignInWanted) {
  const code = asPairingCode(wanted.code);
  if (code === null) return signInBy(deps, wanted, (storeId, table) => joinByQr(deps, storeId, table, wanted.code));
  const limits = codeLimits(deps.loginLimits, wanted.store, wanted.tableNumber, wanted.ip);
  return throttled(deps.cache, limits, () => signInBy(deps, wanted, (storeId, table) => pairTablet(deps, storeId, table, code)));
}

interface TableSignInWanted {
  readonly store: string;
  readonly tableNumber: number;
  readonly code: string;
  readonly ip: string;
}

async function signInBy<SignedIn>(
  deps: TableSignInDeps,
  wanted: TableSignInWanted,
  signIn: (storeId: StoreId, table: TableRow) => Promise<SignedIn>,
) {
  const store = await deps.db.first(findStoreByCode, { code: wanted.store });
  const table = store && (await deps.db.first(findTableByNumber, { storeId: store.id, number: wanted.tableNumber }));
  if (!store || !table) throw problem('access/wrong-code', {});
  return { ...(await signIn(store.id, table)), store: toStore(store), table: tableFacts(table) };
}

/** A phone joins the running session, or opens one where the shop lets it: otherwise staff are asked, Problem `table/ask-staff`. */
async function joinByQr(deps: TableSignInDeps, storeId: StoreId, known: TableRow, secret: string) {
  const joined = await deps.db.inStore(storeId, async (trx) => {
    const table = await trx.first(findTable, { storeId, tableId: known.id });
    if (!table || !sameSecret(secret, table.qr_secret)) throw problem('access/wrong-code', {});
    // Committed although it is an answer of refusal: staff must see who asks.
    if (table.session_id === null && (await readStoreSettings(trx, storeId)).settings.joining === 'ask')
      return { asked: await askStaff(trx, deps, storeId, table) };
    return { phone: await seatPhone(trx, deps, storeId, await openSession(trx, deps, storeId, table.id)) };
  });
  if (joined.asked) throw problem('table/ask-staff', joined.asked);
  return tokenOfPhone(deps, storeId, joined.phone);
}

/** A phone's sign-in to a running session; it ends with the session. */
async function seatPhone(trx: Trx, deps: TableSignInDeps, storeId: StoreId, sessionId: SessionId) {
  const session = await trx.first(findSession, { storeId, sessionId });
  if (!session) throw problem('not-found', {});
  const expiresAt = deps.clock.now() + deps.tableMs;
  return {
    session,
    expiresAt,
    signInId: await deps.signIns.begin(trx, { storeId, kind: 'phone', tableId: session.table_id, sessionId, expiresAt }),
  };
}

async function tokenOfPhone(
  deps: TableSignInDeps,
  storeId: StoreId,
  { signInId, session, expiresAt }: Awaited<ReturnType<typeof seatPhone>>,
) {
  return { ...(await deps.signIns.tokenOf(signInId, 'phone', storeId, expiresAt)), session: toSession(session) };
}

/** What became of a phone's request. Let in is let in again while the request lasts: the answer before may have been lost. */
export async function awaitJoin(deps: TableSignInDeps, requestId: JoinRequestId, secret: string) {
  const bySecret = { requestId, secretHash: sha256Hex(secret) };
  const request = await deps.db.first(findJoinRequestBySecret, bySecret);
  if (!request) throw problem('not-found', {});
  const { store_id: storeId, decision } = request;
  const nobody = (state: 'waiting' | 'refused' | 'over') => ({ state, signIn: null });
  if (decision === 'refused') return nobody('refused');
  if (request.expires_at <= deps.clock.now()) return nobody('over');
  if (decision === null) return nobody('waiting');
  const seated = await deps.db.inStore(storeId, async (trx) => {
    const sessionId = (await trx.first(findJoinRequestBySecret, bySecret))?.session_id ?? null;
    const session = sessionId === null ? undefined : await trx.first(findSession, { storeId, sessionId });
    if (!session || session.ended_at !== null) return null;
    const [phone, table] = [await seatPhone(trx, deps, storeId, session.id), await needTable(trx, storeId, session.table_id)];
    return { phone, table, store: (await readStoreSettings(trx, storeId)).store };
  });
  if (!seated) return nobody('over');
  const { phone, store, table } = seated;
  const signIn = { ...(await tokenOfPhone(deps, storeId, phone)), store, table: tableFacts(table) };
  return { state: 'accepted' as const, signIn };
}

const tableFacts = ({ id, number, label }: TableRow) => ({ id, number, label });

/** A tablet takes the table: the one paired before is out. The device key is shown once and stored hashed. */
async function pairTablet(deps: TableSignInDeps, storeId: StoreId, { id: tableId }: TableRow, code: string) {
  const at = deps.clock.now();
  const expiresAt = at + deps.tableMs;
  const deviceKey = newSecret();
  const paired = await deps.db.inStore(storeId, async (trx) => {
    const pairing = await trx.first(findPairingCode, { storeId, tableId, at });
    if (!pairing || pairing.tries >= MOST_TRIES) return null;
    if (!sameSecret(sha256Hex(code), pairing.code_hash)) {
      // Committed although refused, or tries would never count.
      await trx.run(countPairingTry, { storeId, tableId });
      return null;
    }
    await trx.run(spendPairingCode, { storeId, tableId, at });
    await unpair(trx, deps, storeId, tableId, 'tablet');
    const deviceId = newId<DeviceId>();
    await trx.run(insertDevice, { id: deviceId, storeId, tableId, keyHash: sha256Hex(deviceKey), at });
    const signInId = await deps.signIns.begin(trx, { storeId, kind: 'tablet', tableId, deviceId, expiresAt });
    return { signInId, session: await trx.first(findOpenSession, { storeId, tableId }) };
  });
  if (!paired) throw problem('access/wrong-code', {});
  return { ...(await deps.signIns.tokenOf(paired.signInId, 'tablet', storeId, expiresAt)), session: toSession(paired.session), deviceKey };
}

/** A tablet renews some hours before its token ends; one that asks more often than this in a quarter of an hour is broken. */
const MOST_RENEWALS = 30;
const RENEWALS_MS = 15 * 60_000;

/** A fresh token for the key of a paired tablet; Problem `unauthorized` once it is unpaired. */
export async function renewByDeviceKey(deps: TableSignInDeps, deviceKey: string) {
  const keyHash = sha256Hex(deviceKey);
  // By the key and not by the address: the tablets of a shop share one.
  const { count, endsInMs } = await deps.cache.increment(`renew:${keyHash}`, RENEWALS_MS);
  if (count > MOST_RENEWALS) throw problem('too-many-requests', {}, { retryAfterS: Math.max(1, Math.ceil(endsInMs / 1000)) });
  const device = await deps.db.first(findDeviceByKey, { keyHash });
  if (!device) throw problem('unauthorized', {});
  const storeId = device.store_id;
  const expiresAt = deps.clock.now() + deps.tableMs;
  const signInId = await deps.db.inStore(storeId, async (trx) => {
    if (!(await trx.first(findDeviceByKey, { keyHash }))) throw problem('unauthorized', {});
    return deps.signIns.begin(trx, { storeId, kind: 'tablet', tableId: device.table_id, deviceId: device.id, expiresAt });
  });
  return deps.signIns.tokenOf(signInId, 'tablet', storeId, expiresAt);
}

/** A fresh token for a valid one. A table's lives on; staff's never outlives the hours since the sign-in. */
export async function renewToken(deps: TableSignInDeps, token: string) {
  const signIn = await deps.signIns.read(token);
  if (signIn.kind === 'staff') return deps.signIns.tokenOf(signIn.id, 'staff', signIn.store_id, signIn.expires_at);
  await asGuest(deps.db, signIn);
  const expiresAt = deps.clock.now() + deps.tableMs;
  await deps.db.inStore(signIn.store_id, (trx) => deps.signIns.extend(trx, signIn, expiresAt));
  return deps.signIns.tokenOf(signIn.id, signIn.kind, signIn.store_id, expiresAt);
}

/** The guests behind a table's sign-in: a tablet sees its table's running session, a phone the one it joined, wherever it sits now. */
export async function asGuest(reading: Reading, signIn: SignIn): Promise<Guest> {
  const { id: signInId, store_id: storeId, device_id: deviceId, table_id: tableId, session_id: joinedId, expires_at: expiresAt } = signIn;
  if (tableId === null) throw problem('unauthorized', {});
  if (signIn.kind === 'tablet') {
    const session = await reading.first(findOpenSession, { storeId, tableId });
    return { kind: 'guest', signInId, storeId, tableId, sessionId: session?.id ?? null, deviceId, expiresAt };
  }
  const session = joinedId === null ? undefined : await reading.first(findSession, { storeId, sessionId: joinedId });
  if (!session || session.ended_at !== null) throw problem('unauthorized', {});
  return { kind: 'guest', signInId, storeId, tableId: session.table_id, sessionId: session.id, deviceId: null, expiresAt };
}

/** The same without the question where they sit now. A phone whose party has left is put out all the same: its sign-in ended with it. */
export function asVisitor({
  id: signInId,
  store_id: storeId,
  table_id: tableId,
  expires_at: expiresAt,
  device_id: deviceId,
}: SignIn): Guest {
  if (tableId === null) throw problem('unauthorized', {});
  return { kind: 'guest', signInId, storeId, tableId, sessionId: null, deviceId, expiresAt };
}
