import { endpoint, MANAGERS, STAFF } from './endpoint.ts';
import { type CategoryId, id, type MenuId, type OptionGroupId, type StationId } from './ids.ts';
import { AttachedGroup, OptionGroupInput } from './menu.options.ts';
import {
  ALLERGENS,
  BADGES,
  categoryFacts,
  description,
  Image,
  itemFacts,
  menuName,
  NameTranslations,
  optionName,
  recommendedIds,
  ServingHours,
  Translations,
} from './menu.ts';
import { amount, price } from './money.ts';
import { count, flag, form, list, listOf, mapOf, nullable, object, oneOf, optional, type Static, text } from './schema.ts';
import { MAX_STATIONS } from './stations.ts';
import { anInstant } from './time.ts';

/** The menu as staff make it. */

export const aState = () => oneOf('available', 'sold_out', 'hidden');

const stationIds = () => list(id<StationId>(), { max: MAX_STATIONS, unique: true });

const itemDetails = {
  description: optional(description()),
  translations: optional(Translations),
  badges: optional(list(oneOf(...BADGES), { max: 3, unique: true })),
  allergens: optional(list(oneOf(...ALLERGENS), { max: 27, unique: true })),
  origin: optional(nullable(text({ max: 500 }))),
  spiceLevel: optional(count({ min: 0, max: 3 })),
  alcohol: optional(flag()),
  servingHours: optional(nullable(ServingHours)),
  dailyStock: optional(nullable(count({ min: 0, max: 9999 }))),
  optionGroups: optional(list(OptionGroupInput, { max: 20 })),
  libraryGroups: optional(list(AttachedGroup, { max: 20 })),
  recommendedIds: optional(recommendedIds()),
  /** Where it is made; none leaves it to the station that takes the rest. */
  stationIds: optional(stationIds()),
};

export const NewMenuItem = object({ categoryId: id<CategoryId>(), name: menuName(), price: price(), ...itemDetails });
export type NewMenuItem = Static<typeof NewMenuItem>;
/** `version` is the one the change was made on: when the item changed since, nothing is overwritten. */
export const MenuItemChange = object({
  categoryId: optional(id<CategoryId>()),
  name: optional(menuName()),
  price: optional(price()),
  ...itemDetails,
  version: optional(count({ min: 1, max: 1e9 })),
});
export type MenuItemChange = Static<typeof MenuItemChange>;

/**
 * The item as guests see it, and what only staff see. `stockLeft` is what the day still has of `dailyStock`, null without a limit;
 * `libraryGroupIds` says which of its option groups are the library's, `stationIds` where it is made (empty: where the rest is); `version` counts the changes of what the editor shows.
 */
export const AdminMenuItem = object({
  ...itemFacts,
  categoryId: id<CategoryId>(),
  state: aState(),
  soldOutUntil: nullable(anInstant()),
  dailyStock: nullable(count({ min: 0, max: 9999 })),
  stockLeft: nullable(count({ min: 0, max: 9999 })),
  translations: Translations,
  libraryGroupIds: list(id<OptionGroupId>()),
  stationIds: stationIds(),
  version: count({ min: 1, max: 1e9 }),
  optionTranslations: mapOf('^[0-9a-f-]{36}$', NameTranslations),
});
export type AdminMenuItem = Static<typeof AdminMenuItem>;

export const AdminCategory = object({ ...categoryFacts, translations: NameTranslations });
export type AdminCategory = Static<typeof AdminCategory>;

/** The item as it stands is in the answer: who changed it on an older sight of it decides anew. */
const Present = object({ item: AdminMenuItem });

export const menuProblems = {
  'menu/item-changed': { status: 409, title: 'The item changed meanwhile', params: Present },
  'menu/category-not-empty': {
    status: 409,
    title: 'The category still holds items or categories',
    params: object({ items: count({ min: 0, max: 1e9 }), categories: count({ min: 0, max: 1e9 }) }),
  },
  'menu/category-depth': { status: 409, title: 'Categories have two levels', params: object({}) },
  'menu/order-incomplete': { status: 409, title: 'An order names each id exactly once', params: object({}) },
  'menu/option-bounds': {
    status: 400,
    title: 'A group’s least and most choices do not fit its options',
    params: object({ group: optionName() }),
  },
  'menu/negative-price': {
    status: 400,
    title: 'Some choice of options would make the price negative',
    params: object({ lowest: amount() }),
  },
  'menu/not-an-image': { status: 415, title: 'The file does not decode as JPEG, PNG, WebP, AVIF or GIF', params: object({}) },
  'menu/pictures-away': { status: 503, title: 'Pictures cannot be kept at this moment', params: object({}) },
  'menu/image-too-big': {
    status: 413,
    title: 'The picture has too many bytes or pixels',
    params: object({
      maxBytes: count({ min: 0, max: 1e12 }),
      maxPixels: count({ min: 0, max: 1e12 }),
      maxSide: count({ min: 0, max: 1e9 }),
    }),
  },
} as const;

