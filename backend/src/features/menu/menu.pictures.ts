import { randomUUID } from 'node:crypto';
import type { MenuId, StoreId } from '@tableorder/contract/ids';
import type { Image } from '@tableorder/contract/menu';
import { Problem, problem } from '@tableorder/contract/problem';
import type { Trx } from '../../infra/db/db.ts';
import type { Files } from '../../infra/files/files.ts';
import type { Pictures } from '../../infra/files/pictures.ts';
import type { Log } from '../../infra/log/log.ts';
import { menuChanged } from './menu.changes.ts';
import { filesOf, type MaybeDoer, type MenuDeps, needItem, wrote } from './menu.commands.ts';
import { imagesOf } from './menu.reads.ts';
import { type StoredItem, setItemPicture } from './menu.sql.ts';

type PictureDeps = MenuDeps & { readonly files: Files };

async function replacePicture(
  trx: Trx,
  deps: PictureDeps,
  storeId: StoreId,
  who: MaybeDoer,
  menuId: MenuId,
  next: Pick<StoredItem, 'picture' | 'pictureWidths' | 'picturePlaceholder'>,
): Promise<void> {
  const item = await needItem(trx, storeId, menuId);
  const widths = next.picture === null ? null : JSON.stringify(next.pictureWidths);
  await trx.run(setItemPicture, { storeId, menuId, picture: next.picture, widths, placeholder: next.picturePlaceholder });
  const details = { picture: next.picture === null ? 'removed' : 'set' };
  await wrote(trx, deps, storeId, who, { act: 'item.image', subjectId: menuId, subject: item.name, details });
  await menuChanged(trx, deps, storeId, [menuId]);
  for (const name of filesOf(item)) trx.afterCommit(() => deps.files.remove(name));
}

export async function removeFiles(names: readonly string[], files: Files, log: Log): Promise<void> {
  for (const removal of await Promise.allSettled(names.map((name) => files.remove(name))))
    if (removal.status === 'rejected') log.warning('menu', 'a file of a refused picture stays behind', {}, removal.reason);
}

/** All or none; Problem `menu/pictures-away` when their storage cannot be reached, `storage-full` when it is. */
async function keepAll(files: Files, named: readonly (readonly [string, Uint8Array])[]): Promise<void> {
  // Each has been tried to its end before anything is taken away again.
  const outcomes = await Promise.allSettled(named.map(([name, bytes]) => files.put(name, bytes)));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (!failed) return;
  const { reason } = failed;
  if (!(reason instanceof Problem) || reason.key !== 'unavailable') throw reason;
  throw Object.assign(problem('menu/pictures-away', {}, { retryAfterS: 10 }), { cause: reason });
}

/**
 * Gives an item a picture in several widths. The files are there before the row names them, so no page ever points at nothing; a new
 * name each time lets them be cached for ever.
 */
export async function setPicture(
  deps: PictureDeps & { pictures: Pictures; log: Log },
  storeId: StoreId,
  who: MaybeDoer,
  menuId: MenuId,
  upload: Uint8Array,
): Promise<{ imageUrl: string; images: Image[] }> {
  const { db, files, pictures, log } = deps;
  // Who names another store's item must not cost us the decoding.
  await needItem(db, storeId, menuId);
  const prepared = [...(await pictures.prepare(upload))].sort((a, b) => a.width - b.width);
  const [smallest] = prepared;
  const picturePlaceholder = smallest ? await pictures.sketch(smallest.webp) : null;
  const next = { picture: randomUUID(), pictureWidths: prepared.map(({ width }) => width), picturePlaceholder };
  const names = filesOf(next);
  try {
    await keepAll(
      files,
      prepared.map(({ webp }, at) => [names[at] ?? '', webp] as const),
    );
    await db.inStore(storeId, (trx) => replacePicture(trx, deps, storeId, who, menuId, next));
  } catch (error) {
    await removeFiles(names, files, log);
    throw error;
  }
  const images = imagesOf(next);
  return { imageUrl: images.at(-1)?.url ?? '', images };
}

export function removePicture(deps: PictureDeps, storeId: StoreId, who: MaybeDoer, menuId: MenuId): Promise<void> {
  return deps.db.inStore(storeId, (trx) =>
    replacePicture(trx, deps, storeId, who, menuId, { picture: null, pictureWidths: [], picturePlaceholder: null }),
  );
}
