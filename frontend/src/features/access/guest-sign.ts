import { refresh, type TableSignIn, tableLogin } from '@tableorder/contract/access';
import type { SessionId } from '@tableorder/contract/ids';
import type { Store } from '@tableorder/contract/stores';
import { fromInstant, type Instant } from '@tableorder/contract/time';
import { type Api, createApi } from '../../lib/api.ts';
import { ApiProblem } from '../../lib/api-problem.ts';
import { now } from '../../lib/clock.ts';
import { type Held, hold } from '../../lib/held.ts';
import { randomKey } from '../../lib/random-key.ts';
import type { Storage } from '../../lib/storage.ts';

/** Who sits here, as this device knows it. */
export interface GuestSign {
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
export interface SignShelves {
  sign: GuestSign;
}

/** `left`: the table was closed, or the phone's sign-in ended. `unpaired`: staff gave the table to another tablet. */
export type SignState =
  | { readonly kind: 'in'; readonly sign: GuestSign }
  | { readonly kind: 'out'; readonly why: 'never' | 'left' | 'unpaired' };

export interface Signing extends Held<SignState> {
  readonly api: Api;
  /** By the secret of a QR link or the code of a pairing; rejects like any call. */
  readonly signIn: (by: { readonly store: string; readonly tableNumber: number; readonly code: string }) => Promise<void>;
  /** Renews a token that ends within the hours ahead, without being asked. */
  readonly renewEarly: () => Promise<void>;
  readonly signOut: (why: 'left' | 'unpaired') => Promise<void>;
  /** A fixed tablet gets new guests. */
  readonly nextParty: () => Promise<void>;
  /** The session this tablet's table was last seen in. */
  readonly sawSession: (sessionId: SessionId) => Promise<void>;
  /** Staff seated this phone's party at another table, or with another party. */
  readonly seatedAt: (table: TableSignIn['table'], sessionId: SessionId) => Promise<void>;
  readonly storeChanged: (store: Store) => Promise<void>;
}

const KEY = 'present';
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
  const state = hold<SignState>(known ? { kind: 'in', sign: known } : { kind: 'out', why: 'never' });
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
  const signOut = async (why: 'left' | 'unpaired') => {
    await storage.delete('sign', KEY);
    state.set({ kind: 'out', why });
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
    await signOut(sign.kind === 'tablet' ? 'unpaired' : 'left');
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
  return {
    snapshot: state.snapshot,
    subscribe: state.subscribe,
    api,
    signIn: async (by) => keep(signOf((await api.call(tableLogin, { body: by })).body)),
    renewEarly,
    signOut,
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
