import type { MenuId, OptionGroupId, OptionId, StoreId } from '@tableorder/contract/ids';
import { isLocale } from '@tableorder/contract/locale';
import type { MenuOption, MenuOptionGroup, OptionGroupInput, Translations } from '@tableorder/contract/menu';
import { problem } from '@tableorder/contract/problem';
import type { EpochMs } from '@tableorder/contract/time';
import { newId } from '../../infra/clock/new-id.ts';
import type { Trx } from '../../infra/db/db.ts';
import { deleteGroups, deleteOptions, insertGroup, insertOption } from './menu.options.sql.ts';
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

/** Takes an item's groups and options away; with `keep`, the texts of those ids stay. */
export async function dropGroups(
  trx: Trx,
  storeId: StoreId,
  menuId: MenuId,
  present: readonly MenuOptionGroup[],
  keep: ReadonlySet<string> = new Set(),
): Promise<void> {
  for (const { id, options } of present)
    for (const subjectId of [id, ...options.map((option) => option.id)])
      if (!keep.has(subjectId)) await trx.run(deleteTexts, { storeId, subjectId });
  await trx.run(deleteOptions, { storeId, menuId });
  await trx.run(deleteGroups, { storeId, menuId });
}

/** Makes the item's groups these. */
export async function saveGroups(
  trx: Trx,
  storeId: StoreId,
  menuId: MenuId,
  present: readonly MenuOptionGroup[],
  planned: readonly PlannedGroup[],
  at: EpochMs,
): Promise<void> {
  const keep = new Set(planned.flatMap(({ id, options }): string[] => [id, ...options.map((option) => option.id)]));
  await dropGroups(trx, storeId, menuId, present, keep);
  for (const [position, { options, translations, ...group }] of planned.entries()) {
    await trx.run(insertGroup, { storeId, menuId, ...group, position });
    await saveTexts(trx, storeId, group.id, translations);
    for (const [place, { available, translations: texts, ...option }] of options.entries()) {
      await trx.run(insertOption, { storeId, groupId: group.id, ...option, position: place, unavailableAt: available ? null : at });
      await saveTexts(trx, storeId, option.id, texts);
    }
  }
}
