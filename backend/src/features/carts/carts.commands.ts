import { type Cart, type CartChange, type CartGuest, type ChosenLine, cartsEvents, MAX_CART_LINES } from '@tableorder/contract/carts';
import type { CartGuestId, CartLineId, SessionId, StoreId, TableId } from '@tableorder/contract/ids';
import { problem } from '@tableorder/contract/problem';
import { type Guest, joinedBy } from '../../http/principal.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import { newId } from '../../infra/clock/new-id.ts';
import type { Db, Reading, Trx } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import { sessionOfGuest } from '../tables/tables.commands.ts';
import { effectOf, toSharedLine } from './carts.rules.ts';
import {
  type CartDevice,
  type CartLineRow,
  countCartLines,
  deleteCart,
  findCartGuests,
  findCartLines,
  findKnownLines,
  findStoresItems,
  insertCartGuest,
  insertCartLine,
  nameCartGuest,
  removeCartLine,
  seatCartGuest,
  seatCartLines,
  updateCartLine,
} from './carts.sql.ts';

export interface CartsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
}

/** Lines a party may ever make, gone ones counted: they are kept until it leaves. */
const MOST_EVER = 2000;

type Place = { readonly tableId: TableId; readonly sessionId: SessionId };
type News = { lines: Cart['lines']; gone: { id: CartLineId; orderNumber: string | null }[]; guests: CartGuest[] };
const noNews = (): News => ({ lines: [], gone: [], guests: [] });

const deviceOf = (guest: Guest): CartDevice => guest.deviceId ?? guest.signInId;

/** Tells the party's devices what changed in their cart; nothing for nothing. */
export async function tellCart(trx: Trx, deps: Pick<CartsDeps, 'events'>, storeId: StoreId, place: Place, news: Partial<News>) {
  const { lines = [], gone = [], guests = [] } = news;
  if (lines.length + gone.length + guests.length === 0) return;
  const { sessionId } = place;
  await deps.events.append(trx, storeId, cartsEvents, 'cart_updated', { kind: 'guests', ...place }, { sessionId, lines, gone, guests });
}

async function cartOf(reading: Reading, events: Events, storeId: StoreId, sessionId: SessionId, device: CartDevice): Promise<Cart> {
  const of = { storeId, sessionId };
  const guests = await reading.all(findCartGuests, of);
  return {
    sessionId,
    me: guests.find((guest) => guest.device === device)?.id ?? null,
    guests: guests.map(({ id, kind, number, nickname }) => ({ id, kind, number, nickname })),
    lines: (await reading.all(findCartLines, of)).map(toSharedLine),
    seq: await events.seq(reading, storeId),
  };
}

/** A tablet at which nobody has begun keeps its cart to itself: putting a dish aside opens no session. */
const aloneAt = async (reading: Reading, events: Events, storeId: StoreId): Promise<Cart> => ({
  sessionId: null,
  me: null,
  guests: [],
  lines: [],
  seq: await events.seq(reading, storeId),
});

/** The device among the party's, numbered when it first says something. */
async function guestOf(trx: Trx, storeId: StoreId, sessionId: SessionId, guest: Guest, news: News): Promise<CartGuestId> {
  const device = deviceOf(guest);
  const known = await trx.all(findCartGuests, { storeId, sessionId });
  const mine = known.find((row) => row.device === device);
  if (mine) return mine.id;
  const id = newId<CartGuestId>();
  const kind = guest.deviceId === null ? 'phone' : 'tablet';
  const number = (known.at(-1)?.number ?? 0) + 1;
  await trx.run(insertCartGuest, { storeId, sessionId, device, id, kind, number, nickname: null });
  news.guests.push({ id, kind, number, nickname: null });
  return id;
}

/** Does the work in the party's session and tells the others; without a session there is nothing to share. */
function inCart<T>(
  deps: CartsDeps,
  guest: Guest,
  without: T,
  work: (trx: Trx, place: Place, me: CartGuestId, news: News) => Promise<T>,
): Promise<{ cart: Cart; result: T }> {
  const { storeId, tableId } = guest;
  return deps.db.inStore(storeId, async (trx) => {
    const sessionId = await sessionOfGuest(trx, storeId, tableId, joinedBy(guest));
    if (sessionId === null) return { cart: await aloneAt(trx, deps.events, storeId), result: without };
    const place = { tableId, sessionId };
    const news = noNews();
    const me = await guestOf(trx, storeId, sessionId, guest, news);
    const result = await work(trx, place, me, news);
    await tellCart(trx, deps, storeId, place, news);
    return { cart: await cartOf(trx, deps.events, storeId, sessionId, deviceOf(guest)), result };
  });
}

/** The cart as the device sees it; `me` is null until it has put something in, or named itself. */
export function readSharedCart(deps: CartsDeps, guest: Guest): Promise<Cart> {
  const { storeId, sessionId } = guest;
  return deps.db.read((reading) =>
    sessionId === null ? aloneAt(reading, deps.events, storeId) : cartOf(reading, deps.events, storeId, sessionId, deviceOf(guest)),
  );
}