export const listCategories = endpoint({
  method: 'GET',
  path: '/api/admin/categories',
  summary: 'The categories with their translations',
  callers: STAFF,
  reply: { 200: listOf(AdminCategory) },
  problems: [],
});
export const addCategory = endpoint({
  method: 'POST',
  path: '/api/admin/categories',
  summary: 'Add a category',
  callers: MANAGERS,
  body: object({ name: menuName(), parentId: optional(nullable(id<CategoryId>())), translations: optional(NameTranslations) }),
  reply: { 201: AdminCategory },
  problems: ['menu/category-depth'],
});
export const changeCategory = endpoint({
  method: 'PATCH',
  path: '/api/admin/categories/{categoryId}',
  summary: 'Change a category',
  callers: MANAGERS,
  body: object({ name: optional(menuName()), parentId: optional(nullable(id<CategoryId>())), translations: optional(NameTranslations) }),
  reply: { 200: AdminCategory },
  problems: ['menu/category-depth'],
});
export const removeCategory = endpoint({
  method: 'DELETE',
  path: '/api/admin/categories/{categoryId}',
  summary: 'Remove an empty category',
  callers: MANAGERS,
  reply: { 204: null },
  problems: ['menu/category-not-empty'],
});
export const orderCategories = endpoint({
  method: 'PUT',
  path: '/api/admin/categories/order',
  summary: 'Put the categories in display order; `moved` goes below another one, or to the top, in the same step',
  callers: MANAGERS,
  body: object({
    ids: list(id<CategoryId>(), { max: 500, unique: true }),
    moved: optional(object({ categoryId: id<CategoryId>(), parentId: nullable(id<CategoryId>()) })),
  }),
  reply: { 204: null },
  problems: ['menu/order-incomplete', 'menu/category-depth'],
});

export const listMenuItems = endpoint({
  method: 'GET',
  path: '/api/admin/menus',
  summary: 'Every item, hidden ones too, in display order',
  callers: STAFF,
  reply: { 200: listOf(AdminMenuItem) },
  problems: [],
});
export const addMenuItem = endpoint({
  method: 'POST',
  path: '/api/admin/menus',
  summary: 'Add an item',
  callers: MANAGERS,
  body: NewMenuItem,
  reply: { 201: AdminMenuItem },
  problems: ['menu/option-bounds', 'menu/negative-price'],
});
export const readAdminMenuItem = endpoint({
  method: 'GET',
  path: '/api/admin/menus/{menuId}',
  summary: 'One item as staff see it',
  callers: STAFF,
  reply: { 200: AdminMenuItem },
  problems: [],
});
export const changeMenuItem = endpoint({
  method: 'PATCH',
  path: '/api/admin/menus/{menuId}',
  summary: 'Change an item; option groups, when given, replace the present ones',
  callers: MANAGERS,
  body: MenuItemChange,
  reply: { 200: AdminMenuItem },
  problems: ['menu/option-bounds', 'menu/negative-price', 'menu/item-changed'],
});
export const duplicateMenuItem = endpoint({
  method: 'POST',
  path: '/api/admin/menus/{menuId}/duplicate',
  summary: 'Make a hidden copy of an item behind it, with its options, texts and picture',
  callers: MANAGERS,
  reply: { 201: AdminMenuItem },
  problems: ['storage-full'],
});
export const removeMenuItem = endpoint({
  method: 'DELETE',
  path: '/api/admin/menus/{menuId}',
  summary: 'Remove an item; orders keep what they show',
  callers: MANAGERS,
  reply: { 204: null },
  problems: [],
});
export const orderMenuItems = endpoint({
  method: 'PUT',
  path: '/api/admin/menus/order',
  summary: 'Put a category’s items in display order',
  callers: MANAGERS,
  body: object({ categoryId: id<CategoryId>(), ids: list(id<MenuId>(), { max: 1000, unique: true }) }),
  reply: { 204: null },
  problems: ['menu/order-incomplete'],
});
export const setAvailability = endpoint({
  method: 'PATCH',
  path: '/api/admin/menus/{menuId}/availability',
  summary: 'Sell an item, call it sold out (until an instant), or hide it',
  callers: STAFF,
  body: object({ state: aState(), until: optional(nullable(anInstant())) }),
  reply: { 200: AdminMenuItem },
  problems: [],
});
export const uploadImage = endpoint({
  method: 'POST',
  path: '/api/admin/menus/{menuId}/image',
  summary: 'Give an item a picture',
  callers: MANAGERS,
  media: 'multipart',
  reply: { 201: object({ imageUrl: form('^/uploads/', 300), images: list(Image) }) },
  problems: ['menu/not-an-image', 'menu/image-too-big', 'menu/pictures-away', 'too-large', 'unsupported-media', 'storage-full'],
});
export const removeImage = endpoint({
  method: 'DELETE',
  path: '/api/admin/menus/{menuId}/image',
  summary: 'Take an item’s picture away',
  callers: MANAGERS,
  reply: { 204: null },
  problems: [],
});
