import type { CartGuestId, CartLineId, DeviceId, MenuId, OrderId, SessionId, SignInId, StoreId } from '@tableorder/contract/ids';
import type { Money } from '@tableorder/contract/money';
import type { Reading } from '../../infra/db/db.ts';
import { type Builder, statement } from '../../infra/db/statement.ts';

interface Of {
  readonly storeId: StoreId;
  readonly sessionId: SessionId;
}

/** A device of a party: the tablet by what it was paired as, a phone by its sign-in. */
export type CartDevice = DeviceId | SignInId;

export interface CartGuestRow {
  readonly id: CartGuestId;
  readonly kind: 'phone' | 'tablet';
  readonly number: number;
  readonly nickname: string | null;
}

export interface CartLineRow {
  readonly id: CartLineId;
  readonly version: number;
  readonly added_by: CartGuestId;
  readonly menu_id: MenuId;
  readonly name: string;
  readonly option_ids: string;
  readonly quantity: number;
  readonly note: string | null;
  readonly unit_price: Money;
}

/** A line that may be gone: it stays until the party leaves, so that what comes late does not bring it back. */
export interface KnownLineRow extends CartLineRow {
  readonly session_id: SessionId;
  readonly removed_at: number | null;
  readonly order_id: OrderId | null;
}

const LINE = ['id', 'version', 'added_by', 'menu_id', 'name', 'option_ids', 'quantity', 'note', 'unit_price'] as const;

export const findCartGuests = statement((db, { storeId, sessionId }: Of) =>
  db
    .selectFrom('cart_guests')
    .select(['id', 'device', 'kind', 'number', 'nickname'])
    .where('store_id', '=', storeId)
    .where('session_id', '=', sessionId)
    .orderBy('number'),
);

export const insertCartGuest = statement((db, guest: Of & CartGuestRow & { device: CartDevice }) =>
  db.insertInto('cart_guests').values({
    id: guest.id,
    store_id: guest.storeId,
    session_id: guest.sessionId,
    device: guest.device,
    kind: guest.kind,
    number: guest.number,
    nickname: guest.nickname,
  }),
);

export const nameCartGuest = statement((db, { storeId, id, nickname }: { storeId: StoreId; id: CartGuestId; nickname: string | null }) =>
  db.updateTable('cart_guests').set({ nickname }).where('store_id', '=', storeId).where('id', '=', id),
);

/** A guest of a party that joined another one, numbered after those who were there. */
export const seatCartGuest = statement(
  (db, { storeId, id, toSessionId, number }: { storeId: StoreId; id: CartGuestId; toSessionId: SessionId; number: number }) =>
    db.updateTable('cart_guests').set({ session_id: toSessionId, number }).where('store_id', '=', storeId).where('id', '=', id),
);

/** What lies in the cart, in the order in which it came. */
export const findCartLines = statement((db, { storeId, sessionId }: Of) =>
  db
    .selectFrom('cart_lines')
    .select(LINE)
    .where('store_id', '=', storeId)
    .where('session_id', '=', sessionId)
    .where('removed_at', 'is', null)
    .where('order_id', 'is', null)
    .orderBy('added_at')
    .orderBy('id'),
);

export const countCartLines = statement((db, { storeId, sessionId }: Of) =>
  db
    .selectFrom('cart_lines')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('store_id', '=', storeId)
    .where('session_id', '=', sessionId),
);

/** Lines by id, gone ones and those of other parties too. */
export const findKnownLines = (reading: Reading, storeId: StoreId, ids: readonly CartLineId[]): Promise<KnownLineRow[]> =>
  reading.find((db) =>
    db
      .selectFrom('cart_lines')
      .select([...LINE, 'session_id', 'removed_at', 'order_id'])
      .where('store_id', '=', storeId)
      .where('id', 'in', ids),
  );

/** Which of these dishes the store has or had: one that left the menu may still lie in a cart, one of another store may not. */
export const findStoresItems = (reading: Reading, storeId: StoreId, ids: readonly MenuId[]): Promise<{ id: MenuId }[]> =>
  reading.find((db) => db.selectFrom('menu_items').select('id').where('store_id', '=', storeId).where('id', 'in', ids));

interface NewLine extends Of, CartLineRow {
  readonly orderId: OrderId | null;
  readonly at: number;
}

export const insertCartLine = statement((db, line: NewLine) =>
  db.insertInto('cart_lines').values({
    id: line.id,
    store_id: line.storeId,
    session_id: line.sessionId,
    version: line.version,
    added_by: line.added_by,
    menu_id: line.menu_id,
    name: line.name,
    option_ids: line.option_ids,
    quantity: line.quantity,
    note: line.note,
    unit_price: line.unit_price,
    added_at: line.at,
    removed_at: null,
    order_id: line.orderId,
  }),
);

export const updateCartLine = statement((db, line: { storeId: StoreId } & CartLineRow) =>
  db
    .updateTable('cart_lines')
    .set({
      version: line.version,
      menu_id: line.menu_id,
      name: line.name,
      option_ids: line.option_ids,
      quantity: line.quantity,
      note: line.note,
      unit_price: line.unit_price,
    })
    .where('store_id', '=', line.storeId)
    .where('id', '=', line.id),
);

export const removeCartLine = statement((db, { storeId, id, at }: { storeId: StoreId; id: CartLineId; at: number }) =>
  db.updateTable('cart_lines').set({ removed_at: at }).where('store_id', '=', storeId).where('id', '=', id),
);

export const markOrdered = (ids: readonly CartLineId[], storeId: StoreId, orderId: OrderId) => (db: Builder) =>
  db.updateTable('cart_lines').set({ order_id: orderId }).where('store_id', '=', storeId).where('id', 'in', ids);

export const seatCartLines = statement((db, { storeId, sessionId, toSessionId }: Of & { toSessionId: SessionId }) =>
  db.updateTable('cart_lines').set({ session_id: toSessionId }).where('store_id', '=', storeId).where('session_id', '=', sessionId),
);

/** The party has left: its cart goes, and who was who. */
export const deleteCart = [
  statement((db, { storeId, sessionId }: Of) =>
    db.deleteFrom('cart_lines').where('store_id', '=', storeId).where('session_id', '=', sessionId),
  ),
  statement((db, { storeId, sessionId }: Of) =>
    db.deleteFrom('cart_guests').where('store_id', '=', storeId).where('session_id', '=', sessionId),
  ),
] as const;
