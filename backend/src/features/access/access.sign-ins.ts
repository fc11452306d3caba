import type { Role } from '@tableorder/contract/endpoint';
import type { DeviceId, ScreenId, SessionId, SignInId, StaffId, StoreId, TableId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import { LRUCache } from 'lru-cache';
import type { StaffPerson } from '../../http/principal.ts';
import type { Bus } from '../../infra/bus/bus.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import { newId } from '../../infra/clock/new-id.ts';
import type { Tokens } from '../../infra/crypto/tokens.ts';
import type { Db, Trx } from '../../infra/db/db.ts';
import type { Log } from '../../infra/log/log.ts';
import { extendSignIn, findSignIn, insertSignIn, touchSignIn } from './access.sql.ts';

/** The bus topic that names ended or changed sign-ins, a JSON list of ids: everyone forgets them, streams check themselves. */
export const SIGN_INS_CHANGED = 'sign-ins-changed';

/** A lost nudge costs at most this: a revocation holds everywhere within 5 s (reliability goal G19). */
const TRUST_MS = 4000;
/** How exactly it is kept when a person was last here. */
const SEEN_EVERY_MS = 5 * 60_000;

export interface SignIn {
  readonly id: SignInId;
  readonly store_id: StoreId;
  readonly kind: 'staff' | 'tablet' | 'phone';
  readonly staff_id: StaffId | null;
  readonly table_id: TableId | null;
  readonly device_id: DeviceId | null;
  readonly session_id: SessionId | null;
  readonly created_at: number;
  readonly expires_at: number;
  readonly screen_id: ScreenId | null;
  readonly seen_at: number | null;
  readonly username: string | null;
  readonly role: Role | null;
  readonly removed_at: number | null;
}

export interface NewSignIn {
  readonly storeId: StoreId;
  readonly kind: 'staff' | 'tablet' | 'phone';
  readonly staffId?: StaffId;
  readonly tableId?: TableId;
  readonly deviceId?: DeviceId;
  readonly sessionId?: SessionId;
  readonly expiresAt: number;
  readonly screenId?: ScreenId;
  readonly way?: 'password' | 'pin';
  readonly agent?: string | null;
}

/** Sign-ins and their tokens: a token only names its sign-in, and the sign-in's row says whether it still holds. */
export class SignIns {
  readonly #db: Db;
  readonly #bus: Bus;
  readonly #clock: Clock;
  readonly #tokens: Tokens;
  readonly #known = new LRUCache<SignInId, { readonly signIn: SignIn; readonly readAt: number }>({ max: 50_000 });
  readonly #touched = new LRUCache<SignInId, number>({ max: 10_000 });
  readonly #touching = new Set<Promise<unknown>>();
  readonly #log: Log;
  readonly #stop: () => void;

  constructor(deps: { db: Db; bus: Bus; clock: Clock; tokens: Tokens; log: Log }) {
    this.#db = deps.db;
    this.#bus = deps.bus;
    this.#clock = deps.clock;
    this.#tokens = deps.tokens;
    this.#log = deps.log;
    this.#stop = deps.bus.subscribe(SIGN_INS_CHANGED, (ids) => this.#forget(JSON.parse(ids) as SignInId[]));
  }

  #forget(ids: readonly SignInId[]): void {
    for (const id of ids) this.#known.delete(id);
  }

  /** Writes a sign-in; its token is made after the commit by `tokenOf`. */
  async begin(trx: Trx, wanted: NewSignIn): Promise<SignInId> {
    const { storeId, kind, staffId = null, tableId = null, deviceId = null, sessionId = null, expiresAt } = wanted;
    const { screenId = null, way = null, agent = null } = wanted;
    const id = newId<SignInId>();
    const of = { staffId, tableId, deviceId, sessionId, screenId };
    await trx.run(insertSignIn, { id, storeId, kind, ...of, at: this.#clock.now(), expiresAt, way, agent });
    return id;
  }

  tokenOf(id: SignInId, kind: SignIn['kind'], storeId: StoreId, expiresAt: number) {
    return this.#tokens.sign(kind === 'staff' ? 'admin' : 'table', { sid: id, store: storeId }, expiresAt);
  }

  /** A later end for a table's sign-in. */
  async extend(trx: Trx, signIn: SignIn, expiresAt: number): Promise<void> {
    if ((await trx.run(extendSignIn, { storeId: signIn.store_id, id: signIn.id, expiresAt })) === 0) throw problem('unauthorized', {});
    this.changed(trx, [signIn.id]);
  }

  /** The sign-in behind a token; Problem `unauthorized` for a token that is forged or expired, or whose sign-in has ended. */
  async read(token: string): Promise<SignIn> {
    const verified = await this.#tokens.verify(token);
    const id = verified?.claims.sid;
    if (!verified || typeof id !== 'string') throw problem('unauthorized', {});
    const signIn = await this.byId(id as SignInId);
    if (!signIn || (signIn.kind === 'staff') !== (verified.kind === 'admin') || signIn.store_id !== verified.claims.store)
      throw problem('unauthorized', {});
    if (signIn.kind === 'staff') this.#seen(signIn);
    return signIn;
  }

  /** Keeps when a person was last here, every few minutes; nobody waits for it. */
  #seen({ id, store_id: storeId, seen_at }: SignIn): void {
    const at = this.#clock.now();
    const last = Math.max(seen_at ?? 0, this.#touched.get(id) ?? 0);
    if (at - last < SEEN_EVERY_MS) return;
    this.#touched.set(id, at);
    const touching = this.#db
      .inStore(storeId, (trx) => trx.run(touchSignIn, { storeId, id, at }))
      .catch((error: unknown) => this.#log.warning('access', 'when a person was last here could not be kept', { storeId }, error))
      .finally(() => this.#touching.delete(touching));
    this.#touching.add(touching);
  }

  /** The sign-in while it holds: not ended, not expired, its person still employed. */
  async byId(id: SignInId): Promise<SignIn | null> {
    const now = this.#clock.monotonic();
    let known = this.#known.get(id);
    if (!known || now - known.readAt > TRUST_MS) {
      const row = await this.#db.first(findSignIn, { id });
      if (!row) {
        this.#known.delete(id);
        return null;
      }
      known = { signIn: row, readAt: now };
      this.#known.set(id, known);
    }
    const { signIn } = known;
    if (signIn.expires_at <= this.#clock.now()) return null;
    return signIn.kind === 'staff' && (signIn.role === null || signIn.removed_at !== null) ? null : signIn;
  }

  /** After the commit everyone forgets what they knew of these sign-ins. */
  changed(trx: Trx, ids: readonly SignInId[]): void {
    if (ids.length === 0) return;
    trx.afterCommit(() => {
      this.#forget(ids);
      return this.#bus.publish(SIGN_INS_CHANGED, JSON.stringify(ids));
    });
  }

  async close(): Promise<void> {
    this.#stop();
    await Promise.all(this.#touching);
  }
}

/** The person behind a staff sign-in. */
export function asStaff(signIn: SignIn): StaffPerson {
  const { staff_id: staffId, username, role } = signIn;
  if (staffId === null || username === null || role === null) throw problem('unauthorized', {});
  return { kind: 'staff', signInId: signIn.id, storeId: signIn.store_id, staffId, username, role, expiresAt: signIn.expires_at };
}