const asRow = (line: ChosenLine): Omit<CartLineRow, 'id' | 'version' | 'added_by'> => ({
  menu_id: line.menuId,
  name: line.name,
  option_ids: JSON.stringify(line.optionIds),
  quantity: line.quantity,
  note: line.note || null,
  unit_price: line.unitPrice,
});

/** Puts and removes lines; Problem `not-found` for a dish that was never this store's. `passed` names those that another guest changed, removed or ordered first: they stay as that guest left them. */
export async function changeSharedCart(
  deps: CartsDeps,
  guest: Guest,
  changes: readonly CartChange[],
): Promise<{ cart: Cart; passed: CartLineId[] }> {
  const { storeId } = guest;
  const { cart, result } = await inCart<CartLineId[]>(deps, guest, [], async (trx, { sessionId }, me, news) => {
    const ids = [...new Set(changes.map(({ id }) => id))];
    const known = new Map((await findKnownLines(trx, storeId, ids)).map((row) => [row.id, row]));
    await refuseStrangeItems(trx, storeId, changes);
    const passed = new Set<CartLineId>();
    const at = deps.clock.now();
    let added = 0;
    for (const change of changes) {
      const row = known.get(change.id);
      // Another party's line is nobody's business here; neither is a line named twice in one message.
      const effect = row && row.session_id !== sessionId ? 'passed' : effectOf(change, row);
      if (effect === 'passed') passed.add(change.id);
      if (effect === 'remove') {
        await trx.run(removeCartLine, { storeId, id: change.id, at });
        news.gone.push({ id: change.id, orderNumber: null });
      } else if (change.line && (effect === 'add' || effect === 'change')) {
        const line = { ...asRow(change.line), id: change.id, version: (row?.version ?? 0) + 1, added_by: row?.added_by ?? me };
        if (effect === 'add') await trx.run(insertCartLine, { ...line, storeId, sessionId, orderId: null, at: at + added++ });
        else await trx.run(updateCartLine, { ...line, storeId });
        known.set(change.id, { ...line, session_id: sessionId, removed_at: null, order_id: null });
        news.lines.push(toSharedLine(line));
      }
    }
    if (added > 0) await refuseFullCart(trx, storeId, sessionId);
    return [...passed];
  });
  return { cart, passed: result };
}

async function refuseStrangeItems(trx: Trx, storeId: StoreId, changes: readonly CartChange[]): Promise<void> {
  const wanted = [...new Set(changes.flatMap(({ line }) => line?.menuId ?? []))];
  if (wanted.length > 0 && (await findStoresItems(trx, storeId, wanted)).length < wanted.length) throw problem('not-found', {});
}

async function refuseFullCart(trx: Trx, storeId: StoreId, sessionId: SessionId): Promise<void> {
  const open = await trx.all(findCartLines, { storeId, sessionId });
  const ever = (await trx.first(countCartLines, { storeId, sessionId }))?.count ?? 0;
  if (open.length > MAX_CART_LINES || ever > MOST_EVER) throw problem('cart/full', { max: MAX_CART_LINES });
}

/** Counts the device among its table's, under a name or by its number. */
export async function nameDevice(deps: CartsDeps, guest: Guest, nickname: string | null): Promise<Cart> {
  const { storeId } = guest;
  const { cart } = await inCart(deps, guest, null, async (trx, { sessionId }, me, news) => {
    await trx.run(nameCartGuest, { storeId, id: me, nickname: nickname?.trim() || null });
    const named = (await trx.all(findCartGuests, { storeId, sessionId })).find(({ id }) => id === me);
    if (named) news.guests.splice(0, 1, { id: me, kind: named.kind, number: named.number, nickname: named.nickname });
    return null;
  });
  return cart;
}

/** A party that joined another one brings its cart along: each line and guest stays what it is, under numbers that are free. */
export async function mergeCarts(trx: Trx, deps: CartsDeps, storeId: StoreId, sessionId: SessionId, to: Place): Promise<void> {
  const toSessionId = to.sessionId;
  const lines = await trx.all(findCartLines, { storeId, sessionId });
  let last = (await trx.all(findCartGuests, { storeId, sessionId: toSessionId })).at(-1)?.number ?? 0;
  const guests: CartGuest[] = [];
  for (const { id, kind, nickname } of await trx.all(findCartGuests, { storeId, sessionId })) {
    last += 1;
    await trx.run(seatCartGuest, { storeId, id, toSessionId, number: last });
    guests.push({ id, kind, number: last, nickname });
  }
  await trx.run(seatCartLines, { storeId, sessionId, toSessionId });
  await tellCart(trx, deps, storeId, to, { lines: lines.map(toSharedLine), guests });
}

/** The party has left. */
export async function dropCart(trx: Trx, storeId: StoreId, sessionId: SessionId): Promise<void> {
  for (const remove of deleteCart) await trx.run(remove, { storeId, sessionId });
}
