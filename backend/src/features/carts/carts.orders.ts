import type { CartGuestId, CartLineId, OrderId, SessionId, StoreId, TableId } from '@tableorder/contract/ids';
import { noMoney } from '@tableorder/contract/money';
import type { OrderLine, PlaceOrder } from '@tableorder/contract/orders';
import { invalidField, problem } from '@tableorder/contract/problem';
import type { Trx } from '../../infra/db/db.ts';
import { type CartsDeps, tellCart } from './carts.commands.ts';
import { isSameItem } from './carts.rules.ts';
import { findKnownLines, insertCartLine, type KnownLineRow, markOrdered } from './carts.sql.ts';

type Taken = NonNullable<PlaceOrder['cartLines']>;

/** How an order's number is said of the order that has a line, for those who come second. */
export type NumberOf = (orderId: OrderId) => Promise<string | null>;

function stateOf(row: KnownLineRow, version: number, item: OrderLine): 'ordered' | 'removed' | 'changed' | null {
  if (row.order_id !== null) return 'ordered';
  if (row.removed_at !== null) return 'removed';
  // A change that this guest made and whose answer was lost is what this guest saw.
  return row.version > version && !isSameItem(row, item) ? 'changed' : null;
}

/** The lines an order takes, as they are known. Refused whole when another guest ordered, removed or changed one: `order/cart-changed` names each. */
export async function claimLines(
  trx: Trx,
  storeId: StoreId,
  sessionId: SessionId,
  items: readonly OrderLine[],
  wanted: Taken,
  numberOf: NumberOf,
): Promise<ReadonlyMap<CartLineId, KnownLineRow>> {
  if (wanted.length !== items.length || new Set(wanted.map(({ id }) => id)).size !== wanted.length)
    throw invalidField('/cartLines', 'one-for-each-item');
  const rows = await findKnownLines(
    trx,
    storeId,
    wanted.map(({ id }) => id),
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  const lines = [];
  for (const [index, { id, version }] of wanted.entries()) {
    const row = known.get(id);
    const item = items[index];
    if (!row || !item) continue;
    if (row.session_id !== sessionId) throw invalidField(`/cartLines/${index}`, 'other-cart');
    const state = stateOf(row, version, item);
    if (state === null) continue;
    const orderNumber = row.order_id === null ? null : await numberOf(row.order_id);
    lines.push({ index, menuId: item.menuId, name: row.name || null, lineId: id, state, orderNumber });
  }
  if (lines.length > 0) throw problem('order/cart-changed', { lines });
  return known;
}

/** Takes the lines out of the cart, in the order's own transaction. One that the server had not heard of yet is kept as ordered: it may still come. */
export async function takeLines(
  trx: Trx,
  deps: CartsDeps,
  storeId: StoreId,
  place: { readonly tableId: TableId; readonly sessionId: SessionId },
  wanted: Taken,
  known: ReadonlyMap<CartLineId, KnownLineRow>,
  order: { readonly id: OrderId; readonly number: string; readonly items: readonly OrderLine[] },
): Promise<void> {
  const there = wanted.filter(({ id }) => known.has(id)).map(({ id }) => id);
  if (there.length > 0) await trx.write(markOrdered(there, storeId, order.id));
  const at = deps.clock.now();
  for (const [index, { id }] of wanted.entries()) {
    const item = order.items[index];
    if (known.has(id) || !item) continue;
    await trx.run(insertCartLine, {
      storeId,
      sessionId: place.sessionId,
      id,
      version: 1,
      added_by: '' as CartGuestId,
      menu_id: item.menuId,
      name: '',
      option_ids: '[]',
      quantity: item.quantity,
      note: null,
      unit_price: noMoney,
      orderId: order.id,
      at,
    });
  }
  await tellCart(trx, deps, storeId, place, { gone: wanted.map(({ id }) => ({ id, orderNumber: order.number })) });
}
