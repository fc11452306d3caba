import { endpoint } from './endpoint.ts';
import { events } from './event.ts';
import { type CartGuestId, type CartLineId, id, type MenuId, type OptionId, type SessionId } from './ids.ts';
import { price } from './money.ts';
import { anyText, count, line, list, nullable, object, oneOf, type Static, text } from './schema.ts';

/** Lines a party's cart holds at once; more could not be ordered together either. */
export const MAX_CART_LINES = 100;
export const MAX_NICKNAME = 20;

const lineId = () => id<CartLineId>();
/** 0 before the server has it; each change counts one. */
const version = () => count({ min: 0, max: 1e9 });

/** A device of the party, by the order in which it came; people give it a name when they like. */
export const CartGuest = object({
  id: id<CartGuestId>(),
  kind: oneOf('phone', 'tablet'),
  number: count({ min: 1, max: 9999 }),
  nickname: nullable(anyText()),
});
export type CartGuest = Static<typeof CartGuest>;

const chosen = {
  menuId: id<MenuId>(),
  /** As it was called when it was chosen, for when the menu has it no more. */
  name: line({ min: 1, max: 100 }),
  optionIds: list(id<OptionId>(), { max: 100 }),
  quantity: count({ min: 1, max: 99 }),
  note: nullable(text({ max: 200 })),
  /** What the guests saw and agreed to, for one. Only they change it. */
  unitPrice: price(),
};
export const ChosenLine = object(chosen);
export type ChosenLine = Static<typeof ChosenLine>;

export const SharedLine = object({ id: lineId(), version: version(), addedBy: id<CartGuestId>(), ...chosen });
export type SharedLine = Static<typeof SharedLine>;

/** One line put (added, changed) or removed, from what the device knew of it: a version that was passed meanwhile changes nothing. */
export const CartChange = object({ id: lineId(), version: version(), line: nullable(ChosenLine) });
export type CartChange = Static<typeof CartChange>;

/** `seq` is the store's event that the cart is true at: an event up to it is already in. No session, no shared cart yet. */
export const Cart = object({
  sessionId: nullable(id<SessionId>()),
  me: nullable(id<CartGuestId>()),
  guests: list(CartGuest),
  lines: list(SharedLine),
  seq: count({ min: 0, max: Number.MAX_SAFE_INTEGER }),
});
export type Cart = Static<typeof Cart>;

export const cartsProblems = {
  'cart/full': { status: 409, title: 'The cart has as many lines as it holds', params: object({ max: count({ min: 1, max: 9999 }) }) },
} as const;

/** Only what changed, so that a party's taps stay small: lines as they are now, and those that are gone (with the order that took them). */
export const cartsEvents = events({
  cart_updated: object({
    sessionId: id<SessionId>(),
    lines: list(SharedLine),
    gone: list(object({ id: lineId(), orderNumber: nullable(anyText()) })),
    guests: list(CartGuest),
  }),
});

export const readCart = endpoint({
  method: 'GET',
  path: '/api/cart',
  summary: 'The cart that the guests of this table’s session share',
  callers: ['table'],
  reply: { 200: Cart },
  problems: [],
});
export const changeCart = endpoint({
  method: 'POST',
  path: '/api/cart/changes',
  summary: 'Put and remove lines; each change counts once, however often it is sent',
  callers: ['table'],
  body: object({ changes: list(CartChange, { min: 1, max: MAX_CART_LINES }) }),
  reply: { 200: object({ cart: Cart, passed: list(lineId()) }) },
  problems: ['cart/full'],
});
export const nameMe = endpoint({
  method: 'PUT',
  path: '/api/cart/me',
  summary: 'How this device is called at its table; null for its number',
  callers: ['table'],
  body: object({ nickname: nullable(line({ min: 1, max: MAX_NICKNAME })) }),
  reply: { 200: Cart },
  problems: [],
});
