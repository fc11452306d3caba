import { endpoint, MANAGERS, STAFF } from './endpoint.ts';
import { id, type MenuId, type OptionGroupId, type OptionId } from './ids.ts';
import { NameTranslations, optionName } from './menu.ts';
import { amount, priceDelta } from './money.ts';
import { anyText, count, flag, list, listOf, object, optional, type Static } from './schema.ts';

/** Option groups as staff make them: an item's own, and the library's, which many items share. */

/** A group and an option as they are given, by a form or a file. */
export const groupInput = {
  name: optionName(),
  translations: optional(NameTranslations),
  min: count({ min: 0, max: 20 }),
  max: count({ min: 1, max: 20 }),
  maxPerOption: optional(count({ min: 1, max: 20 })),
};
export const optionInput = {
  name: optionName(),
  translations: optional(NameTranslations),
  priceDelta: priceDelta(),
  available: optional(flag()),
};
export const OPTIONS_OF_A_GROUP = { min: 1, max: 50 };

const groupFacts = {
  ...groupInput,
  options: list(object({ id: optional(id<OptionId>()), ...optionInput }), OPTIONS_OF_A_GROUP),
};
export const OptionGroupInput = object({ id: optional(id<OptionGroupId>()), ...groupFacts });
export type OptionGroupInput = Static<typeof OptionGroupInput>;

/** A group of the library on an item, and its place among all the item's groups, the first 0. */
export const AttachedGroup = object({ id: id<OptionGroupId>(), place: count({ min: 0, max: 19 }) });
export type AttachedGroup = Static<typeof AttachedGroup>;

const libraryFacts = { ...groupFacts, menuIds: optional(list(id<MenuId>(), { max: 1000, unique: true })) };

/** A group of the library; `menuIds` are the items that have it. */
export const LibraryGroup = object({
  id: id<OptionGroupId>(),
  name: optionName(),
  translations: NameTranslations,
  min: count({ min: 0, max: 20 }),
  max: count({ min: 1, max: 20 }),
  maxPerOption: count({ min: 1, max: 20 }),
  options: list(
    object({ id: id<OptionId>(), name: optionName(), translations: NameTranslations, priceDelta: priceDelta(), available: flag() }),
  ),
  menuIds: list(id<MenuId>()),
  version: count({ min: 1, max: 1e9 }),
});
export type LibraryGroup = Static<typeof LibraryGroup>;

export const optionProblems = {
  'menu/group-changed': { status: 409, title: 'The option group changed meanwhile', params: object({ group: LibraryGroup }) },
  'menu/negative-price-of': {
    status: 409,
    title: 'With this group some choice would make an item’s price negative',
    params: object({ item: anyText(), lowest: amount() }),
  },
  'menu/too-many-groups': { status: 409, title: 'An item would have more than 20 option groups', params: object({ item: anyText() }) },
} as const;

export const listOptionGroups = endpoint({
  method: 'GET',
  path: '/api/admin/option-groups',
  summary: 'The library of option groups, by name',
  callers: STAFF,
  reply: { 200: listOf(LibraryGroup) },
  problems: [],
});
export const addOptionGroup = endpoint({
  method: 'POST',
  path: '/api/admin/option-groups',
  summary: 'Add a group to the library; `menuIds` gives it to items at once',
  callers: MANAGERS,
  body: object(libraryFacts),
  reply: { 201: LibraryGroup },
  problems: ['menu/option-bounds', 'menu/negative-price-of', 'menu/too-many-groups'],
});
export const changeOptionGroup = endpoint({
  method: 'PUT',
  path: '/api/admin/option-groups/{groupId}',
  summary: 'Change a group of the library on every item that has it; `menuIds`, when given, are the items that have it from now on',
  callers: MANAGERS,
  body: object({ ...libraryFacts, version: optional(count({ min: 1, max: 1e9 })) }),
  reply: { 200: LibraryGroup },
  problems: ['menu/option-bounds', 'menu/negative-price-of', 'menu/too-many-groups', 'menu/group-changed'],
});
export const shareOptionGroup = endpoint({
  method: 'POST',
  path: '/api/admin/option-groups/{groupId}/share',
  summary: 'Put an item’s own group into the library; it and its options keep their ids',
  callers: MANAGERS,
  reply: { 200: LibraryGroup },
  problems: [],
});
export const removeOptionGroup = endpoint({
  method: 'DELETE',
  path: '/api/admin/option-groups/{groupId}',
  summary: 'Remove a group from the library and from every item; orders keep what they show',
  callers: MANAGERS,
  reply: { 204: null },
  problems: [],
});
