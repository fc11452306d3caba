import { endpoint, MANAGERS, STAFF } from './endpoint.ts';
import { events } from './event.ts';
import { type CategoryId, id, type MenuId, type OptionGroupId, type OptionId } from './ids.ts';
import { aLocale, LOCALES } from './locale.ts';
import { amount, price, priceDelta } from './money.ts';
import { anyText, count, flag, form, line, list, listOf, mapOf, nullable, object, oneOf, optional, type Static, text } from './schema.ts';
import { anInstant, aTimeOfDay } from './time.ts';

/** Korea's mandatory list and the EU's, as one. */
export const ALLERGENS = [
  'egg',
  'milk',
  'buckwheat',
  'peanut',
  'soy',
  'wheat',
  'mackerel',
  'crab',
  'shrimp',
  'pork',
  'peach',
  'tomato',
  'sulfite',
  'walnut',
  'chicken',
  'beef',
  'squid',
  'shellfish',
  'pine_nut',
  'fish',
  'sesame',
  'celery',
  'mustard',
  'lupin',
  'mollusc',
  'gluten',
  'tree_nut',
] as const;
export const BADGES = ['popular', 'new', 'recommended'] as const;

const menuName = () => line({ min: 1, max: 100 });
const description = () => text({ max: 500 });
const optionName = () => line({ min: 1, max: 60 });
const locales = `^(${LOCALES.join('|')})$`;

/** What an item, category, group or option is called in the other languages; what is missing falls back to the store's own. */
const Translations = mapOf(
  locales,
  object({ name: optional(menuName()), description: optional(description()), origin: optional(text({ max: 500 })) }),
);
const NameTranslations = mapOf(locales, object({ name: optional(menuName()) }));
export type Translations = Static<typeof Translations>;

/** Hours in which an item is served: weekdays (0 Sunday … 6 Saturday) and `from`–`to` on the store's clock; `to` before `from` runs past midnight. */
export const ServingHours = list(
  object({ weekdays: list(count({ min: 0, max: 6 }), { min: 1, max: 7, unique: true }), from: aTimeOfDay(), to: aTimeOfDay() }),
  {
    min: 1,
    max: 21,
  },
);
export type ServingHours = Static<typeof ServingHours>;

const Image = object({ width: count({ min: 1, max: 10_000 }), url: anyText() });
export type Image = Static<typeof Image>;

export const MenuOption = object({ id: id<OptionId>(), name: optionName(), priceDelta: priceDelta(), available: flag() });
export type MenuOption = Static<typeof MenuOption>;

/** `min`–`max` choices; one option up to `maxPerOption` times ("3 sugars": its id three times). */
export const MenuOptionGroup = object({
  id: id<OptionGroupId>(),
  name: optionName(),
  min: count({ min: 0, max: 20 }),
  max: count({ min: 1, max: 20 }),
  maxPerOption: count({ min: 1, max: 20 }),
  options: list(MenuOption),
});
export type MenuOptionGroup = Static<typeof MenuOptionGroup>;

const guestItem = {
  id: id<MenuId>(),
  name: menuName(),
  description: description(),
  price: price(),
  imageUrl: nullable(anyText()),
  images: list(Image),
  available: flag(),
  soldOut: flag(),
  badges: list(oneOf(...BADGES)),
  allergens: list(oneOf(...ALLERGENS)),
  origin: nullable(text({ max: 500 })),
  spiceLevel: count({ min: 0, max: 3 }),
  alcohol: flag(),
  servingHours: nullable(ServingHours),
  optionGroups: list(MenuOptionGroup),
};

/** An item as guests see it. `available` is false when it can't be ordered now; `soldOut` says that selling out is why (else it is outside its hours). */
export const MenuItem = object(guestItem);
export type MenuItem = Static<typeof MenuItem>;

