import type { StaffId, StoreId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import QRCode from 'qrcode';
import type { StaffPerson } from '../../http/principal.ts';
import { newRecoveryCode, sha256Hex } from '../../infra/crypto/secrets.ts';
import { matchingStep, newTotpSecret } from '../../infra/crypto/totp.ts';
import type { Db, Trx } from '../../infra/db/db.ts';
import { type Doer, recordAct } from '../audit/audit.commands.ts';
import { findStore, findStoreByCode } from '../stores/stores.sql.ts';
import { type AccessDeps, provePassword } from './access.commands.ts';
import { type EndingDeps, endSignInsOf } from './access.endings.ts';
import { nameKey } from './access.rules.ts';
import {
  confirmFactor,
  deleteRecoveryCodes,
  deleteSecondFactor,
  findSecondFactor,
  insertRecoveryCode,
  insertSecondFactor,
  useRecoveryCode,
  useStep,
} from './access.second-factor.sql.ts';
import { findStaffByName } from './access.sql.ts';

const RECOVERY_CODES = 10;

/** A sealed secret opens only in the row it was sealed for. */
const placeOf = (storeId: StoreId, staffId: StaffId): string => `second-factor:${storeId}:${staffId}`;
/** A recovery code as it was made, however it was typed. */
const asMade = (code: string): string =>
  code
    .toUpperCase()
    .replaceAll(/[ -]/g, '')
    .replace(/(.{4})(?=.)/g, '$1-');

export type Passed = 'none' | 'app' | 'recovery' | 'missing' | 'wrong';

/** Whether the second factor lets a person through, and by what. What is used is used up, in this transaction. */
export async function passSecondFactor(
  trx: Trx,
  { seals, clock }: Pick<AccessDeps, 'seals' | 'clock'>,
  storeId: StoreId,
  staffId: StaffId,
  code: string | undefined,
): Promise<Passed> {
  const of = { storeId, staffId };
  const factor = await trx.first(findSecondFactor, of);
  if (!factor || factor.confirmed_at === null) return 'none';
  if (code === undefined) return 'missing';
  const digits = code.replaceAll(/[ -]/g, '');
  if (!/^[0-9]{6}$/.test(digits))
    return (await trx.run(useRecoveryCode, { ...of, hash: sha256Hex(asMade(code)), at: clock.now() })) === 1 ? 'recovery' : 'wrong';
  const secret = seals.open(factor.secret, placeOf(storeId, staffId));
  const step = secret === null ? null : matchingStep(secret, digits, clock.now(), factor.last_step);
  if (secret === null || step === null) return 'wrong';
  // Sealed anew each time: what was sealed under a former secret of the server is under the present one from now on.
  const sealed = seals.seal(secret, placeOf(storeId, staffId));
  return (await trx.run(useStep, { ...of, step, sealed })) === 1 ? 'app' : 'wrong';
}

async function drop(trx: Trx, of: { storeId: StoreId; staffId: StaffId }): Promise<number> {
  await trx.run(deleteRecoveryCodes, of);
  return trx.run(deleteSecondFactor, of);
}

/** Begins the set-up: nothing asks for a code until one has confirmed it. */
export async function beginSecondFactor(
  deps: AccessDeps,
  me: StaffPerson,
  password: string,
  ip: string,
): Promise<{ secret: string; uri: string; qrSvg: string }> {
  const { storeId, staffId } = me;
  await provePassword(deps, me, password, ip);
  const secret = newTotpSecret();
  const shop = await deps.db.inStore(storeId, async (trx) => {
    const of = { storeId, staffId };
    if ((await trx.first(findSecondFactor, of))?.confirmed_at) throw problem('access/second-factor-present', {});
    await drop(trx, of);
    await trx.run(insertSecondFactor, { ...of, secret: deps.seals.seal(secret, placeOf(storeId, staffId)), at: deps.clock.now() });
    return trx.first(findStore, { storeId });
  });
  const issuer = shop?.name ?? 'tableorder';
  const label = encodeURIComponent(`${issuer}:${me.username}`);
  const uri = `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=6&period=30`;
  return { secret, uri, qrSvg: await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }) };
}

/** The app shows the right codes: from now on signing in asks for one. Gives the recovery codes, the only time. */
export function confirmNewFactor(deps: AccessDeps, me: StaffPerson, code: string): Promise<string[]> {
  const { storeId, staffId } = me;
  const of = { storeId, staffId };
  return deps.db.inStore(storeId, async (trx) => {
    const factor = await trx.first(findSecondFactor, of);
    if (factor?.confirmed_at) throw problem('access/second-factor-present', {});
    const secret = factor ? deps.seals.open(factor.secret, placeOf(storeId, staffId)) : null;
    const step = secret === null ? null : matchingStep(secret, code.replaceAll(/[ -]/g, ''), deps.clock.now(), 0);
    if (!factor || step === null) throw problem('access/wrong-second-factor', {});
    await trx.run(confirmFactor, { ...of, at: deps.clock.now() });
    await trx.run(useStep, { ...of, step, sealed: factor.secret });
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    for (const one of codes) await trx.run(insertRecoveryCode, { ...of, hash: sha256Hex(one) });
    await endSignInsOf(trx, deps, storeId, staffId, me.signInId);
    await recordAct(trx, deps, storeId, me, {
      act: 'staff.second-factor',
      subjectId: staffId,
      subject: me.username,
      details: { change: 'on' },
    });
    return codes;
  });
}

export async function endSecondFactor(
  deps: AccessDeps,
  me: StaffPerson,
  { password, code }: { password: string; code: string },
  ip: string,
): Promise<void> {
  const { storeId, staffId } = me;
  await provePassword(deps, me, password, ip, async () => {
    const passed = await deps.db.inStore(storeId, async (trx) => {
      const by = await passSecondFactor(trx, deps, storeId, staffId, code);
      if (by === 'wrong') return by;
      await drop(trx, { storeId, staffId });
      await recordAct(trx, deps, storeId, me, {
        act: 'staff.second-factor',
        subjectId: staffId,
        subject: me.username,
        details: { change: 'off', by },
      });
      return by;
    });
    if (passed === 'wrong') throw problem('access/wrong-second-factor', {});
  });
}

/** Whoever may run commands on the server's machine; the book names no person for it. */
const OPERATOR: Doer = { staffId: null, username: 'tableorder', role: null };

/** The last resort, from the command line: phone and recovery codes are lost. Ends the person's sign-ins; the password stays. Null for nobody. */
export async function resetSecondFactor(
  deps: EndingDeps & { readonly db: Db },
  { store: code, username }: { store: string; username: string },
): Promise<'reset' | 'none' | null> {
  const store = await deps.db.first(findStoreByCode, { code });
  if (!store) return null;
  const storeId = store.id;
  return deps.db.inStore(storeId, async (trx) => {
    const person = await trx.first(findStaffByName, { storeId, key: nameKey(username) });
    if (!person) return null;
    if ((await drop(trx, { storeId, staffId: person.id })) === 0) return 'none';
    await endSignInsOf(trx, deps, storeId, person.id);
    const details = { change: 'reset' };
    await recordAct(trx, deps, storeId, OPERATOR, { act: 'staff.second-factor', subjectId: person.id, subject: person.username, details });
    return 'reset';
  });
}
