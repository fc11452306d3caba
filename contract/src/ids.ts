import { branded } from './schema.ts';

declare const idOf: unique symbol;

/** A UUIDv7 string made by the server; the brand keeps an order's id out of a table's place. */
export type Id<Kind extends string> = string & { readonly [idOf]: Kind };

export type StoreId = Id<'store'>;
export type StaffId = Id<'staff'>;
export type TableId = Id<'table'>;
export type SessionId = Id<'session'>;
export type DeviceId = Id<'device'>;
/** Made by the screen itself. */
export type DisplayId = Id<'display'>;
export type JoinRequestId = Id<'joinRequest'>;
export type CategoryId = Id<'category'>;
export type MenuId = Id<'menu'>;
export type OptionGroupId = Id<'optionGroup'>;
export type OptionId = Id<'option'>;
export type OrderId = Id<'order'>;
export type OrderItemId = Id<'orderItem'>;
/** Where a part of an order is made: kitchen, bar, desserts. */
export type StationId = Id<'station'>;
export type PrinterId = Id<'printer'>;
export type PrintJobId = Id<'printJob'>;
export type CallId = Id<'call'>;
/** A screen that several staff members share. */
export type ScreenId = Id<'screen'>;
/** A line of a cart: the one id that a device makes, so that a line exists before the server knows it. */
export type CartLineId = Id<'cartLine'>;
export type CartGuestId = Id<'cartGuest'>;
export type AuditId = Id<'audit'>;
/** One sign-in of a person or a device; what a token names and a revocation ends. */
export type SignInId = Id<'signIn'>;

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/** The schema of one kind of id: lower-case UUID text. */
export const id = <I extends Id<string>>() => branded<I>({ type: 'string', pattern: UUID, maxLength: 36, description: 'UUIDv7' });
