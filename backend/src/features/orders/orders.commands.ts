import { isOpenAt } from '@tableorder/contract/hours.rules';
import type { MenuId, OrderId, OrderItemId, SessionId, StoreId, TableId } from '@tableorder/contract/ids';
import type { Money } from '@tableorder/contract/money';
import { type Actor, type Order, type OrderLine, ordersEvents, type PlaceOrder } from '@tableorder/contract/orders';
import { problem } from '@tableorder/contract/problem';
import type { StoreSettings } from '@tableorder/contract/settings';
import type { Store } from '@tableorder/contract/stores';
import { businessDay, type LocalDay, localDay, toInstant } from '@tableorder/contract/time';
import type { Cache } from '../../infra/cache/cache.ts';
import type { Clock } from '../../infra/clock/clock.ts';
import { newId } from '../../infra/clock/new-id.ts';
import { sha256Hex } from '../../infra/crypto/secrets.ts';
import type { Db, Trx } from '../../infra/db/db.ts';
import type { Events } from '../../infra/events/events.ts';
import { type Doer, recordAct } from '../audit/audit.commands.ts';
import { claimLines, takeLines } from '../carts/carts.orders.ts';
import { giveStockBack, takeStock } from '../menu/menu.availability.ts';
import { menuChanged } from '../menu/menu.changes.ts';
import { findSellable } from '../menu/menu.sellable.ts';
import { zoneOfStore } from '../stores/stores.reads.ts';
import { readStoreSettings } from '../stores/stores.settings.ts';
import { needTable, openSession, sessionOfGuest } from '../tables/tables.commands.ts';
import { formatNumber, wholeOrder } from './orders.reads.ts';
import { beginsAnew, LAST_REGULAR, nextNumber, type PricedLine, priceLines, refuseOtherTotal } from './orders.rules.ts';
import {
  countHeld,
  findHeldNumbers,
  findHighestHeld,
  findHolder,
  findLastNumber,
  findOrderEvenDeleted,
  findOrdersByKey,
  insertItem,
  insertOrder,
  insertTransition,
  keepLastNumber,
} from './orders.sql.ts';

export interface OrdersDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: Events;
  readonly cache: Cache;
}

/** A shop and what it has decided. */
type Shop = { readonly store: Store; readonly settings: StoreSettings };

/** Who orders, where: guests at their table (a phone also in the one session it joined), or staff for a table. */
export type Orderer =
  | { readonly kind: 'guest'; readonly tableId: TableId; readonly joinedId: SessionId | null }
  | { readonly kind: 'staff'; readonly tableId: TableId; readonly who: Doer };

/**
 * The same key of the same guests (or person) is the same order, for as long as orders are kept: a tablet's while it stands at its table,
 * also after 이용 완료; a phone's in its party's session, also when the party sits elsewhere or the phone joined anew.
 */
function scopeOf(who: Orderer): string {
  if (who.kind === 'staff') return `staff:${who.who.staffId}`;
  return who.joinedId === null ? `table:${who.tableId}` : `session:${who.joinedId}`;
}

/** The order that the key made before, if any. A party that joined another one brought its keys along with its orders. */
async function findKnown(trx: Trx, storeId: StoreId, who: Orderer, key: string) {
  const made = await trx.all(findOrdersByKey, { storeId, key });
  const own = made.find((order) => order.placed_by === scopeOf(who));
  if (own || who.kind === 'staff' || who.joinedId === null) return own;
  return made.find((order) => order.session_id === who.joinedId && order.placed_by.startsWith('session:'));
}

const hashOf = ({ items, note, expectedTotal, cartLines }: PlaceOrder): string =>
  sha256Hex(
    JSON.stringify([
      items.map((line) => [line.menuId, line.quantity, line.optionIds, line.note ?? null]),
      note ?? null,
      expectedTotal ?? null,
      ...(cartLines ? [cartLines.map(({ id, version }) => [id, version])] : []),
    ]),
  );

/**
 * Places an order; `created` is false when the key had made it before. One transaction under the store's lock: the key, the session,
 * the server's prices, the stock, the number, the rows and the event stand or fall together.
 */
