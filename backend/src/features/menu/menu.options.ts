import type { MenuId, OptionGroupId, OptionId, StoreId } from '@tableorder/contract/ids';
import { isLocale } from '@tableorder/contract/locale';
import type { MenuOption, MenuOptionGroup, Translations } from '@tableorder/contract/menu';
import type { MenuItemChange } from '@tableorder/contract/menu.admin';
import type { AttachedGroup, OptionGroupInput } from '@tableorder/contract/menu.options';
import { invalidField, problem } from '@tableorder/contract/problem';
import type { EpochMs } from '@tableorder/contract/time';
import { newId } from '../../infra/clock/new-id.ts';
import type { Reading, Trx } from '../../infra/db/db.ts';
import { findLibraryGroup, toLibraryGroup } from './menu.library.sql.ts';
import {
  attachGroup,
  deleteGroups,
  deleteOptions,
  detachGroups,
  findOptionsOfItem,
  insertGroup,
  insertOption,
  libraryIn,
  toGroups,
} from './menu.options.sql.ts';
import { deleteTexts, insertText } from './menu.texts.sql.ts';

/** `translations` undefined: those that stand stay. */
interface PlannedOption extends MenuOption {
  readonly translations: Translations | undefined;
}
export interface PlannedGroup extends Omit<MenuOptionGroup, 'options'> {
  readonly translations: Translations | undefined;
  readonly options: readonly PlannedOption[];
}

/** The one with the id, taken out so that nobody names it twice; Problem `not-found` for an id that is not there (any more). */
function take<T extends { id: string }>(present: Map<string, T>, id: string | undefined): T | null {
  if (id === undefined) return null;
  const found = present.get(id);
  if (!found) throw problem('not-found', {});
  present.delete(id);
  return found;
}

const byId = <T extends { id: string }>(all: readonly T[]): Map<string, T> => new Map(all.map((one) => [one.id, one]));

/** The ids that texts are kept for. */
export const subjectsOf = (groups: readonly { readonly id: string; readonly options: readonly { readonly id: string }[] }[]): string[] =>
  groups.flatMap(({ id, options }) => [id, ...options.map((option) => option.id)]);

/** The groups as they will stand: who gives an id keeps what it does not mention, the others get ids. */
export function planGroups(inputs: readonly OptionGroupInput[], present: readonly MenuOptionGroup[]): PlannedGroup[] {
  const groups = byId(present);
  return inputs.map((input) => {
    const known = take(groups, input.id);
    const options = byId(known?.options ?? []);
    return {
      id: known?.id ?? newId<OptionGroupId>(),
      name: input.name,
      min: input.min,
      max: input.max,
      maxPerOption: input.maxPerOption ?? known?.maxPerOption ?? 1,
      translations: input.translations,
      options: input.options.map(({ id, name, priceDelta, available, translations }) => {
        const option = take(options, id);
        return {
          id: option?.id ?? newId<OptionId>(),
          name,
          priceDelta,
          available: available ?? option?.available ?? true,
          translations,
        };
      }),
    };
  });
}

/** Puts the translations in the place of those that stand; undefined leaves them. */
export async function saveTexts(trx: Trx, storeId: StoreId, subjectId: string, translations: Translations | undefined): Promise<void> {
  if (translations === undefined) return;
  await trx.run(deleteTexts, { storeId, subjectId });
  for (const [locale, texts] of Object.entries(translations)) {
    if (!isLocale(locale)) continue;
    const { name = null, description = null, origin = null } = texts;
    await trx.run(insertText, { storeId, subjectId, locale, name, description, origin });
  }
}

/** An item's groups in order, and which of them are the library's. */
export interface ItemGroups {
  readonly groups: readonly MenuOptionGroup[];
  readonly libraryIds: ReadonlySet<string>;
}

export async function readItemGroups(reading: Reading, storeId: StoreId, menuId: MenuId): Promise<ItemGroups> {
  const rows = await reading.all(findOptionsOfItem, { storeId, menuId });
  return { groups: toGroups(rows).get(menuId) ?? [], libraryIds: libraryIn(rows) };
}

export const ownOf = ({ groups, libraryIds }: ItemGroups): MenuOptionGroup[] => groups.filter(({ id }) => !libraryIds.has(id));

