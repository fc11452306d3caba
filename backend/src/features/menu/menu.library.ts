import type { BodyOf } from '@tableorder/contract/endpoint';
import type { MenuId, OptionGroupId, StoreId } from '@tableorder/contract/ids';
import type { MenuOptionGroup } from '@tableorder/contract/menu';
import type { addOptionGroup as AddGroup, changeOptionGroup as ChangeGroup, LibraryGroup } from '@tableorder/contract/menu.options';
import { Problem, problem } from '@tableorder/contract/problem';
import type { Reading, Trx } from '../../infra/db/db.ts';
import { menuChanged } from './menu.changes.ts';
import { type MaybeDoer, type MenuDeps, needItem, wrote } from './menu.commands.ts';
import {
  deleteGroup,
  deleteOptionsOfGroup,
  detachFrom,
  findAttachments,
  findItemsOfGroup,
  findLastPlace,
  findLibrary,
  findLibraryGroup,
  findOwnGroup,
  type StoredGroup,
  setInLibrary,
  toLibrary,
  updateGroup,
} from './menu.library.sql.ts';
import { attachGroup } from './menu.options.sql.ts';
import { MOST_GROUPS, planGroups, readItemGroups, saveGroup, saveOptions, saveTexts, subjectsOf } from './menu.options.ts';
import { checkOptions } from './menu.rules.ts';
import { deleteTexts, findTexts, textsOf, toTranslations } from './menu.texts.sql.ts';

type Texts = ReturnType<typeof toTranslations>;

const asLibraryGroup = ({ options, ...group }: StoredGroup, texts: Texts, menuIds: MenuId[]): LibraryGroup => ({
  ...group,
  translations: texts.get(group.id) ?? {},
  options: options.map((option) => ({ ...option, translations: texts.get(option.id) ?? {} })),
  menuIds,
});

/** The library, by name. */
export async function readLibrary(reading: Reading, storeId: StoreId): Promise<LibraryGroup[]> {
  const groups = toLibrary(await reading.all(findLibrary, { storeId }));
  const texts = toTranslations(await reading.all(findTexts, { storeId }));
  const items = Map.groupBy(await reading.all(findAttachments, { storeId }), (row) => row.group_id);
  return groups.map((group) =>
    asLibraryGroup(
      group,
      texts,
      (items.get(group.id) ?? []).map((row) => row.item_id),
    ),
  );
}

async function needGroup(reading: Reading, storeId: StoreId, groupId: OptionGroupId): Promise<StoredGroup> {
  const [group] = toLibrary(await reading.all(findLibraryGroup, { storeId, groupId }));
  if (!group) throw problem('not-found', {});
  return group;
}

const itemsOf = async (reading: Reading, storeId: StoreId, groupId: OptionGroupId): Promise<MenuId[]> =>
  (await reading.all(findItemsOfGroup, { storeId, groupId })).map((row) => row.item_id);

/** One group of the library; Problem `not-found`. */
async function readGroup(reading: Reading, storeId: StoreId, groupId: OptionGroupId): Promise<LibraryGroup> {
  const group = await needGroup(reading, storeId, groupId);
  const texts = toTranslations(await reading.find(textsOf(storeId, subjectsOf([group]))));
  return asLibraryGroup(group, texts, await itemsOf(reading, storeId, groupId));
}

const isTooCheap = (refused: Problem): refused is Problem<'menu/negative-price'> => refused.key === 'menu/negative-price';

/** Problem `menu/negative-price-of` when some choice with the group as it stands now would pay a guest. */
export async function checkItems(trx: Trx, storeId: StoreId, menuIds: readonly MenuId[]): Promise<void> {
  for (const menuId of menuIds) {
    const { name, price } = await needItem(trx, storeId, menuId);
    const { groups } = await readItemGroups(trx, storeId, menuId);
    if (groups.length > MOST_GROUPS) throw problem('menu/too-many-groups', { item: name });
    try {
      checkOptions(price, groups);
    } catch (refused) {
      if (refused instanceof Problem && isTooCheap(refused))
        throw problem('menu/negative-price-of', { item: name, lowest: refused.params.lowest });
      throw refused;
    }
  }
}

/** Makes these the items that have the group: it comes last on new ones, and keeps its place on the others. */
async function giveTo(trx: Trx, storeId: StoreId, groupId: OptionGroupId, menuIds: readonly MenuId[]): Promise<MenuId[]> {
  const present = await itemsOf(trx, storeId, groupId);
  const added = menuIds.filter((menuId) => !present.includes(menuId));
  const gone = present.filter((menuId) => !menuIds.includes(menuId));
  for (const menuId of gone) await trx.run(detachFrom, { storeId, menuId, groupId });
  for (const menuId of added) {
    await needItem(trx, storeId, menuId);
    const position = ((await trx.first(findLastPlace, { storeId, menuId }))?.position ?? -1) + 1;
    await trx.run(attachGroup, { storeId, menuId, groupId, position });
  }
  return [...new Set([...present, ...menuIds])];
}