export function placeOrder(
  deps: OrdersDeps,
  storeId: StoreId,
  who: Orderer,
  body: PlaceOrder,
  key: string,
): Promise<{ order: Order; created: boolean }> {
  const bodyHash = hashOf(body);
  return deps.db.inStore(storeId, async (trx) => {
    const known = await findKnown(trx, storeId, who, key);
    if (known) {
      if (known.body_hash !== bodyHash) throw problem('key-reused', {});
      return { order: await orderOfKey(trx, storeId, known.id), created: false };
    }
    const at = deps.clock.now();
    const [table, shop] = await Promise.all([needTable(trx, storeId, who.tableId), readStoreSettings(trx, storeId)]);
    if (who.kind === 'guest') refuseWhenClosed(shop, at);
    const sessionId = await sessionFor(trx, deps, storeId, who);
    // Told first: what another guest has ordered need not be asked about its price.
    const inCart = body.cartLines && (await claimLines(trx, storeId, sessionId, body.items, body.cartLines, numberOf(trx, storeId)));
    const { lines, totalAmount } = await priceAndTake(trx, deps, storeId, body.items, body.expectedTotal);
    const number = await takeNumber(trx, shop, at);
    const id = newId<OrderId>();
    const note = body.note || null;
    trx.send(insertOrder, {
      id,
      storeId,
      number,
      tableId: table.id,
      tableNumber: table.number,
      sessionId,
      totalAmount,
      note,
      placedBy: scopeOf(who),
      key,
      bodyHash,
      at,
    });
    const items = keepLines(trx, storeId, id, lines);
    const by: Actor = who.kind;
    const staffId = who.kind === 'staff' ? who.who.staffId : null;
    trx.send(insertTransition, { storeId, orderId: id, position: 1, from: null, to: 'PENDING', at, actor: by, staffId });
    const order: Order = {
      id,
      number: formatNumber(number),
      status: 'PENDING',
      version: 1,
      tableId: table.id,
      tableNumber: table.number,
      sessionId,
      items,
      totalAmount,
      note,
      cancelReason: null,
      createdAt: toInstant(at),
      updatedAt: toInstant(at),
      seenAt: null,
      transitions: [{ from: null, to: 'PENDING', at: toInstant(at), by }],
    };
    if (body.cartLines && inCart) {
      const place = { tableId: table.id, sessionId };
      await takeLines(trx, deps, storeId, place, body.cartLines, inCart, { id, number: order.number, items: body.items });
    }
    await deps.events.append(trx, storeId, ordersEvents, 'order_created', { kind: 'session', tableId: table.id, sessionId }, { order });
    if (who.kind === 'staff') {
      const details = { table: table.number, amount: totalAmount };
      await recordAct(trx, deps, storeId, who.who, { act: 'order.place', subjectId: id, subject: order.number, details });
    }
    return { order, created: true };
  });
}

async function orderOfKey(trx: Trx, storeId: StoreId, orderId: OrderId): Promise<Order> {
  const row = await trx.first(findOrderEvenDeleted, { storeId, orderId });
  if (!row) throw new Error(`order ${orderId} of a known key is gone`);
  return wholeOrder(trx, storeId, row);
}

/** An order's number by its id, also of one that was deleted since. */
const numberOf = (trx: Trx, storeId: StoreId) => async (orderId: OrderId) => {
  const row = await trx.first(findOrderEvenDeleted, { storeId, orderId });
  return row ? formatNumber(row.number) : null;
};

/** Guests order in the session that runs at their table, or open one; a phone in the one it joined and in no later one. */
async function sessionFor(trx: Trx, deps: OrdersDeps, storeId: StoreId, who: Orderer): Promise<SessionId> {
  const running = await sessionOfGuest(trx, storeId, who.tableId, who.kind === 'guest' ? who.joinedId : null);
  return running ?? openSession(trx, deps, storeId, who.tableId);
}

const today = async (trx: Trx, storeId: StoreId, at: number): Promise<LocalDay> => localDay(at, await zoneOfStore(trx, storeId));

