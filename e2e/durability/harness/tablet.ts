import { setTimeout as pause } from 'node:timers/promises';
import { type Order, type PlaceOrder, placeOrder } from '@tableorder/contract/orders';
import { ask, type Shop } from '../../shop.ts';
import { drawItems } from '../order-worker.ts';
import type { History, Outcome } from './history.ts';

export interface Tablet {
  readonly url: string;
  readonly shop: Shop;
  readonly name: string;
  readonly token: string;
  readonly random: () => number;
  readonly history: History;
  /** Between two wishes, at most. */
  readonly restMs: number;
  /** No new wish after it; those begun are brought to their end. */
  readonly until: AbortSignal;
}

const AGAIN_AFTER_MS = 40;
const PATIENCE_MS = 4000;
/** Shares of wishes: a guest who leaves after the first lost answer, a double tap, one the server must refuse, one asked again later. */
const LEAVES = 0.05;
const TAPS_THRICE = 0.1;
const IMPOSSIBLE = 0.05;
const ASKS_AGAIN = 0.1;

interface Draft {
  readonly key: string;
  readonly body: PlaceOrder;
  readonly expected: number;
  readonly impossible: boolean;
}

function draft({ shop, name, random }: Tablet, at: number): Draft {
  const key = `${name}-${at}-${Math.floor(random() * 1e9)}`;
  const { items, expected } = drawItems({ shop, random });
  const impossible = random() < IMPOSSIBLE;
  const expectedTotal = (expected + (impossible ? 100 : 0)) as NonNullable<PlaceOrder['expectedTotal']>;
  return { key, expected, impossible, body: { items, note: key, expectedTotal } };
}

type Answered =
  | { readonly kind: 'ok'; readonly order: Order }
  | { readonly kind: 'refused' | 'again'; readonly status: number }
  | { readonly kind: 'lost' };

async function send({ url, token, name, history }: Tablet, { key, body, impossible }: Draft): Promise<Answered> {
  try {
    const { status, body: answer } = await ask(url, placeOrder, { token, key, body, signal: AbortSignal.timeout(PATIENCE_MS) });
    if (status === 200 || status === 201) return { kind: 'ok', order: answer };
    // Too many, overloaded, disk full: nothing was done, and the guest's device asks again.
    if (status === 429 || status === 503) return { kind: 'again', status };
    if (status === 409 && impossible) return { kind: 'refused', status };
    history.oddities.push({ who: name, what: `${key} was answered ${status} ${JSON.stringify(answer).slice(0, 300)}` });
    // Any other 4xx refused it; a 5xx says nothing of whether it stands.
    return { kind: status < 500 ? 'refused' : 'again', status };
  } catch {
    // No answer: what this is about. Whether the order stands is not known.
    return { kind: 'lost' };
  }
}

/** Sends one wish as a guest's device does: with its one key, as often as it takes. */
async function wish(tablet: Tablet, at: number): Promise<void> {
  const { random, history, shop, name } = tablet;
  const wanted = draft(tablet, at);
  const leaves = random() < LEAVES;
  const answers: Order[] = [];
  let [sent, lost] = [0, 0];
  const once = async (): Promise<Answered> => {
    sent += 1;
    const answered = await send(tablet, wanted);
    if (answered.kind === 'ok') answers.push(answered.order);
    if (answered.kind === 'lost') lost += 1;
    return answered;
  };
  let outcome: Outcome | null = null;
  while (outcome === null) {
    const taps = random() < TAPS_THRICE ? 3 : 1;
    const all = await Promise.all(Array.from({ length: taps }, once));
    if (answers.length > 0) outcome = 'ok';
    else if (all.some(({ kind }) => kind === 'refused')) outcome = 'refused';
    else if (leaves && lost > 0) outcome = 'unknown';
    else await pause(AGAIN_AFTER_MS + random() * AGAIN_AFTER_MS);
  }
  if (outcome === 'ok' && random() < ASKS_AGAIN) await once();
  const { key, body, expected } = wanted;
  history.wishes.push({ store: shop.store, tablet: name, key, body, expected, outcome, answers, sent, lost });
}

/** Wishes, one after the other, until told to stop. */
export async function keepWishing(tablet: Tablet): Promise<void> {
  for (let at = 0; !tablet.until.aborted; at += 1) {
    await wish(tablet, at);
    await pause(tablet.random() * tablet.restMs);
  }
}

/** One order that is sent once, into the history unless it was refused; gives the status, 0 when no answer came. */
export async function orderOnce(tablet: Tablet): Promise<number> {
  const { key, body, expected } = draft({ ...tablet, random: () => 0.5 }, Math.floor(tablet.random() * 1e9));
  const answered = await send(tablet, { key, body, expected, impossible: false });
  const sent = { store: tablet.shop.store, tablet: tablet.name, key, body, expected, sent: 1 };
  if (answered.kind === 'ok') tablet.history.wishes.push({ ...sent, outcome: 'ok', answers: [answered.order], lost: 0 });
  if (answered.kind === 'lost') tablet.history.wishes.push({ ...sent, outcome: 'unknown', answers: [], lost: 1 });
  if (answered.kind === 'ok') return 201;
  return answered.kind === 'lost' ? 0 : answered.status;
}