/** One group with its bounds in order; nothing of it is checked against prices yet. */
function planGroup(input: BodyOf<typeof AddGroup>, present: readonly MenuOptionGroup[], id?: OptionGroupId) {
  const { menuIds: _, ...facts } = input;
  const [planned] = planGroups([id === undefined ? facts : { ...facts, id }], present);
  if (!planned) throw problem('not-found', {});
  const { min, max, maxPerOption, options, name } = planned;
  if (min > max || max > options.length * maxPerOption) throw problem('menu/option-bounds', { group: name });
  return planned;
}

export function addOptionGroup(deps: MenuDeps, storeId: StoreId, who: MaybeDoer, input: BodyOf<typeof AddGroup>): Promise<LibraryGroup> {
  return deps.db.inStore(storeId, async (trx) => {
    const at = deps.clock.now();
    const planned = planGroup(input, []);
    const { menuIds = [] } = input;
    await saveGroup(trx, storeId, planned, at, at);
    await giveTo(trx, storeId, planned.id, menuIds);
    await checkItems(trx, storeId, menuIds);
    const details = { options: planned.options.length, items: menuIds.length };
    await wrote(trx, deps, storeId, who, { act: 'options.add', subjectId: planned.id, subject: planned.name, details });
    await menuChanged(trx, deps, storeId, menuIds);
    return readGroup(trx, storeId, planned.id);
  });
}

/** Changes the group on every item that has it, with one event. Options that stay keep their ids. */
export function changeOptionGroup(
  deps: MenuDeps,
  storeId: StoreId,
  who: MaybeDoer,
  groupId: OptionGroupId,
  { version, ...input }: BodyOf<typeof ChangeGroup>,
): Promise<LibraryGroup> {
  return deps.db.inStore(storeId, async (trx) => {
    const present = await needGroup(trx, storeId, groupId);
    if (version !== undefined && version !== present.version)
      throw problem('menu/group-changed', { group: await readGroup(trx, storeId, groupId) });
    const planned = planGroup(input, [present], groupId);
    const kept = new Set(planned.options.map(({ id }) => id));
    for (const { id } of present.options) if (!kept.has(id)) await trx.run(deleteTexts, { storeId, subjectId: id });
    await trx.run(updateGroup, { storeId, groupId, ...planned });
    await trx.run(deleteOptionsOfGroup, { storeId, groupId });
    await saveTexts(trx, storeId, groupId, planned.translations);
    await saveOptions(trx, storeId, groupId, planned.options, deps.clock.now());
    const before = await itemsOf(trx, storeId, groupId);
    const touched = input.menuIds ? await giveTo(trx, storeId, groupId, input.menuIds) : before;
    const items = await itemsOf(trx, storeId, groupId);
    await checkItems(trx, storeId, items);
    const details = { options: planned.options.length, itemsBefore: before.length, itemsAfter: items.length };
    await wrote(trx, deps, storeId, who, { act: 'options.change', subjectId: groupId, subject: planned.name, details });
    await menuChanged(trx, deps, storeId, touched);
    return readGroup(trx, storeId, groupId);
  });
}

/** An item's own group becomes the library's: it, its options and carts that chose them stay as they are. */
export function shareOptionGroup(deps: MenuDeps, storeId: StoreId, who: MaybeDoer, groupId: OptionGroupId): Promise<LibraryGroup> {
  return deps.db.inStore(storeId, async (trx) => {
    const found = await trx.first(findOwnGroup, { storeId, groupId });
    if (!found) throw problem('not-found', {});
    if (found.library_at === null) await trx.run(setInLibrary, { storeId, groupId, at: deps.clock.now() });
    const group = await readGroup(trx, storeId, groupId);
    const details = { shared: group.menuIds.length };
    await wrote(trx, deps, storeId, who, { act: 'options.add', subjectId: groupId, subject: group.name, details });
    await menuChanged(trx, deps, storeId, group.menuIds);
    return group;
  });
}

/** Takes the group off every item and out of the library. */
export function removeOptionGroup(deps: MenuDeps, storeId: StoreId, who: MaybeDoer, groupId: OptionGroupId): Promise<void> {
  return deps.db.inStore(storeId, async (trx) => {
    const group = await needGroup(trx, storeId, groupId);
    const menuIds = await giveTo(trx, storeId, groupId, []);
    for (const subjectId of subjectsOf([group])) await trx.run(deleteTexts, { storeId, subjectId });
    await trx.run(deleteOptionsOfGroup, { storeId, groupId });
    await trx.run(deleteGroup, { storeId, groupId });
    const details = { items: menuIds.length };
    await wrote(trx, deps, storeId, who, { act: 'options.remove', subjectId: groupId, subject: group.name, details });
    await menuChanged(trx, deps, storeId, menuIds);
  });
}
