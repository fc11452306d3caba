import type { Cart, SharedLine } from '@tableorder/contract/carts';
import type { CartGuestId, CartLineId, MenuId, SessionId } from '@tableorder/contract/ids';
import { asMoney } from '@tableorder/contract/money';
import { expect, test } from 'vitest';
import { type CartLine, freshLine } from './guest-cart.rules.ts';
import {
  type CartEvent,
  changedHere,
  changesOf,
  emptyCart,
  type StoredCart,
  takenHere,
  withAnswer,
  withEvent,
  withShared,
} from './guest-table-cart.rules.ts';

const session = 'session' as SessionId;
const [me, friend] = ['me' as CartGuestId, 'friend' as CartGuestId];
const dish = { menuId: 'stew' as MenuId, name: '찌개', optionIds: [], quantity: 1, note: null, unitPrice: asMoney(9000) };
const here = (id: string, quantity = 1): CartLine => freshLine({ ...dish, quantity }, id);
const there = (id: string, version = 1, quantity = 1, addedBy = friend): SharedLine => ({
  ...dish,
  id: id as CartLineId,
  version,
  quantity,
  addedBy,
});
const table = (seq: number, ...lines: SharedLine[]): Cart => ({ sessionId: session, me, guests: [], lines, seq });
const event = (seq: number, more: Partial<CartEvent>): CartEvent =>
  ({ type: 'cart_updated', seq, at: '', sessionId: session, lines: [], gone: [], guests: [], ...more }) as CartEvent;
const shown = ({ lines }: StoredCart) => lines.map(({ id, version, quantity }) => [id, version, quantity]);
const joined = (...lines: SharedLine[]) => withShared(emptyCart, table(1, ...lines)).cart;
const edited = (cart: StoredCart, id: string, quantity: number) =>
  changedHere(
    cart,
    cart.lines.map((line) => (line.id === id ? { ...line, quantity } : line)),
  );
const without = (cart: StoredCart, id: string) =>
  changedHere(
    cart,
    cart.lines.filter((line) => line.id !== id),
  );

test('what was put aside while offline stays, beside what the table has', () => {
  const offline = changedHere(emptyCart, [here('a', 2)]);
  const { cart } = withShared(offline, table(1, there('b')));
  expect(shown(cart)).toEqual([
    ['b', 1, 1],
    ['a', 0, 2],
  ]);
  expect(changesOf(cart).map(({ id, version, line }) => [id, version, line?.quantity])).toEqual([['a', 0, 2]]);
});

test('an own change that was not told yet is not painted over, and is told from the version it was made from', () => {
  const cart = withEvent(edited(joined(there('a')), 'a', 3), event(2, { lines: [there('a', 2, 7)] })).cart;
  expect(shown(cart)).toEqual([['a', 1, 3]]);
  expect(changesOf(cart)).toMatchObject([{ id: 'a', version: 1, line: { quantity: 3 } }]);
});

test('a change that another guest passed becomes that guest’s, and is said', () => {
  const before = edited(joined(there('a')), 'a', 3);
  const { cart, news } = withAnswer(before, changesOf(before), { cart: table(4, there('a', 2, 7)), passed: ['a'] });
  expect(shown(cart)).toEqual([['a', 2, 7]]);
  expect(changesOf(cart)).toEqual([]);
  expect(news).toEqual([{ kind: 'changed', name: '찌개', orderNumber: null }]);
});

test('what is tapped while the answer is on its way is told next, from the new version', () => {
  const first = edited(joined(there('a')), 'a', 2);
  const sent = changesOf(first);
  const { cart } = withAnswer(edited(first, 'a', 3), sent, { cart: table(3, there('a', 2, 2)), passed: [] });
  expect(shown(cart)).toEqual([['a', 2, 3]]);
  expect(changesOf(cart)).toMatchObject([{ id: 'a', version: 2, line: { quantity: 3 } }]);
});

test('a line removed while it was being added is removed at the table too', () => {
  const first = changedHere(joined(), [here('a')]);
  const sent = changesOf(first);
  const { cart } = withAnswer(without(first, 'a'), sent, { cart: table(3, there('a', 1)), passed: [] });
  expect(shown(cart)).toEqual([]);
  expect(changesOf(cart)).toEqual([{ id: 'a', version: 1, line: null }]);
});

test('what others ordered or removed is gone, and said; what one removed oneself is not', () => {
  const cart = without(joined(there('a'), there('b'), there('c')), 'c');
  const gone = [
    { id: 'a' as CartLineId, orderNumber: '017' },
    { id: 'b' as CartLineId, orderNumber: null },
    { id: 'c' as CartLineId, orderNumber: null },
  ];
  const after = withEvent(cart, event(2, { gone }));
  expect(shown(after.cart)).toEqual([]);
  expect(changesOf(after.cart)).toEqual([]);
  expect(after.news.map(({ kind, orderNumber }) => [kind, orderNumber])).toEqual([
    ['ordered', '017'],
    ['removed', null],
  ]);
});

test('a line that waits in the outbox is not offered again, whatever the table says', () => {
  const cart = takenHere(joined(there('a'), there('b')), ['a']);
  expect(shown(withShared(cart, table(2, there('a'), there('b'))).cart)).toEqual([['b', 1, 1]]);
  expect(shown(withEvent(cart, event(2, { lines: [there('a', 2)] })).cart)).toEqual([['b', 1, 1]]);
  expect(changesOf(cart)).toEqual([]);
});

test('an answer from before an event, and an event told twice, change nothing', () => {
  const cart = withEvent(joined(there('a')), event(5, { gone: [{ id: 'a' as CartLineId, orderNumber: null }] })).cart;
  expect(shown(withShared(cart, table(4, there('a'))).cart)).toEqual([]);
  expect(shown(withEvent(cart, event(5, { lines: [there('a')] })).cart)).toEqual([]);
});

test('a refusal or a price that this device was told is its own: the table is not bothered, and it is gone when the line changes', () => {
  const cart = joined(there('a'));
  const told = changedHere(
    cart,
    cart.lines.map((line) => ({ ...line, toldPrice: asMoney(9500) })),
  );
  expect(changesOf(told)).toEqual([]);
  expect(withShared(told, table(2, there('a'))).cart.lines[0]?.toldPrice).toBe(9500);
  expect(withShared(told, table(2, there('a', 2))).cart.lines[0]?.toldPrice).toBeNull();
});