const guestCategory = { id: id<CategoryId>(), name: menuName(), parentId: nullable(id<CategoryId>()) };
export const Category = object(guestCategory);
export type Category = Static<typeof Category>;
export const MenuCategory = object({ ...guestCategory, items: list(MenuItem) });
export type MenuCategory = Static<typeof MenuCategory>;
export const Menu = object({ categories: list(MenuCategory) });
export type Menu = Static<typeof Menu>;

const aState = () => oneOf('available', 'sold_out', 'hidden');

const OptionGroupInput = object({
  id: optional(id<OptionGroupId>()),
  name: optionName(),
  translations: optional(NameTranslations),
  min: count({ min: 0, max: 20 }),
  max: count({ min: 1, max: 20 }),
  maxPerOption: optional(count({ min: 1, max: 20 })),
  options: list(
    object({
      id: optional(id<OptionId>()),
      name: optionName(),
      translations: optional(NameTranslations),
      priceDelta: priceDelta(),
      available: optional(flag()),
    }),
    { min: 1, max: 50 },
  ),
});
export type OptionGroupInput = Static<typeof OptionGroupInput>;

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
};

export const NewMenuItem = object({ categoryId: id<CategoryId>(), name: menuName(), price: price(), ...itemDetails });
export type NewMenuItem = Static<typeof NewMenuItem>;
export const MenuItemChange = object({
  categoryId: optional(id<CategoryId>()),
  name: optional(menuName()),
  price: optional(price()),
  ...itemDetails,
});
export type MenuItemChange = Static<typeof MenuItemChange>;

/** The item as guests see it, and what only staff see. `stockLeft` is what the day still has of `dailyStock`, null without a limit. */
export const AdminMenuItem = object({
  ...guestItem,
  categoryId: id<CategoryId>(),
  state: aState(),
  soldOutUntil: nullable(anInstant()),
  dailyStock: nullable(count({ min: 0, max: 9999 })),
  stockLeft: nullable(count({ min: 0, max: 9999 })),
  translations: Translations,
  optionTranslations: mapOf('^[0-9a-f-]{36}$', NameTranslations),
});
export type AdminMenuItem = Static<typeof AdminMenuItem>;

export const AdminCategory = object({ ...guestCategory, translations: NameTranslations });
export type AdminCategory = Static<typeof AdminCategory>;

export const menuProblems = {
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

/** Says that the menu changed, not how: read it again (its `ETag` makes that cheap). `menuIds` names the items that changed. */
export const menuEvents = events({ menu_updated: object({ menuIds: list(id<MenuId>()) }) });

const lang = object({ lang: optional(aLocale()) });

export const readMenu = endpoint({
  method: 'GET',
  path: '/api/menus',
  summary: 'The whole menu in display order',
  callers: ['table', ...STAFF],
  query: lang,
  reply: { 200: Menu },
  problems: [],
  cacheable: true,
});
export const readMenuItem = endpoint({
  method: 'GET',
  path: '/api/menus/{menuId}',
  summary: 'One item',
  callers: ['table', ...STAFF],
  query: lang,
  reply: { 200: MenuItem },
  problems: [],
  cacheable: true,
});
export const readCategories = endpoint({
  method: 'GET',
  path: '/api/categories',
  summary: 'The categories in display order',
  callers: ['table', ...STAFF],
  query: lang,
  reply: { 200: listOf(Category) },
  problems: [],
  cacheable: true,
});

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
  summary: 'Put the categories in display order',
  callers: MANAGERS,
  body: object({ ids: list(id<CategoryId>(), { max: 500, unique: true }) }),
  reply: { 204: null },
  problems: ['menu/order-incomplete'],
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
  problems: ['menu/option-bounds', 'menu/negative-price'],
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
  problems: ['menu/not-an-image', 'menu/image-too-big', 'too-large', 'unsupported-media', 'storage-full'],
});
export const removeImage = endpoint({
  method: 'DELETE',
  path: '/api/admin/menus/{menuId}/image',
  summary: 'Take an item’s picture away',
  callers: MANAGERS,
  reply: { 204: null },
  problems: [],
});
