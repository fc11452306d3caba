import { type Cart, changeCart, nameMe, readCart } from '@tableorder/contract/carts';
import type { Api } from '../../lib/api.ts';
import { ApiProblem, isFromTheLine, isProblem } from '../../lib/api-problem.ts';
import { throwApart } from '../../lib/listeners.ts';
import {
  type CartEvent,
  type CartNews,
  changesOf,
  type Merged,
  type StoredCart,
  withAnswer,
  withEvent,
  withShared,
} from './guest-table-cart.rules.ts';

/** Taps in a row are told together. */
const GATHER_MS = 250;
const FIRST_RETRY_MS = 2_000;
const MOST_RETRY_MS = 30_000;

export interface CartSync {
  /** Something changed here: tell the table soon. */
  readonly changed: () => void;
  /** Ask for the table's cart anew; with `afterGap` whatever was known counts no more. */
  readonly read: (afterGap?: boolean) => void;
  readonly hear: (event: CartEvent) => void;
  readonly rename: (nickname: string | null) => Promise<void>;
  readonly close: () => void;
}

const nothing = () => undefined;
export const noSync: CartSync = { changed: nothing, read: nothing, hear: nothing, rename: async () => undefined, close: nothing };

export interface CartSyncSettings {
  readonly api: Api;
  readonly stored: () => Promise<StoredCart>;
  readonly change: (next: (cart: StoredCart) => StoredCart) => Promise<void>;
  readonly onNews: (news: readonly CartNews[]) => void;
}

/** Keeps this device's cart and the table's the same. One request at a time; what fails for want of a line is tried again. */
export function openCartSync({ api, stored, change, onNews }: CartSyncSettings): CartSync {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let wanted: 'nothing' | 'send' | 'read' = 'read';
  let failures = 0;
  let closed = false;

  const merge = async (next: (cart: StoredCart) => Merged) => {
    let news: readonly CartNews[] = [];
    if (closed) return;
    await change((cart) => {
      const merged = next(cart);
      news = merged.news;
      return merged.cart;
    });
    if (news.length > 0) onNews(news);
  };
  const take = (cart: Cart) => merge((here) => withShared(here, cart));

  const rename = async (nickname: string | null) => take((await api.call(nameMe, { body: { nickname } })).body);

  const schedule = (afterMs: number) => {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(() => void run().catch(throwApart), afterMs);
  };
  const failed = (error: unknown) => {
    if (!isFromTheLine(error)) throw error;
    if (isProblem(error, 'cart/full')) return onNews([{ kind: 'full', name: '', orderNumber: null }]);
    // A phone that is signed out, or a shape this server does not take: trying again would change nothing.
    if (error instanceof ApiProblem && error.status < 500 && error.status !== 429) return;
    failures += 1;
    wanted = 'read';
    schedule(Math.min(MOST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures - 1, 4)));
  };
  const step = async () => {
    const reading = wanted === 'read';
    wanted = 'nothing';
    if (reading) {
      const { body } = await api.call(readCart);
      // The first word of this device at its table gives it its number.
      await (body.sessionId !== null && body.me === null ? rename(null) : take(body));
    }
    const before = await stored();
    const changes = changesOf(before);
    // Without a session there is no table's cart yet: what is here waits for it.
    if (changes.length === 0 || before.shared === null) return;
    const { body } = await api.call(changeCart, { body: { changes } });
    await merge((here) => withAnswer(here, changes, body));
    if (changesOf(await stored()).length > 0 && body.cart.sessionId !== null) wanted = 'send';
  };
  const run = async () => {
    if (running || closed) return;
    running = true;
    try {
      while (wanted !== 'nothing' && !closed) await step();
      failures = 0;
    } catch (error) {
      failed(error);
    } finally {
      running = false;
    }
  };
  const want = (what: 'send' | 'read', afterMs: number) => {
    if (wanted !== 'read') wanted = what;
    schedule(afterMs);
  };
  schedule(0);

  return {
    changed: () => want('send', GATHER_MS),
    read: (afterGap = false) => {
      if (!afterGap) return want('read', 0);
      void change((cart) => (cart.shared ? { ...cart, shared: { ...cart.shared, seq: 0 } } : cart))
        .then(() => want('read', 0))
        .catch(throwApart);
    },
    hear: (event) => void merge((here) => withEvent(here, event)).catch(throwApart),
    rename,
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}
