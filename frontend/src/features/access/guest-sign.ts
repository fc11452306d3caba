import { awaitJoin, refresh, type TableSignIn, tableLogin } from '@tableorder/contract/access';
import { exitTablet, readUnpairing, type UnpairedBy } from '@tableorder/contract/devices';
import type { JoinRequestId, SessionId } from '@tableorder/contract/ids';
import type { Store } from '@tableorder/contract/stores';
import { fromInstant, type Instant } from '@tableorder/contract/time';
import { type Api, createApi } from '../../lib/api.ts';
import { ApiProblem, isFromTheLine, isProblem } from '../../lib/api-problem.ts';
import { now, serverNow } from '../../lib/clock.ts';
import { type Held, hold } from '../../lib/held.ts';
import { randomKey } from '../../lib/random-key.ts';
import type { Storage } from '../../lib/storage.ts';

/** Where a guest sits, as far as a screen shows it: known from the QR link before the table is joined. */
export interface GuestSeat {
  readonly store: Store;
  readonly table: Pick<TableSignIn['table'], 'number'>;
}

/** Who sits here, as this device knows it. */
export interface GuestSign extends GuestSeat {
  readonly kind: 'phone' | 'tablet';
  readonly token: string;
  readonly expiresAt: Instant;
  readonly store: Store;
  readonly table: TableSignIn['table'];
  readonly sessionId: SessionId | null;
  readonly deviceKey: string | null;
  /** One party on this device: cart and unsent orders of another one are neither shown nor sent. */
  readonly party: string;
}
/** What a phone asks again with while staff are asked to let it in. */
export interface Asking {
  readonly requestId: JoinRequestId;
  readonly secret: string;
  readonly expiresAt: Instant;
}
export interface SignShelves {
  sign: GuestSign;
  /** By store and table: a page that is opened again asks nobody twice. */
  asking: Asking;
}

/** `left`: the table was closed. `ended`: a phone's sign-in ran out, of whose party the rest waits here. `unpaired`: staff gave the table to another tablet. */
export type SignState =
  | { readonly kind: 'in'; readonly sign: GuestSign }
  | { readonly kind: 'out'; readonly why: 'never' | 'left' }
  | { readonly kind: 'out'; readonly why: 'ended'; readonly sign: GuestSign }
  | { readonly kind: 'out'; readonly why: 'unpaired'; readonly by: UnpairedBy | null };

export interface Signing extends Held<SignState> {
  readonly api: Api;
  /** By the secret of a QR link or the code of a pairing; rejects like any call. */
  readonly signIn: (by: { readonly store: string; readonly tableNumber: number; readonly code: string }) => Promise<void>;
  /** The request of this device that still waits for the table's staff; null for none. */
  readonly asked: (at: Place) => Promise<Asking | null>;
  /** Whether staff have decided; a yes signs in. */
  readonly look: (at: Place, asking: Asking) => Promise<'waiting' | 'accepted' | 'refused' | 'over'>;
  /** Staff take this tablet off its table by the shop's PIN; rejects like any call. */
  readonly exit: (pin: string) => Promise<void>;
  /** Renews a token that ends within the hours ahead, without being asked. */
  readonly renewEarly: () => Promise<void>;
  readonly signOut: (why: 'left') => Promise<void>;
  /** Whose sign-in ran out on this phone before the present one; null for none. Until it is forgotten. */
  readonly endedBefore: () => Promise<GuestSign | null>;
  readonly forgetEnded: () => Promise<void>;
  /** A fixed tablet gets new guests. */
  readonly nextParty: () => Promise<void>;
  /** The session this tablet's table was last seen in. */
  readonly sawSession: (sessionId: SessionId) => Promise<void>;
  /** Staff seated this phone's party at another table, or with another party. */
  readonly seatedAt: (table: TableSignIn['table'], sessionId: SessionId) => Promise<void>;
  readonly storeChanged: (store: Store) => Promise<void>;
}

interface Place {
  readonly store: string;
  readonly tableNumber: number;
}

const KEY = 'present';
const ENDED = 'ended';
const placeKey = ({ store, tableNumber }: Place) => `${store}/${tableNumber}`;
const EARLY_MS = 4 * 3_600_000;

const signOf = (answer: TableSignIn): GuestSign => ({
  kind: answer.deviceKey === undefined ? 'phone' : 'tablet',
  token: answer.token,
  expiresAt: answer.expiresAt,
  store: answer.store,
  table: answer.table,
  sessionId: answer.session?.id ?? null,
  deviceKey: answer.deviceKey ?? null,
  party: answer.deviceKey === undefined && answer.session ? answer.session.id : randomKey(),
});

const isDenied = (error: unknown): boolean => error instanceof ApiProblem && error.status === 401;