/** Prices the lines from the menu as it is now, and takes what they use of the day's stock. */
export async function priceAndTake(
  trx: Trx,
  deps: OrdersDeps,
  storeId: StoreId,
  wanted: readonly OrderLine[],
  expectedTotal: Money | undefined,
): Promise<{ lines: PricedLine[]; totalAmount: Money }> {
  const at = deps.clock.now();
  const menu = await findSellable(trx, storeId, [...new Set(wanted.map((line) => line.menuId))], at);
  const lines = priceLines(wanted, menu);
  const totalAmount = refuseOtherTotal(lines, expectedTotal);
  const limited = lines.filter((line) => menu.get(line.menuId)?.stockLeft != null);
  if (limited.length > 0) {
    const day = await today(trx, storeId, at);
    const soldOut = new Set<MenuId>();
    for (const { menuId, quantity } of limited) if ((await takeStock(trx, storeId, menuId, quantity, day)).left === 0) soldOut.add(menuId);
    if (soldOut.size > 0) await menuChanged(trx, deps, storeId, [...soldOut]);
  }
  return { lines, totalAmount };
}

/** Puts back into the day's stock what an order that is not cooked had taken. */
export async function returnStock(
  trx: Trx,
  deps: OrdersDeps,
  storeId: StoreId,
  lines: readonly { menuId: MenuId; quantity: number }[],
  takenAt: number,
): Promise<void> {
  const day = await today(trx, storeId, takenAt);
  const back = new Set<MenuId>();
  for (const { menuId, quantity } of lines) if (await giveStockBack(trx, storeId, menuId, quantity, day)) back.add(menuId);
  if (back.size > 0) await menuChanged(trx, deps, storeId, [...back]);
}

/** Guests order while the shop is open, staff always. Problem `store/closed`. */
export function refuseWhenClosed({ store, settings }: Shop, at: number): void {
  if (!isOpenAt(settings.openingHours, at, store.timeZone)) throw problem('store/closed', {});
}

/** The next number, taken when the row is written so that refusals and repeated keys use none up. */
async function takeNumber(trx: Trx, { store, settings }: Shop, at: number): Promise<number> {
  const storeId = store.id;
  const on = businessDay(at, settings.businessDayStartsAt, store.timeZone);
  const counter = await trx.first(findLastNumber, { storeId });
  const last = settings.orderNumbers === 'daily' && beginsAnew(counter?.order_number_on ?? null, on) ? 0 : (counter?.order_number ?? 0);
  const regular = await freeRegularNumber(trx, storeId, last);
  if (regular === null) return Math.max(LAST_REGULAR, (await trx.first(findHighestHeld, { storeId }))?.number ?? 0) + 1;
  trx.send(keepLastNumber, { storeId, number: regular, on });
  return regular;
}

/** Nearly always the next one is free: what all is held is read only when it is not. */
async function freeRegularNumber(trx: Trx, storeId: StoreId, last: number): Promise<number | null> {
  const next = nextNumber(last, new Set());
  if (next !== null && !(await trx.first(findHolder, { storeId, number: next }))) return next;
  const { held } = (await trx.first(countHeld, { storeId, last: LAST_REGULAR })) ?? { held: 0 };
  if (held >= LAST_REGULAR) return null;
  const rows = await trx.all(findHeldNumbers, { storeId, last: LAST_REGULAR });
  return nextNumber(last, new Set(rows.map((row) => row.number)));
}

/** Writes the lines of an order; `ids` are those of the items that some of them go on. */
export function keepLines(
  trx: Trx,
  storeId: StoreId,
  orderId: OrderId,
  lines: readonly PricedLine[],
  ids: readonly (OrderItemId | null)[] = [],
): Order['items'] {
  const items: Order['items'] = [];
  for (const [position, line] of lines.entries()) {
    const id = ids[position] ?? newId<OrderItemId>();
    keepLine(trx, storeId, orderId, id, position, line);
    items.push({ id, ...line });
  }
  return items;
}

/** Writes one line of an order. */
export const keepLine = (trx: Trx, storeId: StoreId, orderId: OrderId, id: OrderItemId, position: number, line: PricedLine) =>
  trx.send(insertItem, {
    ...line,
    id,
    storeId,
    orderId,
    position,
    options: JSON.stringify(line.options),
    stationIds: JSON.stringify(line.stationIds),
  });
