import { endpoint, STAFF } from './endpoint.ts';
import { events } from './event.ts';
import { type CategoryId, id, type MenuId, type OptionGroupId, type OptionId } from './ids.ts';
import { aLocale, LOCALES } from './locale.ts';
import { price, priceDelta } from './money.ts';
import { anyText, count, flag, form, line, list, listOf, mapOf, nullable, object, oneOf, optional, type Static, text } from './schema.ts';
import { aTimeOfDay } from './time.ts';

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

export const menuName = () => line({ min: 1, max: 100 });
export const description = () => text({ max: 500 });
export const optionName = () => line({ min: 1, max: 60 });
const locales = `^(${LOCALES.join('|')})$`;

/** What an item, category, group or option is called in the other languages; what is missing falls back to the store's own. */
export const Translations = mapOf(
  locales,
  object({ name: optional(menuName()), description: optional(description()), origin: optional(text({ max: 500 })) }),
);
export const NameTranslations = mapOf(locales, object({ name: optional(menuName()) }));
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

export const Image = object({ width: count({ min: 1, max: 10_000 }), url: anyText() });
export type Image = Static<typeof Image>;

/** Of a text that is not in the language asked for, the one it is in: there it has no translation. Left out where all have one. */
const inLanguage = optional(object({ name: optional(aLocale()), description: optional(aLocale()), origin: optional(aLocale()) }));
export type InLanguage = Static<typeof inLanguage>;

export const MenuOption = object({ id: id<OptionId>(), name: optionName(), priceDelta: priceDelta(), available: flag(), inLanguage });
export type MenuOption = Static<typeof MenuOption>;

/** `min`–`max` choices; one option up to `maxPerOption` times ("3 sugars": its id three times). */
export const MenuOptionGroup = object({
  id: id<OptionGroupId>(),
  name: optionName(),
  min: count({ min: 0, max: 20 }),
  max: count({ min: 1, max: 20 }),
  maxPerOption: count({ min: 1, max: 20 }),
  options: list(MenuOption),
  inLanguage,
});
export type MenuOptionGroup = Static<typeof MenuOptionGroup>;

/** Items that go with an item, in the owner's order; guests are given those they can see. */
/** Dishes that go with one. */
export const MOST_RECOMMENDED = 6;
export const recommendedIds = () => list(id<MenuId>(), { max: MOST_RECOMMENDED, unique: true });

export const itemFacts = {
  id: id<MenuId>(),
  name: menuName(),
  description: description(),
  price: price(),
  imageUrl: nullable(anyText()),
  images: list(Image),
  /** A few pixels of the picture as a data address, until it comes. Pictures from before have none. */
  placeholder: optional(form('^data:image/webp;base64,[A-Za-z0-9+/]+=*$', 1000)),
  available: flag(),
  soldOut: flag(),
  badges: list(oneOf(...BADGES)),
  allergens: list(oneOf(...ALLERGENS)),
  origin: nullable(text({ max: 500 })),
  spiceLevel: count({ min: 0, max: 3 }),
  alcohol: flag(),
  servingHours: nullable(ServingHours),
  optionGroups: list(MenuOptionGroup),
  recommendedIds: recommendedIds(),
};

/** An item as guests see it. `available` is false when it can't be ordered now; `soldOut` says that selling out is why (else it is outside its hours). */
export const MenuItem = object({
  ...itemFacts,
  /** What it is called in the shop's other languages, for whoever looks for it by such a name. Left out when there is none. */
  alsoNamed: optional(list(menuName())),
  inLanguage,
});
export type MenuItem = Static<typeof MenuItem>;

export const categoryFacts = { id: id<CategoryId>(), name: menuName(), parentId: nullable(id<CategoryId>()) };
const guestCategory = { ...categoryFacts, inLanguage };
export const Category = object(guestCategory);
export type Category = Static<typeof Category>;
export const MenuCategory = object({ ...guestCategory, items: list(MenuItem) });
export type MenuCategory = Static<typeof MenuCategory>;
export const Menu = object({ categories: list(MenuCategory) });
export type Menu = Static<typeof Menu>;

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