/** Keeps this device signed in at its table: a tablet over restarts by its key, a phone until its session ends. */
export async function openSigning(storage: Storage<SignShelves>, baseUrl = ''): Promise<Signing> {
  const known = await storage.get('sign', KEY);
  const ended = await storage.get('sign', ENDED);
  const away: SignState = ended ? { kind: 'out', why: 'ended', sign: ended } : { kind: 'out', why: 'never' };
  const state = hold<SignState>(known ? { kind: 'in', sign: known } : away);
  const present = () => {
    const at = state.snapshot();
    return at.kind === 'in' ? at.sign : null;
  };
  const keep = async (sign: GuestSign) => {
    await storage.set('sign', KEY, sign);
    state.set({ kind: 'in', sign });
  };
  const change = async (part: Partial<GuestSign>) => {
    const sign = present();
    if (sign) await keep({ ...sign, ...part });
  };
  const signOut = async (why: 'left') => {
    await storage.delete('sign', KEY);
    state.set({ kind: 'out', why });
  };
  /** A token that ran out says nothing of the party: it may sit there still, and what it had not sent is not lost. */
  const ranOut = async (sign: GuestSign) => {
    await storage.set('sign', ENDED, sign);
    await storage.delete('sign', KEY);
    state.set({ kind: 'out', why: 'ended', sign });
  };
  const unpaired = async (by: UnpairedBy | null) => {
    await storage.delete('sign', KEY);
    state.set({ kind: 'out', why: 'unpaired', by });
  };
  /** Told to whoever finds the tablet; where nobody answers it is out all the same. */
  const whyUnpaired = async (deviceKey: string): Promise<UnpairedBy | null> => {
    try {
      return (await api.call(readUnpairing, { body: { deviceKey }, timeoutMs: 5_000 })).body.by;
    } catch (error) {
      if (!isFromTheLine(error)) throw error;
      return null;
    }
  };
  const renewByKey = async (deviceKey: string): Promise<string> => {
    const { body } = await api.call(refresh, { body: { deviceKey } });
    await change({ token: body.token, expiresAt: body.expiresAt });
    return body.token;
  };
  const onUnauthorized = async (): Promise<string | null> => {
    const sign = present();
    if (!sign) return null;
    try {
      if (sign.deviceKey !== null) return await renewByKey(sign.deviceKey);
    } catch (error) {
      if (!isDenied(error)) throw error;
    }
    if (sign.deviceKey === null) await (fromInstant(sign.expiresAt) <= serverNow() ? ranOut(sign) : signOut('left'));
    else await unpaired(await whyUnpaired(sign.deviceKey));
    return null;
  };
  const api = createApi({ baseUrl, token: () => present()?.token ?? null, onUnauthorized });

  const renewEarly = async () => {
    const sign = present();
    if (!sign || fromInstant(sign.expiresAt) - now() > EARLY_MS) return;
    if (sign.deviceKey !== null) await renewByKey(sign.deviceKey);
    else {
      const { body } = await api.call(refresh, { body: {}, token: sign.token });
      await change({ token: body.token, expiresAt: body.expiresAt });
    }
  };
  const signIn: Signing['signIn'] = async (by) => {
    try {
      await keep(signOf((await api.call(tableLogin, { body: by })).body));
    } catch (error) {
      if (isProblem(error, 'table/ask-staff')) await storage.set('asking', placeKey(by), error.params);
      throw error;
    }
  };
  const look: Signing['look'] = async (at, { requestId, secret }) => {
    const forget = () => storage.delete('asking', placeKey(at));
    try {
      const { body } = await api.call(awaitJoin, { body: { requestId, secret } });
      if (body.state === 'waiting') return 'waiting';
      if (body.signIn !== null) await keep(signOf(body.signIn));
      await forget();
      return body.state;
    } catch (error) {
      // The table was removed, or its link made anew.
      if (!isProblem(error, 'not-found')) throw error;
      await forget();
      return 'over';
    }
  };
  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    api,
    signIn,
    asked: async (at) => {
      const asking = await storage.get('asking', placeKey(at));
      return asking && fromInstant(asking.expiresAt) > serverNow() ? asking : null;
    },
    look,
    exit: async (pin) => {
      await api.call(exitTablet, { body: { pin } });
      await unpaired('pin');
    },
    renewEarly,
    signOut,
    endedBefore: async () => (await storage.get('sign', ENDED)) ?? null,
    forgetEnded: () => storage.delete('sign', ENDED),
    nextParty: () => change({ party: randomKey(), sessionId: null }),
    sawSession: async (sessionId) => {
      if (present()?.sessionId !== sessionId) await change({ sessionId });
    },
    seatedAt: async ({ id, number, label }, sessionId) => {
      const sign = present();
      const stays = sign?.sessionId === sessionId && sign.table.id === id && sign.table.number === number && sign.table.label === label;
      if (!stays) await change({ table: { id, number, label }, sessionId });
    },
    storeChanged: (store) => change({ store }),
  };
}
