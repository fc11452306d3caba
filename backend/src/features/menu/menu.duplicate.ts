import { randomUUID } from 'node:crypto';
import type { MenuId, OptionGroupId, OptionId, StoreId } from '@tableorder/contract/ids';
import type { MenuOptionGroup } from '@tableorder/contract/menu';
import type { AdminMenuItem } from '@tableorder/contract/menu.admin';
import type { EpochMs } from '@tableorder/contract/time';
import { newId } from '../../infra/clock/new-id.ts';
import type { Trx } from '../../infra/db/db.ts';
import type { Files } from '../../infra/files/files.ts';
import type { Log } from '../../infra/log/log.ts';
import { readStationsOfItem, saveItemStations } from '../stations/stations.items.ts';
import { menuChanged } from './menu.changes.ts';
import { filesOf, type MaybeDoer, type MenuDeps, needItem, saveRecommended, wrote } from './menu.commands.ts';
import { type Arranged, readItemGroups, saveGroups, saveTexts, subjectsOf } from './menu.options.ts';
import { removeFiles } from './menu.pictures.ts';
import { readAdminItem } from './menu.reads.ts';
import { findRecommendationsOf } from './menu.recommendations.sql.ts';
import { copiedName } from './menu.rules.ts';
import {
  findItems,
  insertItem,
  type StoredItem,
  setItemPicture,
  setItemPosition,
  setItemSwitch,
  toDetailColumns,
  toStoredItem,
} from './menu.sql.ts';
import { textsOf, toTranslations } from './menu.texts.sql.ts';

type Picture = Pick<StoredItem, 'picture' | 'pictureWidths' | 'picturePlaceholder'>;
type CopyDeps = MenuDeps & { readonly files: Files; readonly log: Log };

/** The picture's files under a new name: each item's can be replaced without the other's going. Null when there is none (any more). */
async function copyPicture(files: Files, from: Picture): Promise<Picture | null> {
  if (from.picture === null) return null;
  const copy = { picture: randomUUID(), pictureWidths: from.pictureWidths, picturePlaceholder: from.picturePlaceholder };
  const names = filesOf(copy);
  for (const [at, name] of filesOf(from).entries()) {
    const bytes = await files.read(name);
    if (bytes === null) return null;
    await files.put(names[at] ?? '', bytes);
  }
  return copy;
}

/** Makes a hidden copy of an item right behind it: nobody orders a dish that is still being changed. */
export async function duplicateMenuItem(deps: CopyDeps, storeId: StoreId, who: MaybeDoer, menuId: MenuId): Promise<AdminMenuItem> {
  const { db, files, log, clock } = deps;
  const picture = await copyPicture(files, await needItem(db, storeId, menuId));
  try {
    return await db.inStore(storeId, async (trx) => {
      const at = clock.now();
      const copy = await copyItem(trx, storeId, await needItem(trx, storeId, menuId), picture, at);
      const details = { copyOf: menuId };
      await wrote(trx, deps, storeId, who, { act: 'item.add', subjectId: copy.id, subject: copy.name, details });
      await menuChanged(trx, deps, storeId, [copy.id]);
      return readAdminItem(trx, storeId, copy.id, at);
    });
  } catch (error) {
    if (picture) await removeFiles(filesOf(picture), files, log);
    throw error;
  }
}

async function copyItem(trx: Trx, storeId: StoreId, item: StoredItem, picture: Picture | null, at: EpochMs) {
  const all = (await trx.all(findItems, { storeId })).map(toStoredItem);
  const copyId = newId<MenuId>();
  const name = copiedName(item.name, new Set(all.map((other) => other.name)));
  await trx.run(insertItem, { storeId, menuId: copyId, at, ...toDetailColumns({ ...item, name }) });
  await trx.run(setItemSwitch, { storeId, menuId: copyId, hiddenAt: at, soldOutAt: null, soldOutUntil: null });
  if (picture)
    await trx.run(setItemPicture, {
      storeId,
      menuId: copyId,
      picture: picture.picture,
      widths: JSON.stringify(picture.pictureWidths),
      placeholder: picture.picturePlaceholder,
    });
  const beside = all.filter(({ categoryId }) => categoryId === item.categoryId).flatMap(({ id }) => (id === item.id ? [id, copyId] : [id]));
  for (const [position, id] of beside.entries()) await trx.run(setItemPosition, { storeId, menuId: id, position });
  const present = await readItemGroups(trx, storeId, item.id);
  const texts = toTranslations(await trx.find(textsOf(storeId, [item.id, ...subjectsOf(present.groups)])));
  await saveTexts(trx, storeId, copyId, texts.get(item.id));
  const arranged = present.groups.map(
    (group): Arranged => (present.libraryIds.has(group.id) ? { library: group } : { own: copied(group, texts) }),
  );
  await saveGroups(trx, storeId, copyId, [], arranged, at);
  const goesWith = await trx.all(findRecommendationsOf, { storeId, menuId: item.id });
  await saveRecommended(
    trx,
    storeId,
    copyId,
    goesWith.map((row) => row.recommended_id),
  );
  await saveItemStations(trx, storeId, copyId, await readStationsOfItem(trx, storeId, item.id));
  return { id: copyId, name };
}

const copied = (group: MenuOptionGroup, texts: ReturnType<typeof toTranslations>) => ({
  ...group,
  id: newId<OptionGroupId>(),
  translations: texts.get(group.id),
  options: group.options.map((option) => ({ ...option, id: newId<OptionId>(), translations: texts.get(option.id) })),
});
