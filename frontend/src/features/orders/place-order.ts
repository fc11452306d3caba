import type { TableId } from '@tableorder/contract/ids';
import { noMoney } from '@tableorder/contract/money';
import { type Order, placeOrder } from '@tableorder/contract/orders';
import type { Api } from '../../lib/api.ts';
import { isProblem, type Refusal } from '../../lib/api-problem.ts';
import { throwApart } from '../../lib/listeners.ts';
import { createLock, type LockShelves } from '../../lib/lock.ts';
import type { OutboxEntry } from '../../lib/outbox.rules.ts';
import { type Outbox, openOutbox } from '../../lib/outbox.ts';
import type { OutboxShelves } from '../../lib/outbox-settings.ts';
import { randomKey } from '../../lib/random-key.ts';
import type { Storage } from '../../lib/storage.ts';
import { type CartLine, freshLine, markRefused, orderOf } from './guest-cart.rules.ts';
import type { GuestCartStore } from './guest-cart.ts';

/** The cart's lines as the guest saw them, beside the order in the outbox: what comes back is what was sent. */
export interface SentLines {
  readonly key: string;
  readonly party: string;
  readonly lines: readonly CartLine[];
}
export interface SentShelves {
  sent: SentLines;
}

export interface OrderingSettings {
  readonly storage: Storage<SentShelves & OutboxShelves & LockShelves>;
  readonly api: Api;
  readonly party: string;
  readonly tableId: TableId;
  readonly cart: GuestCartStore;
  readonly onPlaced: (order: Order) => void;
  /** The lines are back in the cart, marked. */
  readonly onRefused: (refusal: Refusal) => void;
}

export interface Ordering {
  readonly outbox: Outbox;
  /** Resolves with the order's key once it is safe on this device; these lines have left the cart and sending has begun. */
  readonly place: (ids: readonly string[]) => Promise<string>;
  /** Back into the cart; false when it has been placed after all. */
  readonly takeBack: (key: string) => Promise<boolean>;
}

const linesOf = ({ body }: Pick<OutboxEntry, 'body'>): CartLine[] =>
  body.items.map(({ menuId, quantity, optionIds, note }, at) =>
    freshLine({ menuId, name: '', optionIds, quantity, note: note ?? null, unitPrice: noMoney }, body.cartLines?.[at]?.id ?? randomKey()),
  );

/** From the guest's tap to the server's word: stored first, sent until answered, given back when refused. */
export function openOrdering(settings: OrderingSettings): Ordering {
  const { storage, api, party, tableId, cart } = settings;
  /** The answer may be here before the lines are put aside. */
  let placing: Promise<unknown> = Promise.resolve();
  let running: Promise<string> | null = null;

  const bringBack = async (entry: Pick<OutboxEntry, 'key' | 'body'>, mark: (lines: readonly CartLine[]) => readonly CartLine[]) => {
    await placing;
    const sent = await storage.get('sent', entry.key);
    await cart.bring(mark(sent?.lines ?? linesOf(entry)));
    await storage.delete('sent', entry.key);
  };
  /** Lines that other guests were quicker with: they are as the table's cart has them, and the guest hears which were ordered. */
  const giveWay = async (lines: readonly { lineId: string; name: string | null; state: string; orderNumber: string | null }[]) => {
    await cart.release(lines.map(({ lineId }) => lineId));
    const ordered = lines.filter(({ state }) => state === 'ordered');
    cart.tell(ordered.map(({ name, orderNumber }) => ({ kind: 'ordered', name: name ?? '', orderNumber })));
  };
  const outbox = openOutbox({
    storage,
    lock: createLock('outbox', storage),
    scope: party,
    tableId,
    send: async (body, key) => (await api.call(placeOrder, { body, idempotencyKey: key })).body,
    onPlaced: async (order, { key }) => {
      await placing;
      await storage.delete('sent', key);
      settings.onPlaced(order);
    },
    onRefused: async (entry, refusal) => {
      await bringBack(entry, (lines) => markRefused(lines, refusal));
      if (isProblem(refusal, 'order/cart-changed')) await giveWay(refusal.params.lines);
      settings.onRefused(refusal);
    },
  });

  // A crash between storing the order and emptying the cart must not offer the same dishes twice.
  const forgetDoubled = async () => {
    await cart.opened;
    const { lines } = cart.snapshot();
    if (lines.length === 0) return;
    const waiting = (await storage.all('outbox')).filter(({ scope }) => scope === party);
    const sent = new Set(waiting.flatMap(({ body }) => body.cartLines ?? []).map(({ id }) => id as string));
    if (sent.size > 0) await cart.take(lines.map(({ id }) => id).filter((id) => sent.has(id)));
  };
  void forgetDoubled().catch(throwApart);

  const place = async (ids: readonly string[]) => {
    await cart.opened;
    const wanted = cart.snapshot().lines.filter(({ id }) => ids.includes(id));
    if (wanted.length === 0) throw new Error('nothing to order');
    const lines = wanted.map((line) => ({ ...line, toldPrice: null, refusal: null }));
    const key = await outbox.place(orderOf(lines));
    await storage.set('sent', key, { key, party, lines });
    await cart.take(lines.map(({ id }) => id));
    return key;
  };
  return {
    outbox,
    place: (ids) => {
      // A second tap on the way is the same tap.
      running ??= place(ids).finally(() => {
        running = null;
      });
      placing = running.catch(() => undefined);
      return running;
    },
    takeBack: async (key) => {
      const body = await outbox.takeBack(key);
      if (body !== null) await bringBack({ key, body }, (lines) => lines);
      return body !== null;
    },
  };
}