/** A group as it will stand on an item: the item's own, or one that is in the library already. */
export type Arranged = { readonly own: PlannedGroup } | { readonly library: MenuOptionGroup };
export const groupOf = (one: Arranged): PlannedGroup | MenuOptionGroup => ('own' in one ? one.own : one.library);

const asPlanned = (group: MenuOptionGroup): PlannedGroup => ({
  ...group,
  translations: undefined,
  options: group.options.map((option) => ({ ...option, translations: undefined })),
});

export const MOST_GROUPS = 20;

/** The item's groups as a change asks for them. Each kind that is not named stays as it is; own ones fill the places between. */
export async function arrangeGroups(
  trx: Trx,
  storeId: StoreId,
  present: ItemGroups,
  { optionGroups, libraryGroups }: Pick<MenuItemChange, 'optionGroups' | 'libraryGroups'>,
): Promise<Arranged[]> {
  optionGroups?.forEach(({ id = '' }, at) => {
    if (present.libraryIds.has(id)) throw invalidField(`/optionGroups/${at}/id`, 'library');
  });
  const own = optionGroups ? planGroups(optionGroups, ownOf(present)) : ownOf(present).map(asPlanned);
  const kept = present.groups.flatMap((group, place) => (present.libraryIds.has(group.id) ? [{ group, place }] : []));
  const library = libraryGroups ? await findAttached(trx, storeId, libraryGroups) : kept;
  const arranged: Arranged[] = own.map((group) => ({ own: group }));
  for (const { group, place } of [...library].sort((a, b) => a.place - b.place)) arranged.splice(place, 0, { library: group });
  if (arranged.length > MOST_GROUPS) throw invalidField('/optionGroups', 'maxItems');
  return arranged;
}

async function findAttached(trx: Trx, storeId: StoreId, attached: readonly AttachedGroup[]) {
  const found: { group: MenuOptionGroup; place: number }[] = [];
  for (const [at, { id: groupId, place }] of attached.entries()) {
    if (found.some(({ group }) => group.id === groupId)) throw invalidField(`/libraryGroups/${at}/id`, 'uniqueItems');
    const group = toLibraryGroup(await trx.all(findLibraryGroup, { storeId, groupId }));
    if (!group) throw problem('not-found', {});
    found.push({ group, place });
  }
  return found;
}

/** Takes an item's own groups and options away and the library's off it; with `keep`, the texts of those ids stay. */
export async function dropGroups(
  trx: Trx,
  storeId: StoreId,
  menuId: MenuId,
  own: readonly MenuOptionGroup[],
  keep: ReadonlySet<string> = new Set(),
): Promise<void> {
  for (const subjectId of subjectsOf(own)) if (!keep.has(subjectId)) await trx.run(deleteTexts, { storeId, subjectId });
  await trx.run(deleteOptions, { storeId, menuId });
  await trx.run(deleteGroups, { storeId, menuId });
  await trx.run(detachGroups, { storeId, menuId });
}

/** A group, its options and their texts, as planned. */
export async function saveGroup(trx: Trx, storeId: StoreId, planned: PlannedGroup, libraryAt: EpochMs | null, at: EpochMs): Promise<void> {
  const { options, translations, ...group } = planned;
  await trx.run(insertGroup, { storeId, ...group, libraryAt });
  await saveTexts(trx, storeId, group.id, translations);
  await saveOptions(trx, storeId, group.id, options, at);
}

export async function saveOptions(
  trx: Trx,
  storeId: StoreId,
  groupId: OptionGroupId,
  options: PlannedGroup['options'],
  at: EpochMs,
): Promise<void> {
  for (const [position, { available, translations, ...option }] of options.entries()) {
    await trx.run(insertOption, { storeId, groupId, ...option, position, unavailableAt: available ? null : at });
    await saveTexts(trx, storeId, option.id, translations);
  }
}

/** Makes the item's groups these. */
export async function saveGroups(
  trx: Trx,
  storeId: StoreId,
  menuId: MenuId,
  own: readonly MenuOptionGroup[],
  arranged: readonly Arranged[],
  at: EpochMs,
): Promise<void> {
  const planned = arranged.flatMap((one) => ('own' in one ? [one.own] : []));
  await dropGroups(trx, storeId, menuId, own, new Set(subjectsOf(planned)));
  for (const group of planned) await saveGroup(trx, storeId, group, null, at);
  for (const [position, one] of arranged.entries()) await trx.run(attachGroup, { storeId, menuId, groupId: groupOf(one).id, position });
}
